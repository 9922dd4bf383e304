// Burgers' equations in the plane.

import PINNCore

/// Transport of a velocity by itself against diffusion, without pressure:
///
///     u_t + u u_x + v u_y - nu (u_xx + u_yy) = 0
///     v_t + u v_x + v v_y - nu (v_xx + v_yy) = 0
public struct Burgers2D: Equation {
  /// The velocity components u, v along x, y.
  public enum Unknown: String, UnknownName { case u, v }

  /// The kinematic viscosity nu >= 0, in length^2 / time; 1 / Reynolds number in dimensionless form.
  public var viscosity: Coefficient

  /// The equations with the given kinematic viscosity, in length^2 / time.
  public init(viscosity: Coefficient) { self.viscosity = viscosity }

  /// "burgers x" and "burgers y".
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let (u, v) = (s[.u], s[.v])
    let nu = viscosity.named("nu")
    return [
      "burgers x": u[.t] + u * u[.x] + v * u[.y] - nu * laplacian(u, over: .x, .y),
      "burgers y": v[.t] + u * v[.x] + v * v[.y] - nu * laplacian(v, over: .x, .y),
    ]
  }

  /// Throws `ProblemError` for a viscosity that is negative or not finite.
  public func validate() throws { try viscosity.checkNonnegative("viscosity of Burgers' equations") }
}

extension ReferenceSolution where Unknown == Burgers2D.Unknown {
  /// A front along the diagonal: with e = exp((4 y - 4 x - t) / (32 nu)), u = 3/4 - 1 / (4 (1 + e)),
  /// v = 3/4 + 1 / (4 (1 + e)), usually on the unit square
  /// (Fletcher, Int. J. Numer. Methods Fluids 3 (1983) 213-216, doi:10.1002/fld.1650030302).
  /// Throws `ProblemError` unless the viscosity is finite and above 0.
  public static func diagonalFront(viscosity nu: Double) throws -> ReferenceSolution {
    try Coefficient(nu).checkPositive("viscosity of a diagonal front")
    let phase = 4.0 * (Expr.coordinate(.y) - Expr.coordinate(.x)) - Expr.coordinate(.t)
    let share = 0.25 * sigmoid(-1 / (32 * nu) * phase)
    return ReferenceSolution(name: "exact (Fletcher)", closedForm: [.u: 0.75 - share, .v: 0.75 + share])
  }
}
