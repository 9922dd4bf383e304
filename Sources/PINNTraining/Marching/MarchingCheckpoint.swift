// What checkpoints of a run in windows of time hold besides those of the present window's training: the windows that are finished.

import PINNLoss

/// Keeps the checkpoints of a window's training with the windows before it.
struct WindowStore: CheckpointStore {
  private let store: any CheckpointStore
  private var finished = Checkpoint(identity: [:])

  /// The windows that are finished so far of those of a plan.
  init<E: Equation>(_ store: any CheckpointStore, plan: WindowPlan, _ solutions: [Solution<E>]) {
    self.store = store
    finished.identity[Checkpoint.windows] = plan.text
    finished.numbers[Checkpoint.window] = 0
    for solution in solutions { add(solution) }
  }

  /// The window that is being trained.
  var present: ClosedRange<Double>? {
    didSet { finished.numbers[Checkpoint.presentEnd] = present?.upperBound }
  }

  /// Adds the solution of the window that was the present one.
  mutating func add<E: Equation>(_ solution: Solution<E>) {
    let window = Int(finished.numbers[Checkpoint.window] ?? 0)
    solution.save(to: &finished, window: window)
    finished.numbers[Checkpoint.window] = Double(window + 1)
  }

  func save(_ checkpoint: Checkpoint) throws {
    var whole = checkpoint
    whole.identity.merge(finished.identity) { $1 }
    whole.numbers.merge(finished.numbers) { $1 }
    whole.arrays.merge(finished.arrays) { $1 }
    try store.save(whole)
  }
}

extension Checkpoint {
  fileprivate static let windows = "windows of time"
  fileprivate static let window = "window of time"
  fileprivate static let presentEnd = "end of the window of time"

  fileprivate static func folder(_ window: Int) -> String { "windows/\(window)" }
  fileprivate static func end(_ window: Int) -> String { "end of window \(window)" }
  fileprivate static func setup(_ window: Int) -> String { "window \(window)" }

  /// Whether it is of a run in windows of time.
  var isOfWindows: Bool { identity[Self.windows] != nil }

  /// The windows that were finished, and the end of the one that was being trained. Throws `ProblemError` for a checkpoint of other
  /// windows.
  func windows(of plan: WindowPlan, unknowns: Int) throws -> (finished: [SolvedWindow], end: Double) {
    guard let there = identity[Self.windows] else {
      throw ProblemError(
        "the checkpoint is of a single training, which a training in windows of time can't go on from")
    }
    guard there == plan.text else {
      throw ProblemError(
        "the checkpoint is of another run, which this one can't go on from; they differ in windows of time (there "
          + "\(there), here \(plan.text))")
    }
    let count = try whole(Self.window, in: 0...(plan.count.map { $0 - 1 } ?? 100_000))
    let finished = try (0..<count).map { k in
      guard
        let windows = try? [SolvedWindow](
          text: "[\(identity[Self.setup(k)] ?? "")]", over: plan.time, unknowns: unknowns, of: "the checkpoint")
      else { throw damaged("it doesn't say what window \(k) is") }
      return windows[0]
    }
    let end = try number(Self.presentEnd)
    guard plan.time.contains(end), zip(finished, finished.dropFirst()).allSatisfy({ $0.end < $1.end }),
      (finished.last?.end ?? plan.time.lowerBound) < end
    else { throw damaged("its windows don't follow each other") }
    return (finished, end)
  }
}

extension Solution {
  fileprivate func save(to checkpoint: inout Checkpoint, window: Int) {
    let folder = Checkpoint.folder(window)
    checkpoint.identity[Checkpoint.end(window)] = report.end.word
    let setup = [
      SolvedWindow(end: problem.time?.upperBound ?? 0, scales: ansatz.scales, corrections: setup.corrections)
    ]
    checkpoint.identity[Checkpoint.setup(window)] = String(setup.text.dropFirst().dropLast())
    checkpoint.set("\(folder)/facts", [loss, Double(steps), seconds, Double(report.pointCount)])
    checkpoint.set("\(folder)/parameters", parameters)
    history.save(to: &checkpoint, in: "\(folder)/history")
  }
}

extension Training {
  /// The solution of a finished window of which this is the training. Throws `ProblemError` if a checkpoint's parts don't fit.
  func solution(
    of window: Int, _ solved: SolvedWindow, in checkpoint: Checkpoint, _ stages: [Stage]
  ) throws -> Solution<E> {
    let folder = Checkpoint.folder(window)
    let setup = setup.window(solved)
    func makeAnsatz(_ network: some Network) throws -> Ansatz<E.Unknown> {
      try Ansatz(network: network, problem: problem, scales: solved.scales)
    }
    let ansatz = try makeAnsatz(setup.network)
    let facts = try checkpoint.array("\(folder)/facts", count: 4)
    let parameters = try checkpoint.array("\(folder)/parameters", count: ansatz.layout.count)
    guard let steps = Int(exactly: facts[1]), let points = Int(exactly: facts[3]), steps >= 0, points >= 0 else {
      throw checkpoint.damaged("'\(folder)/facts' are \(facts)")
    }
    guard let end = TrainingEnd(word: checkpoint.identity[Checkpoint.end(window)] ?? "") else {
      throw checkpoint.damaged("it doesn't say why window \(window) ended")
    }
    return try Solution(
      problem: problem, ansatz: ansatz, setup: setup, parameters: parameters, loss: facts[0],
      history: TrainingHistory(checkpoint, in: "\(folder)/history", terms: loss.terms.map(\.name)),
      report: RunReport(
        residuals: ResidualReport(of: setup.loss(of: problem, ansatz), at: parameters), end: end, steps: steps,
        seconds: facts[2], pointCount: points, coefficients: []),
      summary: summary(stages))
  }
}

extension TrainingEnd {
  /// A word for each end that another window may follow.
  fileprivate var word: String {
    switch self {
    case .stepsDone: "steps"
    case .noProgress: "progress"
    case .outOfPatience(let steps): "patience \(steps)"
    case .toleranceReached: "tolerance"
    case .outOfTime: "time"
    case .converged(let reason): "converged \(reason.rawValue)"
    case .failed(let reason): "failed \(reason.rawValue)"
    case .notFinite, .observer, .interrupted, .recorded: ""
    }
  }

  fileprivate init?(word: String) {
    let parts = word.split(separator: " ").map(String.init)
    let reason = parts.last.flatMap(StopReason.init(rawValue:))
    switch (parts.first, parts.count) {
    case ("steps", 1): self = .stepsDone
    case ("progress", 1): self = .noProgress
    case ("patience", 2):
      guard let steps = Int(parts[1]) else { return nil }
      self = .outOfPatience(steps: steps)
    case ("tolerance", 1): self = .toleranceReached
    case ("time", 1): self = .outOfTime
    case ("converged", 2):
      guard let reason else { return nil }
      self = .converged(reason)
    case ("failed", 2):
      guard let reason else { return nil }
      self = .failed(reason)
    default: return nil
    }
  }
}
