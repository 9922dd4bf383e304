// Three coefficients of a chaotic system from a trajectory that is measured now and then.

import ArgumentParser
import DynamicsEquations
import PINN
import TrainerCommand

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
    let measured = try Self.trajectory([10, 15, 8.0 / 3]).addingNoise(noise, to: "x", "y", "z", seed: options.seed)
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

  /// From (-8, 7, 27), by the classical Runge-Kutta method with steps of 1/2000 (to about 1e-10), at every hundredth.
  private static func trajectory(_ k: [Double]) throws -> PointSet {
    func rate(_ p: [Double]) -> [Double] {
      [k[0] * (p[1] - p[0]), p[0] * (k[1] - p[2]) - p[1], p[0] * p[1] - k[2] * p[2]]
    }
    func moved(_ p: [Double], _ h: Double, _ v: [Double]) -> [Double] { zip(p, v).map { $0 + h * $1 } }
    let h = 1.0 / 2_000
    var (states, p) = ([[Double]](), [-8.0, 7, 27])
    for step in 0...6_000 {
      if step.isMultiple(of: 100) { states.append(p) }
      let a = rate(p)
      let b = rate(moved(p, h / 2, a))
      let c = rate(moved(p, h / 2, b))
      let d = rate(moved(p, h, c))
      p = p.indices.map { p[$0] + h / 6 * (a[$0] + 2 * b[$0] + 2 * c[$0] + d[$0]) }
    }
    return try PointSet(
      axes: [.t], points: Tensor(rows: states.indices.map { [Double($0) / 20] }),
      data: ["x": states.map { $0[0] }, "y": states.map { $0[1] }, "z": states.map { $0[2] }])
  }
}
