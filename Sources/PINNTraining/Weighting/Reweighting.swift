// Weightings at work: shown the loss between steps, checked, and their factors multiplied.

import PINNLoss

/// A stage's weightings in order. Each sees the loss as those before it leave it, and the loss has the product of all factors.
struct Reweighting: Sendable {
  private var rules: [any LossWeighting]
  private var pointsAreNew = false

  init(_ rules: [any LossWeighting]) { self.rules = rules }

  /// Tells all weightings that points were drawn anew; the next update is of all of them.
  mutating func pointsChanged() {
    for i in rules.indices { rules[i].pointsChanged() }
    pointsAreNew = true
  }

  /// Updates the weightings that are due after so many steps of the stage. Whether factors changed.
  mutating func update(_ loss: Loss, at parameters: [Double], step: Int) throws -> Bool {
    var changed = false
    var product = LossWeights()
    for i in rules.indices {
      if pointsAreNew || step.isMultiple(of: rules[i].every) {
        loss.reweigh(product)
        let parts = PresentLoss(loss, parameters)
        try rules[i].update(from: parts)
        try Self.check(rules[i], against: parts)
        changed = true
      }
      product.multiply(by: rules[i].weights)
    }
    pointsAreNew = false
    if changed { loss.reweigh(product) }
    return changed
  }

  /// Puts the present factors in front of the problem's weights. Throws `ProblemError` if they don't fit.
  func apply(to loss: Loss) throws {
    guard !rules.isEmpty else { return loss.reweigh(nil) }
    var product = LossWeights()
    for rule in rules {
      try Self.check(rule, against: PresentLoss(loss, []))
      product.multiply(by: rule.weights)
    }
    loss.reweigh(product)
  }

  func save(to checkpoint: inout Checkpoint) throws {
    for (i, rule) in rules.enumerated() {
      for (name, values) in try rule.state() { checkpoint.set("weighting/\(i)/\(Checkpoint.part(name))", values) }
    }
  }

  mutating func restore(from checkpoint: Checkpoint) throws {
    for i in rules.indices { try rules[i].restore(checkpoint.arrays(in: "weighting/\(i)").mapValues(\.elements)) }
  }

  /// Throws `ProblemError` if a rule's factors don't fit the loss.
  private static func check(_ rule: any LossWeighting, against loss: PresentLoss) throws {
    let weights = rule.weights
    func check(_ factors: [Double], _ count: Int, _ what: String) throws {
      guard factors.isEmpty || factors.count == count else {
        throw ProblemError("\(rule) gave \(factors.count) factors for \(count) \(what)")
      }
      if let wrong = factors.first(where: { !($0 >= 0 && $0.isFinite) }) {
        throw ProblemError("\(rule) gave the factor \(wrong) among those of \(what); expected a number of at least 0")
      }
    }
    try check(weights.terms, loss.terms.count, "terms")
    guard weights.points.isEmpty || weights.points.count == loss.sources.count else {
      throw ProblemError(
        "\(rule) gave factors for the points of \(weights.points.count) of \(loss.sources.count) conditions")
    }
    for (source, factors) in zip(loss.sources, weights.points) {
      try check(factors, loss.points(of: source).count, "points of \(source)")
    }
  }
}

extension LossWeights {
  /// Factor by factor.
  fileprivate mutating func multiply(by other: LossWeights) {
    terms = Self.product(terms, other.terms)
    points = points.isEmpty ? other.points : other.points.isEmpty ? points : zip(points, other.points).map(Self.product)
  }

  private static func product(_ a: [Double], _ b: [Double]) -> [Double] {
    a.isEmpty ? b : b.isEmpty ? a : zip(a, b).map(*)
  }
}
