// What the wave equation says about itself.

import PINNCore

extension EquationEntry {
  /// `WaveEquation`.
  public static let wave = EquationEntry(
    "wave", "Waves on strings and membranes, and sound", subject: .potentials, formula: "u_tt - c^2 u_xx - f = 0",
    solutions: "standing waves; d'Alembert",
    cases: {
      try [
        SolvedCase(
          WaveEquation(speed: 1.4, dimension: 3), solvedBy: .standing(speed: 1.4, modes: [1, 2, 3]),
          on: [.x: -1...1, .y: -1...1, .z: -1...1, .t: 0.1...1]),
        SolvedCase(
          WaveEquation(speed: 1.4), solvedBy: .partingPulses(speed: 1.4, width: 0.6), on: [.x: -1...1, .t: 0.1...1]),
      ]
    }
  ) { a in
    try WaveEquation(
      speed: a.coefficient(.init("speed", "wave speed", symbol: "c", unit: "length / time", range: .nonnegative)),
      dimension: a.dimension(),
      source: a.term(.init("source", "what excites the waves", symbol: "f", unit: "u / time^2")))
  }
}
