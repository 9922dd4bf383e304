// What the Schroedinger equation says about itself.

import PINNCore

extension EquationEntry {
  /// `SchroedingerEquation`.
  public static let schroedinger = EquationEntry(
    "schroedinger", "The (non)linear Schroedinger equation of psi = u + i v", subject: .potentials,
    formula: """
      d u_xx + g (u^2 + v^2) u - v_t - V u = 0
      d v_xx + g (u^2 + v^2) v + u_t - V v = 0
      """, solutions: "bright soliton; plane wave; coherent state",
    cases: {
      try [
        SolvedCase(
          SchroedingerEquation(dispersion: 0.8, nonlinearity: 1.6),
          solvedBy: .brightSoliton(amplitude: 1.2, speed: 0.7, dispersion: 0.8, nonlinearity: 1.6),
          on: [.x: -1...1, .t: 0.1...1]),
        SolvedCase(
          SchroedingerEquation(dispersion: 0.8, nonlinearity: 1.6, dimension: 3),
          solvedBy: .planeWave(amplitude: 1.2, wavenumbers: [1, 2, 3], dispersion: 0.8, nonlinearity: 1.6),
          on: [.x: -1...1, .y: -1...1, .z: -1...1, .t: 0.1...1]),
      ]
    }
  ) { a in
    try SchroedingerEquation(
      dispersion: a.coefficient(
        .init("dispersion", "coefficient of dispersion", symbol: "d", unit: "length^2 / time"), default: 0.5),
      nonlinearity: a.coefficient(
        .init(
          "nonlinearity", "coefficient of the nonlinearity, above 0 where waves focus", symbol: "g",
          unit: "1 / (time |psi|^2)"), default: 1),
      dimension: a.dimension(), potential: a.term(.init("potential", "potential", symbol: "V", unit: "1 / time")))
  }
}
