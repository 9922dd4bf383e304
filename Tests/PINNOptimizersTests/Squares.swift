// Least-squares objectives from functions that return residuals with their rows of the Jacobian.

import PINNCore

/// Residuals with their rows of J, handed out in slabs of `slab` residuals, each with some from
/// the end and some from the beginning of the rest; curvature by differences.
struct Squares: LeastSquaresObjective, Objective {
  let count: Int
  let residualCount: Int
  var threads: Int { 2 }
  let slab: Int
  let rows: @Sendable ([Double]) -> [(Double, [Double])]

  init(_ start: [Double], slab: Int = 100, _ rows: @escaping @Sendable ([Double]) -> [(Double, [Double])]) {
    count = start.count
    residualCount = rows(start).count
    self.slab = slab
    self.rows = rows
  }

  var leastSquares: (any LeastSquaresObjective)? { self }

  func value(at x: [Double], gradient: inout [Double]) -> Double {
    let r = residuals(at: x)
    gradient = transposedProduct(r, at: x).map { 2 * $0 }
    return squaredNorm(r)
  }

  func residuals(at x: [Double]) -> [Double] { rows(x).map(\.0) }

  func forEachSlab(at x: [Double], _ body: (JacobianSlab) -> Void) {
    let all = rows(x)
    var rest = 0..<all.count
    while !rest.isEmpty {
      let count = min(slab, rest.count)
      let ranges = [rest.suffix(count - count / 2), rest.prefix(count / 2)]
      rest = ranges[1].upperBound..<ranges[0].lowerBound
      let rows = ranges.flatMap(Array.init)
      let transposed = (0..<self.count).flatMap { p in rows.map { all[$0].1[p] } }
      rows.map { all[$0].0 }.withUnsafeBufferPointer { residuals in
        transposed.withUnsafeBufferPointer {
          body(
            JacobianSlab(ranges, residuals: residuals.baseAddress!, transposed: $0.baseAddress!, stride: rows.count))
        }
      }
    }
  }

  func transposedProduct(_ w: [Double], at x: [Double]) -> [Double] {
    zip(rows(x), w).reduce(into: [Double](repeating: 0, count: count)) { sum, row in
      for p in 0..<count { sum[p] += row.0.1[p] * row.1 }
    }
  }

  func curvature(at x: [Double], along v: [Double]) -> [Double] {
    let h = 1e-4
    func shifted(_ s: Double) -> [Double] { residuals(at: zip(x, v).map { $0 + s * $1 }) }
    let (a, b, c) = (shifted(h), shifted(0), shifted(-h))
    return b.indices.map { (a[$0] - 2 * b[$0] + c[$0]) / (h * h) }
  }
}

func squaredNorm(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 } }
