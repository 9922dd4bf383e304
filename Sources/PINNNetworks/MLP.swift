// The multilayer perceptron, the plain ansatz of physics-informed learning.

import PINNCore

/// z_0 = inputs, z_k = activation(W_k z_(k-1) + b_k) for k in 1...depth, outputs = W z_depth + b.
///
/// The layers are called "layer 1", ..., "layer `depth`" [width] and "output" [outputs]; their blocks are those of `dense`:
/// "layer 1/weights" [width, inputs], "layer 1/bias" [width], ...
public struct MLP: Network {
  /// The number of components of each hidden layer.
  public var width: Int
  /// The number of hidden layers.
  public var depth: Int
  /// The function between the layers.
  public var activation: Activation
  /// How the affine maps are parametrised.
  public var dense: DenseLayer

  /// A perceptron of `depth` hidden layers of `width` components; `validate` refuses either below 1.
  public init(width: Int = 30, depth: Int = 3, activation: Activation = .tanh, dense: DenseLayer = .plain) {
    self.width = width
    self.depth = depth
    self.activation = activation
    self.dense = dense
  }

  /// The forward formula.
  public func callAsFunction(
    _ inputs: [Expr], outputs: Int, _ parameters: ParameterScope
  ) -> [Expr] {
    dense("output", hidden(concatenate(inputs), parameters), outputs: outputs, parameters).components
  }

  /// z_depth for z_0 = `z`.
  func hidden(_ z: Expr, _ parameters: ParameterScope) -> Expr {
    let layer = HiddenLayer(width: width, activation: activation, dense: dense)
    return stride(from: 1, through: depth, by: 1).reduce(z) { z, k in layer("layer \(k)", z, parameters) }
  }

  /// Throws `ProblemError` for a width or depth below 1.
  public func validate() throws {
    try HiddenLayer.check("a multilayer perceptron", width: width, "depth", depth)
  }

  /// "MLP 20 x 4, tanh"
  public var description: String { describe("MLP \(width) x \(depth)", activation, dense) }
}
