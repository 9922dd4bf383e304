// Disks and balls.

import Foundation
import PINNCore

/// The disk (2 coordinates) or ball (3) of points at most `radius` from `center`, with one boundary piece.
public struct Ball: Region {
  /// The coordinates of its points.
  public let axes: [Axis]
  /// The center, one number for each axis.
  public let center: [Double]
  /// The radius, above 0.
  public let radius: Double
  private let piece: String

  /// The disk or ball of a radius around a center over x, y (and z) or the given axes, whose boundary piece is called `piece`.
  /// Throws `ProblemError` unless the center has 2 or 3 finite coordinates and the radius is a finite number above 0.
  public init(center: [Double], radius: Double, axes: [Axis]? = nil, piece: String = "boundary") throws {
    self.axes = try checkedAxes(axes, for: center, "the center of a ball")
    try checkPositive(radius, "the radius of a ball")
    self.center = center
    self.radius = radius
    self.piece = piece
  }

  /// The ball of numbers that have been checked.
  init(axes: [Axis], center: [Double], radius: Double) {
    self.axes = axes
    self.center = center
    self.radius = radius
    piece = "boundary"
  }

  /// center - radius ... center + radius.
  public var bounds: [ClosedRange<Double>] { PINNGeometry.bounds(center, center.map { _ in radius }) }
  /// pi r^2 or 4/3 pi r^3.
  public var measure: Double { surface.measure * radius / Double(dimension) }
  /// The number of axes.
  public var dimension: Int { axes.count }
  /// "disk of radius 1 around (0, 0) (x, y)"
  public var description: String {
    "\(dimension == 2 ? "disk" : "ball") of radius \(String(format: "%g", radius)) around \(list(center))\(suffix(axes))"
  }

  /// The first unit coordinate goes to the radius, r = R u^(1/d), the others to the direction.
  public func point(at unit: [Double]) -> [Double] {
    plus(center, radius * pow(unit[0], 1 / Double(dimension)), Sphere.direction(unit.dropFirst()))
  }

  /// |x - center| - radius.
  public func signedDistance(to point: [Double]) -> Double { norm(minus(point, center)) - radius }

  /// The circle or sphere; its distance is the defining function.
  public var boundary: [BoundaryPiece] {
    let center = center
    return [wholeBoundary(of: self, name: piece, as: surface) { normalized(minus($0, center)) }]
  }

  /// (R^2 - |x - center|^2) / 2R.
  public func definingFunction(at point: [Expr]) -> Expr { inside(point, center, radius) }

  private var surface: Sphere { Sphere(axes: axes, center: center, radius: radius) }
}

/// (R^2 - |x - center|^2) / 2R: the distance from a sphere, to first order, positive inside.
func inside(_ point: [Expr], _ center: [Double], _ radius: Double) -> Expr {
  (radius * radius - sumOfSquares(zip(point, center).map { $0 - $1 })) / (2 * radius)
}

func sumOfSquares(_ terms: [Expr]) -> Expr {
  terms.dropFirst().reduce(terms[0] * terms[0]) { $0 + $1 * $1 }
}
