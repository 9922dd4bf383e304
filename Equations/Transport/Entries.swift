// What the equations of transport say about themselves.

import PINNCore

private let velocity = PluginArgument("velocity", "velocity along each axis", symbol: "v", unit: "length / time")

extension EquationEntry {
  /// `AdvectionEquation`.
  public static let advection = EquationEntry(
    "advection", "A quantity that is carried along by a constant velocity", subject: .transport,
    formula: "u_t + vx u_x + vy u_y = 0", solutions: "bump that travels",
    cases: {
      let velocity: [Axis: Double] = [.x: 0.7, .y: -1.3, .z: 0.4]
      return try [
        SolvedCase(
          AdvectionEquation(velocity: velocity.mapValues { Coefficient($0) }),
          solvedBy: .travellingBump(velocity: velocity, width: 0.8),
          on: [.x: -1...1, .y: -1...1, .z: -1...1, .t: 0.1...1])
      ]
    }
  ) { a in AdvectionEquation(velocity: try a.coefficients(velocity)) }

  /// `AdvectionDiffusionReaction`.
  public static let advectionDiffusionReaction = EquationEntry(
    "advectionDiffusionReaction", "A quantity that is carried along, spreads, and is produced at a rate",
    subject: .transport, formula: "u_t + vx u_x + vy u_y - D (u_xx + u_yy) - R = 0",
    solutions: "decaying waves with R = -r u; boundary layer",
    cases: {
      let waves = AdvectionDiffusionReaction(velocity: [.x: 0.7, .y: -1.3], diffusivity: 0.2) { s in -0.6 * s[.u] }
      return try [
        SolvedCase(
          waves,
          solvedBy: .decayingWaves(
            velocity: [.x: 0.7, .y: -1.3], diffusivity: 0.2, decayRate: 0.6, wavenumbers: [.x: 2, .y: 1.5]),
          on: [.x: -1...1, .y: -1...1, .t: 0.1...1]),
        SolvedCase(
          AdvectionDiffusionReaction(velocity: [.x: -0.7], diffusivity: 0.2, steady: true),
          solvedBy: .boundaryLayer(velocity: -0.7, diffusivity: 0.2), on: [.x: -1...1]),
      ]
    }
  ) { a in
    try AdvectionDiffusionReaction(
      velocity: a.coefficients(velocity),
      diffusivity: a.coefficient(
        .init("diffusivity", "diffusivity", symbol: "D", unit: "length^2 / time", range: .nonnegative)),
      steady: a.flag(.init("steady", "whether it doesn't depend on time")),
      reaction: a.term(.init("reaction", "rate at which u is produced", symbol: "R", unit: "u / time")))
  }
}
