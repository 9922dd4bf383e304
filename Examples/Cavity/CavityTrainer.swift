// A lid drags the fluid in a square: the classical test of flow solvers, lid velocity 1 and Re = 100.

import ArgumentParser
import NavierStokesEquations
import PINN
import TrainerCommand

/// The steady Navier-Stokes equations, with momentum multiplied by the distances from the upper corners, where the
/// convection of the corner flows grows like 1/r.
struct CavityFlow: Equation {
  typealias Unknown = NavierStokes2D.Unknown
  var viscosity: Double
  private var flow: NavierStokes2D { NavierStokes2D(viscosity: Coefficient(viscosity), steady: true) }
  var axes: [Axis] { flow.axes }
  func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let corners = CornerFlow.underLid(viscosity: viscosity)
    let distance = corners.left.radius * corners.right.radius
    let law = flow.residuals(s)
    return ["momentum x": distance * law[0].value, "momentum y": distance * law[1].value, "continuity": law[2].value]
  }
}

@main struct CavityTrainer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cavity", abstract: "Solve the steady Navier-Stokes equations under a lid of velocity 1, Re = 100.")

  @OptionGroup var options: TrainerOptions

  func run() throws {
    let viscosity = 0.01
    let defaults = TrainerDefaults(name: "cavity", points: 1_500, width: 32, depth: 3, seconds: 175)
    let (left, right) = CornerFlow.underLid(viscosity: viscosity)
    try options.train(
      defaults,
      completing: { report, solution in
        report.remarks += try CenterLines.report(solution)
        if let folder = options.plot { try CenterLines.draw(solution, to: "\(folder)/center-lines.png") }
      }
    ) { points in
      try Problem(
        CavityFlow(viscosity: viscosity), on: Box(x: 0...1, y: 0...1), points: points,
        conditions: [
          .dirichlet(.u, on: "y=1", points: max(1, points / 8)) { _ in 1 },
          .dirichlet(.u, on: "x=0", "x=1", "y=0", points: max(3, points / 5)) { _ in 0 },
          .dirichlet(.v, on: "x=0", "x=1", "y=0", "y=1", points: max(4, points / 4)) { _ in 0 },
          .point(.p, at: [.x: 0.5, .y: 0.5]) { _ in 0 },
        ],
        // In the right corner the lid moves towards the corner: all but the velocity along it is reversed.
        transform: { s in
          [
            .u: s[.u] + left.velocity.along + right.velocity.along,
            .v: s[.v] - left.velocity.away + right.velocity.away, .p: s[.p] + left.pressure - right.pressure,
          ]
        })
    }
  }
}
