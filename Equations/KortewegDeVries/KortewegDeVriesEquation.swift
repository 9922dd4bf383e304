// The Korteweg-de Vries equation: long waves in shallow water.

import PINNCore

/// u_t + a u u_x + b u_xxx = 0: steepening against dispersion, with solitons. The usual forms are a = 6, b = 1 (the
/// default) and a = 1 with a small b (Korteweg, de Vries, Phil. Mag. 39 (1895) 422-443, doi:10.1080/14786449508620739).
public struct KortewegDeVriesEquation: Equation {
  /// The height u of the wave.
  public enum Unknown: String, UnknownName { case u }

  /// The coefficient a of steepening, in length / (time u).
  public var nonlinearity: Coefficient
  /// The coefficient b of dispersion, in length^3 / time.
  public var dispersion: Coefficient

  /// The equation with the given coefficients a and b.
  public init(nonlinearity: Coefficient = 6, dispersion: Coefficient = 1) {
    self.nonlinearity = nonlinearity
    self.dispersion = dispersion
  }

  /// "korteweg-de vries": u_t + a u u_x + b u_xxx.
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let u = s[.u]
    return [
      "korteweg-de vries": u[.t] + nonlinearity.named("a") * u * u[.x] + dispersion.named("b") * u[.x, .x, .x]
    ]
  }
}

extension ReferenceSolution where Unknown == KortewegDeVriesEquation.Unknown {
  /// A soliton of speed c: u = (3 c / a) / cosh^2(sqrt(c / b) (x - c t) / 2).
  /// Throws `ProblemError` unless a isn't 0, c / b is above 0 and all numbers are finite.
  public static func soliton(
    speed c: Double, nonlinearity a: Double = 6, dispersion b: Double = 1
  ) throws -> ReferenceSolution {
    guard a != 0, c / b > 0, [a, b, c, c / b].allSatisfy(\.isFinite) else {
      throw ProblemError(
        "a soliton needs a nonlinearity other than 0, and speed and dispersion of equal sign, not \(a), \(c) and \(b)")
    }
    let phase = 0.5 * (c / b).squareRoot() * (Expr.coordinate(.x) - c * Expr.coordinate(.t))
    return ReferenceSolution(name: "exact (soliton)", closedForm: [.u: 3 * c / a / pow(cosh(phase), 2)])
  }

  /// Two solitons of speeds 4 k1^2 and 4 k2^2, of which the faster overtakes the slower at t = 0, for a = 6 and b = 1:
  /// u = 2 (log tau)_xx with tau = 1 + e1 + e2 + ((k1 - k2) / (k1 + k2))^2 e1 e2, ei = exp(2 ki x - 8 ki^3 t)
  /// (Hirota, Phys. Rev. Lett. 27 (1971) 1192-1194, doi:10.1103/PhysRevLett.27.1192).
  /// Throws `ProblemError` unless the wavenumbers are finite, above 0 and different.
  public static func twoSolitons(wavenumbers k1: Double, _ k2: Double) throws -> ReferenceSolution {
    guard k1 > 0, k2 > 0, k1 != k2, k1.isFinite, k2.isFinite else {
      throw ProblemError("two solitons need different wavenumbers above 0, not \(k1) and \(k2)")
    }
    func wave(_ k: Double) -> Expr { exp(2 * k * Expr.coordinate(.x) - 8 * k * k * k * Expr.coordinate(.t)) }
    let (e1, e2) = (wave(k1), wave(k2))
    let shift = (k1 - k2) * (k1 - k2) / ((k1 + k2) * (k1 + k2))
    let tau = 1 + e1 + e2 + shift * e1 * e2
    return ReferenceSolution(name: "exact (two solitons)", closedForm: [.u: 2 * (tau[.x] / tau)[.x]])
  }
}
