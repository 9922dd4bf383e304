// What the Kuramoto-Sivashinsky equation says about itself.

import PINNCore

extension EquationEntry {
  /// `KuramotoSivashinskyEquation`.
  public static let kuramotoSivashinsky = EquationEntry(
    "kuramotoSivashinsky", "Fronts of flames, with chaos in space and time", subject: .nonlinearWaves,
    formula: "u_t + u u_x + a u_xx + b u_xxxx = 0", solutions: "shock (Kuramoto, Tsuzuki; Kudryashov)",
    cases: {
      try [
        SolvedCase(
          KuramotoSivashinskyEquation(growth: 1.4, damping: 0.6),
          solvedBy: .shock(speed: 0.5, growth: 1.4, damping: 0.6), on: [.x: -1...1, .t: 0.1...1])
      ]
    }
  ) { a in
    try KuramotoSivashinskyEquation(
      growth: a.coefficient(
        .init("growth", "growth of long waves", symbol: "a", unit: "length^2 / time"), default: 1),
      damping: a.coefficient(
        .init("damping", "damping of short waves", symbol: "b", unit: "length^4 / time", range: .nonnegative),
        default: 1))
  }
}
