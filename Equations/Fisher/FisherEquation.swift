// Fisher's equation, also named after Kolmogorov, Petrovsky and Piskunov, in one to three dimensions of space.

import PINNCore

/// u_t - D laplacian u - r u (1 - u) = 0: a population that spreads and grows up to 1
/// (Fisher, Ann. Eugenics 7 (1937) 355-369, doi:10.1111/j.1469-1809.1937.tb02153.x).
public struct FisherEquation: Equation {
  /// The population u, as a part of what the place can feed.
  public enum Unknown: String, UnknownName { case u }

  /// The diffusivity D >= 0, in length^2 / time.
  public var diffusivity: Coefficient
  /// The growth rate r >= 0, in 1 / time.
  public var rate: Coefficient
  /// The number of space dimensions, 1 to 3.
  public var dimension: Int

  /// The equation with the given diffusivity (length^2 / time) and growth rate (1 / time).
  public init(diffusivity: Coefficient, rate: Coefficient, dimension: Int = 1) {
    self.diffusivity = diffusivity
    self.rate = rate
    self.dimension = dimension
  }

  /// "fisher": u_t - D laplacian u - r u (1 - u).
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let u = s[.u]
    let spread = diffusivity.named("D") * laplacian(u, over: .space(dimension))
    return ["fisher": u[.t] - spread - rate.named("r") * u * (1 - u)]
  }

  /// Throws `ProblemError` for a dimension other than 1, 2 or 3 and coefficients that are negative or not finite.
  public func validate() throws {
    try checkDimension(dimension)
    try diffusivity.checkNonnegative("diffusivity of Fisher's equation")
    try rate.checkNonnegative("growth rate of Fisher's equation")
  }
}

extension ReferenceSolution where Unknown == FisherEquation.Unknown {
  /// The plane front u = (1 + exp(z))^-2, z = sqrt(r / (6 D)) n . x - 5 r t / 6, that invades u = 0 at the speed
  /// 5 sqrt(D r / 6) in the direction n, the diagonal of `dimension` axes
  /// (Ablowitz, Zeppetella, Bull. Math. Biol. 41 (1979) 835-840, doi:10.1007/BF02462380).
  /// Throws `ProblemError` unless D and r are finite and above 0 and there are 1 to 3 dimensions.
  public static func front(diffusivity d: Double, rate r: Double, dimension: Int = 1) throws -> ReferenceSolution {
    try Coefficient(d).checkPositive("diffusivity of a Fisher front")
    try Coefficient(r).checkPositive("growth rate of a Fisher front")
    try checkDimension(dimension)
    let distance = [Axis].space(dimension).diagonal
    let z = (r / (6 * d)).squareRoot() * distance - 5 * r / 6 * Expr.coordinate(.t)
    return ReferenceSolution(name: "exact (Ablowitz-Zeppetella)", closedForm: [.u: 1 / pow(1 + exp(z), 2)])
  }
}
