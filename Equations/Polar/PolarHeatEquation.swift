// The heat equation in polar, cylindrical and spherical coordinates.

import PINNCore

/// u_t - k laplacian u - f = 0 in the coordinates r; r, phi; or r, z, such as u_t - k (u_rr + u_r / r) = 0, with or
/// without a source f, any formula over the state.
public struct PolarHeatEquation: Equation {
  /// The temperature or concentration u.
  public enum Unknown: String, UnknownName { case u }

  /// The diffusivity k >= 0, in length^2 / time.
  public var diffusivity: Coefficient
  /// The coordinates of space.
  public var coordinates: PolarCoordinates
  /// The rate f at which heat is produced, in u / time; nil for none.
  public var source: Term?

  /// The equation with the given diffusivity (length^2 / time) and source (u / time).
  public init(diffusivity: Coefficient, coordinates: PolarCoordinates, source: Term? = nil) {
    self.diffusivity = diffusivity
    self.coordinates = coordinates
    self.source = source
  }

  /// "heat": u_t - k laplacian u - f.
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let u = s[.u]
    return ["heat": (u[.t] - diffusivity.named("k") * coordinates.laplacian(u)).subtracting(source?(s))]
  }

  /// Throws `ProblemError` for a diffusivity that is negative or not finite.
  public func validate() throws { try diffusivity.checkNonnegative("diffusivity of the heat equation") }
}

extension ReferenceSolution where Unknown == PolarHeatEquation.Unknown {
  /// Heat that starts as a bump of width sqrt(2 k s) around the origin and spreads: with T = t + s and the kernel K =
  /// T^(-n/2) exp(-r^2 / (4 k T)), n = 2 or, from the origin of space, 3 (Carslaw, Jaeger, Conduction of Heat in
  /// Solids, 1959), u = K for `.radial` and `.spherical`, the derivative of K by -x, K r cos(phi) / (2 k T), for
  /// `.polar`, and K sin(z) exp(-k t) for `.axisymmetric`. Throws `ProblemError` unless k and s are finite and above 0.
  public static func spreadingBump(
    diffusivity k: Double, start s: Double = 1, coordinates: PolarCoordinates
  ) throws -> ReferenceSolution {
    try Coefficient(k).checkPositive("diffusivity of a spreading bump")
    try Coefficient(s).checkPositive("starting time of a spreading bump")
    let (r, age) = (Expr.coordinate(.r), Expr.coordinate(.t) + s)
    let bump = exp(-r * r / (4 * k * age))
    let u: Expr =
      switch coordinates {
      case .radial: bump / age
      case .spherical: bump / pow(age, 1.5)
      case .polar: bump / pow(age, 2) * r * cos(.coordinate(.phi)) / (2 * k)
      case .axisymmetric: bump / age * sin(.coordinate(.z)) * exp(-k * .coordinate(.t))
      }
    return ReferenceSolution(name: "exact (spreading bump)", closedForm: [.u: u])
  }
}
