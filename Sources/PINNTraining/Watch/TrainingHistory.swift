// The course of a run as series of numbers.

/// Equally long series by step: "step", "seconds", "loss", and one for each term of the loss.
public struct TrainingHistory: Sendable, Equatable {
  /// The names of the loss's terms.
  public let terms: [String]
  /// Steps made when each entry was recorded.
  public private(set) var steps: [Int]
  /// Seconds since the start.
  public private(set) var seconds: [Double]
  /// The loss.
  public private(set) var losses: [Double]
  /// The loss by terms: one series for each of `terms`.
  public private(set) var termValues: [[Double]]

  init(terms: [String]) {
    self.init(
      terms: terms, steps: [], seconds: [], losses: [], termValues: Array(repeating: [], count: terms.count))
  }

  init(terms: [String], steps: [Int], seconds: [Double], losses: [Double], termValues: [[Double]]) {
    (self.terms, self.steps, self.seconds, self.losses) = (terms, steps, seconds, losses)
    self.termValues = termValues
  }

  /// The history that a snapshot has, by the names of its series.
  init(_ series: [(name: String, values: [Double])]) {
    let known = Dictionary(series.map { ($0.name, $0.values) }, uniquingKeysWith: { first, _ in first })
    let terms = series.filter { !["step", "seconds", "loss"].contains($0.name) }
    self.init(
      terms: terms.map(\.name), steps: (known["step"] ?? []).map { Int(exactly: $0) ?? 0 },
      seconds: known["seconds"] ?? [], losses: known["loss"] ?? [], termValues: terms.map(\.values))
  }

  mutating func record(_ progress: TrainingProgress) {
    if steps.last == progress.step { return }
    steps.append(progress.step)
    seconds.append(progress.seconds)
    losses.append(progress.loss)
    for (i, term) in progress.terms.enumerated() { termValues[i].append(term.value) }
  }

  /// All series by name, as snapshots hold them.
  public var series: [(name: String, values: [Double])] {
    [("step", steps.map(Double.init)), ("seconds", seconds), ("loss", losses)]
      + zip(terms, termValues).map { (name: $0, values: $1) }
  }
}
