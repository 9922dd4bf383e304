// Burgers' equation with a factor of its own for each of its terms.

import BurgersEquations
import PINN

/// u_t + l1 u u_x - l2 u_xx = 0 (Raissi, Perdikaris, Karniadakis, J. Comput. Phys. 378 (2019) 686-707,
/// doi:10.1016/j.jcp.2018.10.045).
struct UnknownBurgers: Equation {
  typealias Unknown = BurgersEquation.Unknown
  /// The factor l1 of the convection.
  var convection: Coefficient
  /// The viscosity l2.
  var viscosity: Coefficient
  func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let u = s[.u]
    return ["burgers": u[.t] + convection * (u * u[.x]) - viscosity * u[.x, .x]]
  }
}
