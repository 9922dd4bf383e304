// The heat equation, in one to three dimensions of space.

import PINNCore

/// u_t - k (u_xx + u_yy + u_zz) = 0: diffusion of heat or matter with constant diffusivity (Fourier 1822, Fick 1855).
public struct HeatEquation: Equation {
  /// The temperature or concentration u.
  public enum Unknown: String, UnknownName { case u }

  /// The diffusivity k >= 0, in length^2 / time.
  public var diffusivity: Coefficient
  /// The number of space dimensions, 1 to 3: x; x, y; x, y, z.
  public var dimension: Int

  /// The equation with the given diffusivity (length^2 / time) in `dimension` dimensions of space.
  public init(diffusivity: Coefficient, dimension: Int = 1) {
    self.diffusivity = diffusivity
    self.dimension = dimension
  }

  /// Space axes, then `.t`.
  public var axes: [Axis] { space + [.t] }

  private var space: [Axis] { Array([.x, .y, .z].prefix(max(0, dimension))) }

  /// "heat": u_t - k laplacian u.
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let u = s[.u]
    return ["heat": u[.t] - diffusivity.named("k") * laplacian(u, over: space)]
  }

  /// Throws `ProblemError` for a dimension other than 1, 2 or 3 and a diffusivity that is negative or not finite.
  public func validate() throws {
    guard (1...3).contains(dimension) else {
      throw ProblemError("the heat equation has 1, 2 or 3 dimensions of space, not \(dimension)")
    }
    try diffusivity.checkNonnegative("diffusivity of the heat equation")
  }
}
