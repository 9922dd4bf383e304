// What Helmholtz' equation says about itself.

import PINNCore

extension EquationEntry {
  /// `HelmholtzEquation`.
  public static let helmholtz = EquationEntry(
    "helmholtz", "Waves of one frequency", subject: .potentials, formula: "u_xx + k^2 u - f = 0",
    solutions: "plane wave; sines",
    cases: {
      let excited = HelmholtzEquation(wavenumber: 2.3) { s in
        (2.3 * 2.3 - 17 * Double.pi * Double.pi) * sin(.pi * s[.x]) * sin(4 * .pi * s[.y])
      }
      return try [
        SolvedCase(
          HelmholtzEquation(wavenumber: 2.3, dimension: 3), solvedBy: .planeWave(wavenumber: 2.3, dimension: 3),
          on: [.x: -1...1, .y: -1...1, .z: -1...1]),
        SolvedCase(excited, solvedBy: .sines(1, 4), on: [.x: -1...1, .y: -1...1]),
      ]
    }
  ) { a in
    try HelmholtzEquation(
      wavenumber: a.coefficient(.init("wavenumber", "wavenumber", symbol: "k", unit: "1 / length")),
      dimension: a.dimension(),
      source: a.term(.init("source", "what excites the waves", symbol: "f", unit: "u / length^2")))
  }
}
