// Exact solutions of linear elasticity.

import PINNCore

extension ReferenceSolution where Unknown == LinearElasticity2D.Unknown {
  /// A cantilever on 0 <= x <= L, |y| <= D / 2 of unit thickness, in plane stress, that a shear force P at x = 0 bends,
  /// without body force (Timoshenko, Goodier, Theory of Elasticity, 1951, section 21): with I = D^3 / 12 and x from the
  /// clamped end, u = P y / (6 E I) ((6 L - 3 x) x + (2 + nu) (y^2 - D^2 / 4)), v = -P / (6 E I) (3 nu y^2 (L - x) + (4
  /// + 5 nu) D^2 x / 4 + (3 L - x) x^2). Throws `ProblemError` unless E, L, D are above 0 and all are finite.
  public static func cantilever(
    youngsModulus e: Double, poissonRatio nu: Double, force p: Double, length l: Double, depth d: Double
  ) throws -> ReferenceSolution {
    try Coefficient(e).checkPositive("Young's modulus of a cantilever")
    guard l > 0, d > 0, [nu, p, l, d].allSatisfy(\.isFinite) else {
      throw ProblemError("a cantilever needs a length and a depth above 0, all finite, not \([nu, p, l, d])")
    }
    let (x, y) = (Expr.coordinate(.x), Expr.coordinate(.y))
    let factor = p / (6 * e * d * d * d / 12)
    let bending = (6 * l - 3 * x) * x + (2 + nu) * (y * y - d * d / 4)
    let deflection = 3 * nu * y * y * (l - x) + (4 + 5 * nu) * d * d / 4 * x + (3 * l - x) * x * x
    return ReferenceSolution(
      name: "exact (cantilever)", closedForm: [.u: factor * y * bending, .v: -factor * deflection])
  }

  /// A plate in plane stress under the body force -(gx, gy), such as its own weight: the sum of the two bars that hang
  /// along x and y (Timoshenko, Goodier, section 86). Throws `ProblemError` unless E is above 0 and all are finite.
  public static func hanging(youngsModulus: Double, poissonRatio: Double, weight: [Axis: Double]) throws
    -> ReferenceSolution
  {
    let field = try hangingBars(youngsModulus, poissonRatio, weight, dimension: 2)
    return ReferenceSolution(name: "exact (hanging bars)", closedForm: [.u: field[0], .v: field[1]])
  }

  /// A pressure wave and a shear wave of wavenumber k in the direction (3, 4) / 5, without body force; their speeds are
  /// sqrt(E / (2 (1 + nu) rho)) sqrt(1 + c) and sqrt(E / (2 (1 + nu) rho)), c as in `LinearElasticity2D`.
  /// Throws `ProblemError` unless E and rho are above 0, -1 < nu < 1/2 and all are finite.
  public static func waves(
    youngsModulus: Double, poissonRatio nu: Double, plane: LinearElasticity2D.PlaneState, density: Double,
    wavenumber: Double
  ) throws -> ReferenceSolution {
    let dilation = plane == .stress ? (1 + nu) / (1 - nu) : 1 / (1 - 2 * nu)
    let field = try elasticWaves(
      youngsModulus, nu, density, wavenumber, dilation, along: [0.6, 0.8], across: [-0.8, 0.6])
    return ReferenceSolution(name: "exact (waves)", closedForm: [.u: field[0], .v: field[1]])
  }
}

extension ReferenceSolution where Unknown == LinearElasticity3D.Unknown {
  /// The displacements that a force P along z at the origin causes in an endless solid (Kelvin 1848; Love, A Treatise
  /// on the Mathematical Theory of Elasticity, 1927): (u, v, w) = P (1 + nu) / (8 pi E (1 - nu) r) (x z / r^2, y z /
  /// r^2, 3 - 4 nu + z^2 / r^2). Throws `ProblemError` unless E is above 0, -1 < nu < 1/2 and all are finite.
  public static func pointForce(
    youngsModulus e: Double, poissonRatio nu: Double, force p: Double = 1
  ) throws -> ReferenceSolution {
    try LinearElasticity3D(youngsModulus: Coefficient(e), poissonRatio: Coefficient(nu)).validate()
    guard p.isFinite else { throw ProblemError("a point force must be finite, not \(p)") }
    let (x, y, z) = (Expr.coordinate(.x), Expr.coordinate(.y), Expr.coordinate(.z))
    let squared = x * x + y * y + z * z
    let factor = p * (1 + nu) / (8 * Double.pi * e * (1 - nu)) / sqrt(squared)
    return ReferenceSolution(
      name: "exact (Kelvin)",
      closedForm: [
        .u: factor * x * z / squared, .v: factor * y * z / squared, .w: factor * (3 - 4 * nu + z * z / squared),
      ])
  }

