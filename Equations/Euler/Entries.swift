// What the Euler equations say about themselves.

import PINNCore

private let heatRatio = PluginArgument(
  "heatRatio", "ratio of specific heats, 1.4 for air", symbol: "gamma", range: .above(1))

extension EquationEntry {
  /// `CompressibleEuler1D`.
  public static let euler1D = EquationEntry(
    "euler1D", "Compressible gas along a tube", subject: .flow,
    formula: """
      rho_t + (rho u)_x = 0
      (rho u)_t + (rho u^2 + p)_x = 0
      (p / (gamma - 1) + 0.5 rho u^2)_t + ((p / (gamma - 1) + 0.5 rho u^2 + p) u)_x = 0
      """, solutions: "rarefaction",
    cases: {
      try [
        SolvedCase(
          CompressibleEuler1D(heatRatio: 1.3), solvedBy: .rarefaction(pressure: 0.7, heatRatio: 1.3),
          on: [.x: -0.5...0.5, .t: 1...2])
      ]
    }
  ) { a in CompressibleEuler1D(heatRatio: try a.coefficient(heatRatio, default: 1.4)) }

  /// `CompressibleEuler2D`.
  public static let euler2D = EquationEntry(
    "euler2D", "Compressible gas in the plane", subject: .flow,
    formula: """
      rho_t + (rho u)_x + (rho v)_y = 0
      (rho u)_t + (rho u^2 + p)_x + (rho u v)_y = 0
      (rho v)_t + (rho u v)_x + (rho v^2 + p)_y = 0
      (p / (gamma - 1) + 0.5 rho (u^2 + v^2))_t + ((p / (gamma - 1) + 0.5 rho (u^2 + v^2) + p) u)_x\
       + ((p / (gamma - 1) + 0.5 rho (u^2 + v^2) + p) v)_y = 0
      """, solutions: "vortex; rarefaction",
    cases: {
      let equation = CompressibleEuler2D(heatRatio: 1.3)
      return try [
        SolvedCase(
          [
            equation: .vortex(strength: 4, drift: (u: 0.8, v: -0.5), heatRatio: 1.3),
            equation: .rarefaction(pressure: 0.7, heatRatio: 1.3),
          ], on: [.x: -0.3...0.3, .y: -0.3...0.3, .t: 1...2])
      ]
    }
  ) { a in CompressibleEuler2D(heatRatio: try a.coefficient(heatRatio, default: 1.4)) }
}
