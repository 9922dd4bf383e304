// One training for a range of materials: the diffusivity is an axis like x and t.

import ArgumentParser
import HeatEquations
import PINN
import PINNTrainer

@main struct ParametricHeatTrainer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parametric-heat",
    abstract:
      "Solve u_t = k u_xx on [0, 1] x [0, 1] with u(x, 0) = sin(pi x), u(0, t) = u(1, t) = 0 for all k in [0.05, 0.5].")

  @OptionGroup var options: TrainerOptions

  func run() throws {
    let rate = Double.pi * Double.pi * Expr.coordinate("k") * Expr.coordinate(.t)
    let exact = ReferenceSolution<HeatEquation.Unknown>(
      name: "exact (separated variables)", closedForm: [.u: sin(.pi * Expr.coordinate(.x)) * exp(-rate)])
    let defaults = TrainerDefaults(name: "parametric-heat", points: 2_000, width: 20, depth: 2, seconds: 30)
    try options.train(defaults, exact: exact) { points in
      try Problem(
        HeatEquation(diffusivity: .along("k")), on: Box([(.x, 0...1), ("k", 0.05...0.5)]).over(time: 0...1),
        points: points, conditions: [],
        enforced: [.initial(.u) { s in sin(.pi * s[.x]) }, .dirichlet(.u, on: "x=0", "x=1") { _ in 0 }])
    }
  }
}
