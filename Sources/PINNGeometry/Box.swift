// Boxes: products of intervals, in any number of dimensions.

import PINNCore

/// The box [a1, b1] x [a2, b2] x ... with the boundary pieces "x=a1", "x=b1", "y=a2", ... (numbers as `%g`).
public struct Box: ProductRegion {
  /// The intervals, one for each axis.
  public let factors: [any Region]
  private let ranges: [ClosedRange<Double>]

  /// The rectangle x * y. Throws `ProblemError` unless both lengths are finite numbers above 0.
  public init(x: ClosedRange<Double>, y: ClosedRange<Double>) throws {
    try self.init([(.x, x), (.y, y)])
  }

  /// The cuboid x * y * z. Throws `ProblemError` unless all lengths are finite numbers above 0.
  public init(x: ClosedRange<Double>, y: ClosedRange<Double>, z: ClosedRange<Double>) throws {
    try self.init([(.x, x), (.y, y), (.z, z)])
  }

  /// The box with the given range along each axis, in this order: `Box([("r", 1...2), (.z, 0...5)])`. Throws `ProblemError`
  /// unless there is an axis, all axes differ, and all lengths are finite numbers above 0.
  public init(_ ranges: [(axis: Axis, range: ClosedRange<Double>)]) throws {
    guard !ranges.isEmpty else { throw ProblemError("a box needs at least one axis with its range") }
    try checkDistinct(ranges.map(\.axis))
    factors = try ranges.map { try Interval($0.axis, $0.range) }
    self.ranges = ranges.map(\.range)
  }

  /// The Euclidean distance: that of every product, without going through the factors.
  public func signedDistance(to point: [Double]) -> Double {
    precondition(point.count == ranges.count, "a point of \(self) has \(ranges.count) coordinates, not \(point.count)")
    var (inside, outside) = (-Double.infinity, 0.0)
    for i in ranges.indices {
      let distance = max(ranges[i].lowerBound - point[i], point[i] - ranges[i].upperBound)
      inside = max(inside, distance)
      // Not a number stays one.
      if !(distance <= 0) { outside += distance * distance }
    }
    return outside == 0 ? inside : outside.squareRoot()
  }
}
