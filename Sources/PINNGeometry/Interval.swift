// Intervals: the one-dimensional region that boxes and space-time domains are made of.

import Foundation
import PINNCore

extension ClosedRange<Double> {
  /// The range from `lower` to `upper` for two numbers that a person gave, such as flags of a command line:
  /// `try Interval(.x, .from(left, to: right))`. Throws `ProblemError` where `lower...upper` would trap, that is for
  /// reversed bounds and for bounds that are not numbers.
  public static func from(_ lower: Double, to upper: Double) throws -> ClosedRange<Double> {
    guard lower <= upper else {
      throw ProblemError("a range must go from a smaller number to a larger one, not from \(lower) to \(upper)")
    }
    return lower...upper
  }
}

/// The closed interval [lower, upper] of one axis, with the boundary pieces "x=lower" and "x=upper" (numbers as `%g`).
public struct Interval: Region {
  /// The axis it lies on.
  public let axis: Axis
  /// The coordinates of its points.
  public let range: ClosedRange<Double>
  /// 1e-12 of the largest of the length and the ends' magnitudes.
  public let tolerance: Double
  private let endNames: [String]

  /// The interval `range` of `.x`. Throws `ProblemError` unless its length is a finite number above 0.
  public init(_ range: ClosedRange<Double>) throws { try self.init(.x, range) }

  /// The interval `range` of `axis`. Throws `ProblemError` unless its length is a finite number above 0.
  public init(_ axis: Axis, _ range: ClosedRange<Double>) throws {
    // Adding 0 turns -0 into 0; ends too close together for %g print all their digits, so that names stay unique.
    let ends = [range.lowerBound + 0, range.upperBound + 0]
    let short = ends.map { String(format: "%g", $0) }
    let labels = short[0] == short[1] ? ends.map { "\($0)" } : short
    try self.init(axis, range, endNames: labels.map { "\(axis)=\($0)" })
  }

  /// The interval `range` of `axis`, whose ends are called `endNames`, lower end first.
  init(_ axis: Axis, _ range: ClosedRange<Double>, endNames: [String]) throws {
    let length = range.upperBound - range.lowerBound
    guard length > 0, length.isFinite else {
      throw ProblemError("the range of axis \(axis) must have a finite length above 0, but it is \(range)")
    }
    self.axis = axis
    self.range = range
    tolerance = roundingTolerance(of: [range])
    self.endNames = endNames
  }

  /// The interval's axis alone.
  public var axes: [Axis] { [axis] }
  /// The interval's range alone.
  public var bounds: [ClosedRange<Double>] { [range] }
  /// The length.
  public var measure: Double { range.upperBound - range.lowerBound }
  /// 1.
  public var dimension: Int { 1 }
  /// "[-1, 1] (x)"
  public var description: String {
    String(format: "[%g, %g] ", range.lowerBound + 0, range.upperBound + 0) + "(\(axis))"
  }

  /// lower + (upper - lower) unit, exact at both ends.
  public func point(at unit: [Double]) -> [Double] {
    precondition(unit.count == 1, "an interval has 1 unit coordinate, not \(unit.count)")
    let value = (1 - unit[0]) * range.lowerBound + unit[0] * range.upperBound
    return [min(max(value, range.lowerBound), range.upperBound)]
  }

  /// max(lower - x, x - upper).
  public func signedDistance(to point: [Double]) -> Double {
    precondition(point.count == 1, "a point of an interval has 1 coordinate, not \(point.count)")
    return point[0].isNaN ? .nan : max(range.lowerBound - point[0], point[0] - range.upperBound)
  }

  /// The lower end with normal -1 and the upper end with normal +1; their distances are x - lower and upper - x.
  public var boundary: [BoundaryPiece] {
    zip(endNames, [(range.lowerBound, -1.0), (range.upperBound, 1.0)]).map { name, end in
      let (value, side) = end
      return BoundaryPiece(
        name: name, region: SinglePoint(axis: axis, value: value, tolerance: tolerance),
        distance: PieceDistance { side < 0 ? $0[0] - value : value - $0[0] }
      ) { _ in [side] }
    }
  }

  /// (x - lower)(upper - x) / length.
  public func definingFunction(at point: [Expr]) -> Expr {
    (point[0] - range.lowerBound) * (range.upperBound - point[0]) / measure
  }
}

extension Interval: TimedRegion {
  /// An interval of time over another time; any other interval has none.
  public func during(_ time: ClosedRange<Double>) throws -> any Region {
    guard axis == .t else { throw ProblemError("\(self) is no interval of time") }
    return try Interval(.t, time)
  }
}

/// One point of an axis: an end of an interval. Dimension 0, measure 1.
struct SinglePoint: Region {
  let axis: Axis
  let value: Double
  /// Of the interval that the point bounds: the point has no size of its own.
  let tolerance: Double

  var axes: [Axis] { [axis] }
  var bounds: [ClosedRange<Double>] { [value...value] }
  var measure: Double { 1 }
  var dimension: Int { 0 }
  var boundary: [BoundaryPiece] { [] }
  var description: String { String(format: "{%g} ", value + 0) + "(\(axis))" }

  func point(at unit: [Double]) -> [Double] {
    precondition(unit.isEmpty, "a single point has 0 unit coordinates, not \(unit.count)")
    return [value]
  }

  func signedDistance(to point: [Double]) -> Double {
    precondition(point.count == 1, "a point of one axis has 1 coordinate, not \(point.count)")
    return (point[0] - value).magnitude
  }
}
