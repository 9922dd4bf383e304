// Rows of the Jacobian at points that are never trained on, by some of the parameters.

import PINNCore

/// All conditions of a problem at held-out points, with their rows of the Jacobian by chosen parameters.
package struct HeldOutRows {
  /// The rows.
  package let jacobian: JacobianRows
  /// The points of the interior [N, axes].
  package let interior: Tensor<Double>
  /// Their weights in mean squares.
  package let weights: [Double]
  /// The numbers of the residuals that measurements have.
  package let measured: [Range<Int>]

  /// A condition isn't thinned out below this many points.
  private static let fewest = 200
  /// Of more measurements than this a random choice is taken.
  private static let mostMeasured = 20_000

  /// The rows by the parameters in `ranges`, each of them whole blocks of the ansatz's layout, with `points` points of the interior,
  /// whatever the problem's number, and other conditions in proportion: those that `sampler` takes by their `sizes`. Given points stay.
  package init<E: Equation>(
    _ problem: Problem<E>, _ ansatz: Ansatz<E.Unknown>, by ranges: [Range<Int>], points: Int, seed: UInt64,
    threads: Int, sampling: Sampling, sampler: any AdaptiveSampler, sizes: (Tensor<Double>) throws -> [Double]
  ) throws {
    let laws = try problem.conditions.indices.map {
      try Law($0, of: problem, ansatz, sampling, seed: seed, threads: threads, rowParameters: ranges)
    }
    let factor = Double(points) / Double(max(1, laws[0].choice.count))
    for law in laws {
      let all = law.choice.count
      guard !law.isMeasured else {
        if all > Self.mostMeasured { law.move(to: try law.choice.points(Self.mostMeasured)) }
        continue
      }
      let count = max(Int((factor * Double(all)).rounded(.up)), min(all, Self.fewest))
      law.move(
        to: try law.choice.points(count, by: sampler, present: law.points, drawing: 0) { points in
          try sizes(points.first(problem.region.axes.count))
        })
    }
    (interior, weights) = (laws[0].points.table, laws[0].points.quadratureWeights)
    jacobian = try JacobianRows(laws, count: ranges.reduce(0) { $0 + $1.count }, slabRows: 4_096)
    measured = zip(laws, jacobian.rows).filter(\.0.isMeasured).map(\.1.range)
  }
}
