// What the shallow water equations say about themselves.

import PINNCore

private let gravity = PluginArgument(
  "gravity", "acceleration of gravity", symbol: "g", unit: "length / time^2", range: .nonnegative)
private let bottom = PluginArgument("bottom", "height of the bottom", symbol: "b", unit: "length")

extension EquationEntry {
  /// `ShallowWater1D`.
  public static let shallowWater1D = EquationEntry(
    "shallowWater1D", "Depth h and velocity of shallow water in a channel", subject: .flow,
    formula: """
      h_t + (h u)_x = 0
      (h u)_t + (h u^2 + 0.5 g h^2)_x + g h b_x = 0
      """, solutions: "dam break (Ritter); bowl (Thacker)",
    cases: {
      try [
        SolvedCase(
          ShallowWater1D(gravity: 9.81), solvedBy: .damBreak(gravity: 9.81, depth: 0.4), on: [.x: -1...1, .t: 1...2]),
        SolvedCase(
          ShallowWater1D(gravity: 9.81, bottom: { s in 0.4 * pow(s[.x] / 1.5, 2) }),
          solvedBy: .bowl(gravity: 9.81, depth: 0.4, radius: 1.5, amplitude: 0.3), on: [.x: -1...1, .t: 0.1...1]),
      ]
    }
  ) { a in try ShallowWater1D(gravity: a.coefficient(gravity), bottom: a.term(bottom)) }

  /// `ShallowWater2D`.
  public static let shallowWater2D = EquationEntry(
    "shallowWater2D", "Depth h and velocities of shallow water", subject: .flow,
    formula: """
      h_t + (h u)_x + (h v)_y = 0
      (h u)_t + (h u^2 + 0.5 g h^2)_x + (h u v)_y + g h b_x = 0
      (h v)_t + (h u v)_x + (h v^2 + 0.5 g h^2)_y + g h b_y = 0
      """, solutions: "bowl (Thacker)",
    cases: {
      try [
        SolvedCase(
          ShallowWater2D(gravity: 9.81, bottom: { s in 0.4 / 2.25 * (pow(s[.x], 2) + pow(s[.y], 2)) }),
          solvedBy: .bowl(gravity: 9.81, depth: 0.4, radius: 1.5, amplitude: 0.3),
          on: [.x: -1...1, .y: -1...1, .t: 0.1...1])
      ]
    }
  ) { a in try ShallowWater2D(gravity: a.coefficient(gravity), bottom: a.term(bottom)) }
}
