// Residual-based refinement: points of the interior move to where the residuals are large, and the mean squares stay honest by
// quadrature weights. Equations with fronts need it; without it a network fits its points rather than the equation.

import Foundation
import PINNCore

extension Problem {
  /// New points for the interior conditions, by index: of five times as many candidates, M are drawn without replacement with
  /// probabilities proportional to p = |r| / mean |r| + 1 (Wu, Zhu, Tan, Kartha, Lu, CMAME 403 (2023) 115671,
  /// doi:10.1016/j.cma.2022.115671, with k = c = 1): those with the smallest keys, which are exponential with rate p
  /// (Efraimidis & Spirakis, Inf. Process. Lett. 97 (2006) 181-185, doi:10.1016/j.ipl.2005.11.003). Drawn so, a candidate
  /// is among them with probability 1 - exp(-p k), k being the smallest key left out, and its quadrature weight is the
  /// inverse of that, scaled to mean 1. The plain 1 / p would count too little where nearly every candidate is drawn.
  func refinedPoints(
    _ ansatz: Ansatz<E.Unknown>, at parameters: [Double], _ sampling: Sampling, seed: UInt64, step: UInt32, threads: Int
  ) throws -> [Int: CollocationPoints] {
    var refined: [Int: CollocationPoints] = [:]
    for (index, condition) in conditions.enumerated() {
      guard case .interior = condition.place else { continue }
      var rng = RandomStream(seed: seed, stream: UInt32(index), step: step)
      let pool = try sampling.interior.points(5 * condition.points, in: region, using: &rng)
      let candidates = try withData(pool, condition)
      let residuals = condition.law(.init(here: ansatz.here, partner: ansatz.here, normalAxes: [])).map(\.residual)
      let program = try Program<Double>(
        values: residuals, axes: region.axes, data: candidates.data.keys.sorted(), layout: ansatz.layout)
      let table = try program.values(
        at: candidates.table, data: candidates.data, parameters: parameters, threads: threads)
      let sizes = (0..<table.count).map { i in table.row(i).reduce(0) { $0 + $1 * $1 }.squareRoot() }
      let mean = sizes.reduce(0, +) / Double(sizes.count)
      let density = sizes.map { mean > 0 && mean.isFinite ? $0 / mean + 1 : 1 }
      let keys = density.map { -log(1 - rng.uniform()) / $0 }
      let order = keys.indices.sorted { keys[$0] < keys[$1] }
      let chosen = order.prefix(condition.points).sorted()
      let threshold = keys[order[condition.points]]
      let inverse = chosen.map { -1 / expm1(-density[$0] * threshold) }
      let scale = Double(chosen.count) / inverse.reduce(0, +)
      let points = try PointSet(axes: region.axes, points: Tensor(rows: chosen.map { Array(pool.points.row($0)) }))
      refined[index] = try withData(points, condition, quadrature: inverse.map { $0 * scale })
    }
    return refined
  }
}
