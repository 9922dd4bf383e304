// Helmholtz' equation: waves of one frequency, in one to three dimensions of space.

import PINNCore

/// laplacian u + k^2 u - f = 0: the amplitude of waves with wavenumber k that a source f excites, any formula over the
/// state.
public struct HelmholtzEquation: Equation {
  /// The amplitude u.
  public enum Unknown: String, UnknownName { case u }

  /// The wavenumber k, in 1 / length.
  public var wavenumber: Coefficient
  /// The number of space dimensions, 1 to 3.
  public var dimension: Int
  /// The source f, in u / length^2; nil for none.
  public var source: Term?

  /// The equation with the given wavenumber (1 / length) and source (u / length^2).
  public init(wavenumber: Coefficient, dimension: Int = 2, source: Term? = nil) {
    self.wavenumber = wavenumber
    self.dimension = dimension
    self.source = source
  }

  /// "helmholtz": laplacian u + k^2 u - f.
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let u = s[.u]
    let squared = pow(wavenumber.named("k").expression, 2)
    return ["helmholtz": (laplacian(u, over: .space(dimension)) + squared * u).subtracting(source?(s))]
  }

  /// Throws `ProblemError` for a dimension other than 1, 2 or 3 and a wavenumber that is not finite.
  public func validate() throws {
    try checkDimension(dimension)
    try checkFinite()
  }
}

extension ReferenceSolution where Unknown == HelmholtzEquation.Unknown {
  /// Without source: the standing wave u = sin(k n . x), n the diagonal of `dimension` axes.
  /// Throws `ProblemError` unless k is finite and there are 1 to 3 dimensions.
  public static func planeWave(wavenumber k: Double, dimension: Int = 2) throws -> ReferenceSolution {
    try checkDimension(dimension)
    guard k.isFinite else { throw ProblemError("a plane wave needs a finite wavenumber, not \(k)") }
    return ReferenceSolution(name: "exact (plane wave)", closedForm: [.u: sin(k * [Axis].space(dimension).diagonal)])
  }

  /// For the source f = (k^2 - pi^2 (a1^2 + a2^2)) u: u = sin(a1 pi x) sin(a2 pi y), with u = 0 on the boundary of the
  /// square [-1, 1]^2 for whole a; a1 = 1, a2 = 4 is the usual benchmark (Wang, Teng, Perdikaris, SIAM J. Sci. Comput.
  /// 43 (2021) A3055-A3081, doi:10.1137/20M1318043). Throws `ProblemError` unless both are finite.
  public static func sines(_ a1: Double = 1, _ a2: Double = 4) throws -> ReferenceSolution {
    guard a1.isFinite, a2.isFinite else { throw ProblemError("sines need finite numbers, not \(a1) and \(a2)") }
    let (x, y) = (Expr.coordinate(.x), Expr.coordinate(.y))
    return ReferenceSolution(
      name: "exact (sines)", closedForm: [.u: sin(a1 * Double.pi * x) * sin(a2 * Double.pi * y)])
  }
}
