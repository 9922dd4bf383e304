// Exact solutions of the heat equation.

import PINNCore

extension ReferenceSolution where Unknown == HeatEquation.Unknown {
  /// u = sin(n1 pi x) sin(n2 pi y) ... exp(-k pi^2 (n1^2 + n2^2 + ...) t): separated variables, with u = 0 on the boundary
  /// of the unit interval, square or cube. One mode number n for each space dimension, k in length^2 / time.
  /// Throws `ProblemError` unless there are 1 to 3 modes, all at least 1, and k is finite and at least 0.
  public static func decayingSines(diffusivity k: Double, modes: [Int] = [1]) throws -> ReferenceSolution {
    guard (1...3).contains(modes.count), modes.allSatisfy({ $0 >= 1 }) else {
      throw ProblemError("decaying sines need a mode number of at least 1 for each of 1 to 3 dimensions, not \(modes)")
    }
    try Coefficient(k).checkNonnegative("diffusivity of decaying sines")
    let wavenumbers = modes.map { Double($0) * .pi }
    let rate = -k * wavenumbers.reduce(0) { $0 + $1 * $1 }
    let waves = zip(wavenumbers, [Axis.x, .y, .z]).map { sin($0 * Expr.coordinate($1)) }
    return ReferenceSolution(
      name: "exact (separated variables)",
      closedForm: [.u: waves.reduce(exp(rate * Expr.coordinate(.t))) { $0 * $1 }])
  }

  /// With the source f = q sin(pi x): u = q / (k pi^2) (1 - exp(-k pi^2 t)) sin(pi x), a rod that is heated from u = 0 on
  /// towards its steady state, with u = 0 at x = 0 and x = 1 (Duhamel's principle). Throws `ProblemError` unless the
  /// diffusivity k is above 0 and both numbers are finite.
  public static func heatedRod(diffusivity k: Double, strength q: Double) throws -> ReferenceSolution {
    try Coefficient(k).checkPositive("diffusivity of a heated rod")
    guard q.isFinite else { throw ProblemError("a heated rod needs a finite strength of its source, not \(q)") }
    let rate = k * Double.pi * Double.pi
    let growth = q / rate * (1.0 - exp(-rate * Expr.coordinate(.t)))
    return ReferenceSolution(name: "exact (heated rod)", closedForm: [.u: growth * sin(.pi * Expr.coordinate(.x))])
  }
}
