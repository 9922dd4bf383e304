// What the heat equation says about itself.

import PINNCore

extension EquationEntry {
  /// `HeatEquation`.
  public static let heat = EquationEntry(
    "heat", "Conduction of heat, and diffusion", subject: .diffusion, formula: "u_t - k u_xx - f = 0",
    solutions: "decaying sines; heated rod",
    cases: {
      try [
        SolvedCase(
          HeatEquation(diffusivity: 0.3, dimension: 3), solvedBy: .decayingSines(diffusivity: 0.3, modes: [1, 2, 3]),
          on: [.x: -1...1, .y: -1...1, .z: -1...1, .t: 0.1...1]),
        SolvedCase(
          HeatEquation(diffusivity: 0.3) { s in 1.7 * sin(.pi * s[.x]) },
          solvedBy: .heatedRod(diffusivity: 0.3, strength: 1.7), on: [.x: -1...1, .t: 0.1...1]),
      ]
    }
  ) { a in
    try HeatEquation(
      diffusivity: a.coefficient(
        .init("diffusivity", "diffusivity", symbol: "k", unit: "length^2 / time", range: .nonnegative)),
      dimension: a.dimension(),
      source: a.term(.init("source", "rate at which heat is produced", symbol: "f", unit: "u / time")))
  }
}
