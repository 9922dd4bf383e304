// What do 2,000 scattered values of a Burgers flow say about its equation? Both coefficients are unknown.

import ArgumentParser
import BurgersEquations
import PINN
import PINNTrainer

@main struct BurgersInverseTrainer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "burgers-inverse",
    abstract:
      "Find l1 and l2 in u_t + l1 u u_x = l2 u_xx from 2,000 values of the solution with l1 = 1, l2 = 0.01 / pi.")

  @Option(parsing: .unconditional, help: "Noise on the values, as a share of their standard deviation.")
  var noise = 0.0
  @OptionGroup var options: TrainerOptions

  func run() throws {
    let exact = try ReferenceSolution.coleHopf(viscosity: 0.01 / .pi)
    var data = try PointSet.scattered(2_000, over: [(.x, -1...1), (.t, 0...1)], measuring: "u", seed: options.seed)
    data.data["u"] = try exact.values(of: .u, at: data)
    data = try data.addingNoise(noise, to: "u", seed: options.seed)
    let measured = data
    let equation = UnknownBurgers(
      convection: .trainable("l1", initial: 0.5), viscosity: .trainable("log l2", initial: 0.05, scale: .logarithmic))
    let defaults = TrainerDefaults(name: "burgers-inverse", points: 2_000, width: 20, depth: 3, seconds: 60)
    try options.train(
      defaults, exact: exact,
      completing: { report, _ in report.compareCoefficients(with: ["convection": 1, "viscosity": 0.01 / .pi]) }
    ) { points in
      try Problem(
        equation, on: Interval(-1...1).over(time: 0...1), points: points, conditions: [.data(.u, at: measured)])
    }
  }
}
