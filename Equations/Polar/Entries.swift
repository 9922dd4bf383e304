// What the equations in polar, cylindrical and spherical coordinates say about themselves.

import PINNCore

private let everySystem: [(word: String, value: PolarCoordinates)] = [
  ("radial", .radial), ("polar", .polar), ("axisymmetric", .axisymmetric), ("spherical", .spherical),
]

extension PluginArguments {
  fileprivate func coordinates() throws -> PolarCoordinates {
    try choice(.init("coordinates", "what u depends on: r; r and phi; r and z; r in space"), everySystem)
  }
}

/// Away from r = 0, where the coordinates are singular.
private func ranges(_ axes: [Axis]) -> [Axis: ClosedRange<Double>] {
  Dictionary(uniqueKeysWithValues: axes.map { ($0, $0 == .t ? 0.1...1 : $0 == .r ? 0.5...2 : 0.2...1.2) })
}

extension EquationEntry {
  /// `PolarHeatEquation`.
  public static let polarHeat = EquationEntry(
    "polarHeat", "Conduction of heat in polar, cylindrical or spherical coordinates", subject: .diffusion,
    formula: "u_t - k (u_rr + u_r / r) - f = 0", solutions: "spreading bump",
    cases: {
      try everySystem.map { _, coordinates in
        SolvedCase(
          PolarHeatEquation(diffusivity: 0.3, coordinates: coordinates),
          solvedBy: try .spreadingBump(diffusivity: 0.3, coordinates: coordinates), on: ranges(coordinates.axes + [.t]))
      }
    }
  ) { a in
    try PolarHeatEquation(
      diffusivity: a.coefficient(
        .init("diffusivity", "diffusivity", symbol: "k", unit: "length^2 / time", range: .nonnegative)),
      coordinates: a.coordinates(),
      source: a.term(.init("source", "rate at which heat is produced", symbol: "f", unit: "u / time")))
  }

  /// `PolarPoissonEquation`.
  public static let polarPoisson = EquationEntry(
    "polarPoisson", "Potentials in polar, cylindrical or spherical coordinates", subject: .potentials,
    formula: "u_rr + u_r / r + f = 0", solutions: "harmonic functions; heated disc",
    cases: {
      let heated = SolvedCase(
        PolarPoissonEquation(coordinates: .spherical) { _ in 1.4 },
        solvedBy: try .heatedDisc(source: 1.4, coordinates: .spherical), on: ranges([.r]))
      return everySystem.map { _, coordinates in
        SolvedCase(
          PolarPoissonEquation(coordinates: coordinates), solvedBy: .harmonic(in: coordinates),
          on: ranges(coordinates.axes))
      } + [heated]
    }
  ) { a in
    try PolarPoissonEquation(
      coordinates: a.coordinates(),
      source: a.term(.init("source", "density of sources", symbol: "f", unit: "u / length^2")))
  }
}
