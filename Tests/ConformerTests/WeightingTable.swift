// Every loss weighting of the list, and variants that no entry makes, through the public checkers; and broken ones that these catch.

import PINN
import PINNTestSupport
import Testing

@Suite struct WeightingTable {
  @Test(arguments: allWeightings.map(\.name)) func doesWhatItsEntrySays(_ name: String) throws {
    try checkEntry(try #require(allWeightings.first { $0.name == name }))
  }

  static let variants: [any LossWeighting] = [
    GradientNormWeighting(every: 1, share: 1),
    ResidualAttentionWeighting(rate: 0.1, decay: 0, initial: 0, every: 5),
    CausalWeighting(slices: 2, tolerances: [1], threshold: 0.5),
  ]

  @Test(arguments: variants.indices) func variantsKeepTheirPromises(_ i: Int) throws {
    try checkLossWeighting(Self.variants[i])
  }

  /// Factors that `rule` makes of a loss, the number of updates and what it remembers.
  struct Custom: LossWeighting {
    var description: String { "custom" }
    var every = 1
    private(set) var weights = LossWeights()
    private var updates = 0.0
    var savesUpdates = true
    let rule: @Sendable (any LossParts, Double) throws -> LossWeights

    init(
      every: Int = 1, savesUpdates: Bool = true,
      _ rule: @escaping @Sendable (any LossParts, Double) throws -> LossWeights
    ) {
      (self.every, self.savesUpdates, self.rule) = (every, savesUpdates, rule)
    }

    func validate(axes: [Axis]) {}
    mutating func update(from loss: some LossParts) throws {
      updates += 1
      weights = try rule(loss, updates)
    }
    mutating func carryState(through archive: inout OptimizerArchive) throws {
      try weights.carry(through: &archive)
      if savesUpdates { try archive.carry("updates", &updates) }
    }
  }

  func complaint(_ rule: some LossWeighting) -> String {
    do {
      try checkLossWeighting(rule)
      return "nothing"
    } catch { return "\(error)" }
  }

  @Test func brokenOnesAreCaught() {
    #expect(complaint(Custom { _, n in .init(terms: [n, 1, 1]) }) == "nothing")
    #expect(complaint(Custom(every: 0) { _, _ in .init() }).contains("not 0"))
    #expect(complaint(Custom { _, _ in .init(terms: [1]) }).contains("3 terms got 1 factors"))
    #expect(complaint(Custom { _, _ in .init(points: [[1], []]) }).contains("12 points each got factors for [1, 0]"))
    let inverse = Custom { loss, _ in .init(terms: [1 / (try loss.kernelTrace(of: loss.terms[0])), 1, 1]) }
    #expect(complaint(inverse).contains("not inf"))
    #expect(complaint(Custom { _, _ in .init(terms: [-1, 1, 1]) }).contains("not -1.0"))
    #expect(complaint(Custom { _, _ in .init(terms: [.random(in: 0...1), 1, 1]) }).contains("same factors"))
    #expect(complaint(Custom(savesUpdates: false) { _, n in .init(terms: [n, 1, 1]) }).contains("go on as before"))
  }
}
