// Slender beams that bend, at rest or vibrating.

import PINNCore

/// EI w_xxxx + m w_tt - q = 0: the deflection w of a slender beam under a load q, any formula over the state; at rest
/// without a mass (Euler, Bernoulli 1750; Timoshenko, History of Strength of Materials, 1953).
public struct EulerBernoulliBeam: Equation {
  /// The deflection w.
  public enum Unknown: String, UnknownName { case w }

  /// The bending stiffness EI > 0, Young's modulus times second moment of area, in force length^2.
  public var stiffness: Coefficient
  /// The mass m >= 0 per length; nil for a beam at rest, and then there is no axis `.t`.
  public var massPerLength: Coefficient?
  /// The load q, in force / length; nil for none.
  public var load: Term?

  /// The equation with the given bending stiffness, mass per length and load.
  public init(stiffness: Coefficient, massPerLength: Coefficient? = nil, load: Term? = nil) {
    self.stiffness = stiffness
    self.massPerLength = massPerLength
    self.load = load
  }

  /// "beam": EI w_xxxx + m w_tt - q.
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let w = s[.w]
    let bending = stiffness.named("EI") * w[.x, .x, .x, .x]
    return ["beam": bending.adding(massPerLength.map { $0.named("m") * w[.t, .t] }).subtracting(load?(s))]
  }

  /// Throws `ProblemError` unless EI > 0, m >= 0 and both are finite.
  public func validate() throws {
    try stiffness.checkPositive("bending stiffness of a beam")
    try massPerLength?.checkNonnegative("mass per length of a beam")
  }
}

extension ReferenceSolution where Unknown == EulerBernoulliBeam.Unknown {
  /// For a constant load q: the cantilever w = q x^2 (6 L^2 - 4 L x + x^2) / (24 EI), clamped at x = 0 and free at x = L.
  /// Throws `ProblemError` unless EI and L are above 0 and all are finite.
  public static func cantilever(stiffness: Double, load: Double, length l: Double = 1) throws -> ReferenceSolution {
    try Coefficient(stiffness).checkPositive("bending stiffness of a beam")
    try Coefficient(l).checkPositive("length of a beam")
    guard load.isFinite else { throw ProblemError("a beam needs a finite load, not \(load)") }
    let x = Expr.coordinate(.x)
    return ReferenceSolution(
      name: "exact (cantilever)",
      closedForm: [.w: load / (24 * stiffness) * x * x * (6 * l * l - 4 * l * x + x * x)])
  }

  /// Without load: the vibration w = sin(n pi x / L) cos(f t), f = (n pi / L)^2 sqrt(EI / m), simply supported at x = 0
  /// and x = L. Throws `ProblemError` unless EI, m, L are above 0 and finite.
  public static func vibration(
    stiffness: Double, massPerLength: Double, length l: Double = 1, mode: Int = 1
  ) throws -> ReferenceSolution {
    try Coefficient(stiffness).checkPositive("bending stiffness of a beam")
    try Coefficient(massPerLength).checkPositive("mass per length of a beam")
    try Coefficient(l).checkPositive("length of a beam")
    let k = Double(mode) * .pi / l
    let frequency = k * k * (stiffness / massPerLength).squareRoot()
    return ReferenceSolution(
      name: "exact (vibration)",
      closedForm: [.w: sin(k * .coordinate(.x)) * cos(frequency * .coordinate(.t))])
  }
}
