// What the equations of phases say about themselves.

import PINNCore

extension EquationEntry {
  /// `AllenCahnEquation`.
  public static let allenCahn = EquationEntry(
    "allenCahn", "Phases that separate and coarsen, without conservation", subject: .diffusion,
    formula: "u_t - D u_xx + r (u^3 - u) = 0", solutions: "front",
    cases: {
      try [
        SolvedCase(
          AllenCahnEquation(diffusivity: 0.3, rate: 1.7, dimension: 2),
          solvedBy: .front(diffusivity: 0.3, rate: 1.7, dimension: 2), on: [.x: -1...1, .y: -1...1, .t: 0.1...1])
      ]
    }
  ) { a in
    try AllenCahnEquation(
      diffusivity: a.coefficient(
        .init("diffusivity", "diffusivity", symbol: "D", unit: "length^2 / time", range: .nonnegative)),
      rate: a.coefficient(.init("rate", "rate of the separation", symbol: "r", unit: "1 / time")),
      dimension: a.dimension())
  }

  /// `CahnHilliardEquation`.
  public static let cahnHilliard = EquationEntry(
    "cahnHilliard", "Separation of a mixture, with conservation", subject: .diffusion,
    formula: "u_t - M (u^3 - u - kappa u_xx)_xx = 0",
    solutions: "interface at rest; separation computed with SciPy",
    cases: {
      // A mixture of one dimension that an independent program has computed, and an interface of three.
      let equation = CahnHilliardEquation(mobility: 0.6, gradientEnergy: 0.7, dimension: 3)
      return try [
        SolvedCase(
          [
            equation: .separation(along: .x), equation: .separation(along: .y), equation: .separation(along: .z),
            equation: .interface(gradientEnergy: 0.7, dimension: 3),
          ], on: [.x: -1...1, .y: -1...1, .z: -1...1, .t: 0...0.3], tolerance: 1e-7)
      ]
    }
  ) { a in
    try CahnHilliardEquation(
      mobility: a.coefficient(.init("mobility", "mobility", symbol: "M", unit: "length^2 / time", range: .nonnegative)),
      gradientEnergy: a.coefficient(
        .init("gradientEnergy", "gradient energy", symbol: "kappa", unit: "length^2", range: .nonnegative)),
      dimension: a.dimension())
  }
}
