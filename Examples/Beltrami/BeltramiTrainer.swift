// An unsteady flow in space with all four unknowns (Ethier, Steinman 1994): velocities given at the start and on all faces.

import ArgumentParser
import NavierStokesEquations
import PINN
import PINNTrainer

@main struct BeltramiTrainer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "beltrami",
    abstract: "Solve the Navier-Stokes equations on [-1, 1]^3 x [0, 1] for the Beltrami flow of Ethier and Steinman.")

  @Option(parsing: .unconditional, help: "Kinematic viscosity.")
  var viscosity = 1.0
  @OptionGroup var options: TrainerOptions

  func run() throws {
    let exact = try ReferenceSolution<NavierStokes3D.Unknown>.beltrami(viscosity: viscosity)
    let region = try Box(x: -1...1, y: -1...1, z: -1...1).over(time: 0...1)
    let defaults = TrainerDefaults(
      name: "beltrami", points: 1_000, width: 28, depth: 4, activation: .swish, seconds: 118)
    try options.train(defaults, exact: exact.upToConstant(.p)) { points in
      try Problem(
        NavierStokes3D(viscosity: Coefficient(viscosity)), on: region, points: points,
        conditions: [
          .matching(
            exact, .u, .v, .w, on: "x=-1", "x=1", "y=-1", "y=1", "z=-1", "z=1", points: max(6, points / 2)),
          .matching(exact, .u, .v, .w, on: "initial", points: max(1, 3 * points / 10)),
          .law("gauge", at: region.instants(at: [.x: 0, .y: 0, .z: 0])) { s in
            ["p": s[.p] - (exact.closedForm[.p] ?? 0)]
          },
        ])
    }
  }
}
