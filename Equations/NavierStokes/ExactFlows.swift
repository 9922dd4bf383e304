// Exact solutions of the incompressible Navier-Stokes equations.

import PINNCore

/// The rate l of decay of Kovasznay flow.
func kovasznayRate(viscosity nu: Double) throws -> Double {
  guard nu > 0, nu.isFinite else { throw ProblemError("Kovasznay flow needs a finite viscosity above 0, not \(nu)") }
  // The difference of the two roots, without their cancellation at small nu.
  let half = 1 / (2 * nu)
  return -4 * Double.pi * Double.pi / (half + (half * half + 4 * Double.pi * Double.pi).squareRoot())
}

/// x - c t, without time for c = 0.
func drifting(_ c: Double) throws -> Expr {
  guard c.isFinite else { throw ProblemError("a flow needs a finite speed of drift, not \(c)") }
  return c == 0 ? .coordinate(.x) : .coordinate(.x) - c * Expr.coordinate(.t)
}

extension ReferenceSolution where Unknown == NavierStokes2D.Unknown {
  /// The steady flow behind a two-dimensional grid of period 1 in y (Kovasznay, Proc. Camb. Phil. Soc. 44 (1948) 58-62,
  /// doi:10.1017/S0305004100023999): with l = 1/(2 nu) - sqrt(1/(4 nu^2) + 4 pi^2),
  /// u = 1 - e^(l x) cos(2 pi y), v = l/(2 pi) e^(l x) sin(2 pi y), p = (1 - e^(2 l x)) / 2.
  /// Throws `ProblemError` unless the viscosity is finite and above 0.
  public static func kovasznay(viscosity nu: Double) throws -> ReferenceSolution {
    let l = try kovasznayRate(viscosity: nu)
    let decay = exp(l * Expr.coordinate(.x))
    let phase = 2 * Double.pi * Expr.coordinate(.y)
    return ReferenceSolution(
      name: "exact (Kovasznay)",
      closedForm: [
        .u: 1.0 - decay * cos(phase),
        .v: l / (2 * Double.pi) * decay * sin(phase),
        .p: 0.5 * (1.0 - decay * decay),
      ])
  }

  /// Vortices of period 2 pi that decay, in place or drifting along x (Taylor, Green, Proc. R. Soc. A 158 (1937) 499-521,
  /// doi:10.1098/rspa.1937.0036): with T = e^(-2 nu t) and x' = x - c t,
  /// u = c - cos x' sin y T, v = sin x' cos y T, p = -(cos 2x' + cos 2y) T^2 / 4.
  /// Throws `ProblemError` for a viscosity that is negative or a number that is not finite.
  public static func taylorGreen(viscosity nu: Double, drift c: Double = 0) throws -> ReferenceSolution {
    try Coefficient(nu).checkNonnegative("viscosity of Taylor-Green vortices")
    let (x, y) = (try drifting(c), Expr.coordinate(.y))
    let decay = exp(-2 * nu * Expr.coordinate(.t))
    return ReferenceSolution(
      name: "exact (Taylor-Green)",
      closedForm: [
        .u: c - cos(x) * sin(y) * decay,
        .v: sin(x) * cos(y) * decay,
        .p: -0.25 * (cos(2.0 * x) + cos(2.0 * y)) * decay * decay,
      ])
  }

  /// A point vortex of circulation G that starts at the origin and drifts along x with speed c, without vorticity
  /// elsewhere, so that the viscosity doesn't matter: with x' = x - c t and r^2 = x'^2 + y^2, u = c - G y / (2 pi r^2),
  /// v = G x' / (2 pi r^2), p = -G^2 / (8 pi^2 r^2) (Lamb, Hydrodynamics, 1932). Throws `ProblemError` for a number
  /// that is not finite.
  public static func vortex(circulation: Double, drift c: Double = 0) throws -> ReferenceSolution {
    guard circulation.isFinite else { throw ProblemError("a vortex needs a finite circulation, not \(circulation)") }
    let (x, y) = (try drifting(c), Expr.coordinate(.y))
    let strength = circulation / (2 * Double.pi)
    let squared = x * x + y * y
    return ReferenceSolution(
      name: "exact (vortex)",
      closedForm: [
        .u: c - strength * y / squared, .v: strength * x / squared, .p: -0.5 * strength * strength / squared,
      ])
  }
}

extension ReferenceSolution where Unknown == NavierStokes3D.Unknown {
  /// A decaying flow whose velocity is parallel to its vorticity, usually on [-1, 1]^3 (Ethier, Steinman, Int. J. Numer.
  /// Methods Fluids 19 (1994) 369-375, doi:10.1002/fld.1650190502): with T = e^(-nu d^2 t),
  /// u = -a [e^(ax) sin(ay + dz) + e^(az) cos(ax + dy)] T, v and w by turning (x, y, z) in a circle, and
  /// p = -a^2/2 [e^(2ax) + 2 sin(ax + dy) cos(az + dx) e^(a(y + z)) + the same for (y, z, x) and (z, x, y)] T^2.
  /// Throws `ProblemError` for a viscosity that is negative or any number that is not finite.
  public static func beltrami(viscosity nu: Double, a: Double = 1, d: Double = 1) throws -> ReferenceSolution {
    try Coefficient(nu).checkNonnegative("viscosity of a Beltrami flow")
    guard a.isFinite, d.isFinite else {
      throw ProblemError("a Beltrami flow needs finite numbers a and d, not \(a) and \(d)")
    }
    let (x, y, z) = (Expr.coordinate(.x), Expr.coordinate(.y), Expr.coordinate(.z))
    let decay = exp(-nu * d * d * Expr.coordinate(.t))
    func velocity(_ x: Expr, _ y: Expr, _ z: Expr) -> Expr {
      -a * (exp(a * x) * sin(a * y + d * z) + exp(a * z) * cos(a * x + d * y)) * decay
    }
    func pressure(_ x: Expr, _ y: Expr, _ z: Expr) -> Expr {
      exp(2 * a * x) + 2.0 * sin(a * x + d * y) * cos(a * z + d * x) * exp(a * (y + z))
    }
    return ReferenceSolution(
      name: "exact (Ethier-Steinman)",
      closedForm: [
        .u: velocity(x, y, z), .v: velocity(y, z, x), .w: velocity(z, x, y),
        .p: -0.5 * a * a * (pressure(x, y, z) + pressure(y, z, x) + pressure(z, x, y)) * decay * decay,
      ])
  }
}
