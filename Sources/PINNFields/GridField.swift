// A field on a grid: reference data to compare a network with.

import PINNCore

/// The values of one field at all points of a grid. All numbers are finite, but for values that are missing, which are NaN; a
/// reader gives such a field only if it is asked to.
public struct GridField: Sendable {
  /// Where it was found, such as "/fields/u".
  public let name: String
  /// The axes in storage order, slowest first, with their grid values.
  public let axes: [(axis: Axis, values: [Double])]
  /// The values; the shape is the axes' counts.
  public let values: Tensor<Double>

  /// The field called `name`. Throws `ProblemError` for axes named twice and values that don't fit them.
  public init(name: String, axes: [(axis: Axis, values: [Double])], values: Tensor<Double>) throws {
    guard axes.map(\.values.count) == values.shape, Set(axes.map(\.axis)).count == axes.count else {
      let list = axes.map { "\($0.axis) [\($0.values.count)]" }.joined(separator: ", ")
      throw ProblemError("the field '\(name)' has shape \(values.shape), but its coordinates are \(list)")
    }
    (self.name, self.axes, self.values) = (name, axes, values)
  }

  /// All points of the grid [N, axes.count], in the order of `values.elements`: the last of `axes` varies fastest.
  /// The columns are the axes in the order asked for, or that of storage. Throws `ProblemError` for other axes.
  public func points(over order: [Axis]? = nil) throws -> PointSet {
    let stored = axes.map(\.axis)
    let order = order ?? stored
    guard order.sorted() == stored.sorted() else {
      throw ProblemError("'\(name)' is a field over \(stored.map(\.name)), not \(order.map(\.name))")
    }
    return try PointSet(axes: order, points: productTable(axes, over: order))
  }
}

extension GridField {
  /// The field alone on its grid, called `name` (default: the last part of its path).
  public func snapshot(name: String? = nil) -> FieldSnapshot {
    let last = self.name.split(separator: "/").last.map(String.init) ?? self.name
    return FieldSnapshot(coordinates: axes, fields: [(name ?? last, values)])
  }

  /// The values at points inside the grid, over its axes in any order: those of the file at its own points, linear along
  /// each axis in between, which adds an error of the order of the grid's step squared.
  ///
  /// Throws `ProblemError` for points over other axes or outside of the grid, and for a grid whose values along an axis
  /// neither increase nor decrease.
  public func values(at points: PointSet) throws -> [Double] {
    let stored = axes.map(\.axis)
    guard points.axes.sorted() == stored.sorted() else {
      throw ProblemError("'\(name)' is a field over \(stored.map(\.name)), not \(points.axes.map(\.name))")
    }
    // Each axis with the column of its coordinates, its values in increasing order, and how far apart they are stored.
    var stride = values.elements.count
    let grid = try axes.map { axis, stored in
      stride /= stored.count
      let increases = zip(stored, stored.dropFirst()).allSatisfy { $0 < $1 }
      guard increases || zip(stored, stored.dropFirst()).allSatisfy({ $0 > $1 }) else {
        throw ProblemError("'\(name)' can't be interpolated: its values along \(axis) neither increase nor decrease")
      }
      return (
        axis: axis, column: points.axes.firstIndex(of: axis)!, values: increases ? stored : stored.reversed(),
        stride: increases ? stride : -stride, first: increases ? 0 : stride * (stored.count - 1)
      )
    }
    return try (0..<points.count).map { i in
      // The corners of the cell around the point, with their weights.
      var corners = [(offset: 0, weight: 1.0)]
      for axis in grid {
        let x = points.points[i, axis.column]
        let (index, share) = try Self.place(x, in: axis.values, "'\(name)' has no value at \(axis.axis) = \(x)")
        corners = corners.flatMap { corner in
          [(index, 1 - share), (index + 1, share)].filter { $0.1 != 0 }.map {
            (corner.offset + axis.first + $0.0 * axis.stride, corner.weight * $0.1)
          }
        }
      }
      return corners.reduce(0) { $0 + $1.weight * values.elements[$1.offset] }
    }
  }

  /// The index of the last value not above x, and how much of the way to the next one x has gone; ends are met up to
  /// rounding.
  private static func place(_ x: Double, in values: [Double], _ sentence: String) throws -> (index: Int, share: Double)
  {
    let (first, last) = (values[0], values[values.count - 1])
    let slack = 1e-12 * max(last - first, abs(first))
    guard x >= first - slack, x <= last + slack else {
      throw ProblemError("\(sentence): its grid goes from \(first) to \(last)")
    }
    guard x > first else { return (0, 0) }
    guard x < last else { return (values.count - 1, 0) }
    var (low, high) = (0, values.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if values[middle] <= x { low = middle } else { high = middle }
    }
    return (low, (x - values[low]) / (values[high] - values[low]))
  }
}

extension ReferenceSolution {
  /// A solution known on grids, such as fields of a file, and linear along each axis in between (`GridField.values`).
  /// Compare at `GridField.points` to compare with the file alone.
  public init(name: String, fields: [Unknown: GridField]) {
    self.init(name: name) { unknown, points in try fields[unknown]?.values(at: points) }
  }
}
