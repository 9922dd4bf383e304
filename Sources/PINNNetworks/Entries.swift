// What networks say about themselves, and the list of them that problem files, the command line, the guide and the tests go by. A
// new network is its file, its entry and a name in the list.

import PINNCore

/// The networks of this package.
public let allNetworks: [NetworkEntry] = [
  .fourier, .mlp, .modifiedMLP, .periodic, .pirate, .residual, .separable, .separate, .siren,
]

extension NetworkEntry {
  /// `FourierFeatures`.
  public static var fourier: NetworkEntry {
    NetworkEntry("fourier", "Random Fourier features of the inputs, then another network") { a in
      let (count, scales, seed) = try a.frequencies()
      return fourier(count, scales, seed, then: try a.inner())
    }
  }

  /// `MLP`.
  public static var mlp: NetworkEntry {
    NetworkEntry("mlp", "Multilayer perceptron") { a in
      MLP(width: try a.width(), depth: try a.depth(), activation: try a.activation())
    }
  }

  /// `ModifiedMLP`.
  public static var modifiedMLP: NetworkEntry {
    NetworkEntry("modifiedMLP", "Perceptron whose layers are gated by two encoders of the inputs") { a in
      ModifiedMLP(width: try a.width(), depth: try a.depth(), activation: try a.activation())
    }
  }

  /// `PeriodicEmbedding`.
  public static var periodic: NetworkEntry {
    NetworkEntry(
      "periodic", "Sines and cosines of one axis in its place, then another network: periodic by construction"
    ) { a in
      let axis = try a.axis(.init("along", "axis of the period"))
      let period = try a.number(.init("period", "period", symbol: "L", unit: "units of the axis", range: .positive))
      let harmonics = try a.whole(
        .init("harmonics", "multiples of the lowest frequency that the network sees", range: .within(1...1_000)),
        default: PeriodicEmbedding(along: axis, period: period, then: MLP()).harmonics)
      return periodic(axis, period, harmonics, then: try a.inner())
    }
  }

  /// `PirateNet` on the features of `FourierFeatures`.
  public static var pirate: NetworkEntry {
    NetworkEntry("pirate", "Adaptive residual blocks that start as a linear map of the inputs' features") { a in
      let (count, scales, seed) = try a.frequencies()
      return fourier(count, scales, seed, then: PirateNet(blocks: try a.blocks(), activation: try a.activation()))
    }
  }

  /// `ResidualNetwork`.
  public static var residual: NetworkEntry {
    NetworkEntry("residual", "Perceptron of residual blocks") { a in
      ResidualNetwork(width: try a.width(), blocks: try a.blocks(), activation: try a.activation())
    }
  }

  /// `SeparableNetwork`.
  public static var separable: NetworkEntry {
    NetworkEntry("separable", "Sum of products of one network for each axis") { a in
      let rank = try a.whole(.init("rank", "products in the sum", range: .within(1...4_096)), default: 16)
      return separable(rank, of: try a.inner())
    }
  }

  /// `SeparateNetworks`.
  public static var separate: NetworkEntry {
    NetworkEntry("separate", "One network for each unknown") { a in SeparateNetworks(try a.inner()) }
  }

  /// `SIREN`.
  public static var siren: NetworkEntry {
    NetworkEntry("siren", "Sines in all layers") { a in
      let (width, depth) = (try a.width(), try a.depth())
      return SIREN(
        width: width, depth: depth,
        frequency: try a.number(
          .init("frequency", "factor before the arguments of all sines", symbol: "w", range: .positive),
          default: SIREN(width: width, depth: depth).frequency))
    }
  }

  // Networks around others are generic types; these open the inner one.
  private static func fourier(
    _ count: Int, _ scales: [Double], _ seed: UInt64, then inner: some Network
  ) -> any Network { FourierFeatures(count: count, scales: scales, seed: seed, then: inner) }

  private static func periodic(
    _ axis: Axis, _ period: Double, _ harmonics: Int, then inner: some Network
  ) -> any Network { PeriodicEmbedding(along: axis, period: period, harmonics: harmonics, then: inner) }

  private static func separable(_ rank: Int, of inner: some Network) -> any Network {
    SeparableNetwork(rank: rank, of: inner)
  }
}

extension PluginArguments {
  /// The network that another one is put around; a perceptron unless said otherwise.
  fileprivate func inner() throws -> any Network {
    try network(.init("then", "network that it is put around"), default: MLP())
  }

  fileprivate func width() throws -> Int {
    try whole(.init("width", "components of each hidden layer", range: .within(1...4_096)), default: MLP().width)
  }

  fileprivate func depth() throws -> Int {
    try whole(.init("depth", "hidden layers", range: .within(1...100)), default: MLP().depth)
  }

  fileprivate func blocks() throws -> Int {
    try whole(.init("blocks", "blocks of layers", range: .within(1...100)), default: 3)
  }

  fileprivate func activation() throws -> Activation {
    try choice(
      .init("activation", "function between the layers"), Activation.all.map { ($0.description, $0) },
      default: "\(MLP().activation)")
  }

  /// Count, scales and seed of Fourier features.
  fileprivate func frequencies() throws -> (count: Int, scales: [Double], seed: UInt64) {
    let usual = FourierFeatures(count: 64, then: MLP())
    let count = try whole(
      .init("count", "frequencies for each of the scales", range: .within(1...4_096)), default: usual.count)
    let scales = try numbers(
      .init(
        "scales", "standard deviations of the frequencies, some half of the periods over the domain", range: .positive),
      default: usual.scales)
    let seed = try whole(
      .init("seed", "what the frequencies are drawn by", range: .nonnegative), default: Int(usual.seed))
    return (count, scales, UInt64(seed))
  }
}
