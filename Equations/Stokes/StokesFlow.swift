// Stokes flow, the slow flow of a viscous fluid, in two and three dimensions. Two types, because their unknowns differ.

import PINNCore

/// Steady slow flow in the plane under a force f per volume, in velocity (u, v) and pressure p
/// (Stokes, Trans. Camb. Phil. Soc. 9 (1851) 8-106):
///
///     p_x - mu (u_xx + u_yy) - fx = 0
///     p_y - mu (v_xx + v_yy) - fy = 0
///     u_x + v_y = 0
///
/// The pressure is determined up to a constant.
public struct Stokes2D: Equation {
  /// The velocity components u, v along x, y and the pressure p.
  public enum Unknown: String, UnknownName { case u, v, p }

  /// The dynamic viscosity mu >= 0, in pressure time.
  public var viscosity: Coefficient
  /// The force per volume along the axes it names, in pressure / length; none along others.
  public var force: [Axis: Term]

  /// The equations with the given dynamic viscosity (pressure time) and force per volume (pressure / length).
  public init(viscosity: Coefficient, force: [Axis: Term] = [:]) {
    self.viscosity = viscosity
    self.force = force
  }

  /// "momentum x", "momentum y" and "continuity".
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let (u, v, p) = (s[.u], s[.v], s[.p])
    func momentum(_ axis: Axis, _ velocity: Expr) -> Expr {
      (diff(p, axis) - viscosity.named("mu") * laplacian(velocity, over: .space(2))).subtracting(force[axis]?(s))
    }
    return [
      "momentum x": momentum(.x, u), "momentum y": momentum(.y, v), "continuity": divergence([u, v], over: .space(2)),
    ]
  }

  /// Throws `ProblemError` for a viscosity that is negative or not finite.
  public func validate() throws { try viscosity.checkNonnegative("viscosity of the Stokes equations") }
}

/// Steady slow flow in space under a force f per volume, in velocity (u, v, w) and pressure p:
///
///     p_x - mu (u_xx + u_yy + u_zz) - fx = 0, likewise for v and w
///     u_x + v_y + w_z = 0
///
/// The pressure is determined up to a constant.
public struct Stokes3D: Equation {
  /// The velocity components u, v, w along x, y, z and the pressure p.
  public enum Unknown: String, UnknownName { case u, v, w, p }

  /// The dynamic viscosity mu >= 0, in pressure time.
  public var viscosity: Coefficient
  /// The force per volume along the axes it names, in pressure / length; none along others.
  public var force: [Axis: Term]

  /// The equations with the given dynamic viscosity (pressure time) and force per volume (pressure / length).
  public init(viscosity: Coefficient, force: [Axis: Term] = [:]) {
    self.viscosity = viscosity
    self.force = force
  }

  /// "momentum x", "momentum y", "momentum z" and "continuity".
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let (u, v, w, p) = (s[.u], s[.v], s[.w], s[.p])
    func momentum(_ axis: Axis, _ velocity: Expr) -> Expr {
      (diff(p, axis) - viscosity.named("mu") * laplacian(velocity, over: .space(3))).subtracting(force[axis]?(s))
    }
    return [
      "momentum x": momentum(.x, u), "momentum y": momentum(.y, v), "momentum z": momentum(.z, w),
      "continuity": divergence([u, v, w], over: .space(3)),
    ]
  }

  /// Throws `ProblemError` for a viscosity that is negative or not finite.
  public func validate() throws { try viscosity.checkNonnegative("viscosity of the Stokes equations") }
}
