// Incompressible flow in the plane by its stream function psi, u = psi_y, v = -psi_x, which conserves mass by itself:
// alone, with the vorticity, or with the pressure.

import PINNCore

/// Incompressible flow in the plane in its stream function alone, of fourth order:
///
///     (laplacian psi)_t + psi_y (laplacian psi)_x - psi_x (laplacian psi)_y - nu laplacian laplacian psi = 0
///
/// The velocity is u = psi_y, v = -psi_x; psi is determined up to a constant.
public struct StreamFunctionFlow: Equation {
  /// The stream function psi.
  public enum Unknown: String, UnknownName { case psi }

  /// The kinematic viscosity nu >= 0, in length^2 / time.
  public var viscosity: Coefficient
  /// Whether the flow doesn't depend on time; there is no axis `.t` then.
  public var steady: Bool

  /// The equation with the given kinematic viscosity, in length^2 / time.
  public init(viscosity: Coefficient, steady: Bool = false) {
    self.viscosity = viscosity
    self.steady = steady
  }

  /// "vorticity": the transport of laplacian psi.
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let vorticity = laplacian(s[.psi], over: .x, .y)
    return ["vorticity": transport(of: vorticity, by: s[.psi], viscosity, steady: steady)]
  }

  /// Throws `ProblemError` for a viscosity that is negative or not finite.
  public func validate() throws { try viscosity.checkNonnegative("viscosity of the Navier-Stokes equations") }
}

/// Incompressible flow in the plane in stream function psi and vorticity omega = v_x - u_y, of second order:
///
///     omega_t + psi_y omega_x - psi_x omega_y - nu (omega_xx + omega_yy) = 0
///     psi_xx + psi_yy + omega = 0
///
/// The velocity is u = psi_y, v = -psi_x; psi is determined up to a constant.
public struct StreamFunctionVorticityFlow: Equation {
  /// The stream function psi and the vorticity omega.
  public enum Unknown: String, UnknownName { case psi, omega }

  /// The kinematic viscosity nu >= 0, in length^2 / time.
  public var viscosity: Coefficient
  /// Whether the flow doesn't depend on time; there is no axis `.t` then.
  public var steady: Bool

  /// The equations with the given kinematic viscosity, in length^2 / time.
  public init(viscosity: Coefficient, steady: Bool = false) {
    self.viscosity = viscosity
    self.steady = steady
  }

  /// "vorticity", its transport, and "stream function", what it has to do with psi.
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    [
      "vorticity": transport(of: s[.omega], by: s[.psi], viscosity, steady: steady),
      "stream function": laplacian(s[.psi], over: .x, .y) + s[.omega],
    ]
  }

  /// Throws `ProblemError` for a viscosity that is negative or not finite.
  public func validate() throws { try viscosity.checkNonnegative("viscosity of the Navier-Stokes equations") }
}

/// Incompressible flow in the plane in stream function psi and pressure p divided by density: the momentum equations of
/// `NavierStokes2D` with u = psi_y, v = -psi_x, of third order:
///
///     psi_ty + psi_y psi_xy - psi_x psi_yy - nu (psi_xxy + psi_yyy) + p_x = 0
///     p_y - (psi_tx + psi_y psi_xx - psi_x psi_xy - nu (psi_xxx + psi_xyy)) = 0
///
/// (Raissi, Perdikaris, Karniadakis, J. Comput. Phys. 378 (2019) 686-707, doi:10.1016/j.jcp.2018.10.045).
/// Both unknowns are determined up to a constant.
public struct StreamFunctionPressureFlow: Equation {
  /// The stream function psi and the pressure p divided by density.
  public enum Unknown: String, UnknownName { case psi, p }

  /// The kinematic viscosity nu >= 0, in length^2 / time.
  public var viscosity: Coefficient
  /// Whether the flow doesn't depend on time; there is no axis `.t` then.
  public var steady: Bool

  /// The equations with the given kinematic viscosity, in length^2 / time.
  public init(viscosity: Coefficient, steady: Bool = false) {
    self.viscosity = viscosity
    self.steady = steady
  }

  /// "momentum x" and "momentum y".
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let (psi, p) = (s[.psi], s[.p])
    return [
      "momentum x": transport(of: psi[.y], by: psi, viscosity, steady: steady) + p[.x],
      "momentum y": p[.y] - transport(of: psi[.x], by: psi, viscosity, steady: steady),
    ]
  }

  /// Throws `ProblemError` for a viscosity that is negative or not finite.
  public func validate() throws { try viscosity.checkNonnegative("viscosity of the Navier-Stokes equations") }
}

/// w_t + psi_y w_x - psi_x w_y - nu laplacian w: what is left of a quantity's transport by the flow.
private func transport(of w: Expr, by psi: Expr, _ viscosity: Coefficient, steady: Bool) -> Expr {
  let convection = psi[.y] * w[.x] - psi[.x] * w[.y]
  let change = steady ? convection : w[.t] + convection
  return change - viscosity.named("nu") * laplacian(w, over: .x, .y)
}
