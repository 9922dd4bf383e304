// A plug-in: an equation that the package doesn't have.

import PINNCore

/// u_t - D u_xx + r (u^3 - u) = 0: two phases u = 1 and u = -1 that separate
/// (Allen & Cahn, Acta Metall. 27 (1979) 1085-1095, doi:10.1016/0001-6160(79)90196-2).
public struct AllenCahnEquation: Equation {
  /// The order parameter u.
  public enum Unknown: String, UnknownName { case u }

  /// The diffusivity D, in length^2 / time.
  public var diffusivity: Coefficient
  /// The rate r of the reaction, in 1 / time.
  public var rate: Coefficient

  /// The equation with the given diffusivity and reaction rate.
  public init(diffusivity: Coefficient, rate: Coefficient) {
    self.diffusivity = diffusivity
    self.rate = rate
  }

  /// "allen-cahn": u_t - D u_xx + r (u^3 - u).
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let u = s[.u]
    return ["allen-cahn": u[.t] - diffusivity.named("D") * u[.x, .x] + rate.named("r") * (u * u * u - u)]
  }
}

extension ReferenceSolution where Unknown == AllenCahnEquation.Unknown {
  /// The travelling front u = (tanh((x - c t) / w) - 1) / 2 with w = sqrt(8 D / r) and c = 3 sqrt(D r / 2): from the left the
  /// stable phase -1 takes the place of the unstable 0.
  public static func front(diffusivity d: Double, rate r: Double) -> ReferenceSolution {
    let width = (8 * d / r).squareRoot()
    let speed = 3 * (d * r / 2).squareRoot()
    let phase = (Expr.coordinate(.x) - speed * Expr.coordinate(.t)) / width
    return ReferenceSolution(name: "exact (front)", closedForm: [.u: 0.5 * tanh(phase) - 0.5])
  }
}
