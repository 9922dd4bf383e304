// Random Fourier features, which let a network learn high frequencies as easily as low ones: Tancik et al., "Fourier features
// let networks learn high frequency functions in low dimensional domains", NeurIPS 2020, arXiv:2006.10739.

import PINNCore

/// inner(cos(2 pi B x), sin(2 pi B x)) with a random matrix B [count, inputs] for each scale s, fixed, with entries normal of mean
/// 0 and deviation s. Inputs are scaled to [-1, 1]; there a deviation of s means some 2 s periods over the domain.
///
/// The inner network has 2 count inputs for each scale: all cosines, then all sines, scale after scale.
public struct FourierFeatures<Inner: Network>: Network {
  /// How many frequencies there are for each scale.
  public var count: Int
  /// The standard deviations of the frequencies, in periods for a unit of the scaled inputs.
  public var scales: [Double]
  /// What the frequencies are drawn by; they are no parameters.
  public var seed: UInt64
  /// The network of the features.
  public var inner: Inner

  /// `count` frequencies for each of the scales, before `inner`.
  public init(count: Int, scales: [Double] = [1], seed: UInt64 = 0, then inner: Inner) {
    self.count = count
    self.scales = scales
    self.seed = seed
    self.inner = inner
  }

  /// The forward formula.
  public func callAsFunction(
    _ inputs: [Expr], outputs: Int, _ parameters: ParameterScope
  ) -> [Expr] {
    inner(
      concatenate(scales.indices.map { features(of: inputs, scale: $0) }).components, outputs: outputs, parameters)
  }

  /// (cos(2 pi B x), sin(2 pi B x)) for scale number `scale`, as one vector of width 2 count.
  func features(of inputs: [Expr], scale: Int) -> Expr {
    let matrix = frequencies(inputs: inputs.count, scale: scale)
    let columns = inputs.indices.map { j in
      concatenate(matrix.column(j).map { Expr(2 * .pi * $0) }) * inputs[j]
    }
    let angles = columns.dropFirst().reduce(columns[0], +)
    return concatenate([cos(angles), sin(angles)])
  }

  /// The matrix B [count, inputs] of scale number `scale`.
  public func frequencies(inputs: Int, scale: Int) -> Tensor<Double> {
    var rng = RandomStream(seed: seed, for: StreamKey(.frequencies, of: "scale \(scale)"))
    return Tensor(
      shape: [count, inputs], elements: (0..<count * inputs).map { _ in scales[scale] * rng.normal() })
  }

  /// Whether the inner network's do.
  public var scalesOutputs: Bool { inner.scalesOutputs }

  /// Throws `ProblemError` for a count below 1, scales that aren't finite numbers above 0, and what `inner` throws.
  public func validate() throws {
    guard count >= 1 else { throw ProblemError("Fourier features need a count of at least 1, not \(count)") }
    guard !scales.isEmpty, scales.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw ProblemError("the scales of Fourier features must be one or more finite numbers above 0, not \(scales)")
    }
    try inner.validate()
  }

  /// "MLP 20 x 4, tanh on 32 Fourier features (scale 1.0)"
  public var description: String { "\(inner) on \(featuresInWords)" }

  var featuresInWords: String {
    "\(count) Fourier features (scale \(scales.map { "\($0)" }.joined(separator: ", ")))"
  }
}
