// What the equations of elastic solids say about themselves.

import PINNCore

private let youngsModulus = PluginArgument(
  "youngsModulus", "Young's modulus", symbol: "E", unit: "pressure", range: .positive)
private let poissonRatio = PluginArgument(
  "poissonRatio", "Poisson's ratio", symbol: "nu", range: .between(-1, 0.5))
private let density = PluginArgument(
  "density", "density, for a body that moves", symbol: "rho", unit: "mass / length^3", range: .nonnegative)
private let bodyForce = PluginArgument(
  "bodyForce", "force per volume along each axis", symbol: "f", unit: "pressure / length")
private let cube: [Axis: ClosedRange<Double>] = [.x: -1...1, .y: -1...1, .z: -1...1, .t: 0.1...1]

extension EquationEntry {
  /// `LinearElasticity2D`.
  public static let elasticity2D = EquationEntry(
    "elasticity2D", "Small deformations of a solid in the plane; of time with density", subject: .solids,
    formula: """
      E / (2 (1 + nu)) (u_xx + u_yy + (u_x + v_y)_x (1 + nu) / (1 - nu)) + fx - rho u_tt = 0
      E / (2 (1 + nu)) (v_xx + v_yy + (u_x + v_y)_y (1 + nu) / (1 - nu)) + fy - rho v_tt = 0
      """, solutions: "cantilever; hanging bars; waves",
    cases: {
      let force: [Axis: LinearElasticity2D.Term] = [.x: { _ in -0.8 }, .y: { _ in -1.4 }]
      let free = LinearElasticity2D(youngsModulus: 2.1, poissonRatio: 0.3, plane: .stress)
      let heavy = LinearElasticity2D(youngsModulus: 2.1, poissonRatio: 0.3, plane: .stress, bodyForce: force)
      let waves = try [LinearElasticity2D.PlaneState.stress, .strain].map { plane in
        SolvedCase(
          LinearElasticity2D(youngsModulus: 2.1, poissonRatio: 0.3, plane: plane, density: 1.7),
          solvedBy: try .waves(youngsModulus: 2.1, poissonRatio: 0.3, plane: plane, density: 1.7, wavenumber: 2),
          on: [.x: -1...1, .y: -1...1, .t: 0.1...1])
      }
      return try [
        SolvedCase(
          [
            free: .cantilever(youngsModulus: 2.1, poissonRatio: 0.3, force: 0.6, length: 1.4, depth: 0.5),
            heavy: .hanging(youngsModulus: 2.1, poissonRatio: 0.3, weight: [.x: 0.8, .y: 1.4]),
          ], on: [.x: -1...1, .y: -1...1])
      ] + waves
    }
  ) { a in
    try LinearElasticity2D(
      youngsModulus: a.coefficient(youngsModulus), poissonRatio: a.coefficient(poissonRatio, default: 0.3),
      plane: a.choice(
        .init("plane", "what vanishes across the plane: stress in thin plates, strain in long bodies"),
        [("stress", .stress), ("strain", .strain)], default: "stress"),
      density: a.optionalCoefficient(density), bodyForce: a.terms(bodyForce))
  }

  /// `LinearElasticity3D`.
  public static let elasticity3D = EquationEntry(
    "elasticity3D", "Small deformations of a solid in space; of time with density", subject: .solids,
    formula: """
      E / (2 (1 + nu)) (u_xx + u_yy + u_zz + (u_x + v_y + w_z)_x / (1 - 2 nu)) + fx - rho u_tt = 0
      E / (2 (1 + nu)) (v_xx + v_yy + v_zz + (u_x + v_y + w_z)_y / (1 - 2 nu)) + fy - rho v_tt = 0
      E / (2 (1 + nu)) (w_xx + w_yy + w_zz + (u_x + v_y + w_z)_z / (1 - 2 nu)) + fz - rho w_tt = 0
      """, solutions: "point force (Kelvin); hanging bars; waves",
    cases: {
      let force: [Axis: LinearElasticity3D.Term] = [.x: { _ in -0.8 }, .y: { _ in -1.4 }, .z: { _ in 0.6 }]
      let free = LinearElasticity3D(youngsModulus: 2.1, poissonRatio: 0.3)
      let heavy = LinearElasticity3D(youngsModulus: 2.1, poissonRatio: 0.3, bodyForce: force)
      return try [
        SolvedCase(
          [
            free: .pointForce(youngsModulus: 2.1, poissonRatio: 0.3, force: 10),
            heavy: .hanging(youngsModulus: 2.1, poissonRatio: 0.3, weight: [.x: 0.8, .y: 1.4, .z: -0.6]),
          ], on: [.x: 0.5...2, .y: 0.5...2, .z: 0.5...2]),
        SolvedCase(
          LinearElasticity3D(youngsModulus: 2.1, poissonRatio: 0.3, density: 1.7),
          solvedBy: .waves(youngsModulus: 2.1, poissonRatio: 0.3, density: 1.7, wavenumber: 2), on: cube),
      ]
    }
  ) { a in
    try LinearElasticity3D(
      youngsModulus: a.coefficient(youngsModulus), poissonRatio: a.coefficient(poissonRatio, default: 0.3),
      density: a.optionalCoefficient(density), bodyForce: a.terms(bodyForce))
  }
}
