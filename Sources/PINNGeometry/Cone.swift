// Cones and truncated cones.

import Foundation
import PINNCore

/// The circular cone over a base disk along the third axis, up to an apex or truncated, with the boundary pieces "side", "base"
/// and, if truncated, "top".
public struct Cone: Region {
  /// The coordinates of its points.
  public let axes: [Axis]
  /// The center of the base disk.
  public let base: [Double]
  /// The radius of the base disk.
  public let radius: Double
  /// The radius at the top, less than at the base; 0 for an apex.
  public let topRadius: Double
  /// The height, above 0.
  public let height: Double

  /// The cone of the given radii and height over x, y, z or the given axes. Throws `ProblemError` unless the base has 3 finite
  /// coordinates, radius and height are finite numbers above 0, and 0 <= topRadius < radius.
  public init(base: [Double], radius: Double, topRadius: Double = 0, height: Double, axes: [Axis]? = nil) throws {
    self.axes = try checkedAxes(axes, for: base, "the base of a cone", allowed: 3...3)
    try checkPositive(radius, "the radius of a cone")
    try checkPositive(height, "the height of a cone")
    guard topRadius >= 0, topRadius < radius else {
      throw ProblemError(
        "the top radius of a cone must be at least 0 and less than its radius \(radius), not \(topRadius)")
    }
    self.base = base
    self.radius = radius
    self.topRadius = topRadius
    self.height = height
  }

  /// The smallest box around it.
  public var bounds: [ClosedRange<Double>] {
    PINNGeometry.bounds(Array(base.prefix(2)), [radius, radius]) + [base[2]...base[2] + height]
  }
  /// pi h (a^2 + a b + b^2) / 3 for radii a and b.
  public var measure: Double {
    .pi * height * (radius * radius + radius * topRadius + topRadius * topRadius) / 3
  }
  /// 3.
  public var dimension: Int { 3 }
  /// "cone of radius 1 and height 2 on (0, 0, 0) (x, y, z)"
  public var description: String {
    let radii = topRadius > 0 ? "radii \(list([radius, topRadius]))" : "radius \(String(format: "%g", radius))"
    return "cone of \(radii) and height \(String(format: "%g", height)) on \(list(base))\(suffix(axes))"
  }

  /// The last unit coordinate goes to the height: the cube of the radius there is uniform. The others go to its disk.
  public func point(at unit: [Double]) -> [Double] {
    let (a, b) = (radius, topRadius)
    let there = cbrt((1 - unit[2]) * a * a * a + unit[2] * b * b * b)
    return point(unit[1], there, there * unit[0].squareRoot())
  }

  /// The distance from the profile in the plane of axial distance and height.
  public func signedDistance(to point: [Double]) -> Double {
    let from = profile(point)
    let (edge, tip) = ([radius, 0], [topRadius, height])
    let distance = min(
      PINNGeometry.distance(from, toSegment: [0, 0], edge), PINNGeometry.distance(from, toSegment: edge, tip),
      topRadius > 0 ? PINNGeometry.distance(from, toSegment: tip, [0, height]) : .infinity)
    let here = radius + (topRadius - radius) * from[1] / height
    return from[1] > 0 && from[1] < height && from[0] < here ? -distance : distance
  }

  /// "side", "base" and, if truncated, "top".
  public var boundary: [BoundaryPiece] {
    let (cone, slant) = (self, normalized([height, radius - topRadius]))
    let disk = { (radius: Double, height: Double) -> any Region in
      Face(factors: [
        Ball(axes: Array(cone.axes.prefix(2)), center: Array(cone.base.prefix(2)), radius: radius),
        SinglePoint(axis: cone.axes[2], value: height, tolerance: cone.tolerance),
      ])
    }
    let side = BoundaryPiece(
      name: "side", region: ConeSide(cone: self),
      distance: PieceDistance(carrier: { cone.side($0) }, extent: { cone.between($0) })
    ) { point in
      let outward = normalized([point[0] - cone.base[0], point[1] - cone.base[1]])
      return [slant[0] * outward[0], slant[0] * outward[1], slant[1]]
    }
    let (floor, ceiling) = (base[2], base[2] + height)
    let bottom = BoundaryPiece(
      name: "base", region: disk(radius, floor),
      distance: PieceDistance(carrier: { $0[2] - floor }, extent: { cone.side($0) })
    ) { _ in [0, 0, -1] }
    guard topRadius > 0 else { return [side, bottom] }
    let top = BoundaryPiece(
      name: "top", region: disk(topRadius, ceiling),
      distance: PieceDistance(carrier: { ceiling - $0[2] }, extent: { cone.side($0) })
    ) { _ in [0, 0, 1] }
    return [side, bottom, top]
  }

  /// The R-conjunction of the side's and the ends' distances.
  public func definingFunction(at point: [Expr]) -> Expr { RFunction.and(side(point), between(point)) }

  /// (rho(z)^2 - x^2 - y^2) / 2 radius, where rho(z) is the cone's radius at a height.
  private func side(_ point: [Expr]) -> Expr {
    let here = radius - ((radius - topRadius) / height) * (point[2] - base[2])
    return (here * here - sumOfSquares([point[0] - base[0], point[1] - base[1]])) / (2 * radius)
  }

  private func between(_ point: [Expr]) -> Expr {
    (point[2] - base[2]) * (base[2] + height - point[2]) / height
  }

  fileprivate func profile(_ point: [Double]) -> [Double] {
    let from = minus(point, base)
    return [(from[0] * from[0] + from[1] * from[1]).squareRoot(), from[2]]
  }

  /// The point at a turn around the axis, at the height where the cone has radius `there`, at a distance from the axis.
  fileprivate func point(_ turn: Double, _ there: Double, _ distance: Double) -> [Double] {
    [
      base[0] + distance * cos(2 * .pi * turn), base[1] + distance * sin(2 * .pi * turn),
      base[2] + height * (radius - there) / (radius - topRadius),
    ]
  }
}

/// The lateral surface of a cone, of area pi (a + b) s for radii a and b and the slant height s.
private struct ConeSide: Region {
  let cone: Cone

  var axes: [Axis] { cone.axes }
  var bounds: [ClosedRange<Double>] { cone.bounds }
  var measure: Double { .pi * (cone.radius + cone.topRadius) * norm([cone.height, cone.radius - cone.topRadius]) }
  var dimension: Int { 2 }
  var boundary: [BoundaryPiece] { [] }
  var description: String { "side of the \(cone)" }

  /// The square of the cone's radius is uniform.
  func point(at unit: [Double]) -> [Double] {
    let (a, b) = (cone.radius, cone.topRadius)
    let there = ((1 - unit[1]) * a * a + unit[1] * b * b).squareRoot()
    return cone.point(unit[0], there, there)
  }

  func signedDistance(to point: [Double]) -> Double {
    distance(cone.profile(point), toSegment: [cone.radius, 0], [cone.topRadius, cone.height])
  }
}
