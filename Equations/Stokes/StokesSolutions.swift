// Exact solutions of the Stokes equations.

import PINNCore

extension ReferenceSolution where Unknown == Stokes2D.Unknown {
  /// Colliding flow, usually on [-1, 1]^2: u = 20 x y^3, v = 5 x^4 - 5 y^4, p = mu (60 x^2 y - 20 y^3)
  /// (Elman, Silvester, Wathen, Finite Elements and Fast Iterative Solvers, 2014,
  /// doi:10.1093/acprof:oso/9780199678792.001.0001). Throws `ProblemError` unless the viscosity is finite and at least 0.
  public static func collidingFlow(viscosity mu: Double) throws -> ReferenceSolution {
    try Coefficient(mu).checkNonnegative("viscosity of a colliding flow")
    let (x, y) = (Expr.coordinate(.x), Expr.coordinate(.y))
    return ReferenceSolution(
      name: "exact (colliding flow)",
      closedForm: [
        .u: 20 * x * pow(y, 3), .v: 5 * (pow(x, 4) - pow(y, 4)), .p: mu * (60 * x * x * y - 20 * pow(y, 3)),
      ])
  }

  /// Flow that a force F along x at the origin drives: u = F / (4 pi mu) (x^2 / r^2 - log r), v = F / (4 pi mu) x y / r^2,
  /// p = F x / (2 pi r^2) (Pozrikidis, Boundary Integral and Singularity Methods, 1992, doi:10.1017/CBO9780511624124).
  /// Throws `ProblemError` unless the viscosity is above 0 and both are finite.
  public static func stokeslet(viscosity mu: Double, force: Double = 1) throws -> ReferenceSolution {
    try Coefficient(mu).checkPositive("viscosity of a Stokeslet")
    guard force.isFinite else { throw ProblemError("a Stokeslet needs a finite force, not \(force)") }
    let (x, y) = (Expr.coordinate(.x), Expr.coordinate(.y))
    let squared = x * x + y * y
    let strength = force / (4 * Double.pi * mu)
    return ReferenceSolution(
      name: "exact (Stokeslet)",
      closedForm: [
        .u: strength * (x * x / squared - 0.5 * log(squared)), .v: strength * x * y / squared,
        .p: 2 * mu * strength * x / squared,
      ])
  }
}

extension ReferenceSolution where Unknown == Stokes3D.Unknown {
  /// Flow of speed U along x past a sphere of radius a at the origin (Stokes 1851): with q = a / r, u = U (1 - 3/4 q (1
  /// + x^2 / r^2) - 1/4 q^3 (1 - 3 x^2 / r^2)), v = -3/4 U x y / r^2 (q - q^3), likewise w with z, and p = -3/2 mu U a
  /// x / r^3. Throws `ProblemError` unless the radius is above 0, the viscosity at least 0, and all are finite.
  public static func sphere(
    viscosity mu: Double, radius a: Double = 1, speed: Double = 1
  ) throws -> ReferenceSolution {
    try Coefficient(mu).checkNonnegative("viscosity of a flow past a sphere")
    try Coefficient(a).checkPositive("radius of a sphere")
    guard speed.isFinite else { throw ProblemError("a flow past a sphere needs a finite speed, not \(speed)") }
    let (x, y, z) = (Expr.coordinate(.x), Expr.coordinate(.y), Expr.coordinate(.z))
    let squared = x * x + y * y + z * z
    let q = a / sqrt(squared)
    let side = -0.75 * speed * x / squared * (q - pow(q, 3))
    let along = 0.75 * q * (1 + x * x / squared) + 0.25 * pow(q, 3) * (1 - 3 * x * x / squared)
    return ReferenceSolution(
      name: "exact (Stokes)",
      closedForm: [
        .u: speed * (1 - along), .v: side * y, .w: side * z, .p: -1.5 * mu * speed / (a * a) * x * pow(q, 3),
      ])
  }
}
