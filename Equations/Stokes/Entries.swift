// What the Stokes equations say about themselves.

import PINNCore

private let viscosity = PluginArgument(
  "viscosity", "dynamic viscosity", symbol: "mu", unit: "pressure time", range: .nonnegative)
private let force = PluginArgument("force", "force per volume along each axis", symbol: "f", unit: "pressure / length")

extension EquationEntry {
  /// `Stokes2D`.
  public static let stokes2D = EquationEntry(
    "stokes2D", "Creeping flow in the plane", subject: .flow,
    formula: """
      p_x - mu (u_xx + u_yy) - fx = 0
      p_y - mu (v_xx + v_yy) - fy = 0
      u_x + v_y = 0
      """, solutions: "colliding flow; Stokeslet",
    cases: {
      let equation = Stokes2D(viscosity: 0.3)
      return try [
        SolvedCase(
          [equation: .stokeslet(viscosity: 0.3), equation: .collidingFlow(viscosity: 0.3)],
          on: [.x: 0.5...2, .y: 0.5...2])
      ]
    }
  ) { a in try Stokes2D(viscosity: a.coefficient(viscosity), force: a.terms(force)) }

  /// `Stokes3D`.
  public static let stokes3D = EquationEntry(
    "stokes3D", "Creeping flow in space", subject: .flow,
    formula: """
      p_x - mu (u_xx + u_yy + u_zz) - fx = 0
      p_y - mu (v_xx + v_yy + v_zz) - fy = 0
      p_z - mu (w_xx + w_yy + w_zz) - fz = 0
      u_x + v_y + w_z = 0
      """, solutions: "flow around a sphere (Stokes)",
    cases: {
      try [
        SolvedCase(
          Stokes3D(viscosity: 0.3), solvedBy: .sphere(viscosity: 0.3, speed: 1.4),
          on: [.x: 0.5...2, .y: 0.5...2, .z: 0.5...2])
      ]
    }
  ) { a in try Stokes3D(viscosity: a.coefficient(viscosity), force: a.terms(force)) }
}
