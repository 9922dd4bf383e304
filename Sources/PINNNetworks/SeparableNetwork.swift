// Separable networks: Cho, Nam, Yang, Yun, Hong, Park, "Separable physics-informed neural networks", NeurIPS 2023,
// arXiv:2306.15969.

import PINNCore

/// u_m(x) = sum over r in 1...rank of the product over the inputs j of f_jmr(x_j): a sum of products of functions of one input
/// each. The functions of input j are the rank * outputs outputs of one body network, called "axis x" for the input along x
/// ("input j" where an embedding has mixed the inputs). Points are evaluated one by one, wherever they are: the factors' values
/// on a grid are not shared between its points, as the paper does to save time.
public struct SeparableNetwork<Body: Network>: Network {
  /// The number of products in the sum.
  public var rank: Int
  /// The network of each input.
  public var body: Body

  /// A sum of `rank` products of the outputs of networks such as `body`, one for each input.
  public init(rank: Int, of body: Body) {
    self.rank = rank
    self.body = body
  }

  /// The forward formula.
  public func callAsFunction(
    _ inputs: [Expr], outputs: Int, _ parameters: ParameterScope
  ) -> [Expr] {
    let axes = inputs.map { $0.soleCoordinate?.axis }
    let named = Set(axes).count == axes.count
    let factors = zip(inputs, axes).enumerated().map { j, input in
      let name = named ? input.1.map { "axis \($0)" } : nil
      return concatenate(
        body([input.0], outputs: rank * outputs, parameters.scope(name ?? "input \(j + 1)")))
    }
    let products = factors.dropFirst().reduce(factors[0], *)
    return (0..<outputs).map { m in products.slice(m * rank..<(m + 1) * rank).sum }
  }

  /// Throws `ProblemError` for a rank below 1, and what the body throws.
  public func validate() throws {
    guard rank >= 1 else { throw ProblemError("a separable network needs a rank of at least 1, not \(rank)") }
    try body.validate()
  }

  /// "separable network of rank 16, MLP 20 x 4, tanh along each axis"
  public var description: String { "separable network of rank \(rank), \(body) along each axis" }
}
