// A mass on a spring with friction.

import PINNCore

/// m u_tt + c u_t + k u - f = 0: the displacement u of a mass m on a spring k with friction c under a force f, any
/// formula over the state.
public struct DampedOscillator: Equation {
  /// The displacement u.
  public enum Unknown: String, UnknownName { case u }

  /// The mass m > 0.
  public var mass: Coefficient
  /// The friction c, in mass / time.
  public var friction: Coefficient
  /// The stiffness k, in mass / time^2.
  public var stiffness: Coefficient
  /// The force f, in mass u / time^2; nil for none.
  public var force: Term?

  /// The oscillator with the given mass, friction (mass / time), stiffness (mass / time^2) and force.
  public init(mass: Coefficient = 1, friction: Coefficient, stiffness: Coefficient, force: Term? = nil) {
    self.mass = mass
    self.friction = friction
    self.stiffness = stiffness
    self.force = force
  }

  /// "force": m u_tt + c u_t + k u - f.
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let u = s[.u]
    let inertia = mass.named("m") * u[.t, .t] + friction.named("c") * u[.t]
    return ["force": (inertia + stiffness.named("k") * u).subtracting(force?(s))]
  }

  /// Throws `ProblemError` for a mass that is not above 0 and what is not finite.
  public func validate() throws {
    try checkFinite()
    try mass.checkPositive("mass of an oscillator")
  }
}

extension ReferenceSolution where Unknown == DampedOscillator.Unknown {
  /// Without force, from u = u0 at rest: u = u0 e^(-d t) (cos(w t) + d / w sin(w t)), d = c / (2 m), w^2 = k / m - d^2.
  /// Throws `ProblemError` unless m > 0, c^2 < 4 m k and all are finite.
  public static func freeVibration(
    mass m: Double = 1, friction c: Double, stiffness k: Double, start u0: Double = 1
  ) throws -> ReferenceSolution {
    let d = c / (2 * m)
    let squared = k / m - d * d
    guard m > 0, squared > 0, squared.isFinite, u0.isFinite else {
      throw ProblemError("a vibration needs a mass above 0 and c^2 < 4 m k, not m = \(m), c = \(c), k = \(k)")
    }
    let (t, w) = (Expr.coordinate(.t), squared.squareRoot())
    return ReferenceSolution(
      name: "exact (free vibration)", closedForm: [.u: u0 * exp(-d * t) * (cos(w * t) + d / w * sin(w * t))])
  }

  /// For the force f = cos(w t): the steady response u = ((k - m w^2) cos(w t) + c w sin(w t)) / ((k - m w^2)^2 + (c w)^2).
  /// Throws `ProblemError` at the resonance without friction and unless all are finite.
  public static func response(
    mass m: Double = 1, friction c: Double, stiffness k: Double, frequency w: Double
  ) throws -> ReferenceSolution {
    let (elastic, lossy) = (k - m * w * w, c * w)
    let squared = elastic * elastic + lossy * lossy
    guard squared > 0, squared.isFinite else {
      throw ProblemError("an oscillator without friction has no steady response at its resonance, w = \(w)")
    }
    let phase = w * Expr.coordinate(.t)
    return ReferenceSolution(
      name: "exact (steady response)", closedForm: [.u: (elastic * cos(phase) + lossy * sin(phase)) / squared])
  }
}
