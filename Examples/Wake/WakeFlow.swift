// The flow in the wake as Raissi et al. pose it: both terms of the momentum equations have unknown coefficients.

import PINN

/// Incompressible flow in the plane in stream function psi (u = psi_y, v = -psi_x) and pressure, with two coefficients
/// to find (Raissi, Perdikaris, Karniadakis, J. Comput. Phys. 378 (2019) 686-707, doi:10.1016/j.jcp.2018.10.045):
///
///     u_t + l1 (u u_x + v u_y) + p_x - l2 (u_xx + u_yy) = 0, likewise for v
struct WakeFlow: Equation {
  enum Unknown: String, UnknownName { case psi, p }

  /// The factor l1 of the convection; 1 in nature.
  var convection: Coefficient
  /// The viscosity l2.
  var viscosity: Coefficient

  func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let (u, v) = velocity(s)
    func momentum(_ w: Expr, _ pressure: Expr) -> Expr {
      let convected: Expr = u * w[.x] + v * w[.y]
      return w[.t] + convection * convected + pressure - viscosity * laplacian(w, over: .x, .y)
    }
    return ["momentum x": momentum(u, s[.p][.x]), "momentum y": momentum(v, s[.p][.y])]
  }
}

/// (psi_y, -psi_x)
func velocity(_ s: State<WakeFlow.Unknown>) -> (u: Expr, v: Expr) { (s[.psi][.y], -s[.psi][.x]) }
