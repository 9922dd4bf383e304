// How an affine map of a network is parametrised.

import PINNCore

/// The affine map of a layer, W x + b, as a formula over parameter blocks.
public struct DenseLayer: Sendable, CustomStringConvertible {
  /// A few words; empty for `plain`.
  public let description: String
  private let formula: @Sendable (Expr, Int, ParameterScope) -> Expr

  /// A map with a `formula` of its own: from x of any width to so many outputs, with blocks from the scope of the layer.
  public init(
    _ description: String, formula: @escaping @Sendable (_ x: Expr, _ outputs: Int, ParameterScope) -> Expr
  ) {
    self.description = description
    self.formula = formula
  }

  /// x -> vector of width `outputs`; the blocks are called "`name`/...".
  public func callAsFunction(_ name: String, _ x: Expr, outputs: Int, _ parameters: ParameterScope) -> Expr {
    formula(x, outputs, parameters.scope(name))
  }

  /// W x + b with blocks "weights" [outputs, x.width], normal with variance 2 / (rows + columns) at first (Glorot, Bengio,
  /// AISTATS 2010, proceedings.mlr.press/v9/glorot10a.html), and "bias" [outputs], at first 0.
  public static let plain = DenseLayer("") { x, outputs, parameters in
    .affine(
      weights: parameters.block("weights", rows: outputs, columns: x.width, .glorotNormal),
      bias: parameters.block("bias", rows: outputs, .constant(0)), x)
  }

  /// Random weight factorisation, diag(exp(s)) V x + b: blocks "exponents" s [outputs], normal at first, "weights" V
  /// [outputs, x.width], such that the product starts as that of `plain`, and "bias" [outputs]. Each component learns at a rate
  /// of its own: Wang, Wang, Seidman, Perdikaris, "Random weight factorization improves the training of continuous neural
  /// representations", arXiv:2210.01274 (2022), who take a mean of 0.5 or 1 and a deviation of 0.1.
  public static func factorized(mean: Double = 1, deviation: Double = 0.1) -> DenseLayer {
    DenseLayer("factorised weights") { x, outputs, parameters in
      let exponents = parameters.block("exponents", rows: outputs, .normal(deviation, mean: mean))
      let weights = parameters.block(
        "weights", rows: outputs, columns: x.width, .glorotNormalOverExponential(of: exponents))
      let bias = parameters.vector("bias", width: outputs, .constant(0))
      return exp(.parameter(exponents)) * .affine(weights: weights, x) + bias
    }
  }
}

/// What the hidden layers of a network have in common.
struct HiddenLayer {
  let width: Int
  let activation: Activation
  let dense: DenseLayer

  /// activation(W z + b), with blocks "`name`/...".
  func callAsFunction(_ name: String, _ z: Expr, _ parameters: ParameterScope) -> Expr {
    activation(dense(name, z, outputs: width, parameters), layer: name, parameters)
  }

  /// Throws `ProblemError` for a width or a number of layers or blocks below 1; `network` begins the sentence.
  static func check(_ network: String, width: Int, _ depthName: String, _ depth: Int) throws {
    guard width >= 1, depth >= 1 else {
      throw ProblemError("\(network) needs a width and a \(depthName) of at least 1, not \(width) and \(depth)")
    }
  }
}

/// "MLP 20 x 4, tanh, factorised weights"
func describe(_ network: String, _ activation: Activation, _ dense: DenseLayer) -> String {
  [network, "\(activation)", "\(dense)"].filter { !$0.isEmpty }.joined(separator: ", ")
}
