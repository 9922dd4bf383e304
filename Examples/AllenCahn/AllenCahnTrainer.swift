// Phases that part: the Allen-Cahn equation in the form that the literature on PINNs takes, against a spectral solution.

import ArgumentParser
import Foundation
import PINN
import PhaseFieldEquations
import TrainerCommand

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
        report.errors.append(try solution.errors(against: Self.spectral, at: Self.places))
      }
    ) { points in
      try Problem(
        AllenCahnEquation(diffusivity: 1e-4, rate: 5), on: Interval(-1...1).over(time: 0...1), points: points,
        conditions: [.initial(.u, points: max(1, points / 5)) { s in s[.x] * s[.x] * cos(.pi * s[.x]) }])
    }
  }

  /// Fourier's method with 8192 modes and fourth-order exponential time differencing, within 1e-11; u is even in x.
  private static let spectral = ReferenceSolution<AllenCahnEquation.Unknown>(name: "spectral solution") { _, _ in
    [
      0.000108666893893, 0.0392736058345, 0.119322540281, 0.144730960013, -0.000341463933884, -0.380300600818,
      -0.762371943119, -0.938502579455, -0.998589446154,
      0.0012164450681, 0.173830767248, 0.473832189308, 0.547336976741, -0.00380796282352, -0.878288797391,
      -0.98244616163, -0.996632872618, -0.999886074784,
      0.0295797209923, 0.905633188839, 0.988474647666, 0.992145254408, -0.064076797728, -0.998973085222,
      -0.999877244578, -0.9999770156, -0.999998883737,
    ]
  }

  /// x = 0, 1/8, ..., 1 at the times 0.2, 0.5 and 1.
  private static var places: PointSet {
    get throws {
      let rows: [[Double]] = [0.2, 0.5, 1].flatMap { (t: Double) in (0...8).map { [Double($0) / 8, t] } }
      return try PointSet(axes: [.x, .t], points: Tensor(rows: rows))
    }
  }
}
