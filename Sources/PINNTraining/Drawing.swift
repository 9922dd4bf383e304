// Drawing points for the next steps: how many each condition gets, and which.

import PINNCore

extension Problem {
  /// The number of points of each condition for about `rows` residuals in all, in the proportions of the conditions' own
  /// numbers; those numbers themselves without `rows`. Given points are never more than there are.
  func pointCounts(rows: Int?, widths: [Int]) -> [Int] {
    guard let rows else { return conditions.map(\.points) }
    let declared = zip(conditions, widths).reduce(0) { $0 + $1.0.points * $1.1 }
    return conditions.map { condition in
      let share = Double(condition.points) * Double(rows) / Double(declared)
      let count = max(min(condition.points, Self.fewestPoints), Int(share.rounded()))
      switch condition.place {
      case .point: return 1
      case .points(let points): return min(points.count, count)
      case .pieces(let names): return max(names.count, count)
      case .interior, .part, .surface, .nodes, .pairs: return count
      }
    }
  }

  /// A condition isn't thinned out below this.
  private static var fewestPoints: Int { 8 }

  /// All conditions' points for the next steps.
  ///
  /// - Parameters:
  ///   - present: the points of the last steps.
  ///   - drawing: numbers the drawings of a run.
  func drawnPoints(
    _ counts: [Int], by sampler: (any AdaptiveSampler)?, present: [CollocationPoints], _ values: ResidualValues,
    at parameters: [Double], _ sampling: Sampling, seed: UInt64, drawing: UInt32
  ) throws -> [CollocationPoints] {
    try conditions.indices.map { c in
      guard let sampler, conditions[c].place.isSampled else {
        return try collocationPoints(of: c, count: counts[c], sampling, seed: seed, step: drawing)
      }
      let candidates = try collocationPoints(
        of: c, count: sampler.candidatesPerPoint * counts[c], sampling, seed: seed, step: drawing, purpose: .candidates)
      var rng = RandomStream(seed: seed, for: StreamKey(.selection, of: conditions[c].name), step: drawing)
      let selection = try sampler.select(
        counts[c], present: values.sizes(c, at: present[c], parameters: parameters),
        candidates: values.sizes(c, at: candidates, parameters: parameters), using: &rng)
      let taken = candidates.chosen(selection.taken)
      let points = selection.kept.isEmpty ? taken : present[c].chosen(selection.kept).appending(taken)
      let total = points.table.count
      guard total > 0 else {
        throw ProblemError("\(sampler) chose no points for condition '\(conditions[c].name)'")
      }
      guard !selection.weights.isEmpty else { return points }
      return points.weighted(zip(points.quadratureWeights, selection.weights).map { $0 * $1 })
    }
  }
}
