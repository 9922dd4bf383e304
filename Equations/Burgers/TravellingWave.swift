// A front of Burgers' equation that keeps its shape.

import PINNCore

extension ReferenceSolution where Unknown == BurgersEquation.Unknown {
  /// u = c - a tanh(a (x - c t) / (2 nu)): a front of height 2 a that travels with speed c, x from the front at t = 0.
  /// Throws `ProblemError` unless nu is above 0 and all numbers are finite.
  public static func travellingWave(
    viscosity nu: Double, speed c: Double, amplitude a: Double
  ) throws -> ReferenceSolution {
    guard nu > 0, [nu, c, a].allSatisfy(\.isFinite) else {
      throw ProblemError(
        "a travelling wave needs a viscosity above 0, a speed and an amplitude, all finite, not \(nu), \(c) and \(a)")
    }
    let distance = Expr.coordinate(.x) - c * Expr.coordinate(.t)
    return ReferenceSolution(
      name: "exact (travelling wave)", closedForm: [.u: c - a * tanh(a / (2 * nu) * distance)])
  }
}
