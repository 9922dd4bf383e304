// What the equations' tests share: random points, and residuals evaluated by compiled programs.

import Foundation
import PINNCore

/// `count` uniform random points of the box that the ranges span, one range for each axis.
func randomPoints(_ count: Int, _ ranges: [(axis: Axis, range: ClosedRange<Double>)]) throws -> PointSet {
  var rng = RandomStream(seed: 1, for: "test")
  let rows = (0..<count).map { _ in
    ranges.map { $0.range.lowerBound + rng.uniform() * ($0.range.upperBound - $0.range.lowerBound) }
  }
  return try PointSet(axes: ranges.map(\.axis), points: Tensor(rows: rows))
}

/// Values [N, m] of scalar expressions at points.
func evaluate(_ expressions: [Expr], at points: PointSet) throws -> Tensor<Double> {
  try Program<Double>(values: expressions, axes: points.axes).values(at: points.points)
}

/// The equation's residuals by name, at the points, for the given fields.
func residuals<E: Equation>(
  of equation: E, _ fields: [E.Unknown: Expr], at points: PointSet
) throws -> [(name: String, values: [Double])] {
  let residuals = equation.residuals(State(fields))
  let values = try evaluate(residuals.map(\.value), at: points)
  return zip(residuals, 0...).map { ($0.key, values.column($1)) }
}

/// The largest magnitude among all residuals and points.
func largestResidual<E: Equation>(
  of equation: E, _ solution: ReferenceSolution<E.Unknown>, at points: PointSet
) throws -> Double {
  try residuals(of: equation, solution.closedForm, at: points).flatMap(\.values).reduce(0) { max($0, abs($1)) }
}

/// The root mean square of each expression over the points.
func rootMeanSquares(_ expressions: [Expr], at points: PointSet) throws -> [Double] {
  let values = try evaluate(expressions, at: points)
  return expressions.indices.map { j in
    (values.column(j).reduce(0) { $0 + $1 * $1 } / Double(points.count)).squareRoot()
  }
}

/// The point of row `i` as a function from axis to coordinate.
func coordinates(_ points: PointSet, _ i: Int) -> (Axis) -> Double {
  { axis in points.points[i, points.axes.firstIndex(of: axis)!] }
}

/// The sentence of the error that `body` throws, or nil.
func complaint(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch { return "\(error)" }
}

/// The coordinates as expressions.
let (x, y, z, t) = (
  Expr.coordinate(.x), Expr.coordinate(.y), Expr.coordinate(.z), Expr.coordinate(.t)
)
