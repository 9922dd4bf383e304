// Annuli and spherical shells.

import Foundation
import PINNCore

/// The annulus (2 coordinates) or spherical shell (3) between two radii around a center, with the boundary pieces "inner" and
/// "outer".
public struct Shell: Region {
  /// The coordinates of its points.
  public let axes: [Axis]
  /// The center, one number for each axis.
  public let center: [Double]
  /// The inner radius, above 0.
  public let inner: Double
  /// The outer radius, above the inner one.
  public let outer: Double

  /// The annulus or shell between the radii `inner` and `outer` around a center over x, y (and z) or the given axes. Throws
  /// `ProblemError` unless the center has 2 or 3 finite coordinates and 0 < inner < outer < infinity.
  public init(center: [Double], inner: Double, outer: Double, axes: [Axis]? = nil) throws {
    self.axes = try checkedAxes(axes, for: center, "the center of a shell")
    try checkPositive(inner, "the inner radius of a shell")
    try checkPositive(outer, "the outer radius of a shell")
    guard inner < outer else {
      throw ProblemError(
        "the inner radius of a shell must be less than the outer one, but they are \(inner) and \(outer)")
    }
    self.center = center
    self.inner = inner
    self.outer = outer
  }

  /// center - outer ... center + outer.
  public var bounds: [ClosedRange<Double>] { PINNGeometry.bounds(center, center.map { _ in outer }) }
  /// pi (b^2 - a^2) or 4/3 pi (b^3 - a^3) for radii a and b.
  public var measure: Double {
    Sphere.unitMeasure(dimension) / Double(dimension)
      * (pow(outer, Double(dimension)) - pow(inner, Double(dimension)))
  }
  /// The number of axes.
  public var dimension: Int { axes.count }
  /// "annulus of radii 1 and 2 around (0, 0) (x, y)"
  public var description: String {
    "\(dimension == 2 ? "annulus" : "shell") of radii \(String(format: "%g and %g", inner, outer)) around "
      + list(center) + suffix(axes)
  }

  /// The first unit coordinate goes to the radius, r^d = a^d + u (b^d - a^d), the others to the direction.
  public func point(at unit: [Double]) -> [Double] {
    let power = Double(dimension)
    let radius = pow((1 - unit[0]) * pow(inner, power) + unit[0] * pow(outer, power), 1 / power)
    return plus(center, min(max(radius, inner), outer), Sphere.direction(unit.dropFirst()))
  }

  /// max(|x - center| - outer, inner - |x - center|).
  public func signedDistance(to point: [Double]) -> Double {
    let radius = norm(minus(point, center))
    return max(radius - outer, inner - radius)
  }

  /// "inner" with normals to the center and "outer" with normals away from it; their distances are those of the circles or
  /// spheres to first order, (r^2 - a^2) / 2a and (b^2 - r^2) / 2b.
  public var boundary: [BoundaryPiece] {
    [("inner", inner, -1.0), ("outer", outer, 1.0)].map { name, radius, side in
      let center = center
      return BoundaryPiece(
        name: name, region: Sphere(axes: axes, center: center, radius: radius),
        distance: PieceDistance { side * inside($0, center, radius) }
      ) { normalized(minus($0, center)).map { side * $0 } }
    }
  }

  /// The R-conjunction of the distances from the two pieces.
  public func definingFunction(at point: [Expr]) -> Expr {
    RFunction.and(inside(point, center, outer), -inside(point, center, inner))
  }
}
