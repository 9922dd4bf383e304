// The points of a condition: its place, a sampler and a random stream of its own make the points it is held at.

import PINNCore

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
