// Poisson's equation in polar, cylindrical and spherical coordinates.

import PINNCore

/// laplacian u + f = 0 in the coordinates r; r, phi; or r, z, such as u_rr + u_r / r + f = 0, with or without a source
/// f, any formula over the state.
public struct PolarPoissonEquation: Equation {
  /// The potential u.
  public enum Unknown: String, UnknownName { case u }

  /// The coordinates of space.
  public var coordinates: PolarCoordinates
  /// The source f, in u / length^2; nil for none.
  public var source: Term?

  /// The equation with the given source (u / length^2).
  public init(coordinates: PolarCoordinates, source: Term? = nil) {
    self.coordinates = coordinates
    self.source = source
  }

  /// "poisson": laplacian u + f.
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    ["poisson": coordinates.laplacian(s[.u]).adding(source?(s))]
  }
}

extension ReferenceSolution where Unknown == PolarPoissonEquation.Unknown {
  /// Without source: log r for `.radial`, r^3 cos(3 phi) for `.polar`, 1 / sqrt(r^2 + z^2), the potential of a charge, for
  /// `.axisymmetric`, and 1 / r for `.spherical`.
  public static func harmonic(in coordinates: PolarCoordinates) -> ReferenceSolution {
    let r = Expr.coordinate(.r)
    let u: Expr =
      switch coordinates {
      case .radial: log(r)
      case .spherical: 1 / r
      case .polar: pow(r, 3) * cos(3 * .coordinate(.phi))
      case .axisymmetric: 1 / sqrt(r * r + pow(.coordinate(.z), 2))
      }
    return ReferenceSolution(name: "exact (harmonic)", closedForm: [.u: u])
  }

  /// For a constant source f, with u = 0 at r = 1: u = f (1 - r^2) / 4, or f (1 - r^2) / 6 for `.spherical`: a disc, a
  /// cylinder or a ball that heats itself. Throws `ProblemError` unless f is finite.
  public static func heatedDisc(source f: Double, coordinates: PolarCoordinates) throws -> ReferenceSolution {
    guard f.isFinite else { throw ProblemError("a heated disc needs a finite source, not \(f)") }
    let dimension: Double = if case .spherical = coordinates { 3 } else { 2 }
    return ReferenceSolution(
      name: "exact (heated disc)", closedForm: [.u: f / (2 * dimension) * (1 - pow(.coordinate(.r), 2))])
  }
}
