// Training: a problem, a network and points, compiled into an objective and handed to optimisers, stage after stage.

import Foundation
import PINNCore

/// A problem with a network, ready to be trained.
///
/// Two trainings of equal problem, network, seed and precision are equal bit for bit, with any number of threads.
public final class Training<E: Equation> {
  /// What is solved.
  public let problem: Problem<E>
  /// All that is trained, by name: the network's blocks and the trainable coefficients.
  public let layout: ParameterLayout
  /// The parameters that a run starts from, drawn for the seed.
  public let initialParameters: [Double]
  /// The names of the loss's terms: the equation's residuals, then the other conditions.
  public var termNames: [String] { objective.terms.map(\.name) }

  let ansatz: Ansatz<E.Unknown>
  let objective: TrainingObjective
  private let network: String
  let seed: UInt64
  private let precision: Precision
  private let threads: Int
  private let sampling: Sampling
  let initialPoints: [CollocationPoints]
  let heldOut: HeldOut
  private var pointsHaveMoved = false
  /// How often a run looks for what is wrong with it, if its observers want to hear.
  package var secondsBetweenLooks = 30.0
  /// Rows of the Jacobian that are computed at a time, to be set before the first of them are.
  package var slabRows: Int {
    get { objective.slabRows }
    set { objective.slabRows = newValue }
  }
  /// The residuals one by one; nil in single precision.
  package var leastSquares: (any LeastSquaresObjective)? { objective.leastSquares }

  /// Compiles the problem for a network.
  ///
  /// - Parameters:
  ///   - seed: of the initial weights and the points.
  ///   - precision: of residuals and gradients; the parameters are Double always.
  ///   - threads: at most so many; results don't depend on it.
  /// - Throws: `ProblemError` with a sentence for everything that doesn't fit together.
  public init(
    _ problem: Problem<E>, network: some Network, seed: UInt64 = 0, precision: Precision = .double,
    threads: Int = ProcessInfo.processInfo.activeProcessorCount, sampling: Sampling = Sampling()
  ) throws {
    guard threads > 0 else { throw ProblemError("a training needs at least one thread, not \(threads)") }
    self.problem = problem
    self.network = "\(network)"
    self.seed = seed
    self.precision = precision
    self.threads = threads
    self.sampling = sampling
    ansatz = try Ansatz(network: network, problem: problem)
    layout = ansatz.layout
    initialParameters = layout.initialValues(seed: seed)
    initialPoints = try problem.conditions.indices.map { try problem.collocationPoints(of: $0, sampling, seed: seed) }
    objective = try TrainingObjective(problem, ansatz, initialPoints, precision: precision, threads: threads)
    heldOut = try HeldOut(problem, objective, sampling, seed: seed)
  }

  /// The loss, its terms in the order of `termNames`, and its gradient by the flat parameters.
  public func loss(at parameters: [Double]) -> (value: Double, terms: [Double], gradient: [Double]) {
    precondition(
      parameters.count == layout.count, "this training has \(layout.count) parameters, not \(parameters.count)")
    var gradient = [Double](repeating: 0, count: layout.count)
    let value = objective.value(at: parameters, gradient: &gradient)
    return (value, objective.lastTerms, gradient)
  }

  /// What a run of `stages` does, in words.
  public func summary(_ stages: [Stage] = []) -> TrainingSummary {
    let chosen = zip(conditionNames, problem.conditions).map { ($0, $1.points) }
    return TrainingSummary(
      equation: problem.equation.formula, coefficients: problem.equation.coefficients,
      domain: "\(problem.region)", points: chosen, enforced: problem.enforced.map(\.description), network: network,
      parameterCount: layout.count, stages: stages.map { ($0.name(precision, layout), $0.steps) }, seed: seed,
      precision: precision, threads: threads)
  }

