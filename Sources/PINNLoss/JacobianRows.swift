// The residuals of all laws with their rows of the Jacobian, slab by slab.

import PINNCore

/// The Jacobian of all residuals rho_i = sqrt(w q / N) r_i, in slabs of some thousand rows.
package final class JacobianRows {
  /// The numbers of each law's residuals.
  let rows: [ResidualRows]
  private let laws: [Law]
  private let executors: [Executor<Double>]
  package let count: Int
  private let slabRows: Int
  /// A slab's residuals and rows, kept from step to step.
  private var memory: AlignedMemory<Double>?

  /// The laws at their present points. `count`: the number of the Jacobian's columns. `slabRows`: rows that are computed at a time, or those of
  /// one tile of points, if that is more.
  init(_ laws: [Law], count: Int, slabRows: Int) throws {
    (self.laws, self.count, self.slabRows) = (laws, count, slabRows)
    executors = try laws.map { try $0.executor(.rows) }
    rows = ResidualRows.numbered(points: laws.map(\.points.table.count), widths: laws.map(\.width))
  }

  /// How many there are.
  package var rowCount: Int { rows.map(\.range.upperBound).max() ?? 0 }

  /// Calls `body` with the residuals and the transposed Jacobian at `x`. A slab has points of one law: all points of its first
  /// residual, then of the second, ...
  package func forEachSlab(at x: [Double], _ body: (JacobianSlab) -> Void) {
    let slabs = executors.map { $0.slabs(rows: slabRows) }
    let longest = slabs.joined().map(\.count).max() ?? 0
    let stride = AlignedMemory<Double>.wholeLines(longest)
    if memory.map({ $0.count < stride * (count + 1) }) ?? true {
      memory = AlignedMemory(repeating: 0, count: stride * (count + 1))
    }
    let (residuals, jacobian) = (memory!.start, memory!.start + stride)
    for (c, law) in laws.enumerated() {
      let weights = [Array(repeating: law.scale.squareRoot(), count: law.width)]
      for slab in slabs[c] {
        executors[c].evaluate(
          slab, weights: weights, parameters: x, residuals: residuals, jacobian: jacobian, stride: stride)
        body(
          JacobianSlab(
            rows[c].ofResiduals(at: slab.points), residuals: residuals, transposed: jacobian, stride: stride))
      }
    }
  }

  /// sum_i m_i |J_i|^2 over the rows of each residual of each law, in this order, with factors m by law and point (empty: 1): the
  /// traces of their neural tangent kernels.
  func kernelTraces(at x: [Double], pointFactors: [[Double]]) -> [Double] {
    var squares = [Double](repeating: 0, count: rows.last?.range.upperBound ?? 0)
    forEachSlab(at: x) { slab in
      for block in slab.blocks {
        for p in 0..<count {
          let row = block.transposed + p * slab.stride
          for (i, number) in block.range.enumerated() { squares[number] += row[i] * row[i] }
        }
      }
    }
    return rows.enumerated().flatMap { c, rows in
      let factors = pointFactors.indices.contains(c) ? pointFactors[c] : []
      return rows.ofResiduals.map { range in
        zip(range, factors.isEmpty ? Array(repeating: 1, count: range.count) : factors).reduce(0) {
          $0 + squares[$1.0] * $1.1
        }
      }
    }
  }
}
