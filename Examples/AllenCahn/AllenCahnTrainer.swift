// Phases that part: the Allen-Cahn equation in the form that the literature on PINNs takes, against a spectral solution.

import ArgumentParser
import PINN
import PhaseFieldEquations
import PINNTrainer

@main struct AllenCahnTrainer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "allen-cahn",
    abstract: "Solve u_t = 1e-4 u_xx + 5 (u - u^3) on [-1, 1] x [0, 1], periodic, with u(x, 0) = x^2 cos(pi x).")

  @OptionGroup var options: TrainerOptions

  func run() throws {
    let defaults = TrainerDefaults(name: "allen-cahn", points: 2_000, width: 20, depth: 5, seconds: 118)
    try options.train(
      defaults, network: { PeriodicEmbedding(along: .x, period: 2, harmonics: 4, then: $0) },
      completing: { report, solution in
        report.errors.append(try solution.errors(against: .spectral, at: .spectralPlaces))
      }
    ) { points in
      try Problem(
        AllenCahnEquation(diffusivity: 1e-4, rate: 5), on: Interval(-1...1).over(time: 0...1), points: points,
        conditions: [.initial(.u, points: max(1, points / 5)) { s in s[.x] * s[.x] * cos(.pi * s[.x]) }])
    }
  }
}
