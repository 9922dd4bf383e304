// Points that are never trained on: what the loss is worth there, condition by condition, and where residuals are largest.

import PINNCore

/// A condition's residual at points that were never trained on.
public struct HeldOutResidual: Sendable, Equatable {
  /// The residual's name, as in the loss's terms.
  public let name: String
  /// The number of points.
  public let points: Int
  /// The root of the mean square.
  public let rootMeanSquare: Double
  /// The root of the mean square, divided by that of the sum of the magnitudes of the residual's terms: 1 for a residual that is as
  /// large as its terms, 1e-6 for an equation that holds to six digits.
  public let relative: Double
  /// The largest absolute value.
  public let maximum: Double
  /// Where the largest value is: coordinates in the order of the region's axes.
  public let place: [Double]

  package init(
    name: String, points: Int, rootMeanSquare: Double, relative: Double, maximum: Double, place: [Double]
  ) {
    (self.name, self.points, self.rootMeanSquare, self.relative) = (name, points, rootMeanSquare, relative)
    (self.maximum, self.place) = (maximum, place)
  }
}

/// Residuals at fixed points of every law.
package final class HeldOut {
  private let laws: [Law]
  private let points: [CollocationPoints]
  private var evaluators: [Executor<Double>] = []
  package let terms: [LossTerm]
  package let axes: [Axis]

  /// As many points as each condition asks for, of random streams of their own; given points are trained on, all of them.
  init(_ laws: [Law], axes: [Axis]) throws {
    (self.laws, self.axes) = (laws, axes)
    points = try laws.map { try $0.choice.points(purpose: .heldOutPoints) }
    terms = laws.flatMap(\.terms)
  }

  /// One law's residuals [N, k], divided by their sizes, at its held-out points, with its weight.
  package struct Residuals {
    package let points: Tensor<Double>
    package let values: Tensor<Double>
    package let weight: Double
  }

  /// All residuals, by law.
  package func residuals(at parameters: [Double]) throws -> [Residuals] {
    if evaluators.isEmpty { evaluators = try zip(laws, points).map { try $0.evaluator(at: $1) } }
    return laws.indices.map { c in
      Residuals(
        points: points[c].table, values: evaluators[c].values(parameters: parameters), weight: laws[c].weight)
    }
  }

  /// The loss at the held-out points.
  package func loss(at parameters: [Double]) throws -> Double { try terms(at: parameters).reduce(0, +) }

  /// The terms of the loss at the held-out points: w_c mean r_k^2.
  package func terms(at parameters: [Double]) throws -> [Double] { meanSquares(of: try residuals(at: parameters)) }

  /// The terms of the loss that residuals come to: w_c mean r_k^2.
  package func meanSquares(of tables: [Residuals]) -> [Double] {
    tables.flatMap { table in
      (0..<table.values.rowLength).map { k in
        table.weight * table.values.column(k).reduce(0) { $0 + $1 * $1 } / Double(table.values.count)
      }
    }
  }

  /// All residuals, in the order of the loss's terms.
  package func report(at parameters: [Double]) throws -> [HeldOutResidual] {
    let columns = try zip(laws, residuals(at: parameters)).flatMap { law, table in
      (0..<law.width).map { k in (table.points, table.values.column(k).map { law.sizes[k] * $0 }) }
    }
    let interior = zip(laws, points).first { $0.0.source == .equation }!.1
    // Of a system's equations one may have nothing but zeros, such as that across a channel.
    let sizes = try zip(laws, points).flatMap { law, points in
      let sizes = try law.sizesOfTerms(at: points, interior: interior, parameters: parameters)
      return sizes.map { max($0, 1e-3 * (sizes.max() ?? 0)) }
    }
    return zip(zip(terms, sizes), columns).map { term, column in
      let (term, size) = term
      let (points, values) = column
      let worst = values.indices.max { abs(values[$0]) < abs(values[$1]) } ?? 0
      let root = (values.reduce(0) { $0 + $1 * $1 } / Double(values.count)).squareRoot()
      return HeldOutResidual(
        name: term.name, points: values.count, rootMeanSquare: root,
        relative: size > 0 ? root / size : root > 0 ? .infinity : 0,
        maximum: abs(values[worst]), place: Array(points.row(worst)))
    }
  }
}
