// Ellipses and ellipsoids.

import Foundation
import PINNCore

/// The ellipse (2 coordinates) or ellipsoid (3) with semi-axes along the coordinate axes, with one boundary piece.
public struct Ellipsoid: Region {
  /// The coordinates of its points.
  public let axes: [Axis]
  /// The center, one number for each axis.
  public let center: [Double]
  /// Half the length along each axis, above 0.
  public let semiaxes: [Double]
  private let piece: String
  private let surface: EllipsoidSurface

  /// The ellipse or ellipsoid around a center over x, y (and z) or the given axes, whose boundary piece is called `piece`.
  /// Throws `ProblemError` unless the center has 2 or 3 finite coordinates and there are as many semi-axes, finite numbers
  /// above 0.
  public init(center: [Double], semiaxes: [Double], axes: [Axis]? = nil, piece: String = "boundary") throws {
    self.axes = try checkedAxes(axes, for: center, "the center of an ellipsoid")
    guard semiaxes.count == center.count else {
      throw ProblemError(
        "an ellipsoid needs a semi-axis for each of its \(center.count) coordinates, not \(semiaxes.count)")
    }
    for semiaxis in semiaxes { try checkPositive(semiaxis, "a semi-axis of an ellipsoid") }
    self.center = center
    self.semiaxes = semiaxes
    self.piece = piece
    surface = EllipsoidSurface(axes: self.axes, center: center, semiaxes: semiaxes)
  }

  /// center - semiaxes ... center + semiaxes.
  public var bounds: [ClosedRange<Double>] { PINNGeometry.bounds(center, semiaxes) }
  /// pi a b or 4/3 pi a b c.
  public var measure: Double {
    Sphere.unitMeasure(dimension) / Double(dimension) * semiaxes.reduce(1, *)
  }
  /// The number of axes.
  public var dimension: Int { axes.count }
  /// "ellipse of semi-axes (2, 1) around (0, 0) (x, y)"
  public var description: String {
    "\(dimension == 2 ? "ellipse" : "ellipsoid") of semi-axes \(list(semiaxes)) around \(list(center))\(suffix(axes))"
  }

  /// The ball's map, stretched.
  public func point(at unit: [Double]) -> [Double] {
    let radius = pow(unit[0], 1 / Double(dimension))
    return stretched(Sphere.direction(unit.dropFirst()).map { radius * $0 }, center, semiaxes)
  }

  /// The Euclidean distance, by Newton's method to the last digits.
  public func signedDistance(to point: [Double]) -> Double {
    let from = minus(point, center)
    let distance = surface.signedDistance(to: point)
    return zip(from, semiaxes).reduce(-1) { $0 + ($1.0 / $1.1) * ($1.0 / $1.1) } < 0 ? -distance : distance
  }

  /// The whole curve or surface; its distance is the defining function.
  public var boundary: [BoundaryPiece] {
    let (center, semiaxes) = (center, semiaxes)
    return [
      wholeBoundary(of: self, name: piece, as: surface) { point in
        normalized(zip(minus(point, center), semiaxes).map { $0 / ($1 * $1) })
      }
    ]
  }

  /// w / sqrt(w^2 / c^2 + |grad w|^2) with w = 1 - sum (x_i / a_i)^2 and the least semi-axis c: Rvachev's normalization, which
  /// makes it the distance to first order.
  public func definingFunction(at point: [Expr]) -> Expr {
    let from = zip(point, center).map { $0 - $1 }
    let w = 1 - sumOfSquares(zip(from, semiaxes).map { $0 / $1 })
    let gradient = zip(from, semiaxes).map { $0 * (2 / ($1 * $1)) }
    return w / sqrt(sumOfSquares([w / semiaxes.min()!] + gradient))
  }
}

private func stretched(_ point: [Double], _ center: [Double], _ semiaxes: [Double]) -> [Double] {
  center.indices.map { center[$0] + semiaxes[$0] * point[$0] }
}

/// The curve or surface of an ellipsoid. Its measure and map come from the area that the sphere's area becomes when stretched:
/// abc sqrt(sum (n_i / a_i)^2) times as much at the direction n, integrated over thousands of cells; the measure has
/// a relative error of about 1e-6 (the curve's of 1e-12), the density one of a hundredth within cells.
private struct EllipsoidSurface: Region {
  let axes: [Axis]
  let center: [Double]
  let semiaxes: [Double]
  let measure: Double
  private let warp: UnitWarp

  init(axes: [Axis], center: [Double], semiaxes: [Double]) {
    self.axes = axes
    self.center = center
    self.semiaxes = semiaxes
    let product = semiaxes.reduce(1, *)
    warp = UnitWarp(
      box: Array(repeating: 0...1, count: axes.count - 1), mixed: 1 << (axes.count == 2 ? 12 : 14),
      verdict: { _ in .mixed },
      density: { product * norm(zip(Sphere.direction($0[...]), semiaxes).map { $0 / $1 }) })
    measure = Sphere.unitMeasure(axes.count) * warp.mass
  }

  var bounds: [ClosedRange<Double>] { PINNGeometry.bounds(center, semiaxes) }
  var dimension: Int { axes.count - 1 }
  var boundary: [BoundaryPiece] { [] }
  var description: String { "surface of semi-axes \(list(semiaxes)) around \(list(center))\(suffix(axes))" }

  func point(at unit: [Double]) -> [Double] {
    stretched(Sphere.direction(warp(unit).point[...]), center, semiaxes)
  }

  func signedDistance(to point: [Double]) -> Double {
    let from = minus(point, center).map(\.magnitude)
    return norm(minus(from, nearest(to: from)))
  }

  /// The nearest point of the surface to a point of the first orthant, both from the center.
  ///
  /// It is a_i^2 y_i / (s + a_i^2 - c^2) for the least semi-axis c and the root s >= 0 of
  /// g(s) = sum (a_i y_i / (s + a_i^2 - c^2))^2 - 1, a convex decreasing function, so that Newton's method from below the root
  /// never overshoots (Eberly, "Distance from a point to an ellipse, an ellipsoid, or a hyperellipsoid", 2013). Without a
  /// root, y is on the medial axis, s = 0, and the coordinate along the least semi-axis is what is left.
  private func nearest(to y: [Double]) -> [Double] {
    let least = semiaxes.indices.min { semiaxes[$0] < semiaxes[$1] }!
    let gaps = semiaxes.map { ($0 - semiaxes[least]) * ($0 + semiaxes[least]) }
    var s = y.indices.reduce(0) { max($0, semiaxes[$1] * y[$1] - gaps[$1]) }
    for _ in 0..<100 {
      var (value, slope) = (-1.0, 0.0)
      for i in y.indices where y[i] > 0 {
        let term = semiaxes[i] * y[i] / (s + gaps[i])
        value += term * term
        slope -= 2 * term * term / (s + gaps[i])
      }
      let next = s - value / slope
      guard value > 0, next > s else { break }
      s = next
    }
    var point = y.indices.map { y[$0] > 0 ? semiaxes[$0] * semiaxes[$0] * y[$0] / (s + gaps[$0]) : 0 }
    if y[least] == 0 {
      let rest = y.indices.reduce(1) { $0 - (point[$1] / semiaxes[$1]) * (point[$1] / semiaxes[$1]) }
      point[least] = semiaxes[least] * max(rest, 0).squareRoot()
    }
    return point
  }
}
