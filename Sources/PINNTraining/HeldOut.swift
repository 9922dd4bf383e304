// Points that are never trained on: what the loss is worth there, condition by condition, and where residuals are largest.

import PINNCore

/// A condition's residual at points that were never trained on.
public struct HeldOutResidual: Sendable, Equatable {
  /// The residual's name, as in the training's terms.
  public let name: String
  /// The number of points.
  public let points: Int
  /// The root of the mean square.
  public let rootMeanSquare: Double
  /// The largest absolute value.
  public let maximum: Double
  /// Where the largest value is: coordinates in the order of the region's axes.
  public let place: [Double]
}

/// Residuals at fixed points of every condition.
struct HeldOut {
  private let points: [CollocationPoints]
  private let values: ResidualValues
  let terms: [LossTerm]
  let axes: [Axis]
  private let weights: [Double]

  /// As many points as each condition asks for, of random streams of their own; given points are trained on, all of them.
  init<E: Equation>(_ problem: Problem<E>, _ objective: TrainingObjective, _ sampling: Sampling, seed: UInt64) throws {
    points = try problem.conditions.indices.map {
      try problem.collocationPoints(of: $0, sampling, seed: seed, purpose: .heldOutPoints)
    }
    values = objective.residualValues
    terms = objective.terms
    axes = problem.region.axes
    weights = problem.conditions.map(\.weight)
  }

  /// One condition's residuals [N, k] at its held-out points, with its weight.
  struct Residuals {
    let points: Tensor<Double>
    let values: Tensor<Double>
    let weight: Double
  }

  /// All residuals, by condition.
  func residuals(at parameters: [Double]) throws -> [Residuals] {
    try points.indices.map { c in
      Residuals(
        points: points[c].table, values: try values.values(c, at: points[c], parameters: parameters),
        weight: weights[c])
    }
  }

  /// The loss at the held-out points.
  func loss(at parameters: [Double]) throws -> Double { try terms(at: parameters).reduce(0, +) }

  /// The terms of the loss at the held-out points: w_c mean r_k^2.
  func terms(at parameters: [Double]) throws -> [Double] { meanSquares(of: try residuals(at: parameters)) }

  /// The terms of the loss that residuals come to: w_c mean r_k^2.
  func meanSquares(of tables: [Residuals]) -> [Double] {
    tables.flatMap { table in
      (0..<table.values.rowLength).map { k in
        table.weight * table.values.column(k).reduce(0) { $0 + $1 * $1 } / Double(table.values.count)
      }
    }
  }

  /// All residuals, in the order of the training's terms.
  func report(at parameters: [Double]) throws -> [HeldOutResidual] {
    var names = terms.map(\.name)[...]
    return try points.indices.flatMap { c in
      let table = try values.values(c, at: points[c], parameters: parameters)
      return (0..<table.rowLength).map { k in
        let column = table.column(k)
        let worst = column.indices.max { abs(column[$0]) < abs(column[$1]) } ?? 0
        return HeldOutResidual(
          name: names.removeFirst(), points: table.count,
          rootMeanSquare: (column.reduce(0) { $0 + $1 * $1 } / Double(table.count)).squareRoot(),
          maximum: abs(column[worst]), place: Array(points[c].table.row(worst)))
      }
    }
  }
}
