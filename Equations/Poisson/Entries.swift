// What Poisson's equation says about itself.

import PINNCore

extension EquationEntry {
  /// `PoissonEquation`.
  public static let poisson = EquationEntry(
    "poisson", "Potentials, steady heat and diffusion; Laplace's equation without a source", subject: .potentials,
    formula: "(k u_x)_x + f = 0", solutions: "sines; harmonic function; point charge; exponential medium",
    cases: {
      let (square, octant): ([Axis: ClosedRange<Double>], [Axis: ClosedRange<Double>]) = (
        [.x: -1...1, .y: -1...1], [.x: 0.5...2, .y: 0.5...2, .z: 0.5...2]
      )
      let charged = PoissonEquation(dimension: 2) { s in
        13 * Double.pi * Double.pi * sin(2 * .pi * s[.x]) * sin(3 * .pi * s[.y])
      }
      return try [
        SolvedCase(charged, solvedBy: .sines(modes: [2, 3]), on: square),
        SolvedCase(
          PoissonEquation(dimension: 2, conductivity: { s in exp(2 * s[.x]) }), solvedBy: .exponentialMedium,
          on: square),
        SolvedCase(PoissonEquation(dimension: 2), solvedBy: .harmonic, on: square),
        SolvedCase(PoissonEquation(dimension: 3), solvedBy: .pointCharge, on: octant),
      ]
    }
  ) { a in
    try PoissonEquation(
      dimension: a.dimension(),
      source: a.term(.init("source", "density of sources", symbol: "f", unit: "k u / length^2")),
      conductivity: a.term(.init("conductivity", "conductivity; without it 1 everywhere", symbol: "k")))
  }
}
