// Fourier features of several scales, each seen on its own: Wang, Wang, Perdikaris, "On the eigenvector bias of Fourier feature
// networks", CMAME 384 (2021) 113938, doi:10.1016/j.cma.2021.113938.

import PINNCore

/// With B_i the frequencies of scale i and H_i the last hidden layer of a perceptron for the inputs (cos(2 pi B_i x),
/// sin(2 pi B_i x)), the weights being the same for all scales: outputs = W (H_1, H_2, ...) + b. Frequencies as those of
/// `FourierFeatures`, blocks as those of `MLP`.
public struct MultiscaleFourierMLP: Network {
  /// The frequencies, and the perceptron whose hidden layers the features of each scale go through.
  public var features: FourierFeatures<MLP>

  /// `count` frequencies for each of the scales, through the layers of `perceptron`.
  public init(count: Int, scales: [Double], seed: UInt64 = 0, then perceptron: MLP) {
    features = FourierFeatures(count: count, scales: scales, seed: seed, then: perceptron)
  }

  /// The forward formula.
  public func callAsFunction(
    _ inputs: [Expr], outputs: Int, _ parameters: ParameterScope
  ) -> [Expr] {
    let perceptron = features.inner
    let hidden = features.scales.indices.map { k in
      perceptron.hidden(features.features(of: inputs, scale: k), parameters)
    }
    return perceptron.dense("output", concatenate(hidden), outputs: outputs, parameters).components
  }

  /// Throws `ProblemError` for a count below 1, scales that aren't finite numbers above 0, and what the perceptron throws.
  public func validate() throws { try features.validate() }

  /// "MLP 20 x 4, tanh on each scale of 32 Fourier features (scale 1.0, 10.0)"
  public var description: String { "\(features.inner) on each scale of \(features.featuresInWords)" }
}
