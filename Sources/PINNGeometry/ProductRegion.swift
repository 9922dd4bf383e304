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
      let suffix = PINNGeometry.suffix(factor.axes)
      return factor.description.hasSuffix(suffix)
        ? String(factor.description.dropLast(suffix.count)) : factor.description
    }
    return shapes.joined(separator: " x ") + suffix(axes)
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
    zip(factors, parts(of: point)).allSatisfy { $0.contains(Array($1)) }
  }

  /// The largest of the factors' signed distances inside, the root of the sum of squares of those above 0 outside: exact where
  /// the factors' are.
  public func signedDistance(to point: [Double]) -> Double {
    var (inside, outside, start) = (-Double.infinity, 0.0, 0)
    for factor in factors {
      let end = start + factor.axes.count
      let distance = factor.signedDistance(to: Array(point[start..<end]))
      start = end
      inside = max(inside, distance)
      // Not a number stays one.
      if !(distance <= 0) { outside += distance * distance }
    }
    precondition(start == point.count, "a point of \(self) has \(start) coordinates, not \(point.count)")
    return outside == 0 ? inside : outside.squareRoot()
  }

  /// The R-conjunction of the factors' defining functions.
  public func definingFunction(at point: [Expr]) throws -> Expr {
    let functions = try zip(factors, parts(of: point)).map { try $0.definingFunction(at: Array($1)) }
    return functions.dropFirst().reduce(functions[0], RFunction.and)
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
          BoundaryPiece(
            name: piece.name, region: Face(factors: faces), distance: piece.distance.map { lifted($0, from: i, mine) }
          ) { point in
            var normal = [Double](repeating: 0, count: total)
            normal.replaceSubrange(mine, with: piece.normal(Array(point[mine])))
            return normal
          })
      }
      start = mine.upperBound
    }
    return pieces
  }

  /// The distance from a piece of factor `index`, which reads the coordinates `mine`, as one from the piece of the product: its
  /// extent ends where the other factors do.
  private func lifted(_ distance: PieceDistance, from index: Int, _ mine: Range<Int>) -> PieceDistance {
    guard factors.count > 1 else { return distance }
    return PieceDistance(
      carrier: { try distance.carrier(Array($0[mine])) },
      extent: { point in
        var extents = try distance.extent.map { [try $0(Array(point[mine]))] } ?? []
        for (i, part) in parts(of: point).enumerated() where i != index {
          extents.append(try factors[i].definingFunction(at: Array(part)))
        }
        return extents.dropFirst().reduce(extents[0], RFunction.and)
      })
  }

  /// Each factor's part of a point's coordinates.
  private func parts<Coordinate>(of point: [Coordinate]) -> [ArraySlice<Coordinate>] {
    var rest = point[...]
    let parts = factors.map { factor in
      let count = factor.axes.count
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count)
    }
    precondition(
      rest.isEmpty && parts.last?.count == factors.last?.axes.count,
      "a point of \(self) has \(axes.count) coordinates, not \(point.count)")
    return parts
  }
}

/// A piece of one factor's boundary times the other factors.
struct Face: ProductRegion {
  let factors: [any Region]
}

/// Throws `ProblemError` if an axis occurs more than once.
func checkDistinct(_ axes: [Axis]) throws {
  guard Set(axes).count == axes.count else {
    let list = axes.map(\.name).joined(separator: ", ")
    throw ProblemError("every axis of a region must have its own name, but they are \(list)")
  }
}
