// Two linear ordinary differential equations with constant coefficients.

import Foundation
import PINNCore

/// u_t - a u - b v = 0, v_t - c u - d v = 0: every linear planar system, from nodes and saddles to foci and centres.
public struct LinearSystem: Equation {
  /// The two quantities.
  public enum Unknown: String, UnknownName { case u, v }

  /// The matrix [[a, b], [c, d]], in 1 / time.
  public var a, b, c, d: Coefficient

  /// The system with the matrix [[a, b], [c, d]], in 1 / time.
  public init(a: Coefficient, b: Coefficient, c: Coefficient, d: Coefficient) {
    (self.a, self.b, self.c, self.d) = (a, b, c, d)
  }

  /// "u" and "v".
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let (u, v) = (s[.u], s[.v])
    return [
      "u": u[.t] - a.named("a") * u - b.named("b") * v,
      "v": v[.t] - c.named("c") * u - d.named("d") * v,
    ]
  }
}

extension ReferenceSolution where Unknown == LinearSystem.Unknown {
  /// The solution exp(A t) (u0, v0): with m = (a + d) / 2 and q = m^2 - (a d - b c),
  /// exp(A t) = e^(m t) (cosh(w t) + (A - m) sinh(w t) / w), w = sqrt(q), by cosine and sine of sqrt(-q) t where q < 0.
  /// Throws `ProblemError` unless all are finite.
  public static func linear(
    a: Double, b: Double, c: Double, d: Double, u0: Double, v0: Double
  ) throws -> ReferenceSolution {
    guard [a, b, c, d, u0, v0].allSatisfy(\.isFinite) else {
      throw ProblemError("a linear system needs finite numbers, not \([a, b, c, d, u0, v0])")
    }
    let t = Expr.coordinate(.t)
    let mean = (a + d) / 2
    let q = mean * mean - (a * d - b * c)
    let w = Foundation.sqrt(Swift.abs(q))
    let (even, odd): (Expr, Expr) =
      q > 0 ? (cosh(w * t), sinh(w * t) / w) : q < 0 ? (cos(w * t), sin(w * t) / w) : (1, t)
    let growth = exp(mean * t)
    return ReferenceSolution(
      name: "exact (linear system)",
      closedForm: [
        .u: growth * (u0 * even + ((a - mean) * u0 + b * v0) * odd),
        .v: growth * (v0 * even + (c * u0 + (d - mean) * v0) * odd),
      ])
  }
}
