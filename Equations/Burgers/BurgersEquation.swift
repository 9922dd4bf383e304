// Burgers' equation in one dimension.

import PINNCore

/// u_t + u u_x - nu u_xx = 0: transport by the own velocity against diffusion, the simplest law that forms fronts
/// (Burgers, Adv. Appl. Mech. 1 (1948) 171-199, doi:10.1016/S0065-2156(08)70100-5).
public struct BurgersEquation: Equation {
  /// The velocity u.
  public enum Unknown: String, UnknownName { case u }

  /// The kinematic viscosity nu >= 0, in length^2 / time.
  public var viscosity: Coefficient

  /// The equation with the given kinematic viscosity, in length^2 / time.
  public init(viscosity: Coefficient) { self.viscosity = viscosity }

  /// "burgers": u_t + u u_x - nu u_xx.
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let u = s[.u]
    return ["burgers": u[.t] + u * u[.x] - viscosity.named("nu") * u[.x, .x]]
  }

  /// Throws `ProblemError` for a viscosity that is negative or not finite.
  public func validate() throws { try viscosity.checkNonnegative("viscosity of Burgers' equation") }
}
