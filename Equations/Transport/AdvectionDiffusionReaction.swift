// Transport, diffusion and reaction of one quantity, steady or unsteady.

import PINNCore

/// u_t + a . grad u - D laplacian u - R(u) = 0: a quantity that is carried along, spreads, and is produced at the
/// rate R, any formula over the state (u, coordinates, time). Steady: without u_t.
///
///     AdvectionDiffusionReaction(velocity: [.x: 1], diffusivity: 0.1) { s in -0.5 * s[.u] }
public struct AdvectionDiffusionReaction: Equation {
  /// The concentration u.
  public enum Unknown: String, UnknownName { case u }

  /// The velocity's component along each space axis, in length / time; its axes are those of space.
  public var velocity: [Axis: Coefficient]
  /// The diffusivity D >= 0, in length^2 / time.
  public var diffusivity: Coefficient
  /// Whether u doesn't depend on time; there is no axis `.t` then.
  public var steady: Bool
  /// The rate R at which u is produced, in u / time; nil for none.
  public var reaction: Term?

  /// The equation with the given velocity (length / time), diffusivity (length^2 / time) and reaction rate (u / time).
  public init(
    velocity: [Axis: Coefficient], diffusivity: Coefficient, steady: Bool = false, reaction: Term? = nil
  ) {
    self.velocity = velocity
    self.diffusivity = diffusivity
    self.steady = steady
    self.reaction = reaction
  }

  /// "transport": u_t + a . grad u - D laplacian u - R.
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let u = s[.u]
    let advection = advection(of: u, by: velocity)
    let change = steady ? advection : u[.t] + advection
    let diffusion = diffusivity.named("D") * laplacian(u, over: velocity.keys.sorted())
    return ["transport": (change - diffusion).subtracting(reaction?(s))]
  }

  /// Throws `ProblemError` for a velocity without components, along time, or not finite, and for a diffusivity that is
  /// negative or not finite.
  public func validate() throws {
    try checkSpaceAxes(velocity)
    try checkFinite()
    try diffusivity.checkNonnegative("diffusivity of an advection-diffusion-reaction equation")
  }
}
