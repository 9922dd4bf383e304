// The nonlinear Schroedinger equation, by real and imaginary part.

import PINNCore

/// i psi_t + d laplacian psi + g |psi|^2 psi = 0 for psi = u + i v: envelopes of waves, and with g = 0 a free particle.
/// The usual form is d = 1/2, g = 1 (the default; Zakharov, Shabat, Sov. Phys. JETP 34 (1972) 62-69):
///
///     -v_t + d laplacian u + g (u^2 + v^2) u - V u = 0
///      u_t + d laplacian v + g (u^2 + v^2) v - V v = 0
///
/// with or without a potential V, any formula over the state.
public struct SchroedingerEquation: Equation {
  /// The real part u and the imaginary part v.
  public enum Unknown: String, UnknownName { case u, v }

  /// The coefficient d of dispersion, in length^2 / time.
  public var dispersion: Coefficient
  /// The coefficient g of the nonlinearity, in 1 / (time |psi|^2); above 0 where waves focus.
  public var nonlinearity: Coefficient
  /// The number of space dimensions, 1 to 3.
  public var dimension: Int
  /// The potential V, in 1 / time; nil for none.
  public var potential: Term?

  /// The equation with the given coefficients d (length^2 / time) and g, and a potential (1 / time).
  public init(
    dispersion: Coefficient = 0.5, nonlinearity: Coefficient = 1, dimension: Int = 1, potential: Term? = nil
  ) {
    self.dispersion = dispersion
    self.nonlinearity = nonlinearity
    self.dimension = dimension
    self.potential = potential
  }

  /// "real" and "imaginary" part.
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let (u, v) = (s[.u], s[.v])
    let density = pow(u, 2) + pow(v, 2)
    let potential = potential?(s)
    func energy(_ part: Expr) -> Expr {
      dispersion.named("d") * laplacian(part, over: .space(dimension)) + nonlinearity.named("g") * density * part
    }
    return [
      "real": (energy(u) - v[.t]).subtracting(potential.map { $0 * u }),
      "imaginary": (energy(v) + u[.t]).subtracting(potential.map { $0 * v }),
    ]
  }

  /// Throws `ProblemError` for a dimension other than 1, 2 or 3 and coefficients that are not finite.
  public func validate() throws {
    try checkDimension(dimension)
    try checkFinite()
  }
}

extension ReferenceSolution where Unknown == SchroedingerEquation.Unknown {
  /// A bright soliton of height A and speed c: psi = A / cosh(A sqrt(g / (2 d)) (x - c t)) exp(i (c x / (2 d) + w t)) with
  /// w = g A^2 / 2 - c^2 / (4 d) (Zakharov, Shabat 1972).
  /// Throws `ProblemError` unless g / d is above 0 and all numbers are finite.
  public static func brightSoliton(
    amplitude: Double, speed c: Double, dispersion d: Double = 0.5, nonlinearity g: Double = 1
  ) throws -> ReferenceSolution {
    guard g / d > 0, [amplitude, c, d, g, g / d].allSatisfy(\.isFinite) else {
      throw ProblemError("a bright soliton needs dispersion and nonlinearity of equal sign, not \(d) and \(g)")
    }
    let (x, t) = (Expr.coordinate(.x), Expr.coordinate(.t))
    let envelope = amplitude / cosh(amplitude * (g / (2 * d)).squareRoot() * (x - c * t))
    let phase = c / (2 * d) * x + (g * amplitude * amplitude / 2 - c * c / (4 * d)) * t
    return ReferenceSolution(
      name: "exact (bright soliton)", closedForm: [.u: envelope * cos(phase), .v: envelope * sin(phase)])
  }

  /// A plane wave psi = A exp(i (k . x - w t)) with w = d |k|^2 - g A^2, one wavenumber for each dimension.
  /// Throws `ProblemError` unless there are 1 to 3 wavenumbers and all numbers are finite.
  public static func planeWave(
    amplitude: Double, wavenumbers: [Double], dispersion d: Double = 0.5, nonlinearity g: Double = 1
  ) throws -> ReferenceSolution {
    guard (1...3).contains(wavenumbers.count), ([amplitude, d, g] + wavenumbers).allSatisfy(\.isFinite) else {
      throw ProblemError("a plane wave needs 1 to 3 wavenumbers and finite numbers, not \(wavenumbers)")
    }
    let frequency = d * wavenumbers.reduce(0) { $0 + $1 * $1 } - g * amplitude * amplitude
    let phase = zip(wavenumbers, [Axis].space(3)).reduce(-frequency * Expr.coordinate(.t)) {
      $0 + $1.0 * Expr.coordinate($1.1)
    }
    return ReferenceSolution(
      name: "exact (plane wave)", closedForm: [.u: amplitude * cos(phase), .v: amplitude * sin(phase)])
  }

  /// In the potential V = x^2 / 2 with d = 1/2 and g = 0: the packet psi = exp(-(x - a cos t)^2 / 2 - i (t / 2 + a x sin t
  /// - a^2 sin(2 t) / 4)) that swings with amplitude a and keeps its shape (Schroedinger, Naturwiss. 14 (1926) 664-666,
  /// doi:10.1007/BF01507634). Throws `ProblemError` unless a is finite.
  public static func coherentState(amplitude a: Double) throws -> ReferenceSolution {
    guard a.isFinite else { throw ProblemError("a coherent state needs a finite amplitude, not \(a)") }
    let (x, t) = (Expr.coordinate(.x), Expr.coordinate(.t))
    let envelope = exp(-0.5 * pow(x - a * cos(t), 2))
    let phase = 0.25 * a * a * sin(2 * t) - 0.5 * t - a * x * sin(t)
    return ReferenceSolution(
      name: "exact (coherent state)", closedForm: [.u: envelope * cos(phase), .v: envelope * sin(phase)])
  }
}
