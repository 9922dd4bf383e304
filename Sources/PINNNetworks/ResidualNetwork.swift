// The residual network of the deep Ritz method: E, Yu, Commun. Math. Stat. 6 (2018) 1-12, doi:10.1007/s40304-018-0127-z.

import PINNCore

/// z_0 = W_0 x + b_0, z_k = z_(k-1) + f(W_k2 f(W_k1 z_(k-1) + b_k1) + b_k2) for k in 1...blocks, outputs = W z_blocks + b, with x
/// the inputs and f the activation.
///
/// Layers "input", "block 1/first", "block 1/second", ..., "output".
public struct ResidualNetwork: Network {
  /// The number of components of each hidden layer.
  public var width: Int
  /// The number of blocks of two layers.
  public var blocks: Int
  /// The function between the layers.
  public var activation: Activation
  /// How the affine maps are parametrised.
  public var dense: DenseLayer

  /// A network of `blocks` blocks of `width` components; `validate` refuses either below 1.
  public init(width: Int, blocks: Int, activation: Activation = .tanh, dense: DenseLayer = .plain) {
    self.width = width
    self.blocks = blocks
    self.activation = activation
    self.dense = dense
  }

  /// The forward formula.
  public func callAsFunction(
    _ inputs: [Expr], outputs: Int, _ parameters: ParameterScope
  ) -> [Expr] {
    let layer = HiddenLayer(width: width, activation: activation, dense: dense)
    var z = dense("input", concatenate(inputs), outputs: width, parameters)
    for k in stride(from: 1, through: blocks, by: 1) {
      z = z + layer("block \(k)/second", layer("block \(k)/first", z, parameters), parameters)
    }
    return dense("output", z, outputs: outputs, parameters).components
  }

  /// Throws `ProblemError` for a width or number of blocks below 1.
  public func validate() throws {
    try HiddenLayer.check("a residual network", width: width, "number of blocks", blocks)
  }

  /// "residual network 20 x 3 blocks, tanh"
  public var description: String { describe("residual network \(width) x \(blocks) blocks", activation, dense) }
}
