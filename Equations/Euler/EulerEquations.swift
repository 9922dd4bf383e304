// The Euler equations of gas dynamics, in one and two dimensions. Two types, because their unknowns differ.

import PINNCore

/// Flow of an ideal gas without viscosity along a tube, in conservation form, with the energy e = p / (gamma - 1) + rho
/// u^2 / 2 (Euler 1757; Toro, Riemann Solvers and Numerical Methods for Fluid Dynamics, 2009, doi:10.1007/b79761):
///
///     rho_t + (rho u)_x = 0
///     (rho u)_t + (rho u^2 + p)_x = 0
///     e_t + ((e + p) u)_x = 0
public struct CompressibleEuler1D: Equation {
  /// The density rho, the velocity u and the pressure p.
  public enum Unknown: String, UnknownName { case rho, u, p }

  /// The ratio gamma > 1 of specific heats.
  public var heatRatio: Coefficient

  /// The equations for a gas with the given ratio of specific heats, 1.4 for air.
  public init(heatRatio: Coefficient = 1.4) { self.heatRatio = heatRatio }

  /// "mass", "momentum x" and "energy".
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let (rho, u, p) = (s[.rho], s[.u], s[.p])
    let energy = p / (heatRatio.named("gamma").expression - 1) + 0.5 * rho * pow(u, 2)
    return [
      "mass": rho[.t] + (rho * u)[.x],
      "momentum x": (rho * u)[.t] + (rho * pow(u, 2) + p)[.x],
      "energy": energy[.t] + ((energy + p) * u)[.x],
    ]
  }

  /// Throws `ProblemError` unless gamma is finite and above 1.
  public func validate() throws { try checkHeatRatio(heatRatio) }
}

/// Flow of an ideal gas without viscosity in the plane, in conservation form, with the energy
/// e = p / (gamma - 1) + rho (u^2 + v^2) / 2:
///
///     rho_t + (rho u)_x + (rho v)_y = 0
///     (rho u)_t + (rho u^2 + p)_x + (rho u v)_y = 0
///     (rho v)_t + (rho u v)_x + (rho v^2 + p)_y = 0
///     e_t + ((e + p) u)_x + ((e + p) v)_y = 0
public struct CompressibleEuler2D: Equation {
  /// The density rho, the velocity components u, v along x, y and the pressure p.
  public enum Unknown: String, UnknownName { case rho, u, v, p }

  /// The ratio gamma > 1 of specific heats.
  public var heatRatio: Coefficient

  /// The equations for a gas with the given ratio of specific heats, 1.4 for air.
  public init(heatRatio: Coefficient = 1.4) { self.heatRatio = heatRatio }

  /// "mass", "momentum x", "momentum y" and "energy".
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let (rho, u, v, p) = (s[.rho], s[.u], s[.v], s[.p])
    let energy = p / (heatRatio.named("gamma").expression - 1) + 0.5 * rho * (pow(u, 2) + pow(v, 2))
    return [
      "mass": rho[.t] + (rho * u)[.x] + (rho * v)[.y],
      "momentum x": (rho * u)[.t] + (rho * pow(u, 2) + p)[.x] + (rho * u * v)[.y],
      "momentum y": (rho * v)[.t] + (rho * u * v)[.x] + (rho * pow(v, 2) + p)[.y],
      "energy": energy[.t] + ((energy + p) * u)[.x] + ((energy + p) * v)[.y],
    ]
  }

  /// Throws `ProblemError` unless gamma is finite and above 1.
  public func validate() throws { try checkHeatRatio(heatRatio) }
}

func checkHeatRatio(_ gamma: Coefficient) throws {
  guard gamma.value > 1, gamma.value.isFinite else {
    throw ProblemError("the ratio of specific heats must be a finite number above 1, not \(gamma.value)")
  }
}
