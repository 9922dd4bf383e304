// The incompressible Navier-Stokes equations in any number of dimensions; the public types name their unknowns.

import PINNCore

/// Velocity and pressure of an incompressible fluid of density 1, and what the laws of motion leave over.
struct IncompressibleFlow {
  /// One velocity component along each space axis.
  let velocity: [(axis: Axis, component: Expr)]
  /// Pressure divided by density.
  let pressure: Expr
  /// Kinematic viscosity.
  let viscosity: Coefficient
  /// Whether the flow doesn't depend on time.
  let steady: Bool

  /// u_i,t + sum_j u_j u_i,j + p_i - nu laplacian u_i for the component i in this place of `velocity`.
  func momentum(_ i: Int) -> Expr {
    let (axis, u) = velocity[i]
    let convection = velocity.map { $0.component * diff(u, $0.axis) }
    let transport = steady ? convection : [u[.t]] + convection
    return transport.dropFirst().reduce(transport[0], +) + diff(pressure, axis)
      - viscosity.named("nu") * laplacian(u, over: velocity.map(\.axis))
  }

  /// The divergence of the velocity.
  var continuity: Expr { divergence(velocity.map(\.component), over: velocity.map(\.axis)) }
}
