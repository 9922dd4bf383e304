// The incompressible Navier-Stokes equations in two and three dimensions. Two types, because their unknowns differ.

import PINNCore

/// Incompressible flow in the plane, in velocity (u, v) and pressure p divided by density, unsteady or steady (without the
/// time derivatives):
///
///     u_t + u u_x + v u_y + p_x - nu (u_xx + u_yy) = 0
///     v_t + u v_x + v v_y + p_y - nu (v_xx + v_yy) = 0
///     u_x + v_y = 0
///
/// The pressure is determined up to a constant (a function of time).
public struct NavierStokes2D: Equation {
  /// The velocity components u, v along x, y and the pressure p divided by density.
  public enum Unknown: String, UnknownName { case u, v, p }

  /// The kinematic viscosity nu >= 0, in length^2 / time; 1 / Reynolds number in dimensionless form.
  public var viscosity: Coefficient
  /// Whether the flow doesn't depend on time; there is no axis `.t` then.
  public var steady: Bool

  /// The equations with the given kinematic viscosity, in length^2 / time.
  public init(viscosity: Coefficient, steady: Bool = false) {
    self.viscosity = viscosity
    self.steady = steady
  }

  /// "momentum x", "momentum y" and "continuity".
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let flow = IncompressibleFlow(
      velocity: [(.x, s[.u]), (.y, s[.v])], pressure: s[.p], viscosity: viscosity, steady: steady)
    return ["momentum x": flow.momentum(0), "momentum y": flow.momentum(1), "continuity": flow.continuity]
  }

  /// Throws `ProblemError` for a viscosity that is negative or not finite.
  public func validate() throws { try viscosity.checkNonnegative("viscosity of the Navier-Stokes equations") }
}

/// Incompressible flow in space, in velocity (u, v, w) and pressure p divided by density, unsteady or steady (without the
/// time derivatives):
///
///     u_t + u u_x + v u_y + w u_z + p_x - nu (u_xx + u_yy + u_zz) = 0, likewise for v and w
///     u_x + v_y + w_z = 0
///
/// The pressure is determined up to a constant (a function of time).
public struct NavierStokes3D: Equation {
  /// The velocity components u, v, w along x, y, z and the pressure p divided by density.
  public enum Unknown: String, UnknownName { case u, v, w, p }

  /// The kinematic viscosity nu >= 0, in length^2 / time; 1 / Reynolds number in dimensionless form.
  public var viscosity: Coefficient
  /// Whether the flow doesn't depend on time; there is no axis `.t` then.
  public var steady: Bool

  /// The equations with the given kinematic viscosity, in length^2 / time.
  public init(viscosity: Coefficient, steady: Bool = false) {
    self.viscosity = viscosity
    self.steady = steady
  }

  /// "momentum x", "momentum y", "momentum z" and "continuity".
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let flow = IncompressibleFlow(
      velocity: [(.x, s[.u]), (.y, s[.v]), (.z, s[.w])], pressure: s[.p], viscosity: viscosity, steady: steady)
    return [
      "momentum x": flow.momentum(0), "momentum y": flow.momentum(1), "momentum z": flow.momentum(2),
      "continuity": flow.continuity,
    ]
  }

  /// Throws `ProblemError` for a viscosity that is negative or not finite.
  public func validate() throws { try viscosity.checkNonnegative("viscosity of the Navier-Stokes equations") }
}
