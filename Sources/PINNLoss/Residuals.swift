// The loss as a sum of squares, residual by residual: what second-order optimisers see. Residual number i of law c at a point is
// sqrt(w_c q / N_c) r_c, so that the sum of their squares is the loss.

import PINNCore

/// All residuals at the laws' present points.
final class Residuals: LeastSquaresObjective {
  let count: Int
  let threads: Int
  private let laws: [Law]
  let jacobian: JacobianRows
  private let values: [Executor<Double>]
  private let curvatures: [Executor<Double>]
  /// Runs all pullbacks together.
  private let pullbacks: Executor<Double>
  /// Where residuals were last computed, and the sums of squares of each residual of each law.
  private var last: (parameters: [Double], terms: [Double])?

  /// `count`: the number of parameters.
  init(_ laws: [Law], count: Int, threads: Int, slabRows: Int) throws {
    (self.laws, self.count, self.threads) = (laws, count, threads)
    jacobian = try JacobianRows(laws, count: count, slabRows: slabRows)
    values = try laws.map { try $0.executor(.weightedValues) }
    curvatures = try laws.map { try $0.executor(.curvature) }
    pullbacks = Executor(try laws.map { try $0.bound(.pullback) }, threads: threads)
  }

  private var rows: [ResidualRows] { jacobian.rows }
  var residualCount: Int { rows.last?.range.upperBound ?? 0 }

  func residuals(at x: [Double]) -> [Double] {
    let all = evaluate(values, at: x)
    last = (x, rows.flatMap(\.ofResiduals).map { all[$0].reduce(0) { $0 + $1 * $1 } })
    return all
  }

  /// The loss by terms at `x`, if residuals were last computed there.
  func terms(at x: [Double]) -> [Double]? { last?.parameters == x ? last?.terms : nil }

  func curvature(at x: [Double], along v: [Double]) -> [Double] { evaluate(curvatures, at: x, along: v) }

  func transposedProduct(_ w: [Double], at x: [Double]) -> [Double] {
    for (bound, rows) in zip(pullbacks.programs, rows) {
      for (k, range) in rows.ofResiduals.enumerated() {
        w[range].withUnsafeBufferPointer { bound.set(Law.cotangent(k), to: $0) }
      }
    }
    var gradient: [Double]? = Array(repeating: 0, count: count)
    _ = pullbacks.evaluate(weights: laws.map { [$0.scale.squareRoot()] }, parameters: x, gradient: &gradient)
    return gradient ?? []
  }

  func forEachSlab(at x: [Double], _ body: (JacobianSlab) -> Void) { jacobian.forEachSlab(at: x, body) }

  /// What the laws' executors give, scaled, in the order of the residuals.
  private func evaluate(_ executors: [Executor<Double>], at x: [Double], along v: [Double]? = nil) -> [Double] {
    zip(zip(laws, executors), rows).flatMap { law, rows in
      var table: [Double] = []
      law.1.evaluate(parameters: x, direction: v, values: &table)
      let scale = law.0.scale.squareRoot()
      for i in table.indices { table[i] *= scale }
      return rows.ordered(table)
    }
  }
}
