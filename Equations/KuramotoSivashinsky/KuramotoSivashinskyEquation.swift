// The Kuramoto-Sivashinsky equation: flame fronts and falling films, chaotic on long intervals.

import PINNCore

/// u_t + u u_x + a u_xx + b u_xxxx = 0: growth of long waves (a), damping of short ones (b), and transport between them
/// (Kuramoto, Prog. Theor. Phys. 55 (1976) 356-369, doi:10.1143/PTP.55.356; Sivashinsky, Acta Astronaut. 4 (1977)
/// 1177-1206, doi:10.1016/0094-5765(77)90096-0).
public struct KuramotoSivashinskyEquation: Equation {
  /// The slope u of the front.
  public enum Unknown: String, UnknownName { case u }

  /// The coefficient a of growth, in length^2 / time.
  public var growth: Coefficient
  /// The coefficient b >= 0 of damping, in length^4 / time.
  public var damping: Coefficient

  /// The equation with the given coefficients a (length^2 / time) and b (length^4 / time).
  public init(growth: Coefficient = 1, damping: Coefficient = 1) {
    self.growth = growth
    self.damping = damping
  }

  /// "kuramoto-sivashinsky": u_t + u u_x + a u_xx + b u_xxxx.
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let u = s[.u]
    let growth = growth.named("a") * u[.x, .x]
    return ["kuramoto-sivashinsky": u[.t] + u * u[.x] + growth + damping.named("b") * u[.x, .x, .x, .x]]
  }

  /// Throws `ProblemError` for a damping that is negative and coefficients that are not finite.
  public func validate() throws {
    try checkFinite()
    try damping.checkNonnegative("damping of the Kuramoto-Sivashinsky equation")
  }
}

extension ReferenceSolution where Unknown == KuramotoSivashinskyEquation.Unknown {
  /// A shock of speed c: u = c + 15/19 sqrt(11 a^3 / (19 b)) (11 T^3 - 9 T) with T = tanh(k (x - c t)) and
  /// k = sqrt(11 a / (19 b)) / 2 (Kuramoto, Tsuzuki, Prog. Theor. Phys. 55 (1976) 356-369, doi:10.1143/PTP.55.356;
  /// Kudryashov, Phys. Lett. A 147 (1990) 287-291, doi:10.1016/0375-9601(90)90449-X).
  /// Throws `ProblemError` unless a and b are above 0 and all numbers are finite.
  public static func shock(speed c: Double, growth a: Double = 1, damping b: Double = 1) throws -> ReferenceSolution {
    try Coefficient(a).checkPositive("growth of a shock")
    try Coefficient(b).checkPositive("damping of a shock")
    guard c.isFinite else { throw ProblemError("a shock needs a finite speed, not \(c)") }
    let k = 0.5 * (11 * a / (19 * b)).squareRoot()
    let height = 15.0 / 19 * (11 * a * a * a / (19 * b)).squareRoot()
    let wave = tanh(k * (Expr.coordinate(.x) - c * Expr.coordinate(.t)))
    return ReferenceSolution(
      name: "exact (shock)", closedForm: [.u: c + height * (11 * pow(wave, 3) - 9 * wave)])
  }
}
