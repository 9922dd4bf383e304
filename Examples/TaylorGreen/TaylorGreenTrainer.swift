// Vortices that decay in a doubly periodic square (Taylor, Green 1937): velocities given at the start alone.

import ArgumentParser
import NavierStokesEquations
import PINN
import PINNTrainer

@main struct TaylorGreenTrainer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "taylor-green",
    abstract:
      "Solve the Navier-Stokes equations on [0, 2 pi]^2 x [0, 1], periodic by construction, for Taylor-Green vortices.")

  @Option(parsing: .unconditional, help: "Kinematic viscosity.")
  var viscosity = 0.01
  @OptionGroup var options: TrainerOptions

  func run() throws {
    let exact = try ReferenceSolution<NavierStokes2D.Unknown>.taylorGreen(viscosity: viscosity)
    let region = try Box(x: 0...2 * .pi, y: 0...2 * .pi).over(time: 0...1)
    let defaults = TrainerDefaults(
      name: "taylor-green", points: 1_000, width: 24, depth: 3, activation: .swish, seconds: 118)
    try options.train(
      defaults,
      network: {
        PeriodicEmbedding(along: .x, period: 2 * .pi, then: PeriodicEmbedding(along: .y, period: 2 * .pi, then: $0))
      }, exact: exact.upToConstant(.p)
    ) { points in
      try Problem(
        NavierStokes2D(viscosity: Coefficient(viscosity)), on: region, points: points,
        conditions: [
          .matching(exact, .u, .v, on: "initial", points: max(1, 2 * points / 5)),
          .law("gauge", at: region.instants(at: [.x: 0, .y: 0])) { s in ["p": s[.p] - (exact.closedForm[.p] ?? 0)] },
        ])
    }
  }
}
