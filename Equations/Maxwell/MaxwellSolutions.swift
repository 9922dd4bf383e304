// Exact solutions of Maxwell's equations in the plane: the modes of a square cavity, which decay where the medium conducts.
//
// With S(t) = e^(-d t) sin(w t), d = sigma / (2 eps) and w^2 = k^2 / (eps mu) - d^2, where k^2 = kx^2 + ky^2, one has
// eps S'' + sigma S' + k^2 S / mu = 0; so the fields below, products of S or S' with waves of x and y, solve the equations
// (Jackson, Classical Electrodynamics, 1998).

import PINNCore

extension ReferenceSolution where Unknown == MaxwellTM.Unknown {
  /// The mode (m, n) of a cavity [0, 1]^2 with conducting walls: with X = sin(m pi x) sin(n pi y), Ez = S' X, Hx = -S
  /// X_y / mu, Hy = S X_x / mu. Throws `ProblemError` unless eps, mu > 0, the mode numbers are at least 1, all are
  /// finite and sigma is so small that the mode oscillates.
  public static func cavity(
    modes m: Int, _ n: Int, permittivity: Double = 1, permeability: Double = 1, conductivity: Double = 0
  ) throws -> ReferenceSolution {
    let cavity = try Cavity(m, n, permittivity, permeability, conductivity)
    let (x, y) = (cavity.kx * Expr.coordinate(.x), cavity.ky * Expr.coordinate(.y))
    return ReferenceSolution(
      name: "exact (cavity)",
      closedForm: [
        .Ez: cavity.rate * sin(x) * sin(y),
        .Hx: -cavity.ky / permeability * cavity.swing * sin(x) * cos(y),
        .Hy: cavity.kx / permeability * cavity.swing * cos(x) * sin(y),
      ])
  }
}

extension ReferenceSolution where Unknown == MaxwellTE.Unknown {
  /// The mode (m, n) of a cavity [0, 1]^2 with conducting walls: with X = cos(m pi x) cos(n pi y), Hz = -S k^2 X / mu,
  /// Ex = S' X_y, Ey = -S' X_x. Throws `ProblemError` unless eps, mu > 0, the mode numbers are at least 1, all are
  /// finite and sigma is so small that the mode oscillates.
  public static func cavity(
    modes m: Int, _ n: Int, permittivity: Double = 1, permeability: Double = 1, conductivity: Double = 0
  ) throws -> ReferenceSolution {
    let cavity = try Cavity(m, n, permittivity, permeability, conductivity)
    let (x, y) = (cavity.kx * Expr.coordinate(.x), cavity.ky * Expr.coordinate(.y))
    let squared = cavity.kx * cavity.kx + cavity.ky * cavity.ky
    return ReferenceSolution(
      name: "exact (cavity)",
      closedForm: [
        .Hz: -squared / permeability * cavity.swing * cos(x) * cos(y),
        .Ex: -cavity.ky * cavity.rate * cos(x) * sin(y),
        .Ey: cavity.kx * cavity.rate * sin(x) * cos(y),
      ])
  }
}

/// A mode of a cavity: wavenumbers, S and S'.
private struct Cavity {
  let kx, ky: Double
  let swing, rate: Expr

  init(_ m: Int, _ n: Int, _ permittivity: Double, _ permeability: Double, _ conductivity: Double) throws {
    try MaxwellTM(
      permittivity: Coefficient(permittivity), permeability: Coefficient(permeability),
      conductivity: Coefficient(conductivity)
    ).validate()
    (kx, ky) = (Double(m) * .pi, Double(n) * .pi)
    let damping = conductivity / (2 * permittivity)
    let squared = (kx * kx + ky * ky) / (permittivity * permeability) - damping * damping
    guard m >= 1, n >= 1, squared > 0 else {
      throw ProblemError(
        "a cavity needs mode numbers of at least 1 and a small conductivity, not \(m), \(n), \(conductivity)")
    }
    let frequency = squared.squareRoot()
    let t = Expr.coordinate(.t)
    let decay = exp(-damping * t)
    swing = decay * sin(frequency * t)
    rate = decay * (frequency * cos(frequency * t) - damping * sin(frequency * t))
  }
}