  /// A body under the body force -(gx, gy, gz), such as its own weight: the sum of the three bars that hang along x, y
  /// and z (Timoshenko, Goodier, Theory of Elasticity, 1951, section 86). Throws `ProblemError` unless E is above 0 and
  /// all are finite.
  public static func hanging(youngsModulus: Double, poissonRatio: Double, weight: [Axis: Double]) throws
    -> ReferenceSolution
  {
    let field = try hangingBars(youngsModulus, poissonRatio, weight, dimension: 3)
    return ReferenceSolution(name: "exact (hanging bars)", closedForm: [.u: field[0], .v: field[1], .w: field[2]])
  }

  /// A pressure wave and a shear wave of wavenumber k in the direction (1, 2, 2) / 3, without body force.
  /// Throws `ProblemError` unless E and rho are above 0, -1 < nu < 1/2 and all are finite.
  public static func waves(
    youngsModulus: Double, poissonRatio nu: Double, density: Double, wavenumber: Double
  ) throws -> ReferenceSolution {
    let field = try elasticWaves(
      youngsModulus, nu, density, wavenumber, 1 / (1 - 2 * nu), along: [1.0 / 3, 2.0 / 3, 2.0 / 3],
      across: [2.0 / 3, 1.0 / 3, -2.0 / 3])
    return ReferenceSolution(name: "exact (waves)", closedForm: [.u: field[0], .v: field[1], .w: field[2]])
  }
}

/// The sum over all axes a of bars that hang along a: the displacement along a is g (a^2 + nu (sum of the other b^2)) /
/// (2 E), along another axis b it is -nu g a b / E.
private func hangingBars(_ e: Double, _ nu: Double, _ weight: [Axis: Double], dimension: Int) throws -> [Expr] {
  try Coefficient(e).checkPositive("Young's modulus of a hanging bar")
  guard nu.isFinite, weight.values.allSatisfy(\.isFinite) else {
    throw ProblemError("a hanging bar needs a finite Poisson's ratio and weight, not \(nu) and \(weight)")
  }
  let space = [Axis].space(dimension)
  return space.map { along in
    let terms = space.map { bar -> Expr in
      let (a, b, g) = (Expr.coordinate(bar), Expr.coordinate(along), weight[bar] ?? 0)
      guard bar == along else { return -nu * g / e * a * b }
      let others = space.filter { $0 != bar }.map { pow(.coordinate($0), 2) }
      return g / (2 * e) * (a * a + nu * others.dropFirst().reduce(others[0], +))
    }
    return terms.dropFirst().reduce(terms[0], +)
  }
}

/// A pressure wave `along` its direction and a shear wave `across` it.
private func elasticWaves(
  _ e: Double, _ nu: Double, _ density: Double, _ k: Double, _ dilation: Double, along: [Double], across: [Double]
) throws -> [Expr] {
  try LinearElasticity3D(youngsModulus: Coefficient(e), poissonRatio: Coefficient(nu)).validate()
  try Coefficient(density).checkPositive("density of a solid with waves")
  guard k.isFinite else { throw ProblemError("waves need a finite wavenumber, not \(k)") }
  let shear = (e / (2 * (1 + nu) * density)).squareRoot()
  let pressure = shear * (1 + dilation).squareRoot()
  let distance = zip(along, [Axis].space(along.count)).map { $0 * Expr.coordinate($1) }
  let place = distance.dropFirst().reduce(distance[0], +)
  func phase(_ speed: Double) -> Expr { k * (place - speed * Expr.coordinate(.t)) }
  return zip(along, across).map { $0 * sin(phase(pressure)) + $1 * cos(phase(shear)) }
}
