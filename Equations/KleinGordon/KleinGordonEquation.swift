// The Klein-Gordon equation, linear or with a cubic force, in one to three dimensions of space.

import PINNCore

/// u_tt - c^2 laplacian u + a u + b u^3 - f = 0: waves in a field that pulls back with a u + b u^3. With a = m^2, b = 0
/// a free field of mass m (Klein, Z. Phys. 37 (1926) 895-906, doi:10.1007/BF01397481); with a < 0 < b the phi^4 model,
/// which has kinks. The source f is any formula over the state.
public struct KleinGordonEquation: Equation {
  /// The field u.
  public enum Unknown: String, UnknownName { case u }

  /// The wave speed c, in length / time.
  public var speed: Coefficient
  /// The coefficient a of the linear force, in 1 / time^2.
  public var linear: Coefficient
  /// The coefficient b of the cubic force, in 1 / (time^2 u^2).
  public var cubic: Coefficient
  /// The number of space dimensions, 1 to 3.
  public var dimension: Int
  /// The source f, in u / time^2; nil for none.
  public var source: Term?

  /// The equation with the given wave speed, coefficients a and b of the force, and a source.
  public init(
    speed: Coefficient = 1, linear: Coefficient, cubic: Coefficient = 0, dimension: Int = 1, source: Term? = nil
  ) {
    self.speed = speed
    self.linear = linear
    self.cubic = cubic
    self.dimension = dimension
    self.source = source
  }

  /// "klein-gordon": u_tt - c^2 laplacian u + a u + b u^3 - f.
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let u = s[.u]
    let tension = pow(speed.named("c").expression, 2) * laplacian(u, over: .space(dimension))
    let force = u[.t, .t] - tension + linear.named("a") * u + cubic.named("b") * pow(u, 3)
    return ["klein-gordon": force.subtracting(source?(s))]
  }

  /// Throws `ProblemError` for a dimension other than 1, 2 or 3, a negative speed, and what is not finite.
  public func validate() throws {
    try checkDimension(dimension)
    try checkFinite()
    try speed.checkNonnegative("speed of the Klein-Gordon equation")
  }
}

extension ReferenceSolution where Unknown == KleinGordonEquation.Unknown {
  /// For b = 0: the plane wave u = sin(k n . x - w t) with w^2 = c^2 k^2 + a, n the diagonal of `dimension` axes.
  /// Throws `ProblemError` unless c^2 k^2 + a is a finite number of at least 0 and there are 1 to 3 dimensions.
  public static func planeWave(
    wavenumber k: Double, speed c: Double = 1, linear a: Double, dimension: Int = 1
  ) throws -> ReferenceSolution {
    try checkDimension(dimension)
    let squared = c * c * k * k + a
    guard squared >= 0, squared.isFinite else {
      throw ProblemError("a plane wave needs a finite c^2 k^2 + a of at least 0, not \(squared)")
    }
    let phase = k * [Axis].space(dimension).diagonal - squared.squareRoot() * Expr.coordinate(.t)
    return ReferenceSolution(name: "exact (plane wave)", closedForm: [.u: sin(phase)])
  }

  /// For a < 0 < b: the kink u = sqrt(-a / b) tanh(sqrt(-a / (2 (c^2 - v^2))) (n . x - v t)) of velocity v, n the
  /// diagonal of `dimension` axes (Manton, Sutcliffe, Topological Solitons, 2004, doi:10.1017/CBO9780511617034). Throws
  /// `ProblemError` unless a < 0 < b, |v| < c, all are finite and there are 1 to 3 dimensions.
  public static func kink(
    velocity v: Double, speed c: Double = 1, linear a: Double, cubic b: Double, dimension: Int = 1
  ) throws -> ReferenceSolution {
    try checkDimension(dimension)
    guard a < 0, b > 0, abs(v) < c, [a, b, c].allSatisfy(\.isFinite) else {
      throw ProblemError("a kink needs a < 0 < b and |v| < c, all finite, not a = \(a), b = \(b), v = \(v), c = \(c)")
    }
    let distance = [Axis].space(dimension).diagonal - v * Expr.coordinate(.t)
    return ReferenceSolution(
      name: "exact (kink)",
      closedForm: [.u: (-a / b).squareRoot() * tanh((-a / (2 * (c * c - v * v))).squareRoot() * distance)])
  }
}
