// The wave equation, in one to three dimensions of space.

import PINNCore

/// u_tt - c^2 laplacian u - f = 0: strings, membranes and sound, with or without a source f, any formula over the state
/// (d'Alembert 1747).
public struct WaveEquation: Equation {
  /// The displacement or pressure u.
  public enum Unknown: String, UnknownName { case u }

  /// The wave speed c, in length / time.
  public var speed: Coefficient
  /// The number of space dimensions, 1 to 3.
  public var dimension: Int
  /// The source f, in u / time^2; nil for none.
  public var source: Term?

  /// The equation with the given wave speed (length / time) and source (u / time^2).
  public init(speed: Coefficient, dimension: Int = 1, source: Term? = nil) {
    self.speed = speed
    self.dimension = dimension
    self.source = source
  }

  /// "wave": u_tt - c^2 laplacian u - f.
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let u = s[.u]
    let tension = pow(speed.named("c").expression, 2) * laplacian(u, over: .space(dimension))
    return ["wave": (u[.t, .t] - tension).subtracting(source?(s))]
  }

  /// Throws `ProblemError` for a dimension other than 1, 2 or 3 and a speed that is negative or not finite.
  public func validate() throws {
    try checkDimension(dimension)
    try speed.checkNonnegative("speed of the wave equation")
  }
}

extension ReferenceSolution where Unknown == WaveEquation.Unknown {
  /// A standing wave u = sin(n1 pi x) sin(n2 pi y) ... cos(c pi sqrt(n1^2 + n2^2 + ...) t), with u = 0 on the boundary
  /// of the unit interval, square or cube. One mode number n for each space dimension. Throws `ProblemError` unless
  /// there are 1 to 3 modes, all at least 1, and the speed is finite.
  public static func standing(speed c: Double, modes: [Int] = [1]) throws -> ReferenceSolution {
    guard (1...3).contains(modes.count), modes.allSatisfy({ $0 >= 1 }), c.isFinite else {
      throw ProblemError(
        "a standing wave needs a finite speed and 1 to 3 mode numbers of at least 1, not \(c), \(modes)")
    }
    let wavenumbers = modes.map { Double($0) * .pi }
    let frequency = c * wavenumbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let waves = zip(wavenumbers, [Axis].space(3)).map { sin($0 * Expr.coordinate($1)) }
    return ReferenceSolution(
      name: "exact (standing wave)", closedForm: [.u: waves.reduce(cos(frequency * Expr.coordinate(.t)), *)])
  }

  /// Two pulses of width w that leave the origin of a line to both sides:
  /// u = (exp(-(x - c t)^2 / (2 w^2)) + exp(-(x + c t)^2 / (2 w^2))) / 2, at rest at t = 0 (d'Alembert).
  /// Throws `ProblemError` unless the width is above 0 and both numbers are finite.
  public static func partingPulses(speed c: Double, width: Double) throws -> ReferenceSolution {
    try Coefficient(width).checkPositive("width of a pulse")
    guard c.isFinite else { throw ProblemError("pulses need a finite speed, not \(c)") }
    func pulse(_ c: Double) -> Expr {
      exp(-0.5 / (width * width) * pow(Expr.coordinate(.x) - c * Expr.coordinate(.t), 2))
    }
    return ReferenceSolution(name: "exact (d'Alembert)", closedForm: [.u: 0.5 * (pulse(c) + pulse(-c))])
  }
}
