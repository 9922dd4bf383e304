// Every adaptive sampler of the list, and variants that no entry makes, through the public checkers; and broken ones that these
// catch.

import PINNCore
import PINNSamplers
import PINNTestSupport
import Testing

@Suite struct AdaptiveSamplerTable {
  @Test(arguments: allAdaptiveSamplers.map(\.name)) func doesWhatItsEntrySays(_ name: String) throws {
    try checkEntry(try #require(allAdaptiveSamplers.first { $0.name == name }))
  }

  static let variants: [any AdaptiveSampler] = [
    RAD(exponent: 2, floor: 0.1, candidatesPerPoint: 10), RAR(adding: 0.5, candidatesPerPoint: 1),
  ]

  @Test(arguments: variants.indices) func variantsKeepTheirPromises(_ i: Int) throws {
    try checkAdaptiveSampler(Self.variants[i])
  }

  /// RAD's choice, spoilt.
  struct Broken: AdaptiveSampler {
    var candidatesPerPoint = 5
    var description: String { "broken" }
    let spoil: @Sendable (AdaptiveSelection) -> AdaptiveSelection

    func select(
      _ count: Int, present: [Double], candidates: [Double], using rng: inout RandomStream
    ) -> AdaptiveSelection { spoil(RAD().select(count, present: present, candidates: candidates, using: &rng)) }
  }

  func complaint(_ candidates: Int = 5, _ spoil: @escaping @Sendable (AdaptiveSelection) -> AdaptiveSelection) -> String
  {
    do {
      try checkAdaptiveSampler(Broken(candidatesPerPoint: candidates, spoil: spoil))
      return "nothing"
    } catch { return "\(error)" }
  }

  @Test func brokenOnesAreCaught() {
    #expect(complaint { $0 } == "nothing")
    #expect(complaint(0) { $0 }.contains("at least one candidate a point, not 0"))
    #expect(complaint { _ in .init(taken: []) }.contains("no point of 1 wanted"))
    #expect(complaint { .init(taken: $0.taken.reversed()) }.contains("ascending"))
    #expect(complaint { .init(kept: [-1], taken: $0.taken) }.contains("it keeps [-1]"))
    #expect(complaint { .init(taken: $0.taken + [1_000]) }.contains("ascending indices below"))
    #expect(complaint { .init(taken: $0.taken, weights: $0.weights.map { 2 * $0 }) }.contains("of mean 1"))
    #expect(complaint { .init(taken: $0.taken, weights: $0.taken.map { _ in 1 }) }.contains("no bias"))
    #expect(complaint { .init(taken: Array($0.taken.indices)) }.contains("expected more"))
    let dice = complaint { $0.taken.count < 40 ? $0 : .init(taken: [.random(in: 0..<200)]) }
    #expect(dice.contains("equal choices"))
  }
}
