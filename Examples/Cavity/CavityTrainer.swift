// A lid drags the fluid in a square: the classical test of flow solvers, lid velocity 1 and Re = 100.

import ArgumentParser
import NavierStokesEquations
import PINN
import PINNTrainer

@main struct CavityTrainer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cavity", abstract: "Solve the steady Navier-Stokes equations under a lid of velocity 1, Re = 100.")

  @OptionGroup var options: TrainerOptions

  func run() throws {
    let defaults = TrainerDefaults(name: "cavity", points: 1_500, width: 32, depth: 3, seconds: 175)
    let (left, right) = CornerFlow.underLid(viscosity: 0.01)
    try options.train(
      defaults,
      completing: { report, solution in
        report.remarks += try CenterLines.report(solution)
        if let folder = options.plot { try CenterLines.draw(solution, to: "\(folder)/center-lines.png") }
      }
    ) { points in
      try Problem(
        CavityFlow(viscosity: 0.01), on: Box(x: 0...1, y: 0...1), points: points,
        conditions: [
          .dirichlet(.u, on: "y=1", points: max(1, points / 8)) { _ in 1 },
          .dirichlet(.u, on: "x=0", "x=1", "y=0", points: max(3, points / 5)) { _ in 0 },
          .dirichlet(.v, on: "x=0", "x=1", "y=0", "y=1", points: max(4, points / 4)) { _ in 0 },
          .point(.p, at: [.x: 0.5, .y: 0.5]) { _ in 0 },
        ],
        transform: { s in
          [
            .u: s[.u] + left.velocity.along + right.velocity.along,
            .v: s[.v] - left.velocity.away + right.velocity.away, .p: s[.p] + left.pressure - right.pressure,
          ]
        })
    }
  }
}