  /// Trains from the initial parameters, or from `start`, and returns the best solution seen: of the least loss in stages
  /// whose loss stays the same, of the least loss on held-out points in stages whose points or weights change, or with patience.
  ///
  /// Each stage starts from the best parameters so far. A stage whose optimiser converges or finds no step hands over to the
  /// next. A loss that stops being finite ends the run, with the best parameters kept and the term named in `Solution.end`.
  ///
  /// - Parameters:
  ///   - recordEvery: steps between entries of the history; the first and the last step are always there.
  ///   - checkpoints: when and where to keep checkpoints; nil for none.
  ///   - checkpoint: a checkpoint of an equal run to go on from, instead of from parameters. Its steps and seconds count.
  ///   - interruption: ends the run after its present step when asked to.
  /// - Throws: `ProblemError` for settings that make no sense, for a loss that isn't finite at the start, and for a checkpoint of
  ///   another run; what observers throw. A checkpoint that can't be kept ends nothing.
  public func run(
    _ stages: [Stage] = .automatic, budget: Budget = .unlimited, observers: [any TrainingObserver] = [],
    recordEvery: Int = 10, from start: [Double]? = nil, checkpoints: CheckpointSchedule? = nil,
    resuming checkpoint: Checkpoint? = nil, interruption: Interruption? = nil
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
    let first = start ?? initialParameters
    guard first.count == layout.count, first.allSatisfy(\.isFinite) else {
      throw ProblemError("a training of \(layout.count) parameters can't start from \(first.count), or from NaN")
    }
    let optimizers = stages.map { $0.makeOptimizer(precision, layout) }
    for optimizer in optimizers { try optimizer.validate() }

    if let checkpoint { try check(checkpoint, isOf: stages) }
    objective.reweigh(nil)
    try moveToInitialPoints()
    pointsHaveMoved = checkpoint != nil || stages.contains { $0.points != nil }
    let keeper = checkpoints.map {
      CheckpointKeeper($0, empty: Checkpoint(identity: identity(of: stages)))
    }
    var run = TrainingRun(
      objective, heldOut, stages, RunLimits(budget, stages, interruption),
      Audience(observers, recordEvery: recordEvery, lookout: Lookout(heldOut, every: secondsBetweenLooks)),
      keeper: keeper
    ) { [problem, objective, sampling, seed] rows, sampler, parameters, drawing in
      let values = objective.residualValues
      return try problem.drawnPoints(
        problem.pointCounts(rows: rows, widths: values.widths), by: sampler, present: objective.points, values,
        at: parameters, sampling, seed: seed, drawing: drawing)
    }
    let end = try run.train(optimizers, from: first, resuming: checkpoint, summary: summary(stages))
    let state = run.state
    let report = RunReport(
      residuals: try objective.report(heldOut, at: state.bestParameters), end: end, steps: state.step,
      seconds: run.seconds, pointCount: objective.points.reduce(0) { $0 + $1.table.count },
      coefficients: coefficients(at: state.bestParameters))
    return try Solution(
      problem: problem, ansatz: ansatz, parameters: state.bestParameters, loss: state.bestValue, history: state.history,
      report: report, summary: summary(stages))
  }

  /// Moves to points for so many residuals.
  func moveToDrawnPoints(rows: Int) throws {
    let counts = problem.pointCounts(rows: rows, widths: objective.residualValues.widths)
    try objective.move(
      to: problem.conditions.indices.map {
        try problem.collocationPoints(of: $0, count: counts[$0], sampling, seed: seed, step: 0)
      })
    pointsHaveMoved = true
  }

  /// What `body` returns at the conditions' own numbers of points; the points are as before afterwards.
  func atInitialPoints<Result>(_ body: () throws -> Result) throws -> Result {
    let (present, haveMoved) = (objective.points, pointsHaveMoved)
    try moveToInitialPoints()
    let result = Swift.Result { try body() }
    if haveMoved { try objective.move(to: present) }
    pointsHaveMoved = haveMoved
    return try result.get()
  }

  /// Moves the objective to the conditions' own numbers of points, those that it was compiled with.
  private func moveToInitialPoints() throws {
    if pointsHaveMoved { try objective.move(to: initialPoints) }
    pointsHaveMoved = false
  }

  /// The conditions' names; the equation is called by its residuals.
  var conditionNames: [String] {
    let equation = objective.terms.filter { $0.condition == 0 }.map(\.name).joined(separator: ", ")
    return [equation] + problem.conditions.dropFirst().map(\.name)
  }
}

extension Training: CustomStringConvertible {
  /// The summary without stages.
  public var description: String { summary().description }
}
