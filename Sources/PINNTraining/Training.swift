// Training: the loss of a problem, handed to optimisers, stage after stage.

import Foundation
import PINNLoss

/// A problem with a network, ready to be trained.
///
/// Two trainings of equal problem, network, seed and precision are equal bit for bit, with any number of threads.
public final class Training<E: Equation> {
  /// What is solved.
  public let problem: Problem<E>
  /// What is minimised.
  public let loss: Loss

  let ansatz: Ansatz<E.Unknown>
  let setup: TrainingSetup
  /// How often a run looks for what is wrong with it, if its observers want to hear.
  package var secondsBetweenLooks = 30.0
  /// The window of time that `problem` is cut to, if it is one of several.
  var window: ClosedRange<Double>?

  /// Compiles the problem for a network.
  ///
  /// - Parameters:
  ///   - seed: of the initial weights and the points.
  ///   - precision: of residuals and gradients; the parameters are Double always.
  ///   - threads: at most so many; results don't depend on it.
  /// - Throws: `ProblemError` with a sentence for everything that doesn't fit together.
  public convenience init(
    _ problem: Problem<E>, network: some Network, seed: UInt64 = 0, precision: Precision = .double,
    threads: Int = ProcessInfo.processInfo.activeProcessorCount, sampling: Sampling = Sampling()
  ) throws {
    try self.init(
      problem, Ansatz(network: network, problem: problem),
      TrainingSetup(network: network, seed: seed, precision: precision, threads: threads, sampling: sampling))
  }

  init(_ problem: Problem<E>, _ ansatz: Ansatz<E.Unknown>, _ setup: TrainingSetup) throws {
    (self.problem, self.ansatz, self.setup) = (problem, ansatz, setup)
    loss = try setup.loss(of: problem, ansatz)
  }

  /// What a run of `stages` does, in words.
  public func summary(_ stages: [Stage] = []) -> TrainingSummary {
    TrainingSummary(problem, setup, ansatz, loss, stages)
  }

  /// One run over the whole time at once; see `run`.
  func runAtOnce(
    _ stages: [Stage], budget: Budget, observers: [any TrainingObserver], recordEvery: Int, from start: [Double]?,
    checkpoints: CheckpointSchedule?, resuming checkpoint: Checkpoint?, interruption: Interruption?
  ) throws -> Solution<E> {
    try budget.validate()
    try checkpoints?.validate()
    guard !stages.isEmpty else {
      throw ProblemError("a training needs at least one stage, such as .adam(steps: 1_000)")
    }
    guard recordEvery > 0 else {
      throw ProblemError("the history is recorded every 1 or more steps, not \(recordEvery)")
    }
    for stage in stages { try stage.validate(axes: problem.region.axes) }
    let first = start ?? loss.initialParameters
    guard first.count == loss.count, first.allSatisfy(\.isFinite) else {
      throw ProblemError("a training of \(loss.count) parameters can't start from \(first.count), or from NaN")
    }
    let optimizers = stages.map { $0.makeOptimizer(setup.precision, loss.layout) }
    for optimizer in optimizers { try optimizer.validate() }

    if let checkpoint { try check(checkpoint, isOf: stages) }
    loss.reweigh(nil)
    try loss.moveToFirstPoints()
    let keeper = checkpoints.map {
      CheckpointKeeper($0, empty: Checkpoint(identity: identity(of: stages)))
    }
    var run = TrainingRun(
      loss, stages, RunLimits(budget, stages, interruption),
      ObserverList(
        observers, recordEvery: recordEvery, watch: DominanceWatch(loss.heldOut, every: secondsBetweenLooks)),
      keeper: keeper)
    run.window = window
    let end = try run.train(optimizers, from: first, resuming: checkpoint, summary: summary(stages))
    let state = run.state
    let report = RunReport(
      residuals: try ResidualReport(of: loss, at: state.bestParameters), end: end, steps: state.step,
      seconds: run.seconds, pointCount: loss.laws.reduce(0) { $0 + $1.points.table.count },
      coefficients: problem.coefficients(ansatz.layout, at: state.bestParameters))
    return try Solution(
      problem: problem, ansatz: ansatz, setup: setup, parameters: state.bestParameters, loss: state.bestValue,
      history: state.history, report: report, summary: summary(stages))
  }
}

extension Training {
  /// The solution of given parameters, without training. Throws `ProblemError` for parameters that aren't those of this training.
  public func solution(_ parameters: [Double]) throws -> Solution<E> {
    try Solution(parameters, of: problem, ansatz, setup, loss)
  }

  /// The same, with the text of the windows of time that the parameters are of, if they are.
  package func solution(_ parameters: [Double], windows: String?) throws -> Solution<E> {
    guard let windows else { return try solution(parameters) }
    var setup = setup
    setup.windows = try [SolvedWindow](
      text: windows, over: problem.time, unknowns: E.Unknown.allCases.count, of: "the file")
    let ansatz = try Ansatz(windows: setup.ansatzWindows(of: problem), problem: problem)
    return try Solution(parameters, of: problem, ansatz, setup, setup.loss(of: problem, ansatz))
  }
}

extension Training {
  /// What looks wrong before anything is trained: coefficients that jump under a derivative, and unknowns with too few conditions.
  public var diagnosis: [Finding] {
    get throws {
      try problem.lostJumps().map { .lostJump($0) } + ansatz.missingConditions(problem).map { .missing($0) }
    }
  }
}

extension Training: CustomStringConvertible {
  /// The summary without stages.
  public var description: String { summary().description }
}
