// Products of regions. A boundary piece of a product is a piece of one factor times the other factors, so boxes, space-time
// domains and all their faces follow from intervals by one rule.

import PINNCore

/// The Cartesian product of regions over different axes. A type that names its factors is a whole region.
public protocol ProductRegion: Region {
  /// The factors, in the order of their axes.
  var factors: [any Region] { get }
}

extension ProductRegion {
  /// The factors' axes, one after another.
  public var axes: [Axis] { factors.flatMap(\.axes) }
  /// The factors' bounds, one after another.
  public var bounds: [ClosedRange<Double>] { factors.flatMap(\.bounds) }
  /// The product of the factors' measures.
  public var measure: Double { factors.reduce(1) { $0 * $1.measure } }
  /// The sum of the factors' dimensions.
  public var dimension: Int { factors.reduce(0) { $0 + $1.dimension } }

  /// The factors and then all axes: "[-1, 1] x [0, 1] (x, t)".
  public var description: String {
    let shapes = factors.map { factor in
      let suffix = factor.axesSuffix
      return factor.description.hasSuffix(suffix)
        ? String(factor.description.dropLast(suffix.count)) : factor.description
    }
    return shapes.joined(separator: " x ") + axesSuffix
  }

  /// Each factor's point at its part of the unit coordinates, which come in the order of the factors.
  public func point(at unit: [Double]) -> [Double] {
    precondition(unit.count == dimension, "\(self) has \(dimension) unit coordinates, not \(unit.count)")
    var rest = unit[...]
    return factors.flatMap { factor in
      defer { rest = rest.dropFirst(factor.dimension) }
      return factor.point(at: Array(rest.prefix(factor.dimension)))
    }
  }

  /// Whether every factor contains its part of the coordinates.
  public func contains(_ point: [Double]) -> Bool {
    let count = axes.count
    precondition(point.count == count, "a point of \(self) has \(count) coordinates, not \(point.count)")
    var rest = point[...]
    return factors.allSatisfy { factor in
      defer { rest = rest.dropFirst(factor.axes.count) }
      return factor.contains(Array(rest.prefix(factor.axes.count)))
    }
  }

  /// For each factor and each piece of its boundary: that piece times the other factors, under the piece's name. Its normal
  /// is the piece's, with 0 along the other factors' axes.
  public var boundary: [BoundaryPiece] {
    var pieces: [BoundaryPiece] = []
    var start = 0
    for (i, factor) in factors.enumerated() {
      let mine = start..<start + factor.axes.count
      let total = axes.count
      for piece in factor.boundary {
        var faces = factors
        faces[i] = piece.region
        pieces.append(
          BoundaryPiece(name: piece.name, region: Face(factors: faces)) { point in
            var normal = [Double](repeating: 0, count: total)
            normal.replaceSubrange(mine, with: piece.normal(Array(point[mine])))
            return normal
          })
      }
      start = mine.upperBound
    }
    return pieces
  }
}

extension Region {
  /// How a description names the axes: " (x, t)".
  fileprivate var axesSuffix: String { " (" + axes.map(\.name).joined(separator: ", ") + ")" }
}

/// A piece of one factor's boundary times the other factors.
private struct Face: ProductRegion {
  let factors: [any Region]
}

/// Throws `ProblemError` if an axis occurs more than once.
func checkDistinct(_ axes: [Axis]) throws {
  guard Set(axes).count == axes.count else {
    let list = axes.map(\.name).joined(separator: ", ")
    throw ProblemError("every axis of a region must have its own name, but they are \(list)")
  }
}
