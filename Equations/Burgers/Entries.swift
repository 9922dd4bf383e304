// What Burgers' equations say about themselves.

import PINNCore

private let viscosity = PluginArgument(
  "viscosity", "kinematic viscosity", symbol: "nu", unit: "length^2 / time", range: .nonnegative)

extension EquationEntry {
  /// `BurgersEquation`.
  public static let burgers = EquationEntry(
    "burgers", "A velocity that carries itself and is smoothed by viscosity", subject: .transport,
    formula: "u_t + u u_x - nu u_xx = 0", solutions: "travelling wave; Cole-Hopf solution of -sin(pi x)",
    cases: {
      try [
        SolvedCase(
          BurgersEquation(viscosity: 0.2), solvedBy: .travellingWave(viscosity: 0.2, speed: 0.5, amplitude: 1.5),
          on: [.x: -1...1, .t: 0.1...1])
      ]
    }
  ) { a in BurgersEquation(viscosity: try a.coefficient(viscosity)) }

  /// `Burgers2D`.
  public static let burgers2D = EquationEntry(
    "burgers2D", "Burgers' equations of two velocities in the plane", subject: .transport,
    formula: """
      u_t + u u_x + v u_y - nu (u_xx + u_yy) = 0
      v_t + u v_x + v v_y - nu (v_xx + v_yy) = 0
      """, solutions: "diagonal front (Fletcher)",
    cases: {
      try [
        SolvedCase(
          Burgers2D(viscosity: 0.02), solvedBy: .diagonalFront(viscosity: 0.02),
          on: [.x: -1...1, .y: -1...1, .t: 0.1...1])
      ]
    }
  ) { a in Burgers2D(viscosity: try a.coefficient(viscosity)) }
}
