// The Cahn-Hilliard equation: two phases that separate, with conservation.

import PINNCore

/// u_t - M laplacian(u^3 - u - kappa laplacian u) = 0: a mixture that separates into u = 1 and u = -1, the amount of each
/// conserved; fronts have the width sqrt(2 kappa)
/// (Cahn, Hilliard, J. Chem. Phys. 28 (1958) 258-267, doi:10.1063/1.1744102).
public struct CahnHilliardEquation: Equation {
  /// The difference u of the two concentrations.
  public enum Unknown: String, UnknownName { case u }

  /// The mobility M >= 0, in length^2 / time.
  public var mobility: Coefficient
  /// The gradient energy kappa >= 0, in length^2.
  public var gradientEnergy: Coefficient
  /// The number of space dimensions, 1 to 3.
  public var dimension: Int

  /// The equation with the given mobility (length^2 / time) and gradient energy (length^2).
  public init(mobility: Coefficient, gradientEnergy: Coefficient, dimension: Int = 1) {
    self.mobility = mobility
    self.gradientEnergy = gradientEnergy
    self.dimension = dimension
  }

  /// "cahn-hilliard": u_t - M laplacian(u^3 - u - kappa laplacian u).
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let u = s[.u]
    let potential = pow(u, 3) - u - gradientEnergy.named("kappa") * laplacian(u, over: .space(dimension))
    return ["cahn-hilliard": u[.t] - mobility.named("M") * laplacian(potential, over: .space(dimension))]
  }

  /// Throws `ProblemError` for a dimension other than 1, 2 or 3 and coefficients that are negative or not finite.
  public func validate() throws {
    try checkDimension(dimension)
    try mobility.checkNonnegative("mobility of the Cahn-Hilliard equation")
    try gradientEnergy.checkNonnegative("gradient energy of the Cahn-Hilliard equation")
  }
}

extension ReferenceSolution where Unknown == CahnHilliardEquation.Unknown {
  /// The plane interface at rest, u = tanh(n . x / sqrt(2 kappa)), n the diagonal of `dimension` axes.
  /// Throws `ProblemError` unless kappa is finite and above 0 and there are 1 to 3 dimensions.
  public static func interface(gradientEnergy kappa: Double, dimension: Int = 1) throws -> ReferenceSolution {
    try Coefficient(kappa).checkPositive("gradient energy of an interface")
    try checkDimension(dimension)
    let distance = [Axis].space(dimension).diagonal
    return ReferenceSolution(
      name: "exact (interface at rest)", closedForm: [.u: tanh(distance / (2 * kappa).squareRoot())])
  }
}
