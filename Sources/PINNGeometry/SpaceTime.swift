// Space-time domains: where time-dependent equations live.

import PINNCore

/// The product of a region of space with a time interval: space axes first, then `.t`. Its boundary pieces are those of the
/// space region over the whole time, under their names, then "initial" (normal -1 along `.t`) and "final" (+1).
public struct SpaceTime: ProductRegion {
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

  /// The space region and the time interval.
  public var factors: [any Region] { [space, time] }
}

extension Region {
  /// The space-time domain of this region over a time interval. Throws `ProblemError` unless the duration is a finite number
  /// above 0 and the region has no axis `.t` of its own.
  public func over(time: ClosedRange<Double>) throws -> SpaceTime { try SpaceTime(space: self, time: time) }
}
