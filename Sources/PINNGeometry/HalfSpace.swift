// Half-spaces: what a straight cut leaves. Unbounded, so they are operands of set operations only.

import Foundation
import PINNCore

/// The points on the inner side of a plane (or, in 2 coordinates, a line): normal . (x - point) <= 0.
///
/// Alone it has no finite measure and so no points to choose, which samplers say in a sentence; intersected with or subtracted
/// from a bounded region it cuts it.
public struct HalfSpace: Region {
  /// The coordinates of its points.
  public let axes: [Axis]
  /// The outward unit normal.
  public let normal: [Double]
  /// A point of the plane.
  public let origin: [Double]
  private let piece: String

  /// The half-space that the plane through `point` bounds and `normal`, of any length, points out of. Throws `ProblemError`
  /// unless both have the same 2 or 3 finite coordinates and the normal isn't 0.
  public init(through point: [Double], normal: [Double], axes: [Axis]? = nil, piece: String = "plane") throws {
    self.axes = try checkedAxes(axes, for: point, "the point of a half-space's plane")
    _ = try checkedAxes(axes, for: normal, "the normal of a half-space")
    guard normal.count == point.count, norm(normal) > 0, norm(normal).isFinite else {
      throw ProblemError("the normal of a half-space through \(list(point)) must be a direction there, not \(normal)")
    }
    self.normal = normalized(normal)
    origin = point
    self.piece = piece
  }

  /// Unbounded, but on the outer side of a plane across an axis.
  public var bounds: [ClosedRange<Double>] {
    axes.indices.map { i in
      switch normal[i] {
      case 1: -.infinity...origin[i]
      case -1: origin[i]...(.infinity)
      default: -.infinity...(.infinity)
      }
    }
  }
  /// Infinite.
  public var measure: Double { .infinity }
  /// The number of axes.
  public var dimension: Int { axes.count }
  /// "half-space inside of (1, 0) at (0.5, 0) (x, y)"
  public var description: String { "half-space inside of \(list(normal)) at \(list(origin))\(suffix(axes))" }

  /// A half-space has no map from the unit cube; samplers refuse its measure before they come here.
  public func point(at unit: [Double]) -> [Double] {
    preconditionFailure("\(self) is unbounded and has no map from the unit cube; intersect it with a bounded region")
  }

  /// normal . (x - origin)
  public func signedDistance(to point: [Double]) -> Double { dot(normal, minus(point, origin)) }

  /// No piece: the plane has no finite measure.
  public var boundary: [BoundaryPiece] { [] }

  /// The square of the plane, or piece of the line, around the box's center that covers the box.
  public func boundary(within box: [ClosedRange<Double>]) -> [BoundaryPiece] {
    let center = box.map { 0.5 * ($0.lowerBound + $0.upperBound) }
    let radius = 0.5 * norm(box.map { $0.upperBound - $0.lowerBound })
    let (half, normal) = (self, normal)
    let patch = Patch(
      axes: axes, center: plus(center, -signedDistance(to: center), normal), radius: radius,
      directions: normal.count == 2 ? [[-normal[1], normal[0]]] : orthogonal(to: normal))
    return [
      BoundaryPiece(name: piece, region: patch, distance: PieceDistance { half.definingFunction(at: $0) }) { _ in normal
      }
    ]
  }

  /// -normal . (x - origin)
  public func definingFunction(at point: [Expr]) -> Expr {
    let terms = axes.indices.filter { normal[$0] != 0 }.map { normal[$0] * (origin[$0] - point[$0]) }
    return terms.dropFirst().reduce(terms[0], +)
  }
}

/// Two unit vectors that make a right-handed system with a unit vector of space.
private func orthogonal(to normal: [Double]) -> [[Double]] {
  let least = normal.indices.min { normal[$0].magnitude < normal[$1].magnitude }!
  let first = normalized(cross(normal, normal.indices.map { $0 == least ? 1 : 0 }))
  return [first, cross(normal, first)]
}

/// A segment or square: the points center + sum c_i direction_i with |c_i| <= radius, for orthonormal directions.
private struct Patch: Region {
  let axes: [Axis]
  let center: [Double]
  let radius: Double
  let directions: [[Double]]

  var bounds: [ClosedRange<Double>] {
    PINNGeometry.bounds(
      center, center.indices.map { i in radius * directions.reduce(0) { $0 + $1[i].magnitude } })
  }
  var measure: Double { pow(2 * radius, Double(directions.count)) }
  var dimension: Int { directions.count }
  var boundary: [BoundaryPiece] { [] }
  var description: String { "patch of a plane around \(list(center))\(suffix(axes))" }

  func point(at unit: [Double]) -> [Double] {
    zip(unit, directions).reduce(center) { plus($0, radius * (2 * $1.0 - 1), $1.1) }
  }

  func signedDistance(to point: [Double]) -> Double {
    let from = minus(point, center)
    let inside = directions.reduce([Double](repeating: 0, count: from.count)) {
      plus($0, min(max(dot(from, $1), -radius), radius), $1)
    }
    return norm(minus(from, inside))
  }
}
