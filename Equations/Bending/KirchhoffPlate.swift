// Thin plates that bend, at rest or vibrating: the biharmonic equation.

import PINNCore

/// D (w_xxxx + 2 w_xxyy + w_yyyy) + m w_tt - q = 0: the deflection w of a thin plate under a load q, any formula over the
/// state; at rest without a mass (Kirchhoff, J. reine angew. Math. 40 (1850) 51-88, doi:10.1515/crll.1850.40.51).
public struct KirchhoffPlate: Equation {
  /// The deflection w.
  public enum Unknown: String, UnknownName { case w }

  /// The flexural rigidity D = E h^3 / (12 (1 - nu^2)) > 0, in force length.
  public var rigidity: Coefficient
  /// The mass m >= 0 per area; nil for a plate at rest, and then there is no axis `.t`.
  public var massPerArea: Coefficient?
  /// The load q, in pressure; nil for none.
  public var load: Term?

  /// The equation with the given flexural rigidity, mass per area and load.
  public init(rigidity: Coefficient, massPerArea: Coefficient? = nil, load: Term? = nil) {
    self.rigidity = rigidity
    self.massPerArea = massPerArea
    self.load = load
  }

  /// "plate": D (w_xxxx + 2 w_xxyy + w_yyyy) + m w_tt - q.
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let w = s[.w]
    let stiffness = rigidity.named("D") * (w[.x, .x, .x, .x] + 2 * w[.x, .x, .y, .y] + w[.y, .y, .y, .y])
    return [
      "plate": stiffness.adding(massPerArea.map { $0.named("m") * w[.t, .t] }).subtracting(load?(s))
    ]
  }

  /// Throws `ProblemError` unless D > 0, m >= 0 and both are finite.
  public func validate() throws {
    try rigidity.checkPositive("flexural rigidity of a plate")
    try massPerArea?.checkNonnegative("mass per area of a plate")
  }
}

extension ReferenceSolution where Unknown == KirchhoffPlate.Unknown {
  /// For the load q = q0 sin(pi x / a) sin(pi y / b) on a plate [0, a] x [0, b] with simply supported edges: w = q / (D
  /// pi^4 (1 / a^2 + 1 / b^2)^2) (Navier 1820; Timoshenko, Woinowsky-Krieger, Theory of Plates and Shells, 1959).
  /// Throws `ProblemError` unless D, a, b are above 0 and all are finite.
  public static func sineLoad(
    rigidity: Double, load: Double, width a: Double = 1, height b: Double = 1
  ) throws -> ReferenceSolution {
    try Coefficient(rigidity).checkPositive("flexural rigidity of a plate")
    guard a > 0, b > 0, [a, b, load].allSatisfy(\.isFinite) else {
      throw ProblemError("a plate needs a width and a height above 0 and a finite load, not \(a), \(b) and \(load)")
    }
    let (k, l) = (Double.pi / a, Double.pi / b)
    let height = load / (rigidity * (k * k + l * l) * (k * k + l * l))
    return ReferenceSolution(
      name: "exact (Navier)", closedForm: [.w: height * sin(k * .coordinate(.x)) * sin(l * .coordinate(.y))])
  }

  /// For a constant load q on a disc of radius a with clamped edge: w = q (a^2 - x^2 - y^2)^2 / (64 D)
  /// (Timoshenko, Woinowsky-Krieger 1959). Throws `ProblemError` unless D is above 0 and all are finite.
  public static func clampedDisc(rigidity: Double, load: Double, radius: Double = 1) throws -> ReferenceSolution {
    try Coefficient(rigidity).checkPositive("flexural rigidity of a plate")
    guard load.isFinite, radius.isFinite else {
      throw ProblemError("a disc needs a finite load and radius, not \(load) and \(radius)")
    }
    let gap = radius * radius - pow(.coordinate(.x), 2) - pow(.coordinate(.y), 2)
    return ReferenceSolution(
      name: "exact (clamped disc)", closedForm: [.w: load / (64 * rigidity) * pow(gap, 2)])
  }

  /// Without load: the vibration w = sin(k x) sin(l y) cos(f t), f = (k^2 + l^2) sqrt(D / m), of a plate with simply
  /// supported edges. Throws `ProblemError` unless D and m are above 0 and all are finite.
  public static func vibration(
    rigidity: Double, massPerArea: Double, wavenumbers k: Double, _ l: Double
  ) throws -> ReferenceSolution {
    try Coefficient(rigidity).checkPositive("flexural rigidity of a plate")
    try Coefficient(massPerArea).checkPositive("mass per area of a plate")
    guard k.isFinite, l.isFinite else { throw ProblemError("a vibration needs finite wavenumbers, not \(k) and \(l)") }
    let frequency = (k * k + l * l) * (rigidity / massPerArea).squareRoot()
    let shape = sin(k * .coordinate(.x)) * sin(l * .coordinate(.y))
    return ReferenceSolution(name: "exact (vibration)", closedForm: [.w: shape * cos(frequency * .coordinate(.t))])
  }
}
