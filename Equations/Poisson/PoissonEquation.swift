// Poisson's equation, Laplace's where there is no source, in one to three dimensions of space.

import PINNCore

/// laplacian u + f = 0, or div(k grad u) + f = 0 in a medium with conductivity k: the steady state of diffusion, the
/// potential of charges. The source f and the conductivity k are formulas over the state; without a source this is
/// Laplace's equation.
///
///     PoissonEquation(dimension: 2)                                                  // u_xx + u_yy = 0
///     PoissonEquation(dimension: 1) { s in sin(s[.x]) }                              // u_xx + sin(x) = 0
///     PoissonEquation(dimension: 1, conductivity: { s in 1 + s[.x] })                // ((1 + x) u_x)_x = 0
public struct PoissonEquation: Equation {
  /// The potential u.
  public enum Unknown: String, UnknownName { case u }

  /// The number of space dimensions, 1 to 3.
  public var dimension: Int
  /// The source f, in k u / length^2; nil for none.
  public var source: Term?
  /// The conductivity k; nil for 1 everywhere.
  public var conductivity: Term?

  /// The equation in `dimension` dimensions of space, with a source and a conductivity.
  public init(dimension: Int, source: Term? = nil, conductivity: Term? = nil) {
    self.dimension = dimension
    self.source = source
    self.conductivity = conductivity
  }

  /// "poisson": laplacian u + f, or div(k grad u) + f.
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let u = s[.u]
    let axes = [Axis].space(dimension)
    let flux = conductivity.map { k in divergence(axes.map { k(s) * diff(u, [$0]) }, over: axes) }
    return ["poisson": (flux ?? laplacian(u, over: axes)).adding(source?(s))]
  }

  /// Throws `ProblemError` for a dimension other than 1, 2 or 3.
  public func validate() throws { try checkDimension(dimension) }
}

extension ReferenceSolution where Unknown == PoissonEquation.Unknown {
  /// For the source f = pi^2 (n1^2 + n2^2 + ...) u: u = sin(n1 pi x) sin(n2 pi y) ..., with u = 0 on the boundary of
  /// the unit interval, square or cube. One mode number n for each space dimension. Throws `ProblemError` unless there
  /// are 1 to 3 modes, all at least 1.
  public static func sines(modes: [Int]) throws -> ReferenceSolution {
    guard (1...3).contains(modes.count), modes.allSatisfy({ $0 >= 1 }) else {
      throw ProblemError("sines need a mode number of at least 1 for each of 1 to 3 dimensions, not \(modes)")
    }
    let waves = zip(modes, [Axis].space(3)).map { sin(Double($0) * .pi * Expr.coordinate($1)) }
    return ReferenceSolution(
      name: "exact (sines)", closedForm: [.u: waves.dropFirst().reduce(waves[0], *)])
  }

  /// Without source, in the plane: u = e^x sin y, the imaginary part of e^(x + i y); harmonic.
  public static var harmonic: ReferenceSolution {
    ReferenceSolution(name: "exact (harmonic)", closedForm: [.u: exp(.coordinate(.x)) * sin(.coordinate(.y))])
  }

  /// Without source, in space: u = 1 / |x|, the potential of a charge at the origin.
  public static var pointCharge: ReferenceSolution {
    let squares = [Axis].space(3).map { pow(Expr.coordinate($0), 2) }
    return ReferenceSolution(
      name: "exact (point charge)", closedForm: [.u: 1 / sqrt(squares[0] + squares[1] + squares[2])])
  }

  /// Without source, in the plane, in a medium with conductivity e^(2 x): u = e^-x sinh y.
  public static var exponentialMedium: ReferenceSolution {
    ReferenceSolution(
      name: "exact (exponential medium)", closedForm: [.u: exp(-.coordinate(.x)) * sinh(.coordinate(.y))])
  }
}
