// Cylinders: disks times intervals.

import PINNCore

/// The circular cylinder over a disk along the third axis, with the boundary pieces "side", "bottom" and "top".
public struct Cylinder: ProductRegion {
  /// The disk and the interval.
  public let factors: [any Region]

  /// The cylinder of a radius and a height whose bottom disk has the center `base`, over x, y, z or the given axes. Throws
  /// `ProblemError` unless the center has 3 finite coordinates and radius and height are finite numbers above 0.
  public init(base: [Double], radius: Double, height: Double, axes: [Axis]? = nil) throws {
    let axes = try checkedAxes(axes, for: base, "the base of a cylinder", allowed: 3...3)
    try checkPositive(radius, "the radius of a cylinder")
    try checkPositive(height, "the height of a cylinder")
    factors = [
      try Ball(center: Array(base.prefix(2)), radius: radius, axes: Array(axes.prefix(2)), piece: "side"),
      try Interval(axes[2], base[2]...base[2] + height, endNames: ["bottom", "top"]),
    ]
  }
}
