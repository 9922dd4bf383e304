// What checkpoints of time marching hold besides those of the present window's training: the windows that are finished.

import PINNLoss

/// Keeps the checkpoints of a window's training with the windows before it.
struct WindowStore: CheckpointStore {
  private let store: any CheckpointStore
  private var finished = Checkpoint(identity: [:])

  /// No window is finished so far, out of so many over some time.
  init(_ store: any CheckpointStore, windows: [ClosedRange<Double>]) {
    self.store = store
    finished.identity[Checkpoint.windows] = Checkpoint.text(windows)
    finished.numbers[Checkpoint.window] = 0
  }

  /// Adds the solution of the window that was the present one.
  mutating func add<E: Equation>(_ solution: Solution<E>, window: Int) {
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

  fileprivate static func text(_ windows: [ClosedRange<Double>]) -> String {
    "\(windows.count) over \((windows.first?.lowerBound ?? 0)...(windows.last?.upperBound ?? 0))"
  }

  fileprivate static func folder(_ window: Int) -> String { "windows/\(window)" }
  fileprivate static func end(_ window: Int) -> String { "end of window \(window)" }

  /// The window that was being trained. Throws `ProblemError` for a checkpoint of other windows.
  func presentWindow(of windows: [ClosedRange<Double>]) throws -> Int {
    guard let there = identity[Self.windows] else {
      throw ProblemError(
        "the checkpoint is of a single training, which a training in windows of time can't go on from")
    }
    guard there == Self.text(windows) else {
      throw ProblemError(
        "the checkpoint is of another run, which this one can't go on from; they differ in windows of time (there "
          + "\(there), here \(Self.text(windows)))")
    }
    return try whole(Self.window, in: 0...windows.count - 1)
  }
}

extension Solution {
  fileprivate func save(to checkpoint: inout Checkpoint, window: Int) {
    let folder = Checkpoint.folder(window)
    checkpoint.identity[Checkpoint.end(window)] = end.word
    checkpoint.set("\(folder)/facts", [loss, Double(steps), seconds, Double(report.pointCount)])
    checkpoint.set("\(folder)/parameters", parameters)
    checkpoint.set("\(folder)/trained on", report.residuals.rows.map(\.training))
    history.save(to: &checkpoint, in: "\(folder)/history")
  }
}

extension Training {
  /// The solution of a finished window of which this is the training. Throws `ProblemError` if a checkpoint's parts don't fit.
  func solution(of window: Int, in checkpoint: Checkpoint, _ stages: [Stage]) throws -> Solution<E> {
    let folder = Checkpoint.folder(window)
    let facts = try checkpoint.array("\(folder)/facts", count: 4)
    let parameters = try checkpoint.array("\(folder)/parameters", count: loss.count)
    let trainedOn = try checkpoint.array("\(folder)/trained on", count: loss.terms.count)
    guard let steps = Int(exactly: facts[1]), let points = Int(exactly: facts[3]), steps >= 0, points >= 0 else {
      throw checkpoint.damaged("'\(folder)/facts' are \(facts)")
    }
    guard let end = TrainingEnd(word: checkpoint.identity[Checkpoint.end(window)] ?? "") else {
      throw checkpoint.damaged("it doesn't say why window \(window) ended")
    }
    let rows = try zip(trainedOn, loss.heldOutResiduals(at: parameters)).map {
      ResidualReport.Row(training: $0, heldOut: $1)
    }
    return try Solution(
      problem: problem, ansatz: ansatz, setup: setup, parameters: parameters, loss: facts[0],
      history: TrainingHistory(checkpoint, in: "\(folder)/history", terms: loss.terms.map(\.name)),
      report: RunReport(
        residuals: ResidualReport(rows: rows, axes: problem.region.axes), end: end, steps: steps, seconds: facts[2],
        pointCount: points, coefficients: problem.coefficients(loss.layout, at: parameters)),
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
