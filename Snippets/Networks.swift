// Choosing, composing and adding networks: the code of Guides/Networks.md.

import PINN
import PINNTestSupport

let networks: [any Network] = [
  MLP(width: 32, depth: 3, activation: .gelu),
  MLP(width: 32, depth: 3, activation: .tanh.adaptive(.layer, scale: 5), dense: .factorized()),
  MLP(width: 32, depth: 3, activation: Activation("snake") { $0 + sin($0) * sin($0) }),
  SIREN(width: 32, depth: 3, frequency: 5),
  FourierFeatures(count: 16, scales: [0.5, 2], then: PirateNet(blocks: 3)),
  PeriodicEmbedding(along: .x, period: 2, harmonics: 3, then: ModifiedMLP(width: 32, depth: 3)),
  SeparateNetworks(ScaledOutputs(MLP(width: 32, depth: 3), scales: [100])),
]
for network in networks { print(network) }

/// Gaussian bumps, u_k = sum_i w_ki exp(-s_i^2 |x - c_i|^2), with trained weights w [outputs, count], centres c, sharpnesses
/// s (Broomhead, Lowe, Complex Systems 2 (1988) 321-355).
struct RadialBasis: Network {
  let count: Int

  func callAsFunction(_ inputs: [Expr], outputs: Int, _ parameters: ParameterScope) -> [Expr] {
    let squares = inputs.enumerated().map { j, x in
      let offset = x - parameters.vector("centres \(j + 1)", width: count, .uniform(1))
      return offset * offset
    }
    let sharpness = parameters.vector("sharpnesses", width: count, .constant(2))
    let bumps = exp(-(sharpness * sharpness) * squares.dropFirst().reduce(squares[0], +))
    let weights = parameters.block("weights", rows: outputs, columns: count, .glorotNormal)
    return Expr.affine(weights: weights, bumps).components
  }

  func validate() throws {
    guard count >= 1 else { throw ProblemError("a radial basis needs at least 1 bump, not \(count)") }
  }

  var description: String { "\(count) Gaussian bumps" }
}

try checkNetwork(RadialBasis(count: 10), axes: [.x, .y, .t], outputs: 2)
