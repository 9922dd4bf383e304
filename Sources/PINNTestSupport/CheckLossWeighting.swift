// What every loss weighting must do.

import PINNCore

/// Throws a `CheckFailure` unless the weighting keeps the promises of `LossWeighting`: settings that it accepts itself, an update
/// every 1 or more steps, as many factors as there are terms and points, all of them finite and not negative whatever the
/// residuals and gradients are, equal factors for equal losses, copies that are independent, new points that it gets along with,
/// and a saved state that goes on as the rule itself does.
public func checkLossWeighting(_ weighting: some LossWeighting) throws {
  let subject = "\(weighting)"
  try weighting.validate(axes: SampleLoss.space)
  guard weighting.every >= 1 else {
    throw CheckFailure(subject, "it must be updated every 1 or more steps, not \(weighting.every)")
  }
  for scale in [0, 1e-9, 1, 1e9] {
    var rule = weighting
    for step in 0..<3 { try update(&rule, SampleLoss(points: 12, scale: scale, step: step), subject) }
    let copy = rule
    try update(&rule, SampleLoss(points: 12, scale: scale, step: 3), subject)
    var again = copy
    try update(&again, SampleLoss(points: 12, scale: scale, step: 3), subject)
    guard again.weights == rule.weights else {
      throw CheckFailure(subject, "a copy that sees the same loss must come to the same factors")
    }
    try checkState(of: copy, then: SampleLoss(points: 12, scale: scale, step: 3), rule.weights, weighting, subject)
    rule.pointsChanged()
    try update(&rule, SampleLoss(points: 7, scale: scale, step: 4), subject)
  }
}

/// A rule that takes up the state of another goes on as it does.
private func checkState(
  of rule: some LossWeighting, then loss: SampleLoss, _ expected: LossWeights, _ fresh: some LossWeighting,
  _ subject: String
) throws {
  var restored = fresh
  try restored.restore(rule.state())
  guard restored.weights == rule.weights else {
    throw CheckFailure(subject, "its saved state must bring back its factors; does it carry them?")
  }
  try restored.update(from: loss)
  guard restored.weights == expected else {
    throw CheckFailure(subject, "after its saved state was restored it must go on as before; what doesn't it carry?")
  }
}

private func update(_ rule: inout some LossWeighting, _ loss: SampleLoss, _ subject: String) throws {
  try rule.update(from: loss)
  let weights = rule.weights
  guard weights.terms.isEmpty || weights.terms.count == loss.terms.count else {
    throw CheckFailure(subject, "a loss of \(loss.terms.count) terms got \(weights.terms.count) factors by term")
  }
  let counts = weights.points.map(\.count)
  guard weights.points.isEmpty || counts.count == 2 && counts.allSatisfy({ $0 == 0 || $0 == loss.count }) else {
    throw CheckFailure(subject, "2 conditions of \(loss.count) points each got factors for \(counts) points")
  }
  if let wrong = (weights.terms + weights.points.joined()).first(where: { !($0 >= 0 && $0.isFinite) }) {
    throw CheckFailure(
      subject, "a factor must be a finite number of at least 0, not \(wrong) (residuals of size \(loss.scale))")
  }
}

/// An equation of two residuals and one condition over (x, t), with numbers that are made up.
private struct SampleLoss: LossParts {
  static let space: [Axis] = [.x, .t]
  let axes = SampleLoss.space
  let bounds: [ClosedRange<Double>] = [-1...1, 0...2]
  let terms = [
    LossTerm("first", of: .equation), LossTerm("second", of: .equation), LossTerm("value", of: .condition("value")),
  ]
  let count: Int
  let scale: Double
  private let step: Int

  init(points count: Int, scale: Double, step: Int) {
    (self.count, self.scale, self.step) = (count, scale, step)
  }

  private func number(of source: LossTerm.Source) -> Int { source == .equation ? 0 : 1 }
  private func number(of term: LossTerm) -> Int { terms.firstIndex(of: term)! }

  private func numbers(_ count: Int, _ stream: Int) -> [Double] {
    var rng = RandomStream(seed: 3, for: StreamKey(.checks, of: "loss \(stream)"), step: UInt32(step))
    return (0..<count).map { _ in rng.uniform() }
  }

  func points(of source: LossTerm.Source) -> Tensor<Double> {
    var table = Tensor(shape: [count, 2], elements: numbers(2 * count, number(of: source)))
    for i in 0..<count { (table[i, 0], table[i, 1]) = (2 * table[i, 0] - 1, 2 * table[i, 1]) }
    return table
  }

  func residuals(of source: LossTerm.Source) -> Tensor<Double> {
    let width = source == .equation ? 2 : 1
    return Tensor(
      shape: [count, width], elements: numbers(count * width, 10 + number(of: source)).map { scale * (2 * $0 - 1) })
  }

  func gradient(of term: LossTerm) -> [Double] {
    numbers(5, 20 + number(of: term)).map { scale * scale * (2 * $0 - 1) }
  }
  func kernelTrace(of term: LossTerm) -> Double { scale * scale * numbers(1, 30 + number(of: term))[0] }
}
