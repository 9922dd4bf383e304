// Steady flow behind a grid (Kovasznay 1948): velocities given on the boundary, the pressure at one corner.

import ArgumentParser
import NavierStokesEquations
import PINN
import PINNTrainer

@main struct KovasznayTrainer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kovasznay",
    abstract: "Solve the steady Navier-Stokes equations on [-0.5, 1] x [-0.5, 1.5] for Kovasznay's flow.")

  @Option(parsing: .unconditional, help: "Reynolds number.")
  var reynolds = 40.0
  @OptionGroup var options: TrainerOptions

  func validate() throws {
    guard reynolds > 0, reynolds.isFinite else {
      throw ValidationError("--reynolds must be a number above 0, not \(reynolds)")
    }
  }

  func run() throws {
    let equation = NavierStokes2D(viscosity: Coefficient(1 / reynolds), steady: true)
    let exact = try ReferenceSolution.kovasznay(viscosity: 1 / reynolds)
    let defaults = TrainerDefaults(
      name: "kovasznay", points: 600, width: 30, depth: 2, activation: .swish, seconds: 50)
    try options.train(defaults, exact: exact) { points in
      try Problem(
        equation, on: Box(x: -0.5...1, y: -0.5...1.5), points: points,
        conditions: [
          .matching(exact, .u, .v, on: "x=-0.5", "x=1", "y=-0.5", "y=1.5", points: max(4, points / 5)),
          .point(.p, at: [.x: -0.5, .y: -0.5]) { _ in exact.closedForm[.p] ?? 0 },
        ])
    }
  }
}
