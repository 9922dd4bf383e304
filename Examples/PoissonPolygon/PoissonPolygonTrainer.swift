// A potential in a disk with a square and a triangular hole: geometry by set operations.

import ArgumentParser
import PINN
import PoissonEquations
import PINNTrainer

@main struct PoissonPolygonTrainer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "poisson-polygon",
    abstract: "Solve Laplace's equation in a disk with polygonal holes, with u given on all boundaries.")

  @OptionGroup var options: TrainerOptions

  func run() throws {
    let square = try Polygon([[-0.6, -0.2], [-0.2, -0.2], [-0.2, 0.2], [-0.6, 0.2]])
    let triangle = try Polygon([[0.2, -0.3], [0.6, 0], [0.2, 0.3]])
    let domain = try Ball(center: [0, 0], radius: 1) - square - triangle
    // A line charge in the square hole, and the imaginary part of e^(x + i y).
    let (x, y) = (Expr.coordinate(.x), Expr.coordinate(.y))
    let charge = 0.5 * log(pow(x + 0.4, 2) + pow(y, 2))
    let exact = ReferenceSolution<PoissonEquation.Unknown>(
      name: "exact (line charge)", closedForm: [.u: charge + exp(x) * sin(y)])
    let defaults = TrainerDefaults(name: "poisson-polygon", points: 1_000, width: 20, depth: 3, seconds: 30)
    try options.train(defaults, exact: exact) { points in
      try Problem(
        PoissonEquation(dimension: 2), on: domain, points: points,
        conditions: [.matching(exact, .u, on: "boundary", points: max(1, points / 3))])
    }
  }
}
