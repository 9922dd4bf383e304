// The heat equation, in one to three dimensions of space.

import PINNCore

/// u_t - k (u_xx + u_yy + u_zz) = f: diffusion of heat or matter with constant diffusivity (Fourier 1822, Fick 1855),
/// with or without a source f, any formula over the state: `HeatEquation(diffusivity: 0.1, source: { s in sin(s[.x])
/// })`.
public struct HeatEquation: Equation {
  /// The temperature or concentration u.
  public enum Unknown: String, UnknownName { case u }

  /// The diffusivity k >= 0, in length^2 / time.
  public var diffusivity: Coefficient
  /// The number of space dimensions, 1 to 3: x; x, y; x, y, z.
  public var dimension: Int
  /// The rate f at which heat is produced, in u / time; nil for none.
  public var source: Term?

  /// The equation with the given diffusivity (length^2 / time) in `dimension` dimensions of space, and a source (u / time).
  public init(diffusivity: Coefficient, dimension: Int = 1, source: Term? = nil) {
    self.diffusivity = diffusivity
    self.dimension = dimension
    self.source = source
  }

  /// "heat": u_t - k laplacian u - f.
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let u = s[.u]
    let spread = diffusivity.named("k") * laplacian(u, over: .space(dimension))
    return ["heat": (u[.t] - spread).subtracting(source?(s))]
  }

  /// Throws `ProblemError` for a dimension other than 1, 2 or 3 and a diffusivity that is negative or not finite.
  public func validate() throws {
    try checkDimension(dimension)
    try diffusivity.checkNonnegative("diffusivity of the heat equation")
  }
}
