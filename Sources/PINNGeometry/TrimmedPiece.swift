// Boundary pieces of set operations: what is left of an operand's piece.

import PINNCore

/// The boundary pieces of a set operation. Pieces of one name become one piece.
func boundaryPieces(of shape: SetShape) throws -> [BoundaryPiece] {
  var named: [(name: String, parts: [BoundaryPiece])] = []
  let operands = [(shape.first, shape.second, false), (shape.second, shape.first, true)]
  for (operand, other, isSecond) in operands {
    for piece in operand.boundary(within: shape.bounds) {
      let parts = ((piece.region as? JoinedPiece)?.parts ?? [piece]).compactMap {
        trimmed($0, of: shape, by: other, isSecond: isSecond)
      }
      if let index = named.firstIndex(where: { $0.name == piece.name }) {
        named[index].parts += parts
      } else if !parts.isEmpty {
        named.append((piece.name, parts))
      }
    }
  }
  return try named.map { name, parts in
    if parts.count == 1 { return parts[0] }
    guard parts[0].region.dimension > 0 else {
      throw ProblemError("two ends of the \(shape) are both called '\(name)'; give one another name with renamed(_:)")
    }
    let joined = JoinedPiece(parts: parts)
    return BoundaryPiece(
      name: name, region: joined,
      distance: parts.contains { $0.distance == nil }
        ? nil
        : PieceDistance { point in
          let distances = try parts.map { try $0.distance!.everywhere(point) }
          return distances.dropFirst().reduce(distances[0], RFunction.and)
        }
    ) { joined.nearest(to: $0).normal($0) }
  }
}

/// What the set operation leaves of an operand's piece, nil for nothing.
private func trimmed(
  _ piece: BoundaryPiece, of shape: SetShape, by other: any Region, isSecond: Bool
) -> BoundaryPiece? {
  let isReversed = isSecond && shape.kind == .difference
  let normal = isReversed ? { @Sendable in piece.normal($0).map { -$0 } } : piece.normal
  let before = piece.region as? TrimmedPiece
  let region = TrimmedPiece(
    base: before?.base ?? piece.region, shape: shape, cuts: (before?.cuts ?? []) + [other],
    taken: (before?.taken ?? []) + (isSecond ? [other] : []), normal: normal)
  guard let region else { return nil }
  return BoundaryPiece(
    name: piece.name, region: region,
    distance: piece.distance.map { trimmed($0, shape.kind, by: other, isReversed: isReversed) }, normal: normal)
}

/// The distance from the part of an operand's piece that lies outside the other operand (of a union's, and of the first of a
/// difference) or inside of it.
private func trimmed(
  _ distance: PieceDistance, _ kind: SetOperation.Kind, by other: any Region, isReversed: Bool
) -> PieceDistance {
  let isInside = kind == .intersection || isReversed
  let extent: @Sendable ([Expr]) throws -> Expr = { point in
    let cut = try isInside ? other.definingFunction(at: point) : -other.definingFunction(at: point)
    return try distance.extent.map { RFunction.and(try $0(point), cut) } ?? cut
  }
  if kind == .union {
    return PieceDistance { RFunction.trimmed(try distance.carrier($0), to: try extent($0)) }
  }
  return isReversed
    ? PieceDistance(carrier: distance.everywhere, extent: { try other.definingFunction(at: $0) })
    : PieceDistance(carrier: distance.carrier, extent: extent)
}

/// The points of a boundary piece that are on the boundary of a set operation.
private struct TrimmedPiece: Region {
  /// The whole piece, of an operand that is no set operation.
  let base: any Region
  /// The outermost operation.
  let shape: SetShape
  /// The regions that cut the piece.
  let cuts: [any Region]
  /// Those whose boundaries come first: where they coincide with this piece, the points are theirs.
  let taken: [any Region]
  let normal: @Sendable ([Double]) -> [Double]
  let measure: Double
  private let warp: UnitWarp

