// The heat equation in one dimension: a sine wave that decays.

import ArgumentParser
import HeatEquations
import PINN
import PINNTrainer

@main struct HeatTrainer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "heat",
    abstract: "Solve u_t = k u_xx on [0, 1] x [0, 1] with u(x, 0) = sin(pi x) and u(0, t) = u(1, t) = 0.")

  @Option(parsing: .unconditional, help: "Diffusivity k.")
  var diffusivity = 0.1
  @OptionGroup var options: TrainerOptions

  func run() throws {
    let equation = HeatEquation(diffusivity: Coefficient(diffusivity))
    let defaults = TrainerDefaults(
      name: "heat", points: 1_000, width: 20, depth: 2, seconds: 30)
    try options.train(defaults, exact: .decayingSines(diffusivity: diffusivity)) { points in
      try Problem(
        equation, on: Interval(0...1).over(time: 0...1), points: points,
        conditions: [
          .initial(.u, points: max(1, points / 10)) { s in sin(.pi * s[.x]) },
          .dirichlet(.u, on: "x=0", "x=1", points: max(2, points / 10)) { _ in 0 },
        ])
    }
  }
}
