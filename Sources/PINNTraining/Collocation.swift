// Collocation points: each condition's place, a sampler and a random stream of its own make the points it is held at.

import BoundarySampling
import GradedSampling
import LatinHypercubeSampling
import PINNCore

/// How collocation points are chosen.
public struct Sampling: Sendable {
  /// For points of the region, and for pairs of points on two pieces.
  public var interior: any Sampler
  /// For points of boundary pieces.
  public var boundary: any BoundaryPointSampler

  /// Latin hypercube points, denser towards the ends of the axes in regions of four or more axes and on their boundaries: points
  /// along each axis are few there.
  public init() {
    interior = Graded(LatinHypercube(), leastAxes: 4)
    boundary = BoundarySampler(Graded(LatinHypercube(), leastAxes: 3))
  }

  /// Points by `interior`, on boundaries too unless said otherwise.
  public init(interior: any Sampler, boundary: (any BoundaryPointSampler)? = nil) {
    self.interior = interior
    self.boundary = boundary ?? BoundarySampler(interior)
  }
}

/// The points of one condition.
struct CollocationPoints: Sendable {
  /// [N, sides d]: the coordinates at the point, then those at its partner, or at all nodes of a quadrature.
  let table: Tensor<Double>
  /// 2 for pairs, the number of nodes for quadratures.
  let sides: Int
  /// What is given with each point.
  let data: [String: [Double]]
  /// The data column of the weights of chosen points in their mean square.
  static let quadrature = PointSet.quadratureWeight

  /// The weights of the points in their mean square, [N].
  var quadratureWeights: [Double] { data[Self.quadrature] ?? Array(repeating: 1, count: table.count) }

  /// The axes along which the normal isn't always 0.
  func normalAxes(among axes: [Axis]) -> [Axis] {
    axes.filter { data["normal \($0)"]?.contains { $0 != 0 } ?? false }
  }
}

extension CollocationPoints {
  /// The points with the given indices, and their data.
  func chosen(_ indices: [Int]) -> CollocationPoints {
    let width = table.rowLength
    let elements = indices.flatMap { table.elements[$0 * width..<($0 + 1) * width] }
    return CollocationPoints(
      table: Tensor(shape: [indices.count, width], elements: elements), sides: sides,
      data: data.mapValues { column in indices.map { column[$0] } })
  }

  /// These points, then others of the same condition.
  func appending(_ other: CollocationPoints) -> CollocationPoints {
    CollocationPoints(
      table: Tensor(
        shape: [table.count + other.table.count, table.rowLength], elements: table.elements + other.table.elements),
      sides: sides, data: data.merging(other.data) { $0 + $1 })
  }

  /// The same points with equal quadrature weights, unless their sampler gave them weights.
  func weighted() -> CollocationPoints {
    data[Self.quadrature] == nil ? weighted(Array(repeating: 1, count: table.count)) : self
  }

  /// The same points with quadrature weights.
  func weighted(_ weights: [Double]) -> CollocationPoints {
    var data = data
    data[Self.quadrature] = weights
    return CollocationPoints(table: table, sides: sides, data: data)
  }
}

extension Condition.Place {
  /// Whether points are chosen, not given.
  var isSampled: Bool {
    switch self {
    case .interior, .pieces, .part, .surface, .pairs: true
    // Nodes stay where they are; points of the other axes are spread evenly.
    case .nodes, .points, .point: false
    }
  }
}

extension Problem {
  /// `count` points of condition `index` (its own number unless said otherwise) for a seed and a step of resampling, by the
  /// condition's random stream for the `purpose`. Given points are taken in a random order if fewer are wanted.
  func collocationPoints(
    of index: Int, count: Int? = nil, _ sampling: Sampling, seed: UInt64, step: UInt32 = 0,
    purpose: StreamKey.Purpose = .trainingPoints
  ) throws -> CollocationPoints {
    let condition = conditions[index]
    let count = count ?? condition.points
    var rng = RandomStream(seed: seed, for: StreamKey(purpose, of: condition.name), step: step)
    switch condition.place {
    case .interior: return try withData(sampling.interior.points(count, in: region, using: &rng), condition)
    case .pieces(let names):
      let pieces = try pieces(names, of: condition.name)
      return try withData(
        sampling.boundary.points(max(count, pieces.count), on: pieces, using: &rng), condition)
    case .part(let part): return try withData(sampling.interior.points(count, in: part, using: &rng), condition)
    case .surface(let surface):
      return try withData(sampling.boundary.points(count, on: [surface], using: &rng), condition)
    case .nodes(let nodes): return try beside(nodes, count, sampling.interior, using: &rng)
    case .pairs(let axis): return try pairs(across: axis, count, condition, sampling.interior, using: &rng)
    case .points(let points):
      let order = region.axes.map { points.axes.firstIndex(of: $0)! }
      let rows = (0..<points.count).map { i in order.map { points.points[i, $0] } }
      let all = try withData(
        PointSet(axes: region.axes, points: Tensor(rows: rows), data: points.data), condition)
      return count < points.count ? all.chosen(rng.permutation(points.count).prefix(count).sorted()) : all
    case .point(let point):
      return try withData(
        PointSet(axes: region.axes, points: Tensor(rows: [region.axes.map { point[$0]! }])), condition)
    }
  }

  /// Points with the data that their condition has for them, and quadrature weights.
  private func withData(_ chosen: PointSet, _ condition: Condition<E.Unknown>) throws -> CollocationPoints {
    let given = try condition.data(chosen)
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
    let points = CollocationPoints(
      table: chosen.points, sides: 1, data: chosen.data.merging(given) { _, given in given })
    return points.weighted()
  }

  /// The nodes of a quadrature, each with the same point over the axes that they lack; one point if they lack none.
  private func beside(
    _ nodes: PointSet, _ count: Int, _ sampler: any Sampler, using rng: inout RandomStream
  ) throws -> CollocationPoints {
    let others = region.axes.indices.filter { !nodes.axes.contains(region.axes[$0]) }
    let count = others.isEmpty ? 1 : count
    let unit = try sampler.unitPoints(count, dimension: others.count, using: &rng)
    let width = region.axes.count
    var table = Tensor<Double>(shape: [count, nodes.count * width])
    for i in 0..<count {
      for node in 0..<nodes.count {
        for (column, axis) in nodes.axes.enumerated() {
          table[i, node * width + region.axes.firstIndex(of: axis)!] = nodes.points[node, column]
        }
        for (column, k) in others.enumerated() {
          let range = region.bounds[k]
          table[i, node * width + k] =
            range.lowerBound + unit[i, column] * (range.upperBound - range.lowerBound)
        }
      }
    }
    let weights = try sampler.weights(of: unit)
    return CollocationPoints(table: table, sides: nodes.count, data: [:])
      .weighted(weights ?? Array(repeating: 1, count: count))
  }

  /// Points of the lower piece beside the points of the upper piece that differ from them along `axis` only.
  private func pairs(
    across axis: Axis, _ count: Int, _ condition: Condition<E.Unknown>, _ sampler: any Sampler,
    using rng: inout RandomStream
  ) throws -> CollocationPoints {
    let (lower, upper) = try pair(across: axis, of: condition.name)
    let index = region.axes.firstIndex(of: axis)!
    let width = region.axes.count
    let chosen = try sampler.points(count, in: lower.region, using: &rng)
    let points = chosen.points
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
    return CollocationPoints(table: table, sides: 2, data: chosen.data).weighted()
  }
}
