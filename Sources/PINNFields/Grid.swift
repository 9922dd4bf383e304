// Regular grids to evaluate solutions on: the product of the axes' values, in the order in which files store fields.

import PINNCore

/// A product grid: time first, then the space axes, slowest first (t, z, y, x); the last axis varies fastest.
public struct Grid: Sendable {
  /// The axes in storage order, slowest first, with their values.
  public let axes: [(axis: Axis, values: [Double])]

  /// A grid over the given values, put in storage order. Throws `ProblemError` for an axis without values or named twice.
  public init(_ axes: [(axis: Axis, values: [Double])]) throws {
    for (axis, values) in axes where values.isEmpty || !values.allSatisfy(\.isFinite) {
      throw ProblemError("a grid needs at least one finite value along \(axis)")
    }
    guard Set(axes.map(\.axis)).count == axes.count, !axes.isEmpty else {
      throw ProblemError("a grid needs distinct axes, not (\(axes.map(\.axis.name).joined(separator: ", ")))")
    }
    self.axes = axes.sorted { a, b in
      a.axis == .t || b.axis == .t ? a.axis == .t : a.axis > b.axis
    }
  }

  /// `count` equidistant values along each axis of a region, ends included. Throws `ProblemError` for a count below 2.
  public init(over region: any Region, count: Int) throws {
    guard count >= 2 else { throw ProblemError("a grid needs at least 2 values along each axis, not \(count)") }
    try self.init(
      zip(region.axes, region.bounds).map { axis, range in
        let share = { (i: Int) in Double(i) / Double(count - 1) }
        return (axis, (0..<count).map { (1 - share($0)) * range.lowerBound + share($0) * range.upperBound })
      })
  }

  /// The default grid of a region: 1001 values along one axis, 101 along each of two, 31 of three, 13 of four or more.
  public init(over region: any Region) throws {
    try self.init(over: region, count: [1: 1001, 2: 101, 3: 31][region.axes.count] ?? 13)
  }

  /// The number of values along each axis.
  public var shape: [Int] { axes.map(\.values.count) }

  /// All points [N, order.count] in storage order, their columns in the order asked for.
  public func points(over order: [Axis]) throws -> PointSet {
    guard order.sorted() == axes.map(\.axis).sorted() else {
      throw ProblemError(
        "a grid over (\(axes.map(\.axis.name).joined(separator: ", "))) has no points over "
          + "(\(order.map(\.name).joined(separator: ", ")))")
    }
    return try PointSet(axes: order, points: productTable(axes, over: order))
  }
}

/// All points of the product of the axes' values, the last of which varies fastest, with a column for each axis in the order asked for;
/// each point `times` times in a row.
func productTable(
  _ axes: [(axis: Axis, values: [Double])], over order: [Axis], times: Int = 1
) -> Tensor<Double> {
  let shape = axes.map(\.values.count) + [times]
  var table = Tensor<Double>(shape: [shape.reduce(1, *), order.count])
  for (column, axis) in order.enumerated() {
    let index = axes.firstIndex { $0.axis == axis }!
    let values = axes[index].values
    let run = shape[(index + 1)...].reduce(1, *)
    for row in 0..<table.count { table[row, column] = values[row / run % values.count] }
  }
  return table
}
