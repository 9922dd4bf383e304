// Sinusoidal representation networks: Sitzmann, Martel, Bergman, Lindell, Wetzstein, "Implicit neural representations with
// periodic activation functions", NeurIPS 2020, arXiv:2006.09661.

import PINNCore

/// z_0 = inputs, z_k = sin(w (W_k z_(k-1) + b_k)) for k in 1...depth, outputs = W z_depth + b, with w = `frequency`.
///
/// Blocks as those of `MLP`. Weights start uniform, on [-1/n, 1/n] in the first layer and on [-sqrt(6/n)/w, sqrt(6/n)/w] in the
/// others, n being the width of their input, so that the arguments of the sines have variance about 1; biases on
/// [-1/sqrt(n), 1/sqrt(n)]. The frequency 30 of the paper is for pictures; smooth solutions want 1 to 10.
public struct SIREN: Network {
  /// The number of components of each hidden layer.
  public var width: Int
  /// The number of hidden layers.
  public var depth: Int
  /// The factor w > 0 in front of the arguments of all sines.
  public var frequency: Double

  /// A network of `depth` hidden layers of `width` sines; `validate` refuses either below 1.
  public init(width: Int, depth: Int, frequency: Double = 30) {
    self.width = width
    self.depth = depth
    self.frequency = frequency
  }

  /// The forward formula.
  public func callAsFunction(
    _ inputs: [Expr], outputs: Int, _ parameters: ParameterScope
  ) -> [Expr] {
    func affine(_ name: String, _ z: Expr, _ outputs: Int, bound: Double) -> Expr {
      parameters.affine(
        name, z, outputs: outputs, weights: .uniform(bound), bias: .uniform(1 / Double(z.width).squareRoot()))
    }
    var z = concatenate(inputs)
    for k in stride(from: 1, through: depth, by: 1) {
      let bound = k == 1 ? 1 / Double(z.width) : later(z.width)
      z = sin(frequency * affine("layer \(k)", z, width, bound: bound))
    }
    return affine("output", z, outputs, bound: later(width)).components
  }

  private func later(_ inputs: Int) -> Double { (6 / Double(inputs)).squareRoot() / frequency }

  /// Throws `ProblemError` for a width or depth below 1, and a frequency that isn't a finite number above 0.
  public func validate() throws {
    try HiddenLayer.check("a SIREN", width: width, "depth", depth)
    guard frequency > 0, frequency.isFinite else {
      throw ProblemError("the frequency of a SIREN must be a finite number above 0, not \(frequency)")
    }
  }

  /// "SIREN 64 x 3, frequency 10.0"
  public var description: String { "SIREN \(width) x \(depth), frequency \(frequency)" }
}
