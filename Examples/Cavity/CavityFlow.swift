// The law of the flow, gentle where the lid meets the walls.

import NavierStokesEquations
import PINN

/// The steady Navier-Stokes equations, with momentum multiplied by the distances from the upper corners, where the
/// convection of the corner flows grows like 1/r.
struct CavityFlow: Equation {
  typealias Unknown = NavierStokes2D.Unknown
  var viscosity: Double
  private var flow: NavierStokes2D { NavierStokes2D(viscosity: Coefficient(viscosity), steady: true) }
  func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let corners = CornerFlow.underLid(viscosity: viscosity)
    let distance = corners.left.radius * corners.right.radius
    let law = flow.residuals(s)
    return ["momentum x": distance * law[0].value, "momentum y": distance * law[1].value, "continuity": law[2].value]
  }
}
