// The perceptron with two gates: Wang, Teng, Perdikaris, "Understanding and mitigating gradient flow pathologies in
// physics-informed neural networks", SIAM J. Sci. Comput. 43 (2021) A3055-A3081, doi:10.1137/20M1318043.

import PINNCore

/// With x the inputs and f the activation: U = f(W_u x + b_u), V = f(W_v x + b_v), H_1 = f(W_1 x + b_1),
/// Z_k = f(W_k H_(k-1) + b_k) and H_k = (1 - Z_k) U + Z_k V for k in 2...depth, outputs = W H_depth + b.
///
/// Layers "gate u", "gate v", "layer 1", ..., "output".
public struct ModifiedMLP: Network {
  /// The number of components of each hidden layer.
  public var width: Int
  /// The number of hidden layers besides the gates.
  public var depth: Int
  /// The function between the layers.
  public var activation: Activation
  /// How the affine maps are parametrised.
  public var dense: DenseLayer

  /// A gated perceptron of `depth` hidden layers of `width` components; `validate` refuses either below 1.
  public init(width: Int, depth: Int, activation: Activation = .tanh, dense: DenseLayer = .plain) {
    self.width = width
    self.depth = depth
    self.activation = activation
    self.dense = dense
  }

  /// The forward formula.
  public func callAsFunction(
    _ inputs: [Expr], outputs: Int, _ parameters: ParameterScope
  ) -> [Expr] {
    let layer = HiddenLayer(width: width, activation: activation, dense: dense)
    let x = concatenate(inputs)
    let u = layer("gate u", x, parameters)
    let v = layer("gate v", x, parameters)
    var h = layer("layer 1", x, parameters)
    for k in stride(from: 2, through: depth, by: 1) {
      let z = layer("layer \(k)", h, parameters)
      h = (1 - z) * u + z * v
    }
    return dense("output", h, outputs: outputs, parameters).components
  }

  /// Throws `ProblemError` for a width or depth below 1.
  public func validate() throws { try HiddenLayer.check("a modified MLP", width: width, "depth", depth) }

  /// "modified MLP 20 x 4, tanh"
  public var description: String { describe("modified MLP \(width) x \(depth)", activation, dense) }
}
