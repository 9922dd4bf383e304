// Space-time domains: where time-dependent equations live.

import Foundation
import PINNCore

/// The product of a region of space with a time interval: space axes first, then `.t`. Its boundary pieces are those of the
/// space region over the whole time, under their names, then "initial" (normal -1 along `.t`) and "final" (+1).
public struct SpaceTime: ProductRegion, TimedRegion {
  /// The region of space.
  public let space: any Region
  /// The time interval.
  public let time: Interval

  /// `space` over `time`; `region.over(time: 0...1)` says the same. Throws `ProblemError` unless the duration is a finite
  /// number above 0 and `space` has no axis `.t` of its own.
  public init(space: any Region, time: ClosedRange<Double>) throws {
    try checkDistinct(space.axes + [.t])
    self.space = space
    self.time = try Interval(.t, time, endNames: ["initial", "final"])
  }

  /// The space region over another time.
  public func during(_ time: ClosedRange<Double>) throws -> any Region { try SpaceTime(space: space, time: time) }

  /// The space region and the time interval.
  public var factors: [any Region] { [space, time] }

  /// One place at `count` times, t_i = t_0 + T (1 - cos(pi (i + 1/2) / count)) / 2: for what is known at a place over time, such
  /// as a sensor's reading, or the pressure that fixes an incompressible flow's function of time alone.
  ///
  /// Throws `ProblemError` for a place that isn't one in `space`, and for a count below 1.
  public func instants(at place: [Axis: Double], count: Int = 40) throws -> PointSet {
    let coordinates = space.axes.compactMap { place[$0] }
    guard place.count == space.axes.count, coordinates.count == place.count, space.contains(coordinates) else {
      let given = place.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }.joined(separator: ", ")
      throw ProblemError(
        "instants are those of a place in \(space), with a value for each of \(space.axes.map(\.name)), not \(given)")
    }
    guard count > 0 else { throw ProblemError("a place needs at least one instant, not \(count)") }
    let rows = (0..<count).map { i in
      let share = 0.5 - 0.5 * cos(.pi * (Double(i) + 0.5) / Double(count))
      return coordinates + [(1 - share) * time.range.lowerBound + share * time.range.upperBound]
    }
    return try PointSet(axes: axes, points: Tensor(rows: rows))
  }
}

extension Region {
  /// The space-time domain of this region over a time interval. Throws `ProblemError` unless the duration is a finite number
  /// above 0 and the region has no axis `.t` of its own.
  public func over(time: ClosedRange<Double>) throws -> SpaceTime { try SpaceTime(space: self, time: time) }
}
