// Every network of the list, and variants that no entry makes, through the public checkers.

import PINNCore
import PINNNetworks
import PINNTestSupport
import Testing

@Suite struct NetworkTable {
  /// Sizes that are checked in a moment.
  private static let small: [String: any Sendable] = [
    "width": 8, "depth": 2, "blocks": 2, "count": 4, "rank": 4, "then": MLP(width: 8, depth: 2), "frequency": 3.0,
    "period": 2.0,
  ]

  @Test(arguments: allNetworks.map(\.name)) func doesWhatItsEntrySays(_ name: String) throws {
    try checkEntry(try #require(allNetworks.first { $0.name == name }), examples: Self.small)
  }

  static let variants: [any Network] = [
    MLP(width: 8, depth: 2, activation: .gelu),
    MLP(width: 8, depth: 2, activation: .softplus.adaptive(.network)),
    MLP(width: 8, depth: 2, activation: .tanh.adaptive(.layer, scale: 5)),
    MLP(width: 8, depth: 2, activation: .sin.adaptive(.neuron, scale: 2)),
    MLP(width: 8, depth: 2, activation: Activation("snake") { $0 + sin($0) * sin($0) }),
    MLP(width: 8, depth: 2, dense: .factorized()),
    NormalizedInputs(MLP(width: 8, depth: 2), ranges: [-2...1, 0...3]),
    ScaledOutputs(MLP(width: 8, depth: 2), scales: [2, -5], shifts: [100]),
    FourierFeatures(count: 6, scales: [0.5, 2], then: MLP(width: 8, depth: 2)),
    MultiscaleFourierMLP(count: 6, scales: [0.5, 2], then: MLP(width: 8, depth: 2)),
    PeriodicEmbedding(along: .x, period: 2, harmonics: 2, then: MLP(width: 8, depth: 2)),
    PeriodicEmbedding(
      along: .t, period: 3, then: PeriodicEmbedding(along: .x, period: 2, then: SIREN(width: 8, depth: 1))),
    ModifiedMLP(width: 8, depth: 3),
    FourierFeatures(count: 4, then: PirateNet(blocks: 2, dense: .factorized())),
    SeparateNetworks(MLP(width: 8, depth: 2), SIREN(width: 6, depth: 1, frequency: 3)),
  ]

  @Test(arguments: variants.indices) func variantsKeepTheirPromises(_ i: Int) throws {
    try checkNetwork(Self.variants[i])
  }
}
