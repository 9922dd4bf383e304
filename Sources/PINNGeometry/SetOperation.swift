// Unions, intersections and differences. Their interior is a part of their bounding box, their boundary is made of parts of the
// operands' boundaries; both are mapped from the unit cube by `UnitWarp`.

import PINNCore

extension Region {
  /// The points of this region or the other. Throws `ProblemError` for regions over different axes or of no finite size.
  public func union(_ other: any Region) throws -> SetOperation { try SetOperation(self, .union, other) }

  /// The points of both regions. Throws `ProblemError` for regions over different axes, and if there are no such points.
  public func intersection(_ other: any Region) throws -> SetOperation { try SetOperation(self, .intersection, other) }

  /// The points of this region outside the other. Throws `ProblemError` for regions over different axes, and if there are none.
  public func subtracting(_ other: any Region) throws -> SetOperation { try SetOperation(self, .difference, other) }
}

/// The union.
public func | (a: any Region, b: any Region) throws -> SetOperation { try a.union(b) }
/// The intersection.
public func & (a: any Region, b: any Region) throws -> SetOperation { try a.intersection(b) }
/// The difference.
public func - (a: any Region, b: any Region) throws -> SetOperation { try a.subtracting(b) }

/// A union, intersection or difference of two regions of full dimension, which may be set operations themselves.
///
/// Its boundary pieces keep the names they have in the operands, pieces of one name become one, and normals of a subtracted
/// region are reversed. Pieces of which nothing is left are gone. The signed distance is the least or the largest of the
/// operands' (those of a subtracted region negated): a bound of the right sign, exact near boundaries but for corners.
///
/// The measure is computed when the region is made, by dividing its bounding box into cells, of which some thousand are cut by
/// the boundary: to about 1e-12 on a line, 1e-5 in the plane, 3e-4 in space, relative to the box.
public struct SetOperation: Region {
  /// What is done with the two operands.
  public enum Kind: String, Sendable {
    /// All points of either.
    case union
    /// The points of both.
    case intersection
    /// The points of the first that aren't in the second.
    case difference
  }

  /// Length, area or volume.
  public let measure: Double
  /// The parts of the operands' boundaries that bound it.
  public let boundary: [BoundaryPiece]
  private let shape: SetShape
  private let warp: UnitWarp

  init(_ first: any Region, _ kind: Kind, _ second: any Region) throws {
    shape = try SetShape(first, kind, second)
    let shape = shape
    warp = UnitWarp(
      box: shape.bounds, mixed: 8192,
      verdict: { cell in
        let (distance, radius) = (shape.signedDistance(to: cell.center), 0.5 * norm(cell.size))
        return distance > radius ? .outside : distance < -radius ? .inside : .mixed
      },
      density: { shape.signedDistance(to: $0) < 0 ? 1 : 0 })
    measure = warp.mass
    guard warp.mass > 0 else {
      throw ProblemError("the \(shape) is empty, or thinner than a thousandth of its bounding box")
    }
    boundary = try boundaryPieces(of: shape)
  }

  /// The axes of both operands.
  public var axes: [Axis] { shape.first.axes }
  /// Of a union the box around both operands', of an intersection what their boxes share, of a difference the first one's.
  public var bounds: [ClosedRange<Double>] { shape.bounds }
  /// The number of axes.
  public var dimension: Int { axes.count }
  /// "difference of [-1, 1] x [-1, 1] and disk of radius 0.5 around (0, 0) (x, y)"
  public var description: String { shape.description }

  /// Where the warp of the bounding box sends the point; in cells that the boundary cuts, a point of the inner part.
  public func point(at unit: [Double]) -> [Double] {
    warp.point(at: unit) { shape.signedDistance(to: $0) <= 0 }
  }

  /// The least (union) or largest (intersection, difference) of the operands' signed distances.
  public func signedDistance(to point: [Double]) -> Double { shape.signedDistance(to: point) }

  /// The R-disjunction or R-conjunction of the operands' defining functions, negated for a subtracted one.
  public func definingFunction(at point: [Expr]) throws -> Expr { try shape.definingFunction(at: point) }
}

/// A set operation before anything is computed.
struct SetShape: Sendable, CustomStringConvertible {
  let first: any Region
  let second: any Region
  let kind: SetOperation.Kind
  let bounds: [ClosedRange<Double>]
  /// What is taken for 0.
  let tolerance: Double

  init(_ first: any Region, _ kind: SetOperation.Kind, _ second: any Region) throws {
    (self.first, self.second, self.kind) = (first, second, kind)
    for region in [first, second] where region.dimension != region.axes.count {
      throw ProblemError(
        "set operations need regions of full dimension, but \(region) has dimension \(region.dimension)")
    }
    guard first.axes == second.axes else {
      throw ProblemError(
        "set operations need regions over the same axes, in the same order, not \(first) and \(second)")
    }
    tolerance = max(first.tolerance, second.tolerance)
    bounds = try zip(first.bounds, second.bounds).map { a, b in
      switch kind {
      case .union: return min(a.lowerBound, b.lowerBound)...max(a.upperBound, b.upperBound)
      case .difference: return a
      case .intersection:
        let (lower, upper) = (max(a.lowerBound, b.lowerBound), min(a.upperBound, b.upperBound))
        guard lower < upper else { throw ProblemError("the intersection of \(first) and \(second) is empty") }
        return lower...upper
      }
    }
    guard bounds.allSatisfy({ $0.lowerBound.isFinite && $0.upperBound.isFinite }) else {
      throw ProblemError("the \(self) is unbounded; begin with a bounded region and cut it piece by piece")
    }
  }

  /// "difference of [-1, 1] x [-1, 1] and disk of radius 0.5 around (0, 0) (x, y)"
  var description: String {
    let axes = suffix(first.axes)
    let shapes = [first, second].map {
      $0.description.hasSuffix(axes) ? String($0.description.dropLast(axes.count)) : "\($0)"
    }
    return "\(kind.rawValue) of \(shapes[0]) and \(shapes[1])" + axes
  }

  func signedDistance(to point: [Double]) -> Double {
    let (a, b) = (first.signedDistance(to: point), second.signedDistance(to: point))
    guard !a.isNaN, !b.isNaN else { return .nan }
    return switch kind {
    case .union: min(a, b)
    case .intersection: max(a, b)
    case .difference: max(a, -b)
    }
  }

  func definingFunction(at point: [Expr]) throws -> Expr {
    let (f, g) = (try first.definingFunction(at: point), try second.definingFunction(at: point))
    return switch kind {
    case .union: RFunction.or(f, g)
    case .intersection: RFunction.and(f, g)
    case .difference: RFunction.and(f, -g)
    }
  }
}
