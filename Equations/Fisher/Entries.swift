// What Fisher's equation says about itself.

import PINNCore

extension EquationEntry {
  /// `FisherEquation`.
  public static let fisher = EquationEntry(
    "fisher", "A population that spreads and grows up to a limit", subject: .diffusion,
    formula: "u_t - D u_xx - r u (1 - u) = 0", solutions: "front (Ablowitz, Zeppetella)",
    cases: {
      try [
        SolvedCase(
          FisherEquation(diffusivity: 0.3, rate: 1.7, dimension: 3),
          solvedBy: .front(diffusivity: 0.3, rate: 1.7, dimension: 3),
          on: [.x: -1...1, .y: -1...1, .z: -1...1, .t: 0.1...1])
      ]
    }
  ) { a in
    try FisherEquation(
      diffusivity: a.coefficient(
        .init("diffusivity", "diffusivity", symbol: "D", unit: "length^2 / time", range: .nonnegative)),
      rate: a.coefficient(.init("rate", "growth rate", symbol: "r", unit: "1 / time", range: .nonnegative)),
      dimension: a.dimension())
  }
}
