// What the Navier-Stokes equations say about themselves, in velocity and pressure.

import PINNCore

extension PluginArguments {
  /// The kinematic viscosity, which all forms of the equations have.
  func viscosity() throws -> Coefficient {
    try coefficient(
      .init("viscosity", "kinematic viscosity", symbol: "nu", unit: "length^2 / time", range: .nonnegative))
  }
  /// Whether the flow is steady.
  func isSteady() throws -> Bool { try flag(.init("steady", "whether the flow doesn't depend on time")) }
}

/// Where vortices at the origin are regular.
let quadrant: [Axis: ClosedRange<Double>] = [.x: 0.5...2, .y: 0.5...2]
/// The same for a while.
let quadrantInTime: [Axis: ClosedRange<Double>] = [.x: 0.5...2, .y: 0.5...2, .t: 0.1...1]

extension EquationEntry {
  /// `NavierStokes2D`.
  public static let navierStokes2D = EquationEntry(
    "navierStokes2D", "Incompressible viscous flow in the plane", subject: .flow,
    formula: """
      u_t + u u_x + v u_y + p_x - nu (u_xx + u_yy) = 0
      v_t + u v_x + v v_y + p_y - nu (v_xx + v_yy) = 0
      u_x + v_y = 0
      """, solutions: "Kovasznay; Taylor-Green; vortex",
    cases: {
      let (flow, steady) = (NavierStokes2D(viscosity: 0.3), NavierStokes2D(viscosity: 0.3, steady: true))
      return try [
        SolvedCase(
          [flow: .taylorGreen(viscosity: 0.3, drift: 0.4), flow: .vortex(circulation: 5, drift: 0.4)],
          on: quadrantInTime),
        SolvedCase([steady: .kovasznay(viscosity: 0.3), steady: .vortex(circulation: 5)], on: quadrant),
      ]
    }
  ) { a in try NavierStokes2D(viscosity: a.viscosity(), steady: a.isSteady()) }

  /// `NavierStokes3D`.
  public static let navierStokes3D = EquationEntry(
    "navierStokes3D", "Incompressible viscous flow in space", subject: .flow,
    formula: """
      u_t + u u_x + v u_y + w u_z + p_x - nu (u_xx + u_yy + u_zz) = 0
      v_t + u v_x + v v_y + w v_z + p_y - nu (v_xx + v_yy + v_zz) = 0
      w_t + u w_x + v w_y + w w_z + p_z - nu (w_xx + w_yy + w_zz) = 0
      u_x + v_y + w_z = 0
      """, solutions: "Beltrami flow (Ethier, Steinman)",
    cases: {
      try [
        SolvedCase(
          NavierStokes3D(viscosity: 0.3), solvedBy: .beltrami(viscosity: 0.3, a: 1.2, d: 0.7),
          on: [.x: -1...1, .y: -1...1, .z: -1...1, .t: 0.1...1])
      ]
    }
  ) { a in try NavierStokes3D(viscosity: a.viscosity(), steady: a.isSteady()) }
}
