// What the Korteweg-de Vries equation says about itself.

import PINNCore

extension EquationEntry {
  /// `KortewegDeVriesEquation`.
  public static let kortewegDeVries = EquationEntry(
    "kortewegDeVries", "Long waves in shallow water, with solitons", subject: .nonlinearWaves,
    formula: "u_t + a u u_x + b u_xxx = 0", solutions: "soliton; two solitons (Hirota)",
    cases: {
      try [
        SolvedCase(
          [
            KortewegDeVriesEquation(nonlinearity: 2.5, dispersion: 0.4):
              .soliton(speed: 1.3, nonlinearity: 2.5, dispersion: 0.4),
            KortewegDeVriesEquation(): .twoSolitons(wavenumbers: 0.6, 0.9),
          ], on: [.x: -1...1, .t: 0.1...1], tolerance: 1e-10)
      ]
    }
  ) { a in
    try KortewegDeVriesEquation(
      nonlinearity: a.coefficient(
        .init("nonlinearity", "coefficient of steepening", symbol: "a", unit: "length / (time u)"), default: 6),
      dispersion: a.coefficient(
        .init("dispersion", "coefficient of dispersion", symbol: "b", unit: "length^3 / time"), default: 1))
  }
}
