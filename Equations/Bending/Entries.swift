// What bending beams and plates say about themselves.

import PINNCore

extension EquationEntry {
  /// `KirchhoffPlate`.
  public static let plate = EquationEntry(
    "plate", "Bending of a thin Kirchhoff plate; of time with massPerArea", subject: .solids,
    formula: "D (w_xxxx + 2 w_xxyy + w_yyyy) + m w_tt - q = 0",
    solutions: "sine load (Navier); clamped disc; vibration",
    cases: {
      let square: [Axis: ClosedRange<Double>] = [.x: -1...1, .y: -1...1]
      let load: KirchhoffPlate.Term = { s in 1.4 * sin(.pi * s[.x]) * sin(0.5 * .pi * s[.y]) }
      return try [
        SolvedCase(
          KirchhoffPlate(rigidity: 2.3, load: load), solvedBy: .sineLoad(rigidity: 2.3, load: 1.4, height: 2),
          on: square),
        SolvedCase(
          KirchhoffPlate(rigidity: 2.3, load: { _ in 1.4 }),
          solvedBy: .clampedDisc(rigidity: 2.3, load: 1.4, radius: 1.2), on: square),
        SolvedCase(
          KirchhoffPlate(rigidity: 2.3, massPerArea: 0.7),
          solvedBy: .vibration(rigidity: 2.3, massPerArea: 0.7, wavenumbers: 2, 3),
          on: [.x: -1...1, .y: -1...1, .t: 0.1...1]),
      ]
    }
  ) { a in
    try KirchhoffPlate(
      rigidity: a.coefficient(
        .init("rigidity", "flexural rigidity", symbol: "D", unit: "force length", range: .positive)),
      massPerArea: a.optionalCoefficient(
        .init(
          "massPerArea", "mass per area, for a plate that moves", symbol: "m", unit: "mass / length^2",
          range: .nonnegative)), load: a.term(.init("load", "load", symbol: "q", unit: "pressure")))
  }

  /// `EulerBernoulliBeam`.
  public static let beam = EquationEntry(
    "beam", "Bending of an Euler-Bernoulli beam; of time with massPerLength", subject: .solids,
    formula: "EI w_xxxx + m w_tt - q = 0", solutions: "cantilever; vibration",
    cases: {
      try [
        SolvedCase(
          EulerBernoulliBeam(stiffness: 2.3, load: { _ in 1.4 }),
          solvedBy: .cantilever(stiffness: 2.3, load: 1.4, length: 1.2), on: [.x: -1...1]),
        SolvedCase(
          EulerBernoulliBeam(stiffness: 2.3, massPerLength: 0.7),
          solvedBy: .vibration(stiffness: 2.3, massPerLength: 0.7, length: 1.2, mode: 2),
          on: [.x: -1...1, .t: 0.1...1]),
      ]
    }
  ) { a in
    try EulerBernoulliBeam(
      stiffness: a.coefficient(
        .init("stiffness", "bending stiffness", symbol: "EI", unit: "force length^2", range: .positive)),
      massPerLength: a.optionalCoefficient(
        .init(
          "massPerLength", "mass per length, for a beam that moves", symbol: "m", unit: "mass / length",
          range: .nonnegative)), load: a.term(.init("load", "load", symbol: "q", unit: "force / length")))
  }
}
