// What the systems of ordinary differential equations say about themselves.

import PINNCore

extension EquationEntry {
  /// `LinearSystem`.
  public static let linearSystem = EquationEntry(
    "linearSystem", "Two linear ordinary differential equations", subject: .dynamics,
    formula: """
      u_t - a u - b v = 0
      v_t - c u - d v = 0
      """, solutions: "matrix exponential",
    cases: {
      // A focus and a saddle.
      try [-1.7, 1.7].map { b in
        SolvedCase(
          LinearSystem(a: 0.3, b: Coefficient(b), c: 0.9, d: -0.4),
          solvedBy: try .linear(a: 0.3, b: b, c: 0.9, d: -0.4, u0: 1, v0: 0.5), on: [.t: 0...2])
      }
    }
  ) { a in
    func entry(_ name: String, _ place: String) throws -> Coefficient {
      try a.coefficient(.init(name, "entry of the matrix, \(place)", symbol: name, unit: "1 / time"))
    }
    return try LinearSystem(
      a: entry("a", "u on u"), b: entry("b", "v on u"), c: entry("c", "u on v"), d: entry("d", "v on v"))
  }

  /// `DampedOscillator`.
  public static let dampedOscillator = EquationEntry(
    "dampedOscillator", "A mass on a spring with friction, free or driven", subject: .dynamics,
    formula: "m u_tt + c u_t + k u - f = 0", solutions: "free vibration; steady response",
    cases: {
      let driven = DampedOscillator(mass: 1.3, friction: 0.4, stiffness: 2.5) { s in cos(1.7 * s[.t]) }
      return try [
        SolvedCase(
          DampedOscillator(mass: 1.3, friction: 0.4, stiffness: 2.5),
          solvedBy: .freeVibration(mass: 1.3, friction: 0.4, stiffness: 2.5), on: [.t: 0...2]),
        SolvedCase(
          driven, solvedBy: .response(mass: 1.3, friction: 0.4, stiffness: 2.5, frequency: 1.7), on: [.t: 0...2]),
      ]
    }
  ) { a in
    try DampedOscillator(
      mass: a.coefficient(.init("mass", "mass", symbol: "m", unit: "mass", range: .positive), default: 1),
      friction: a.coefficient(.init("friction", "friction", symbol: "c", unit: "mass / time")),
      stiffness: a.coefficient(.init("stiffness", "stiffness of the spring", symbol: "k", unit: "mass / time^2")),
      force: a.term(.init("force", "force", symbol: "f", unit: "mass u / time^2")))
  }

  /// `LotkaVolterra`.
  public static let lotkaVolterra = EquationEntry(
    "lotkaVolterra", "Predators and prey", subject: .dynamics,
    formula: """
      u_t - a u + b u v = 0
      v_t - d u v + c v = 0
      """, solutions: "cycle computed with mpmath",
    cases: {
      [
        SolvedCase(
          LotkaVolterra(growth: 1.1, predation: 0.4, death: 0.5, reproduction: 0.1), solvedBy: .cycle,
          on: [.t: 0...1], tolerance: 1e-10)
      ]
    }
  ) { a in
    try LotkaVolterra(
      growth: a.coefficient(.init("growth", "growth rate of the prey", symbol: "a", unit: "1 / time")),
      predation: a.coefficient(
        .init("predation", "rate at which a predator eats", symbol: "b", unit: "1 / (time v)")),
      death: a.coefficient(.init("death", "death rate of the predators", symbol: "c", unit: "1 / time")),
      reproduction: a.coefficient(
        .init("reproduction", "rate at which predators multiply by eating", symbol: "d", unit: "1 / (time u)")))
  }

  /// `Lorenz`.
  public static let lorenz = EquationEntry(
    "lorenz", "Lorenz's model of convection, with chaos", subject: .dynamics,
    formula: """
      x_t - sigma (y - x) = 0
      y_t - x (rho - z) + y = 0
      z_t - x y + beta z = 0
      """, solutions: "trajectory computed with mpmath",
    cases: { [SolvedCase(Lorenz(), solvedBy: .trajectory, on: [.t: 0...0.25], tolerance: 1e-10)] }
  ) { a in
    try Lorenz(
      prandtl: a.coefficient(.init("prandtl", "Prandtl number", symbol: "sigma"), default: 10),
      rayleigh: a.coefficient(
        .init("rayleigh", "Rayleigh number in terms of its critical value", symbol: "rho"), default: 28),
      aspect: a.coefficient(.init("aspect", "geometric factor", symbol: "beta"), default: 8.0 / 3))
  }
}
