// The multilayer perceptron, the plain ansatz of physics-informed learning.

import PINNCore

/// z_0 = inputs, z_k = activation(W_k z_(k-1) + b_k) for k in 1...depth, outputs = W z_depth + b.
///
/// Blocks "layer k/weights" [width, ...], "layer k/bias" [width], "output/weights" [outputs, width] and "output/bias"
/// [outputs]; weights start normal with variance 2 / (rows + columns) (Glorot, Bengio, AISTATS 2010,
/// proceedings.mlr.press/v9/glorot10a.html), biases at 0.
public struct MLP: Network {
  /// The number of components of each hidden layer.
  public var width: Int
  /// The number of hidden layers.
  public var depth: Int
  /// The function between the layers.
  public var activation: Activation

  /// A perceptron of `depth` hidden layers of `width` components; `validate` refuses either below 1.
  public init(width: Int, depth: Int, activation: Activation = .tanh) {
    self.width = width
    self.depth = depth
    self.activation = activation
  }

  /// The forward formula.
  public func callAsFunction(
    _ inputs: [Expr], outputs: Int, _ parameters: ParameterScope
  ) -> [Expr] {
    var z = concatenate(inputs)
    for k in stride(from: 1, through: depth, by: 1) {
      z = activation(parameters.affine("layer \(k)", z, outputs: width))
    }
    return parameters.affine("output", z, outputs: outputs).components
  }

  /// Throws `ProblemError` for a width or depth below 1.
  public func validate() throws {
    guard width >= 1, depth >= 1 else {
      throw ProblemError("a multilayer perceptron needs a width and a depth of at least 1, not \(width) and \(depth)")
    }
  }

  /// "MLP 20 x 4, tanh"
  public var description: String { "MLP \(width) x \(depth), \(activation.rawValue)" }
}