  /// Nil if nothing is left.
  init?(
    base: any Region, shape: SetShape, cuts: [any Region], taken: [any Region],
    normal: @escaping @Sendable ([Double]) -> [Double]
  ) {
    (self.base, self.shape, self.cuts, self.taken, self.normal) = (base, shape, cuts, taken, normal)
    // The map's image of a cell is taken to lie within twice the distance of its corners from its center, once it is small.
    warp = UnitWarp(
      box: Array(repeating: 0...1, count: base.dimension), minimumDepth: base.dimension == 1 ? 8 : 10,
      mixed: base.dimension == 1 ? 64 : 2048,
      verdict: { cell in
        let center = base.point(at: cell.center)
        let radius = 2 * cell.corners.reduce(0) { max($0, norm(minus(base.point(at: $1), center))) }
        let isClear = cuts.allSatisfy { $0.signedDistance(to: center).magnitude > radius }
        guard isClear, cell.volume <= 1.0 / 256 else { return .mixed }
        return isKept(center, shape, taken, normal) ? .inside : .outside
      },
      density: { isKept(base.point(at: $0), shape, taken, normal) ? 1 : 0 })
    measure = base.measure * warp.mass
    if warp.mass == 0 { return nil }
  }

  var axes: [Axis] { base.axes }
  var bounds: [ClosedRange<Double>] {
    zip(base.bounds, shape.bounds).map { mine, all in
      let lower = max(mine.lowerBound, all.lowerBound)
      return lower...max(lower, min(mine.upperBound, all.upperBound))
    }
  }
  var dimension: Int { base.dimension }
  var boundary: [BoundaryPiece] { [] }
  var description: String { "part of the \(base)" }

  func point(at unit: [Double]) -> [Double] {
    base.point(at: warp.point(at: unit) { isKept(base.point(at: $0), shape, taken, normal) })
  }

  /// A bound: the distance from the whole piece or from the boundary of the set operation, whichever is larger.
  func signedDistance(to point: [Double]) -> Double {
    max(base.signedDistance(to: point), shape.signedDistance(to: point).magnitude)
  }

  var tolerance: Double { shape.tolerance }
}

/// Whether a point of an operand's boundary with an outward normal is on the boundary of a set operation: the set is left when
/// going out and entered when going in, and no other operand's boundary that is there as well comes first.
private func isKept(
  _ point: [Double], _ shape: SetShape, _ taken: [any Region], _ normal: ([Double]) -> [Double]
) -> Bool {
  let tolerance = shape.tolerance
  guard shape.signedDistance(to: point).magnitude <= tolerance,
    taken.allSatisfy({ $0.signedDistance(to: point).magnitude > tolerance })
  else { return false }
  let (normal, step) = (normal(point), 1e6 * tolerance)
  return shape.signedDistance(to: plus(point, step, normal)) > 0
    && shape.signedDistance(to: plus(point, -step, normal)) < 0
}

/// Several parts of a boundary under one name, none of them a single point.
private struct JoinedPiece: Region {
  let parts: [BoundaryPiece]

  var axes: [Axis] { parts[0].region.axes }
  var bounds: [ClosedRange<Double>] {
    let all = parts.map(\.region.bounds)
    return axes.indices.map { i in all.map { $0[i].lowerBound }.min()!...all.map { $0[i].upperBound }.max()! }
  }
  var measure: Double { parts.reduce(0) { $0 + $1.region.measure } }
  var dimension: Int { parts[0].region.dimension }
  var boundary: [BoundaryPiece] { [] }
  var description: String { parts.map { "\($0.region)" }.joined(separator: " and ") }

  /// The first unit coordinate chooses the part; what it has left over is that part's first coordinate.
  func point(at unit: [Double]) -> [Double] {
    var rest = unit[0] * measure
    for part in parts.dropLast() {
      let mine = part.region.measure
      if rest < mine { return part.region.point(at: [rest / mine] + unit.dropFirst()) }
      rest -= mine
    }
    let last = parts[parts.count - 1].region
    return last.point(at: [min(rest / last.measure, 1)] + unit.dropFirst())
  }

  func signedDistance(to point: [Double]) -> Double {
    parts.reduce(.infinity) { min($0, $1.region.signedDistance(to: point)) }
  }

  func nearest(to point: [Double]) -> BoundaryPiece {
    parts.min { $0.region.signedDistance(to: point) < $1.region.signedDistance(to: point) }!
  }
}
