// Transport by a constant velocity, in one to three dimensions of space.

import PINNCore

/// u_t + a . grad u = 0: a quantity that is carried along with the constant velocity a.
///
///     AdvectionEquation(velocity: [.x: 1, .y: 0.5])     // u_t + vx u_x + vy u_y = 0
public struct AdvectionEquation: Equation {
  /// The carried quantity u.
  public enum Unknown: String, UnknownName { case u }

  /// The velocity's component along each space axis, in length / time; its axes are those of space.
  public var velocity: [Axis: Coefficient]

  /// The equation with the given velocity, in length / time.
  public init(velocity: [Axis: Coefficient]) { self.velocity = velocity }

  /// "advection": u_t + a . grad u.
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    ["advection": s[.u][.t] + advection(of: s[.u], by: velocity)]
  }

  /// Throws `ProblemError` for a velocity without components, along time, or not finite.
  public func validate() throws {
    try checkSpaceAxes(velocity)
    try checkFinite()
  }
}

/// a . grad u for a velocity that has at least one component.
func advection(of u: Expr, by velocity: [Axis: Coefficient]) -> Expr {
  let terms = velocity.sorted { $0.key < $1.key }.map { $0.value.named("v\($0.key)") * diff(u, [$0.key]) }
  return terms.dropFirst().reduce(terms.first ?? 0, +)
}

func checkSpaceAxes(_ velocity: [Axis: Coefficient]) throws {
  guard !velocity.isEmpty, velocity[.t] == nil, velocity[.theta] == nil else {
    throw ProblemError(
      "a velocity needs a component along each axis of space, such as [.x: 1], not along \(velocity.keys.sorted())")
  }
}
