// Points on boundaries: any sampler of the unit cube, applied piece by piece.

import PINNCore

/// Shares points out over boundary pieces in proportion to their measures and samples each piece with a base sampler.
///
/// Shares are rounded by largest remainders, and every piece gets at least one point, so that no condition goes unheard. The
/// points come in the order of the pieces. A piece that is a single point (an end of an interval) repeats it.
///
/// Where the base sampler has quadrature weights, so have the points: weights of piece p times (measure of p / measure of all) /
/// (points of p / points of all), which also makes up for the rounding of the shares.
public struct BoundarySampler: BoundaryPointSampler {
  /// The sampler used on each piece.
  public let base: any Sampler

  /// Samples each piece with `base`.
  public init(_ base: any Sampler) { self.base = base }

  /// `count` points [count, d] on the pieces, with the outward normals in the data columns `.normal(.x)`, ... Throws
  /// `ProblemError` without a piece, for fewer points than pieces, and for pieces that don't fit together: of different axes
  /// or dimensions, or without a finite measure above 0.
  public func points(_ count: Int, on pieces: [BoundaryPiece], using rng: inout RandomStream) throws -> PointSet {
    let axes = try Self.commonAxes(of: pieces)
    let names = pieces.map(\.name).joined(separator: ", ")
    guard count >= pieces.count else {
      throw ProblemError(
        "the boundary pieces \(names) need at least \(pieces.count) points, one for each piece, not \(count)")
    }
    var rows: [[Double]] = []
    var normals: [[Double]] = []
    var weights: [Double] = []
    let measure = pieces.reduce(0) { $0 + $1.region.measure }
    for (piece, share) in zip(pieces, Self.shares(of: count, by: pieces.map(\.region.measure))) {
      let chosen = try base.points(share, in: piece.region, using: &rng)
      let points = chosen.points
      if let own = chosen.data[.quadratureWeight] {
        let scale = piece.region.measure / measure * Double(count) / Double(share)
        weights += own.map { $0 * scale }
      }
      for i in 0..<points.count {
        let point = Array(points.row(i))
        let normal = piece.normal(point)
        guard normal.count == axes.count else {
          throw ProblemError(
            "the normal of boundary piece \(piece.name) must have \(axes.count) components, not \(normal.count)")
        }
        rows.append(point)
        normals.append(normal)
      }
    }
    var columns = Dictionary(
      uniqueKeysWithValues: axes.indices.map { j in (Column.normal(axes[j]), normals.map { $0[j] }) })
    if weights.count == count { columns[.quadratureWeight] = weights }
    return try PointSet(axes: axes, points: Tensor(rows: rows), data: columns)
  }

  /// The axes of all pieces, once it is sure that the pieces can share points.
  private static func commonAxes(of pieces: [BoundaryPiece]) throws -> [Axis] {
    guard let first = pieces.first else { throw ProblemError("no boundary piece was given to put points on") }
    for piece in pieces {
      guard piece.region.axes == first.region.axes, piece.region.dimension == first.region.dimension else {
        throw ProblemError(
          "boundary pieces can share points only within one region, but \(first.name) is \(first.region) and "
            + "\(piece.name) is \(piece.region)")
      }
      guard piece.region.measure > 0, piece.region.measure.isFinite else {
        throw ProblemError(
          "boundary piece \(piece.name) must have a finite measure above 0, not \(piece.region.measure)")
      }
    }
    return first.region.axes
  }

  /// Whole numbers of sum `count`, at least 1 each, near count * weight / sum of weights; count >= weights.count.
  private static func shares(of count: Int, by weights: [Double]) -> [Int] {
    let total = weights.reduce(0, +)
    let quotas = weights.map { Double(count) * ($0 / total) }
    var shares = quotas.map { Int($0) }
    func shortfall(_ i: Int) -> Double { quotas[i] - Double(shares[i]) }
    while shares.reduce(0, +) < count {
      shares[shares.indices.max { shortfall($0) < shortfall($1) }!] += 1
    }
    while let empty = shares.firstIndex(of: 0) {
      let richest = shares.indices.filter { shares[$0] > 1 }.min { shortfall($0) < shortfall($1) }!
      shares[richest] -= 1
      shares[empty] = 1
    }
    return shares
  }
}
