// Exact solutions of the Euler equations.

import Foundation
import PINNCore

/// The fan of waves in which a gas at rest expands, along a distance.
private func expansion(
  along distance: Expr, pressure p0: Double, heatRatio gamma: Double
) throws -> (rho: Expr, speed: Expr, p: Expr) {
  try checkHeatRatio(Coefficient(gamma))
  try Coefficient(p0).checkPositive("pressure of a gas")
  let c = (gamma * p0).squareRoot()
  let speed = 2 / (gamma + 1) * (distance / Expr.coordinate(.t) - c)
  let cooling = 1 + (gamma - 1) / (2 * c) * speed
  return (pow(cooling, 2 / (gamma - 1)), speed, p0 * pow(cooling, 2 * gamma / (gamma - 1)))
}

extension ReferenceSolution where Unknown == CompressibleEuler1D.Unknown {
  /// The fan of waves in which a gas at rest on the right of x = 0, of density 1 and pressure p0, expands to the left
  /// after t = 0, for -2 c / (gamma - 1) < x / t < c with c = sqrt(gamma p0): u = 2 (x / t - c) / (gamma + 1), rho = (1
  /// + (gamma - 1) u / (2 c))^(2 / (gamma - 1)), p = p0 rho^gamma (Toro 2009, section 4.4). Throws `ProblemError`
  /// unless gamma > 1, p0 > 0 and both are finite.
  public static func rarefaction(pressure p0: Double = 1, heatRatio gamma: Double = 1.4) throws -> ReferenceSolution {
    let fan = try expansion(along: .coordinate(.x), pressure: p0, heatRatio: gamma)
    return ReferenceSolution(name: "exact (rarefaction)", closedForm: [.rho: fan.rho, .u: fan.speed, .p: fan.p])
  }
}

extension ReferenceSolution where Unknown == CompressibleEuler2D.Unknown {
  /// The fan of waves of `CompressibleEuler1D`, expanding along the diagonal: x / t becomes (x + y) / (sqrt(2) t), and
  /// u = v. Throws `ProblemError` unless gamma > 1, p0 > 0 and both are finite.
  public static func rarefaction(pressure p0: Double = 1, heatRatio gamma: Double = 1.4) throws -> ReferenceSolution {
    let fan = try expansion(along: [Axis].space(2).diagonal, pressure: p0, heatRatio: gamma)
    let component = 0.5.squareRoot() * fan.speed
    return ReferenceSolution(
      name: "exact (rarefaction)", closedForm: [.rho: fan.rho, .u: component, .v: component, .p: fan.p])
  }

  /// A vortex of constant entropy and strength b around (0, 0) that drifts with the velocity (U, V): with x' = x - U t,
  /// y' = y - V t, w = b exp((1 - x'^2 - y'^2) / 2) / (2 pi) and T = 1 - (gamma - 1) w^2 / (2 gamma), u = U - y' w,
  /// v = V + x' w, rho = T^(1 / (gamma - 1)), p = rho T
  /// (Shu, ICASE Report 97-65, 1997, doi:10.1007/BFb0096355).
  /// Throws `ProblemError` unless gamma > 1, T stays above 0 and all are finite.
  public static func vortex(
    strength b: Double = 5, drift: (u: Double, v: Double) = (1, 1), heatRatio gamma: Double = 1.4
  ) throws -> ReferenceSolution {
    try checkHeatRatio(Coefficient(gamma))
    let core = b * b * Foundation.exp(1) / (4 * Double.pi * Double.pi)
    guard (gamma - 1) * core < 2 * gamma, drift.u.isFinite, drift.v.isFinite else {
      throw ProblemError("a vortex needs a finite drift, and a strength that leaves it a temperature above 0, not \(b)")
    }
    let x = Expr.coordinate(.x) - drift.u * Expr.coordinate(.t)
    let y = Expr.coordinate(.y) - drift.v * Expr.coordinate(.t)
    let w = b / (2 * Double.pi) * exp(0.5 * (1 - x * x - y * y))
    let temperature = 1 - (gamma - 1) / (2 * gamma) * w * w
    return ReferenceSolution(
      name: "exact (isentropic vortex)",
      closedForm: [
        .rho: pow(temperature, 1 / (gamma - 1)), .u: drift.u - y * w, .v: drift.v + x * w,
        .p: pow(temperature, gamma / (gamma - 1)),
      ])
  }
}
