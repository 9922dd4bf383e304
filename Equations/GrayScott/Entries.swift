// What the Gray-Scott model says about itself.

import PINNCore

extension EquationEntry {
  /// `GrayScott`.
  public static let grayScott = EquationEntry(
    "grayScott", "Two substances that feed on each other and form patterns", subject: .diffusion,
    formula: """
      u_t - Du u_xx + u v^2 - F (1 - u) = 0
      v_t - Dv v_xx - u v^2 + (F + k) v = 0
      """, solutions: "pulse and front (Hale, Peletier, Troy)",
    cases: {
      // The pulse at rest has general coefficients, the front changes in time.
      let pulse = GrayScott(
        substrateDiffusivity: 0.3, catalystDiffusivity: 0.45, feed: 0.06, decay: 0.03, dimension: 2)
      let front = GrayScott(
        substrateDiffusivity: 0.3, catalystDiffusivity: 0.3, feed: 0.06, decay: 0, dimension: 2)
      return try [
        SolvedCase(
          [
            pulse: .pulse(substrateDiffusivity: 0.3, feed: 0.06, decay: 0.03, dimension: 2),
            front: .front(diffusivity: 0.3, feed: 0.06, dimension: 2),
          ], on: [.x: -1...1, .y: -1...1, .t: 0.1...1])
      ]
    }
  ) { a in
    try GrayScott(
      substrateDiffusivity: a.coefficient(
        .init(
          "substrateDiffusivity", "diffusivity of the substrate", symbol: "Du", unit: "length^2 / time",
          range: .nonnegative)),
      catalystDiffusivity: a.coefficient(
        .init(
          "catalystDiffusivity", "diffusivity of the autocatalyst", symbol: "Dv", unit: "length^2 / time",
          range: .nonnegative)),
      feed: a.coefficient(.init("feed", "feed rate", symbol: "F", unit: "1 / time")),
      decay: a.coefficient(.init("decay", "decay rate", symbol: "k", unit: "1 / time")), dimension: a.dimension())
  }
}
