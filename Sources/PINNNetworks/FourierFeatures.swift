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
    let features = scales.indices.map { k in
      fourierFeatures(of: inputs, frequencies(inputs: inputs.count, scale: k))
    }
    return inner(concatenate(features).components, outputs: outputs, parameters)
  }

  /// The matrix B [count, inputs] of scale number `scale`.
  public func frequencies(inputs: Int, scale: Int) -> Tensor<Double> {
    randomFrequencies(count, inputs: inputs, deviation: scales[scale], seed: seed, stream: scale)
  }

  /// Throws `ProblemError` for a count below 1, scales that aren't finite numbers above 0, and what `inner` throws.
  public func validate() throws {
    try checkFrequencies(count, scales)
    try inner.validate()
  }

  /// "MLP 20 x 4, tanh on 32 Fourier features (scale 1.0)"
  public var description: String { "\(inner) on \(describeFeatures(count, scales))" }
}

/// A perceptron that sees the features of each scale on their own: Wang, Wang, Perdikaris, "On the eigenvector bias of Fourier
/// feature networks", CMAME 384 (2021) 113938, doi:10.1016/j.cma.2021.113938.
///
/// H_i is the last hidden layer of the perceptron for the inputs (cos(2 pi B_i x), sin(2 pi B_i x)), with the same weights for all
/// scales i; outputs = W (H_1, H_2, ...) + b. Frequencies and blocks as those of `FourierFeatures` and `MLP`.
public struct MultiscaleFourierMLP: Network {
  /// How many frequencies there are for each scale.
  public var count: Int
  /// The standard deviations of the frequencies, in periods for a unit of the scaled inputs.
  public var scales: [Double]
  /// What the frequencies are drawn by; they are no parameters.
  public var seed: UInt64
  /// The perceptron whose hidden layers all scales go through.
  public var perceptron: MLP

  /// `count` frequencies for each of the scales, through the layers of `perceptron`.
  public init(count: Int, scales: [Double], seed: UInt64 = 0, then perceptron: MLP) {
    self.count = count
    self.scales = scales
    self.seed = seed
    self.perceptron = perceptron
  }

  /// The forward formula.
  public func callAsFunction(
    _ inputs: [Expr], outputs: Int, _ parameters: ParameterScope
  ) -> [Expr] {
    let hidden = scales.indices.map { k in
      perceptron.hidden(fourierFeatures(of: inputs, frequencies(inputs: inputs.count, scale: k)), parameters)
    }
    return perceptron.dense("output", concatenate(hidden), outputs: outputs, parameters).components
  }

  /// The matrix B_i [count, inputs] of scale number `scale`.
  public func frequencies(inputs: Int, scale: Int) -> Tensor<Double> {
    randomFrequencies(count, inputs: inputs, deviation: scales[scale], seed: seed, stream: scale)
  }

  /// Throws `ProblemError` for a count below 1, scales that aren't finite numbers above 0, and what the perceptron throws.
  public func validate() throws {
    try checkFrequencies(count, scales)
    try perceptron.validate()
  }

  /// "MLP 20 x 4, tanh on each scale of 32 Fourier features (scale 1.0, 10.0)"
  public var description: String { "\(perceptron) on each scale of \(describeFeatures(count, scales))" }
}

private func randomFrequencies(_ count: Int, inputs: Int, deviation: Double, seed: UInt64, stream: Int) -> Tensor<
  Double
> {
  var rng = RandomStream(seed: seed, stream: 0x6666_0000 + UInt32(stream))
  return Tensor(
    shape: [count, inputs], elements: (0..<count * inputs).map { _ in deviation * rng.normal() })
}

/// (cos(2 pi B x), sin(2 pi B x)), as one vector.
private func fourierFeatures(of inputs: [Expr], _ frequencies: Tensor<Double>) -> Expr {
  let columns = inputs.indices.map { j in
    concatenate(frequencies.column(j).map { Expr(2 * .pi * $0) }) * inputs[j]
  }
  let angles = columns.dropFirst().reduce(columns[0], +)
  return concatenate([cos(angles), sin(angles)])
}

private func checkFrequencies(_ count: Int, _ scales: [Double]) throws {
  guard count >= 1 else { throw ProblemError("Fourier features need a count of at least 1, not \(count)") }
  guard !scales.isEmpty, scales.allSatisfy({ $0 > 0 && $0.isFinite }) else {
    throw ProblemError("the scales of Fourier features must be one or more finite numbers above 0, not \(scales)")
  }
}

private func describeFeatures(_ count: Int, _ scales: [Double]) -> String {
  "\(count) Fourier features (scale \(scales.map { "\($0)" }.joined(separator: ", ")))"
}
