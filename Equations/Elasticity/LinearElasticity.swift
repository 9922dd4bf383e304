// Linear elasticity in displacements (Navier, Cauchy), static or dynamic. Two types, because their unknowns differ.

import PINNCore

/// Small deformations of an isotropic elastic solid in the plane, in displacements (u, v), with G = E / (2 (1 + nu)):
///
///     G (u_xx + u_yy + c (u_x + v_y)_x) + fx - rho u_tt = 0, likewise for v
///
/// with c = (1 + nu) / (1 - nu) in plane stress (thin plates) and c = 1 / (1 - 2 nu) in plane strain (long bodies)
/// (Timoshenko, Goodier, Theory of Elasticity, 1951). Static without a density.
public struct LinearElasticity2D: Equation {
  /// The displacements u, v along x, y.
  public enum Unknown: String, UnknownName { case u, v }
  /// What happens across the plane.
  public enum PlaneState: Sendable {
    /// No stress: a thin plate.
    case stress
    /// No strain: a long body.
    case strain
  }

  /// Young's modulus E > 0, in pressure.
  public var youngsModulus: Coefficient
  /// Poisson's ratio nu, above -1 and below 1/2.
  public var poissonRatio: Coefficient
  /// What happens across the plane.
  public var plane: PlaneState
  /// The density rho >= 0, in mass / length^3; nil for a body at rest, and then there is no axis `.t`.
  public var density: Coefficient?
  /// The force per volume along the axes it names, in pressure / length; none along others.
  public var bodyForce: [Axis: Term]

  /// The equations with the given elastic constants, density and force per volume.
  public init(
    youngsModulus: Coefficient, poissonRatio: Coefficient, plane: PlaneState, density: Coefficient? = nil,
    bodyForce: [Axis: Term] = [:]
  ) {
    self.youngsModulus = youngsModulus
    self.poissonRatio = poissonRatio
    self.plane = plane
    self.density = density
    self.bodyForce = bodyForce
  }

  /// "momentum x" and "momentum y".
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let nu = poissonRatio.named("nu").expression
    let solid = ElasticSolid(
      displacement: [s[.u], s[.v]], youngsModulus: youngsModulus, poissonRatio: nu, density: density
    ) { plane == .stress ? $0 * (1 + nu) / (1 - nu) : $0 / (1 - 2 * nu) }
    return [
      "momentum x": solid.momentum(.x, bodyForce[.x]?(s)), "momentum y": solid.momentum(.y, bodyForce[.y]?(s)),
    ]
  }

  /// Throws `ProblemError` unless E > 0, -1 < nu < 1/2, rho >= 0 and all are finite.
  public func validate() throws { try checkConstants(youngsModulus, poissonRatio, density) }
}

/// Small deformations of an isotropic elastic solid in space, in displacements (u, v, w), with G = E / (2 (1 + nu)):
///
///     G (u_xx + u_yy + u_zz + (u_x + v_y + w_z)_x / (1 - 2 nu)) + fx - rho u_tt = 0, likewise for v and w
///
/// Static without a density.
public struct LinearElasticity3D: Equation {
  /// The displacements u, v, w along x, y, z.
  public enum Unknown: String, UnknownName { case u, v, w }

  /// Young's modulus E > 0, in pressure.
  public var youngsModulus: Coefficient
  /// Poisson's ratio nu, above -1 and below 1/2.
  public var poissonRatio: Coefficient
  /// The density rho >= 0, in mass / length^3; nil for a body at rest, and then there is no axis `.t`.
  public var density: Coefficient?
  /// The force per volume along the axes it names, in pressure / length; none along others.
  public var bodyForce: [Axis: Term]

  /// The equations with the given elastic constants, density and force per volume.
  public init(
    youngsModulus: Coefficient, poissonRatio: Coefficient, density: Coefficient? = nil, bodyForce: [Axis: Term] = [:]
  ) {
    self.youngsModulus = youngsModulus
    self.poissonRatio = poissonRatio
    self.density = density
    self.bodyForce = bodyForce
  }

  /// "momentum x", "momentum y" and "momentum z".
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let nu = poissonRatio.named("nu").expression
    let solid = ElasticSolid(
      displacement: [s[.u], s[.v], s[.w]], youngsModulus: youngsModulus, poissonRatio: nu, density: density
    ) { $0 / (1 - 2 * nu) }
    return [
      "momentum x": solid.momentum(.x, bodyForce[.x]?(s)), "momentum y": solid.momentum(.y, bodyForce[.y]?(s)),
      "momentum z": solid.momentum(.z, bodyForce[.z]?(s)),
    ]
  }

  /// Throws `ProblemError` unless E > 0, -1 < nu < 1/2, rho >= 0 and all are finite.
  public func validate() throws { try checkConstants(youngsModulus, poissonRatio, density) }
}

/// What both have in common.
private struct ElasticSolid {
  /// The displacement's components along x, y, z, as many as there are.
  let displacement: [Expr]
  let youngsModulus: Coefficient
  let poissonRatio: Expr
  let density: Coefficient?
  /// The gradient of the volume strain times its weight beside the Laplacian.
  let dilation: (Expr) -> Expr

  func momentum(_ axis: Axis, _ force: Expr?) -> Expr {
    let space = [Axis].space(displacement.count)
    let u = displacement[space.firstIndex(of: axis)!]
    let strain = diff(divergence(displacement, over: space), axis)
    let shearModulus = youngsModulus.named("E").expression / (2 * (1 + poissonRatio))
    let stress = shearModulus * (laplacian(u, over: space) + dilation(strain))
    return stress.adding(force).subtracting(density.map { $0.named("rho") * u[.t, .t] })
  }
}

private func checkConstants(_ youngsModulus: Coefficient, _ poissonRatio: Coefficient, _ density: Coefficient?) throws {
  try youngsModulus.checkPositive("Young's modulus of an elastic solid")
  guard poissonRatio.value > -1, poissonRatio.value < 0.5 else {
    throw ProblemError("Poisson's ratio must be above -1 and below 1/2, not \(poissonRatio.value)")
  }
  try density?.checkNonnegative("density of an elastic solid")
}
