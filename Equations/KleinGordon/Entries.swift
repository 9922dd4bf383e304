// What the Klein-Gordon equation says about itself.

import PINNCore

extension EquationEntry {
  /// `KleinGordonEquation`.
  public static let kleinGordon = EquationEntry(
    "kleinGordon", "Waves with a mass term and a cubic term", subject: .potentials,
    formula: "u_tt - c^2 u_xx + a u + b u^3 - f = 0", solutions: "plane wave; kink",
    cases: {
      let (free, field) = (
        KleinGordonEquation(speed: 1.4, linear: 2.5, dimension: 2),
        KleinGordonEquation(speed: 1.4, linear: -2.5, cubic: 0.9, dimension: 2)
      )
      return try [
        SolvedCase(
          [
            free: .planeWave(wavenumber: 1.5, speed: 1.4, linear: 2.5, dimension: 2),
            field: .kink(velocity: 0.6, speed: 1.4, linear: -2.5, cubic: 0.9, dimension: 2),
          ], on: [.x: -1...1, .y: -1...1, .t: 0.1...1])
      ]
    }
  ) { a in
    try KleinGordonEquation(
      speed: a.coefficient(
        .init("speed", "wave speed", symbol: "c", unit: "length / time", range: .nonnegative), default: 1),
      linear: a.coefficient(.init("linear", "coefficient of the linear force", symbol: "a", unit: "1 / time^2")),
      cubic: a.coefficient(
        .init("cubic", "coefficient of the cubic force", symbol: "b", unit: "1 / (time^2 u^2)"), default: 0),
      dimension: a.dimension(),
      source: a.term(.init("source", "what excites the waves", symbol: "f", unit: "u / time^2")))
  }
}
