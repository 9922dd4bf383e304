// Maxwell's equations in the plane, in a medium that may conduct. Two types for the two polarizations.

import PINNCore

/// Electromagnetic waves in the plane with the electric field along z (transverse magnetic), where sigma may be absent
/// (Maxwell, Phil. Trans. R. Soc. 155 (1865) 459-512, doi:10.1098/rstl.1865.0008):
///
///     eps Ez_t + sigma Ez - (Hy_x - Hx_y) = 0
///     mu Hx_t + Ez_y = 0
///     mu Hy_t - Ez_x = 0
public struct MaxwellTM: Equation {
  /// The electric field Ez and the magnetic field Hx, Hy.
  public enum Unknown: String, UnknownName { case Ez, Hx, Hy }

  /// The permittivity eps > 0.
  public var permittivity: Coefficient
  /// The permeability mu > 0; 1 / sqrt(eps mu) is the speed of light, in length / time.
  public var permeability: Coefficient
  /// The conductivity sigma >= 0, in eps / time; nil for none.
  public var conductivity: Coefficient?

  /// The equations in a medium of the given permittivity, permeability and conductivity.
  public init(permittivity: Coefficient = 1, permeability: Coefficient = 1, conductivity: Coefficient? = nil) {
    self.permittivity = permittivity
    self.permeability = permeability
    self.conductivity = conductivity
  }

  /// "ampere", "faraday x" and "faraday y".
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let (e, hx, hy) = (s[.Ez], s[.Hx], s[.Hy])
    let current = (permittivity.named("eps") * e[.t]).adding(conductivity.map { $0.named("sigma") * e })
    return [
      "ampere": current - planeCurl(hx, hy),
      "faraday x": permeability.named("mu") * hx[.t] + e[.y],
      "faraday y": permeability.named("mu") * hy[.t] - e[.x],
    ]
  }

  /// Throws `ProblemError` unless eps > 0, mu > 0, sigma >= 0 and all are finite.
  public func validate() throws { try checkMedium(permittivity, permeability, conductivity) }
}

/// Electromagnetic waves in the plane with the magnetic field along z (transverse electric), where sigma may be absent:
///
///     eps Ex_t + sigma Ex - Hz_y = 0
///     eps Ey_t + sigma Ey + Hz_x = 0
///     mu Hz_t + Ey_x - Ex_y = 0
public struct MaxwellTE: Equation {
  /// The magnetic field Hz and the electric field Ex, Ey.
  public enum Unknown: String, UnknownName { case Hz, Ex, Ey }

  /// The permittivity eps > 0.
  public var permittivity: Coefficient
  /// The permeability mu > 0; 1 / sqrt(eps mu) is the speed of light, in length / time.
  public var permeability: Coefficient
  /// The conductivity sigma >= 0, in eps / time; nil for none.
  public var conductivity: Coefficient?

  /// The equations in a medium of the given permittivity, permeability and conductivity.
  public init(permittivity: Coefficient = 1, permeability: Coefficient = 1, conductivity: Coefficient? = nil) {
    self.permittivity = permittivity
    self.permeability = permeability
    self.conductivity = conductivity
  }

  /// "ampere x", "ampere y" and "faraday".
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let (h, ex, ey) = (s[.Hz], s[.Ex], s[.Ey])
    func current(_ e: Expr) -> Expr {
      (permittivity.named("eps") * e[.t]).adding(conductivity.map { $0.named("sigma") * e })
    }
    return [
      "ampere x": current(ex) - h[.y],
      "ampere y": current(ey) + h[.x],
      "faraday": permeability.named("mu") * h[.t] + ey[.x] - ex[.y],
    ]
  }

  /// Throws `ProblemError` unless eps > 0, mu > 0, sigma >= 0 and all are finite.
  public func validate() throws { try checkMedium(permittivity, permeability, conductivity) }
}

private func checkMedium(_ permittivity: Coefficient, _ permeability: Coefficient, _ conductivity: Coefficient?) throws
{
  try permittivity.checkPositive("permittivity of a medium")
  try permeability.checkPositive("permeability of a medium")
  try conductivity?.checkNonnegative("conductivity of a medium")
}
