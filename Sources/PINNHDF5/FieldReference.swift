// Fields read from files as known solutions, and as snapshots to draw or to write in another format.

import PINNCore

extension GridField {
  /// The field alone on its grid, called `name` (default: the last part of its path).
  public func snapshot(name: String? = nil) -> FieldSnapshot {
    let last = self.name.split(separator: "/").last.map(String.init) ?? self.name
    return FieldSnapshot(coordinates: axes, fields: [(name ?? last, values)])
  }

  /// The values at points inside the grid, over its axes in any order: those of the file at its own points, linear along
  /// each axis in between, which adds an error of the order of the grid's step squared.
  ///
  /// Throws `HDF5Error` for points over other axes or outside of the grid, and for a grid whose values along an axis
  /// neither increase nor decrease.
  public func values(at points: PointSet) throws -> [Double] {
    let stored = axes.map(\.axis)
    guard points.axes.sorted() == stored.sorted() else {
      throw HDF5Error("'\(name)' is a field over \(stored.map(\.name)), not \(points.axes.map(\.name))")
    }
    // Each axis with the column of its coordinates, its values in increasing order, and how far apart they are stored.
    var stride = values.elements.count
    let grid = try axes.map { axis, stored in
      stride /= stored.count
      let increases = zip(stored, stored.dropFirst()).allSatisfy { $0 < $1 }
      guard increases || zip(stored, stored.dropFirst()).allSatisfy({ $0 > $1 }) else {
        throw HDF5Error("'\(name)' can't be interpolated: its values along \(axis) neither increase nor decrease")
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
      throw HDF5Error("\(sentence): its grid goes from \(first) to \(last)")
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
