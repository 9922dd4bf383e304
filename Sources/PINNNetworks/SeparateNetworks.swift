// A network for each unknown: unknowns that look different, such as velocity and pressure, then share no weights.

import PINNCore

/// Output k is that of a network of its own, with blocks below "unknown k/" (k from 1, in the order of the equation's unknowns).
public struct SeparateNetworks: Network {
  /// A network for each output, or one whose copies serve all outputs.
  public var networks: [any Network]

  /// A copy of `network`, with weights of its own, for each output.
  public init(_ network: any Network) { networks = [network] }

  /// Different networks, one for each output.
  public init(_ first: any Network, _ second: any Network, _ others: any Network...) {
    networks = [first, second] + others
  }

  /// The forward formula. A number of outputs that isn't that of the networks gives outputs that are refused when they are
  /// compiled.
  public func callAsFunction(
    _ inputs: [Expr], outputs: Int, _ parameters: ParameterScope
  ) -> [Expr] {
    guard networks.count == 1 || networks.count == outputs else {
      let reason =
        "there are \(networks.count) separate networks for \(outputs) unknowns: give one for each, or one for all"
      return refused(reason, outputs: outputs)
    }
    return (0..<outputs).flatMap { k in
      networks[networks.count == 1 ? 0 : k](inputs, outputs: 1, parameters.scope("unknown \(k + 1)"))
    }
  }

  /// Whether one of the networks' do.
  public var scalesOutputs: Bool { networks.contains(where: \.scalesOutputs) }

  /// Throws what the networks throw.
  public func validate() throws {
    for network in networks { try network.validate() }
  }

  /// "for each unknown MLP 20 x 4, tanh"
  public var description: String {
    networks.count == 1 ? "for each unknown \(networks[0])" : networks.map { "\($0)" }.joined(separator: "; ")
  }
}
