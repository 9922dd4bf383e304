// Burgers' equation with a front that forms at x = 0, against the Cole-Hopf solution.

import ArgumentParser
import BurgersEquations
import PINN
import PINNTrainer

@main struct BurgersTrainer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "burgers",
    abstract: "Solve u_t + u u_x = nu u_xx on [-1, 1] x [0, 1] with u(x, 0) = -sin(pi x) and u(-1, t) = u(1, t) = 0.")

  @Option(parsing: .unconditional, help: "Kinematic viscosity nu.")
  var viscosity = 0.01 / Double.pi
  @OptionGroup var options: TrainerOptions

  func run() throws {
    let equation = BurgersEquation(viscosity: Coefficient(viscosity))
    let defaults = TrainerDefaults(
      name: "burgers", points: 5_000, width: 20, depth: 4, seconds: 72)
    try options.train(defaults, exact: .coleHopf(viscosity: viscosity)) { points in
      try Problem(
        equation, on: Interval(-1...1).over(time: 0...1), points: points,
        conditions: [
          .initial(.u, points: max(1, points / 20)) { s in -sin(.pi * s[.x]) },
          .dirichlet(.u, on: "x=-1", "x=1", points: max(2, points / 20)) { _ in 0 },
        ])
    }
  }
}
