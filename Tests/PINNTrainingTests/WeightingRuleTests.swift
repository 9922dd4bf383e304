// Every weighting against its definition, by hand or evaluated naively, on numbers that are made up.

import Foundation
import PINN
import Testing

/// A loss of given numbers: an equation of two residuals and one condition, at two points each.
private struct GivenLoss: LossParts {
  var axes: [Axis] = [.x, .t]
  var bounds: [ClosedRange<Double>] = [0...1, 0...3]
  var terms = [
    LossTerm("a", of: .equation), LossTerm("b", of: .equation), LossTerm("c", of: .condition("c")),
  ]
  var tables: [Tensor<Double>] = []
  var values: [Tensor<Double>] = []
  var gradients: [[Double]] = []
  var traces: [Double] = []
  func points(of source: LossTerm.Source) -> Tensor<Double> { tables[source == .equation ? 0 : 1] }
  func residuals(of source: LossTerm.Source) -> Tensor<Double> { values[source == .equation ? 0 : 1] }
  func gradient(of term: LossTerm) -> [Double] { gradients[terms.firstIndex(of: term)!] }
  func kernelTrace(of term: LossTerm) -> Double { traces[terms.firstIndex(of: term)!] }
}

@Suite struct WeightingRuleTests {
  private func isClose(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= 1e-14 * max(abs($0), abs($1)) }
  }

  @Test func gradientNorm() throws {
    var rule = GradientNormWeighting(share: 0.25)
    var loss = GivenLoss(gradients: [[3, -1, 0], [1, -5, 2], [0.5, 0, -0.25]])
    // The equation's gradient is [4, -6, 2]; the mean of the condition's |g| is 1/4.
    try rule.update(from: loss)
    #expect(isClose(rule.weights.terms, [1, 1, 0.75 + 0.25 * 24]))
    loss.gradients[2] = [3, 3, -3]
    try rule.update(from: loss)
    #expect(isClose(rule.weights.terms, [1, 1, 0.75 * 6.75 + 0.25 * 2]))
    loss.gradients[2] = [0, 0, 0]
    let before = rule.weights
    try rule.update(from: loss)
    #expect(rule.weights == before && rule.weights.points.isEmpty)
  }

  @Test func neuralTangent() throws {
    var rule = NeuralTangentWeighting()
    try rule.update(from: GivenLoss(traces: [1, 4, 5]))
    #expect(isClose(rule.weights.terms, [10, 2.5, 2]))
    try rule.update(from: GivenLoss(traces: [2, 0, 2]))
    #expect(isClose(rule.weights.terms, [2, 2.5, 2]))
  }

  private let squares = GivenLoss(values: [Tensor(rows: [[3, 4], [0, 1]]), Tensor(rows: [[-2], [0]])])

  @Test func selfAdaptive() throws {
    var rule = SelfAdaptiveWeighting(rate: 0.1)
    try rule.update(from: squares)
    // a = 1 + 0.1 * 2 * |r|^2 with |r|^2 = 25, 1 and 4, 0; the factors are a^2.
    #expect(isClose(rule.weights.points[0], [36, 1.44]) && isClose(rule.weights.points[1], [3.24, 1]))
    try rule.update(from: squares)
    #expect(isClose(rule.weights.points[0], [36 * 36, 1.44 * 1.44]))
    rule.pointsChanged()
    try rule.update(from: squares)
    #expect(isClose(rule.weights.points[0], [36, 1.44]))
    // Bounded, however long residuals stay large.
    for _ in 0..<100 { try rule.update(from: squares) }
    #expect(rule.weights.points[0][0] == 1e6)
  }

  @Test func residualAttention() throws {
    var rule = ResidualAttentionWeighting(rate: 0.5, decay: 0.75)
    try rule.update(from: squares)
    // a = 0.75 + 0.5 |r| / max |r| with |r| = 5, 1 and 2, 0.
    #expect(isClose(rule.weights.points[0], [1.25 * 1.25, 0.85 * 0.85]))
    #expect(isClose(rule.weights.points[1], [1.25 * 1.25, 0.75 * 0.75]))
    try rule.update(from: squares)
    #expect(isClose(rule.weights.points[0].map { $0.squareRoot() }, [0.75 * 1.25 + 0.5, 0.75 * 0.85 + 0.1]))
    // In the long run a tends to rate / (1 - decay) where the residual is the largest.
    for _ in 0..<200 { try rule.update(from: squares) }
    #expect(abs(rule.weights.points[0][0] - 4) < 1e-12)
    var fromZero = ResidualAttentionWeighting(rate: 0.5, decay: 0.75, initial: 0)
    try fromZero.update(from: squares)
    #expect(isClose(fromZero.weights.points[0], [0.25, 0.01]))
  }

  /// The definition, slice by slice with a loop over all points each.
  @Test func causal() throws {
    var rng = RandomStream(seed: 1, for: "test")
    let rows = (0..<50).map { _ in [rng.uniform(), 3 * rng.uniform()] }
    let residuals = (0..<50).map { _ in [rng.normal(), rng.normal()] }
    let condition = Tensor<Double>(rows: [[0, 0], [1, 0]])
    let loss = GivenLoss(tables: [Tensor(rows: rows), condition], values: [Tensor(rows: residuals), condition])
    var rule = CausalWeighting(slices: 6, tolerances: [0.3, 2])
    try rule.update(from: loss)
    func slice(_ t: Double) -> Int { Int(t / 0.5) }
    func meanSquare(_ j: Int) -> Double {
      let mine = rows.indices.filter { slice(rows[$0][1]) == j }
      return mine.reduce(0) { $0 + pow(residuals[$1][0], 2) + pow(residuals[$1][1], 2) } / Double(mine.count)
    }
    let expected = rows.map { row in exp(-0.3 * (0..<slice(row[1])).reduce(0) { $0 + meanSquare($1) }) }
    #expect(isClose(rule.weights.points[0], expected) && rule.weights.points[1].isEmpty)
    #expect(rule.tolerance == 0.3)
    // Solved at all times, the next tolerance is due, and the last one stays.
    var solved = loss
    solved.values[0] = Tensor(shape: [50, 2], repeating: 1e-3)
    for _ in 0..<3 {
      try rule.update(from: solved)
      #expect(rule.tolerance == 2 && rule.weights.points[0].allSatisfy { $0 > 0.99 })
    }
  }

  @Test func refusesSettingsThatMakeNoSense() {
    func complaint(_ rule: some LossWeighting, axes: [Axis] = [.x, .t]) -> String {
      sentence { try rule.validate(axes: axes) }
    }
    #expect(complaint(.gradientNorm(every: 0)).contains("every 1 or more steps, not 0"))
    #expect(complaint(.gradientNorm(share: 1.5)).contains("not 1.5"))
    #expect(complaint(.neuralTangent(every: -1)).contains("not -1"))
    #expect(complaint(.selfAdaptive(rate: 0)).contains("positive rate, not 0"))
    #expect(complaint(.residualAttention(decay: 1)).contains("below 1"))
    #expect(complaint(.causal(), axes: [.x, .y]).contains("need an axis t, but the region has the axes (x, y)"))
    #expect(complaint(.causal(slices: 1)).contains("at least 2 slices"))
    #expect(complaint(.causal(tolerances: [1, 0.1])).contains("ascending"))
    #expect(complaint(.causal(tolerances: [])).contains("ascending"))
    #expect(complaint(.causal(threshold: 1)).contains("below 1"))
  }
}
