// Tori.

import Foundation
import PINNCore

/// The solid torus of points at most `minorRadius` from the circle of radius `majorRadius` around a center, in the plane of the
/// first two axes, with one boundary piece.
public struct Torus: Region {
  /// The coordinates of its points.
  public let axes: [Axis]
  /// The center.
  public let center: [Double]
  /// The radius R of the circle in the middle of the tube.
  public let majorRadius: Double
  /// The radius r of the tube, 0 < r < R.
  public let minorRadius: Double
  private let piece: String

  /// The torus of the given radii over x, y, z or the given axes, whose boundary piece is called `piece`. Throws `ProblemError`
  /// unless the center has 3 finite coordinates and 0 < minorRadius < majorRadius < infinity.
  public init(
    center: [Double], majorRadius: Double, minorRadius: Double, axes: [Axis]? = nil, piece: String = "boundary"
  ) throws {
    self.axes = try checkedAxes(axes, for: center, "the center of a torus", allowed: 3...3)
    try checkPositive(majorRadius, "the major radius of a torus")
    try checkPositive(minorRadius, "the minor radius of a torus")
    guard minorRadius < majorRadius else {
      throw ProblemError(
        "the minor radius of a torus must be less than the major one, but they are \(minorRadius) and \(majorRadius)")
    }
    self.center = center
    self.majorRadius = majorRadius
    self.minorRadius = minorRadius
    self.piece = piece
  }

  /// The smallest box around it.
  public var bounds: [ClosedRange<Double>] {
    let reach = majorRadius + minorRadius
    return PINNGeometry.bounds(center, [reach, reach, minorRadius])
  }
  /// 2 pi^2 R r^2.
  public var measure: Double { 2 * .pi * .pi * majorRadius * minorRadius * minorRadius }
  /// 3.
  public var dimension: Int { 3 }
  /// "torus of radii 2 and 0.5 around (0, 0, 0) (x, y, z)"
  public var description: String {
    "torus of radii \(String(format: "%g and %g", majorRadius, minorRadius)) around \(list(center))\(suffix(axes))"
  }

  /// The unit coordinates go to the angle around the axis, the angle around the tube, and the distance s from the tube's middle.
  /// With the volume (R + s cos phi) s ds dphi dtheta, phi + e sin phi with e = 2r / 3R is uniform, and s has the cumulative
  /// distribution (R s^2 / 2 + s^3 cos(phi) / 3) over its value at r.
  public func point(at unit: [Double]) -> [Double] {
    let angle = Self.tubeAngle(unit[1], 2 * minorRadius / (3 * majorRadius))
    let slope = cos(angle) / 3
    func volume(_ s: Double) -> Double { s * s * (0.5 * majorRadius + slope * s) }
    let distance = inverse(volume, at: unit[2] * volume(minorRadius), over: 0...minorRadius)
    return Self.point(center, 2 * .pi * unit[0], angle, majorRadius, distance)
  }

  /// The distance from the circle in the middle of the tube, less r.
  public func signedDistance(to point: [Double]) -> Double {
    let from = minus(point, center)
    let across = (from[0] * from[0] + from[1] * from[1]).squareRoot() - majorRadius
    return (across * across + from[2] * from[2]).squareRoot() - minorRadius
  }

  /// The whole surface; its distance is the defining function.
  public var boundary: [BoundaryPiece] {
    let (center, majorRadius) = (center, majorRadius)
    return [
      wholeBoundary(of: self, name: piece, as: TorusSurface(torus: self)) { point in
        let from = minus(point, center)
        let radius = (from[0] * from[0] + from[1] * from[1]).squareRoot()
        let shrink = 1 - majorRadius / radius
        return normalized([from[0] * shrink, from[1] * shrink, from[2]])
      }
    ]
  }

  /// (4 R^2 (x^2 + y^2) - (x^2 + y^2 + z^2 + R^2 - r^2)^2) / (8 R^2 r): a polynomial, the distance on the tube's crown to first
  /// order and elsewhere within the factor (1 -+ r/R).
  public func definingFunction(at point: [Expr]) -> Expr {
    let from = zip(point, center).map { $0 - $1 }
    let square = majorRadius * majorRadius
    let sum = sumOfSquares(from) + (square - minorRadius * minorRadius)
    return (4 * square * sumOfSquares(Array(from.prefix(2))) - sum * sum) / (8 * square * minorRadius)
  }

  /// The angle phi with phi + e sin phi = 2 pi u.
  fileprivate static func tubeAngle(_ unit: Double, _ e: Double) -> Double {
    inverse({ $0 + e * sin($0) }, at: 2 * .pi * unit, over: 0...2 * .pi)
  }

  fileprivate static func point(
    _ center: [Double], _ around: Double, _ angle: Double, _ majorRadius: Double, _ distance: Double
  ) -> [Double] {
    let radius = majorRadius + distance * cos(angle)
    return [
      center[0] + radius * cos(around), center[1] + radius * sin(around), center[2] + distance * sin(angle),
    ]
  }
}

/// The surface of a torus, of area 4 pi^2 R r.
private struct TorusSurface: Region {
  let torus: Torus

  var axes: [Axis] { torus.axes }
  var bounds: [ClosedRange<Double>] { torus.bounds }
  var measure: Double { 4 * .pi * .pi * torus.majorRadius * torus.minorRadius }
  var dimension: Int { 2 }
  var boundary: [BoundaryPiece] { [] }
  var description: String { "surface of the \(torus)" }

  /// The area is (R + r cos phi) r dphi dtheta, so phi + e sin phi with e = r / R is uniform.
  func point(at unit: [Double]) -> [Double] {
    let angle = Torus.tubeAngle(unit[1], torus.minorRadius / torus.majorRadius)
    return Torus.point(torus.center, 2 * .pi * unit[0], angle, torus.majorRadius, torus.minorRadius)
  }

  func signedDistance(to point: [Double]) -> Double { torus.signedDistance(to: point).magnitude }
}
