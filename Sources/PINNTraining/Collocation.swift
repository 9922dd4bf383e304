// Collocation points: each condition's place, a sampler and a random stream of its own make the points it is held at.

import BoundarySampling
import LatinHypercubeSampling
import PINNCore

/// How collocation points are chosen.
public struct Sampling: Sendable {
  /// For points of the region, and for pairs of points on two pieces.
  public var interior: any Sampler
  /// For points of boundary pieces.
  public var boundary: any BoundaryPointSampler

  /// Latin hypercube points, unless said otherwise.
  public init(interior: any Sampler = LatinHypercube(), boundary: (any BoundaryPointSampler)? = nil) {
    self.interior = interior
    self.boundary = boundary ?? BoundarySampler(interior)
  }
}

/// The points of one condition.
struct CollocationPoints: Sendable {
  /// [N, d], or [N, 2 d] for pairs: the coordinates at the point, then those at its partner.
  let table: Tensor<Double>
  /// 2 for pairs.
  let sides: Int
  /// What is given with each point.
  let data: [String: [Double]]
  /// The data column of the weights of interior points in their mean square.
  static let quadrature = "quadrature weight"

  /// The axes along which the normal isn't always 0.
  func normalAxes(among axes: [Axis]) -> [Axis] {
    axes.filter { data["normal \($0)"]?.contains { $0 != 0 } ?? false }
  }
}

extension Problem {
  /// The points of condition `index` for a seed and a step of resampling: random stream number `index`.
  func collocationPoints(of index: Int, _ sampling: Sampling, seed: UInt64, step: UInt32 = 0) throws
    -> CollocationPoints
  {
    let condition = conditions[index]
    var rng = RandomStream(seed: seed, stream: UInt32(index), step: step)
    let chosen: PointSet
    switch condition.place {
    case .interior: chosen = try sampling.interior.points(condition.points, in: region, using: &rng)
    case .pieces(let names):
      let pieces = try pieces(names, of: condition.name)
      chosen = try sampling.boundary.points(condition.points, on: pieces, using: &rng)
    case .pairs(let axis):
      return try pairs(across: axis, condition, sampling.interior, using: &rng)
    case .points(let points):
      let order = region.axes.map { points.axes.firstIndex(of: $0)! }
      let rows = (0..<points.count).map { i in order.map { points.points[i, $0] } }
      chosen = try PointSet(axes: region.axes, points: Tensor(rows: rows), data: points.data)
    case .point(let point):
      chosen = try PointSet(axes: region.axes, points: Tensor(rows: [region.axes.map { point[$0]! }]))
    }
    if case .interior = condition.place {
      return try withData(chosen, condition, quadrature: Array(repeating: 1, count: chosen.count))
    }
    return try withData(chosen, condition)
  }

  /// Chosen points with the data that their condition has for them.
  func withData(
    _ chosen: PointSet, _ condition: Condition<E.Unknown>, quadrature: [Double]? = nil
  ) throws -> CollocationPoints {
    var given = try condition.data(chosen)
    for (name, column) in given {
      guard column.count == chosen.count else {
        throw ProblemError(
          "data column '\(name)' of condition '\(condition.name)' has \(column.count) values for \(chosen.count) points"
        )
      }
      if let i = column.firstIndex(where: { !$0.isFinite }) {
        throw ProblemError(
          "data column '\(name)' of condition '\(condition.name)' is \(column[i]) at \(Array(chosen.points.row(i)))")
      }
    }
    if let quadrature { given[CollocationPoints.quadrature] = quadrature }
    return CollocationPoints(table: chosen.points, sides: 1, data: chosen.data.merging(given) { _, given in given })
  }

  /// Points of the lower piece beside the points of the upper piece that differ from them along `axis` only.
  private func pairs(
    across axis: Axis, _ condition: Condition<E.Unknown>, _ sampler: any Sampler, using rng: inout RandomStream
  ) throws -> CollocationPoints {
    let (lower, upper) = try pair(across: axis, of: condition.name)
    let index = region.axes.firstIndex(of: axis)!
    let width = region.axes.count
    let points = try sampler.points(condition.points, in: lower.region, using: &rng).points
    var table = Tensor<Double>(shape: [points.count, 2 * width])
    for i in 0..<points.count {
      var point = Array(points.row(i))
      for j in 0..<width { table[i, j] = point[j] }
      point[index] = region.bounds[index].upperBound
      guard upper.region.contains(point) else {
        throw ProblemError(
          "condition '\(condition.name)' can't pair \(Array(points.row(i))) with \(point), which is not on '\(upper.name)'"
        )
      }
      for j in 0..<width { table[i, width + j] = point[j] }
    }
    return CollocationPoints(table: table, sides: 2, data: [:])
  }
}
