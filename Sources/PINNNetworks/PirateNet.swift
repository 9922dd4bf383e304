// Physics-informed residual adaptive networks: Wang, Li, Chen, Perdikaris, "PirateNets: physics-informed deep learning with
// residual adaptive networks", J. Mach. Learn. Res. 25 (2024) 402, arXiv:2402.00326.

import PINNCore

/// With x_0 the inputs, f the activation, U = f(W_u x_0 + b_u) and V = f(W_v x_0 + b_v), for each block k:
///
///     F = f(W_k1 x + b_k1)        z_1 = F U + (1 - F) V
///     G = f(W_k2 z_1 + b_k2)      z_2 = G U + (1 - G) V
///     h = f(W_k3 z_2 + b_k3)      x  <- a_k h + (1 - a_k) x
///
/// and outputs = W x. The a_k start at 0: at first the network is linear in its inputs, and grows deeper as it learns. All
/// layers are as wide as the inputs, which therefore should be the features of an embedding:
///
///     FourierFeatures(count: 32, then: PirateNet(blocks: 3))     // 64 components wide
///
/// Layers "gate u", "gate v", "block 1/first", "block 1/second", "block 1/third"; blocks "block 1/depth" [1] for a_1, ..., and
/// "output/weights" [outputs, width]. The paper takes `dense: .factorized()`.
public struct PirateNet: Network {
  /// The number of blocks of three layers.
  public var blocks: Int
  /// The function between the layers.
  public var activation: Activation
  /// How the affine maps are parametrised.
  public var dense: DenseLayer

  /// A network of `blocks` blocks as wide as its inputs; `validate` refuses less than 1.
  public init(blocks: Int, activation: Activation = .tanh, dense: DenseLayer = .plain) {
    self.blocks = blocks
    self.activation = activation
    self.dense = dense
  }

  /// The forward formula.
  public func callAsFunction(
    _ inputs: [Expr], outputs: Int, _ parameters: ParameterScope
  ) -> [Expr] {
    let layer = HiddenLayer(width: inputs.count, activation: activation, dense: dense)
    var x = concatenate(inputs)
    let u = layer("gate u", x, parameters)
    let v = layer("gate v", x, parameters)
    for k in stride(from: 1, through: blocks, by: 1) {
      let f = layer("block \(k)/first", x, parameters)
      let g = layer("block \(k)/second", f * u + (1 - f) * v, parameters)
      let h = layer("block \(k)/third", g * u + (1 - g) * v, parameters)
      let depth = parameters.vector("block \(k)/depth", width: 1, .constant(0))
      x = depth * h + (1 - depth) * x
    }
    let weights = parameters.block("output/weights", rows: outputs, columns: x.width, .glorotNormal)
    return Expr.affine(weights: weights, x).components
  }

  /// Throws `ProblemError` for a number of blocks below 1.
  public func validate() throws {
    guard blocks >= 1 else { throw ProblemError("a PirateNet needs at least 1 block, not \(blocks)") }
  }

  /// "PirateNet of 3 blocks, tanh"
  public var description: String { describe("PirateNet of \(blocks) blocks", activation, dense) }
}
