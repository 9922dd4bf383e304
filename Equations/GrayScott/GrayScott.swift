// The Gray-Scott model: a reaction that feeds on a substance and forms patterns, in one to three dimensions of space.

import PINNCore

/// A substrate u that is fed in, and an autocatalyst v that eats it and decays (Gray, Scott, Chem. Eng. Sci. 39 (1984)
/// 1087-1097, doi:10.1016/0009-2509(84)87017-7; Pearson, Science 261 (1993) 189-192, doi:10.1126/science.261.5118.189):
///
///     u_t - Du laplacian u + u v^2 - F (1 - u) = 0
///     v_t - Dv laplacian v - u v^2 + (F + k) v = 0
public struct GrayScott: Equation {
  /// The concentrations u of the substrate and v of the autocatalyst.
  public enum Unknown: String, UnknownName { case u, v }

  /// The diffusivity Du >= 0 of the substrate, in length^2 / time.
  public var substrateDiffusivity: Coefficient
  /// The diffusivity Dv >= 0 of the autocatalyst, in length^2 / time.
  public var catalystDiffusivity: Coefficient
  /// The feed rate F, in 1 / time.
  public var feed: Coefficient
  /// The decay rate k, in 1 / time.
  public var decay: Coefficient
  /// The number of space dimensions, 1 to 3.
  public var dimension: Int

  /// The equations with the given diffusivities (length^2 / time), feed rate and decay rate (1 / time).
  public init(
    substrateDiffusivity: Coefficient, catalystDiffusivity: Coefficient, feed: Coefficient, decay: Coefficient,
    dimension: Int = 2
  ) {
    self.substrateDiffusivity = substrateDiffusivity
    self.catalystDiffusivity = catalystDiffusivity
    self.feed = feed
    self.decay = decay
    self.dimension = dimension
  }

  /// "substrate" and "catalyst".
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let (u, v) = (s[.u], s[.v])
    let (feed, decay) = (feed.named("F").expression, decay.named("k").expression)
    let spreadOfU = substrateDiffusivity.named("Du") * laplacian(u, over: .space(dimension))
    let spreadOfV = catalystDiffusivity.named("Dv") * laplacian(v, over: .space(dimension))
    let reaction = u * pow(v, 2)
    return [
      "substrate": u[.t] - spreadOfU + reaction - feed * (1 - u),
      "catalyst": v[.t] - spreadOfV - reaction + (feed + decay) * v,
    ]
  }

  /// Throws `ProblemError` for a dimension other than 1, 2 or 3, negative diffusivities and what is not finite.
  public func validate() throws {
    try checkDimension(dimension)
    try checkFinite()
    try substrateDiffusivity.checkNonnegative("diffusivity of the substrate")
    try catalystDiffusivity.checkNonnegative("diffusivity of the autocatalyst")
  }
}
