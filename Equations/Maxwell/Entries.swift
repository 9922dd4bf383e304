// What Maxwell's equations of the plane say about themselves.

import PINNCore

private let permittivity = PluginArgument("permittivity", "permittivity", symbol: "eps", range: .positive)
private let permeability = PluginArgument(
  "permeability", "permeability, where 1 / sqrt(eps mu) is the speed of light", symbol: "mu", range: .positive)
private let conductivity = PluginArgument(
  "conductivity", "conductivity", symbol: "sigma", unit: "eps / time", range: .nonnegative)
private let box: [Axis: ClosedRange<Double>] = [.x: -1...1, .y: -1...1, .t: 0.1...1]

extension EquationEntry {
  /// `MaxwellTM`.
  public static let maxwellTM = EquationEntry(
    "maxwellTM", "Electromagnetic waves in the plane, the electric field across it", subject: .potentials,
    formula: """
      eps Ez_t + sigma Ez - (Hy_x - Hx_y) = 0
      mu Hx_t + Ez_y = 0
      mu Hy_t - Ez_x = 0
      """, solutions: "modes of a cavity",
    cases: {
      try [
        SolvedCase(
          MaxwellTM(permittivity: 1.4, permeability: 0.8, conductivity: 0.6),
          solvedBy: .cavity(modes: 2, 1, permittivity: 1.4, permeability: 0.8, conductivity: 0.6), on: box)
      ]
    }
  ) { a in
    try MaxwellTM(
      permittivity: a.coefficient(permittivity, default: 1), permeability: a.coefficient(permeability, default: 1),
      conductivity: a.optionalCoefficient(conductivity))
  }

  /// `MaxwellTE`.
  public static let maxwellTE = EquationEntry(
    "maxwellTE", "Electromagnetic waves in the plane, the magnetic field across it", subject: .potentials,
    formula: """
      eps Ex_t + sigma Ex - Hz_y = 0
      eps Ey_t + sigma Ey + Hz_x = 0
      mu Hz_t + Ey_x - Ex_y = 0
      """, solutions: "modes of a cavity",
    cases: {
      try [
        SolvedCase(
          MaxwellTE(permittivity: 1.4, permeability: 0.8, conductivity: 0.6),
          solvedBy: .cavity(modes: 2, 1, permittivity: 1.4, permeability: 0.8, conductivity: 0.6), on: box)
      ]
    }
  ) { a in
    try MaxwellTE(
      permittivity: a.coefficient(permittivity, default: 1), permeability: a.coefficient(permeability, default: 1),
      conductivity: a.optionalCoefficient(conductivity))
  }
}
