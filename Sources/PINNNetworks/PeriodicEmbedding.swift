// Exact periodicity: a network that sees a coordinate only through functions of its period can't be anything but periodic.
// Dong, Ni, "A method for representing periodic functions and enforcing exactly periodic boundary conditions with deep neural
// networks", J. Comput. Phys. 435 (2021) 110242, doi:10.1016/j.jcp.2021.110242.

import PINNCore

/// The inner network, with the input along `axis` replaced by cos(2 pi k x / L), sin(2 pi k x / L) for k in 1...harmonics, where x is
/// the coordinate itself, not scaled, and L the period. So all outputs and all their derivatives have the period L along the
/// axis, and a periodic condition needs no term in the loss.
///
///     PeriodicEmbedding(along: .x, period: 2, then: MLP(width: 32, depth: 3))
///
/// Embeddings along several axes go inside one another.
public struct PeriodicEmbedding<Inner: Network>: Network {
  /// The axis along which the outputs are periodic.
  public var axis: Axis
  /// The period L > 0, in units of the coordinate.
  public var period: Double
  /// How many multiples of the lowest frequency the network sees.
  public var harmonics: Int
  /// The network of the other inputs and the harmonics.
  public var inner: Inner

  /// `inner`, periodic along `axis`.
  public init(along axis: Axis, period: Double, harmonics: Int = 1, then inner: Inner) {
    self.axis = axis
    self.period = period
    self.harmonics = harmonics
    self.inner = inner
  }

  /// The forward formula. Inputs none of which is along the axis give outputs that are refused when they are compiled.
  public func callAsFunction(
    _ inputs: [Expr], outputs: Int, _ parameters: ParameterScope
  ) -> [Expr] {
    guard let index = inputs.firstIndex(where: { $0.soleCoordinate?.axis == axis }),
      let x = inputs[index].soleCoordinate
    else {
      let reason = "a periodic embedding along \(axis) needs an input along it, before other embeddings mix them"
      return refused(reason, outputs: outputs)
    }
    let waves = stride(from: 1, through: harmonics, by: 1).flatMap { k in
      let angle = (2 * Double.pi * Double(k) / period) * x.value
      return [cos(angle), sin(angle)]
    }
    return inner(inputs[..<index] + waves + inputs[(index + 1)...], outputs: outputs, parameters)
  }

  /// Whether the inner network's do.
  public var scalesOutputs: Bool { inner.scalesOutputs }

  /// Throws `ProblemError` for a period that isn't a finite number above 0, no harmonic, and what `inner` throws.
  public func validate() throws {
    guard period > 0, period.isFinite else {
      throw ProblemError("a period along \(axis) must be a finite number above 0, not \(period)")
    }
    guard harmonics >= 1 else {
      throw ProblemError("a periodic embedding needs at least 1 harmonic, not \(harmonics)")
    }
    try inner.validate()
  }

  /// "MLP 20 x 4, tanh of period 2.0 along x"
  public var description: String { "\(inner) of period \(period) along \(axis)" }
}
