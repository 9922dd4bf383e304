// Circles and spheres: the surfaces of balls and shells.

import Foundation
import PINNCore

/// The circle (2 coordinates) or sphere (3) of a radius around a center.
struct Sphere: Region {
  let axes: [Axis]
  let center: [Double]
  let radius: Double

  var bounds: [ClosedRange<Double>] { PINNGeometry.bounds(center, center.map { _ in radius }) }
  var measure: Double { Self.unitMeasure(center.count) * pow(radius, Double(dimension)) }
  var dimension: Int { center.count - 1 }
  var boundary: [BoundaryPiece] { [] }
  var description: String {
    "\(center.count == 2 ? "circle" : "sphere") of radius \(String(format: "%g", radius)) around \(list(center))"
      + suffix(axes)
  }

  func point(at unit: [Double]) -> [Double] { plus(center, radius, Self.direction(unit[...])) }
  func signedDistance(to point: [Double]) -> Double { (norm(minus(point, center)) - radius).magnitude }

  /// The point of the unit circle or sphere at 1 or 2 unit coordinates; on the sphere equal heights have equal areas (Archimedes).
  static func direction(_ unit: ArraySlice<Double>) -> [Double] {
    let angle = 2 * Double.pi * unit.first!
    guard unit.count == 2 else { return [cos(angle), sin(angle)] }
    let height = 2 * unit.last! - 1
    let radius = (1 - height * height).squareRoot()
    return [radius * cos(angle), radius * sin(angle), height]
  }

  /// The length of the unit circle, the area of the unit sphere.
  static func unitMeasure(_ dimension: Int) -> Double { dimension == 2 ? 2 * .pi : 4 * .pi }
}
