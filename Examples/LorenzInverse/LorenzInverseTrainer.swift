// Three coefficients of a chaotic system from a trajectory that is measured now and then.

import ArgumentParser
import DynamicsEquations
import PINN
import PINNTrainer

@main struct LorenzInverseTrainer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lorenz-inverse",
    abstract: "Find sigma = 10, rho = 15 and beta = 8/3 of Lorenz' system from values of x, y, z at 61 times in [0, 3]."
  )

  @Option(parsing: .unconditional, help: "Noise on the values, as a share of their standard deviation.")
  var noise = 0.0
  @OptionGroup var options: TrainerOptions

  func run() throws {
    let known = ["prandtl": 10, "rayleigh": 15, "aspect": 8.0 / 3]
    let measured = try PointSet.lorenz([10, 15, 8.0 / 3]).addingNoise(noise, to: "x", "y", "z", seed: options.seed)
    let equation = Lorenz(
      prandtl: .trainable("sigma", initial: 5), rayleigh: .trainable("rho", initial: 5),
      aspect: .trainable("beta", initial: 1))
    let defaults = TrainerDefaults(name: "lorenz-inverse", points: 300, width: 24, depth: 2, seconds: 20)
    try options.train(
      defaults, network: { ScaledOutputs($0, scales: [10], shifts: [0, 0, 15]) },
      completing: { report, _ in report.compareCoefficients(with: known) }
    ) { points in
      try Problem(
        equation, on: Interval(.t, 0...3), points: points, conditions: [.data(.x, .y, .z, at: measured)])
    }
  }
}
