// What do scattered velocities in the wake of a cylinder say about the fluid? Two coefficients and the pressure, never
// measured.

import ArgumentParser
import PINN
import PINNTrainer

@main struct WakeTrainer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wake",
    abstract:
      "Find l1, l2 and p in u_t + l1 (u . grad) u = -grad p + l2 laplacian u from velocities at scattered points.")

  @Option(
    help:
      "HDF5 file with train_xyt, train_u, train_v, of which those at t = 0 are left out, and test_xy, test_t, test_p (default: velocities of an exact flow)."
  )
  var data: String?
  @Option(parsing: .unconditional, help: "Noise on the velocities, as a share of their standard deviations.")
  var noise = 0.0
  @OptionGroup var options: TrainerOptions

  func run() throws {
    let source = try (data.map(WakeData.init(path:)) ?? WakeData.exact(seed: options.seed))
      .addingNoise(noise, seed: options.seed)
    let defaults = TrainerDefaults(name: "wake", points: 5_000, width: 28, depth: 5, seconds: 590)
    let equation = WakeFlow(
      convection: .trainable("l1", initial: 0.5), viscosity: .trainable("log l2", initial: 0.1, scale: .logarithmic))
    try options.train(defaults, completing: source.complete) { points in
      try Problem(
        equation, on: source.region, points: points,
        conditions: [
          .law("velocity", at: source.velocities) { s in
            let (u, v) = velocity(s)
            return ["u": u - s.datum("u"), "v": v - s.datum("v")]
          }
        ])
    }
  }
}
