// The Allen-Cahn equation: two phases that separate, without conservation.

import PINNCore

/// u_t - D laplacian u + r (u^3 - u) = 0: two phases u = 1 and u = -1, between them fronts of width sqrt(2 D / r)
/// (Allen, Cahn, Acta Metall. 27 (1979) 1085-1095, doi:10.1016/0001-6160(79)90196-2).
public struct AllenCahnEquation: Equation {
  /// The order parameter u.
  public enum Unknown: String, UnknownName { case u }

  /// The diffusivity D >= 0, in length^2 / time.
  public var diffusivity: Coefficient
  /// The rate r of the separation, in 1 / time.
  public var rate: Coefficient
  /// The number of space dimensions, 1 to 3.
  public var dimension: Int

  /// The equation with the given diffusivity (length^2 / time) and rate (1 / time).
  public init(diffusivity: Coefficient, rate: Coefficient, dimension: Int = 1) {
    self.diffusivity = diffusivity
    self.rate = rate
    self.dimension = dimension
  }

  /// "allen-cahn": u_t - D laplacian u + r (u^3 - u).
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let u = s[.u]
    let spread = diffusivity.named("D") * laplacian(u, over: .space(dimension))
    return ["allen-cahn": u[.t] - spread + rate.named("r") * (pow(u, 3) - u)]
  }

  /// Throws `ProblemError` for a dimension other than 1, 2 or 3, a negative diffusivity and what is not finite.
  public func validate() throws {
    try checkDimension(dimension)
    try checkFinite()
    try diffusivity.checkNonnegative("diffusivity of the Allen-Cahn equation")
  }
}

extension ReferenceSolution where Unknown == AllenCahnEquation.Unknown {
  /// The plane front u = (tanh((n . x - c t) / w) - 1) / 2 with w = sqrt(8 D / r) and c = 3 sqrt(D r / 2), n the
  /// diagonal of `dimension` axes: from the left the stable phase -1 takes the place of the unstable 0 (a front of
  /// Nagumo's equation, McKean, Adv. Math. 4 (1970) 209-223, doi:10.1016/0001-8708(70)90023-X). Throws `ProblemError`
  /// unless D and r are finite and above 0 and there are 1 to 3 dimensions.
  public static func front(diffusivity d: Double, rate r: Double, dimension: Int = 1) throws -> ReferenceSolution {
    try Coefficient(d).checkPositive("diffusivity of an Allen-Cahn front")
    try Coefficient(r).checkPositive("rate of an Allen-Cahn front")
    try checkDimension(dimension)
    let distance = [Axis].space(dimension).diagonal
    let phase = (distance - 3 * (d * r / 2).squareRoot() * Expr.coordinate(.t)) / (8 * d / r).squareRoot()
    return ReferenceSolution(name: "exact (front)", closedForm: [.u: 0.5 * tanh(phase) - 0.5])
  }
}
