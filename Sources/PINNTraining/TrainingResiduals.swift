// The loss of a problem as a sum of squares, residual by residual: what second-order optimisers see. Residual number i of
// condition c at a point is sqrt(w_c q / N_c) r_c, so that the sum of their squares is the loss.
//
// Four programs for each condition, compiled once and bound again when points move: the residuals, their rows of the Jacobian,
// their second derivatives along a direction, and the product of the transposed Jacobian with a vector.

import PINNCore

final class TrainingResiduals: LeastSquaresObjective {
  let count: Int
  let threads: Int
  /// The numbers of each condition's residuals.
  private(set) var rows: [ResidualRows] = []
  private let conditions: [ConditionResiduals]
  /// Runs all pullbacks together; made again when points move.
  private var pullbacks: Executor<Double>?
  /// Where residuals were last computed, and the sums of squares of each residual of each condition.
  private var last: (parameters: [Double], terms: [Double])?
  /// A slab's residuals and rows, kept from step to step.
  private var memory: AlignedMemory<Double>?

  /// Rows of the Jacobian that are computed at a time, or those of one tile of points, if that is more.
  private let slabRows: Int

  /// `factors`: w_c / N_c.
  init(
    residuals: [[Expr]], points: [CollocationPoints], factors: [Double], axes: [Axis], layout: ParameterLayout,
    threads: Int, slabRows: Int = defaultSlabRows
  ) throws {
    count = layout.count
    (self.threads, self.slabRows) = (threads, slabRows)
    conditions = try zip(residuals, zip(points, factors)).map { residuals, rest in
      try ConditionResiduals(residuals, rest.0, factor: rest.1, axes: axes, layout: layout, threads: threads)
    }
    rows = ResidualRows.numbered(points: points.map(\.table.count), widths: conditions.map(\.residuals))
  }

  static let defaultSlabRows = 4_096

  var residualCount: Int { rows.last?.range.upperBound ?? 0 }

  /// Moves all conditions to other points.
  func bind(_ points: [CollocationPoints], factors: [Double]) throws {
    for (condition, rest) in zip(conditions, zip(points, factors)) {
      try condition.bind(rest.0, factor: rest.1)
    }
    rows = ResidualRows.numbered(points: points.map(\.table.count), widths: conditions.map(\.residuals))
    (pullbacks, last) = (nil, nil)
  }

  func residuals(at x: [Double]) -> [Double] {
    let all = zip(conditions, rows).flatMap { $1.ordered($0.values($0.value, at: x, direction: nil)) }
    last = (x, rows.flatMap(\.ofResiduals).map { all[$0].reduce(0) { $0 + $1 * $1 } })
    return all
  }

  /// The loss by terms at `x`, if residuals were last computed there.
  func terms(at x: [Double]) -> [Double]? { last?.parameters == x ? last?.terms : nil }

  func curvature(at x: [Double], along v: [Double]) -> [Double] {
    zip(conditions, rows).flatMap { $1.ordered($0.values($0.curvature, at: x, direction: v)) }
  }

  func transposedProduct(_ w: [Double], at x: [Double]) -> [Double] {
    for (condition, rows) in zip(conditions, rows) { condition.setCotangents(rows.ofResiduals.map { w[$0] }) }
    var gradient: [Double]? = Array(repeating: 0, count: count)
    let executor = pullbacks ?? Executor(conditions.map(\.pullback), threads: threads)
    pullbacks = executor
    _ = executor.evaluate(weights: conditions.map { [$0.scale] }, parameters: x, gradient: &gradient)
    return gradient ?? []
  }

  /// sum_i m_i |J_i|^2 over the rows of each residual of each condition, in this order, with factors m by condition and point
  /// (empty: 1): the traces of their neural tangent kernels.
  func kernelTraces(at x: [Double], pointFactors: [[Double]]) -> [Double] {
    var squares = [Double](repeating: 0, count: residualCount)
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

  func forEachSlab(at x: [Double], _ body: (JacobianSlab) -> Void) {
    let longest = conditions.map { $0.longestSlab(rows: slabRows) }.max() ?? 0
    let stride = AlignedMemory<Double>.wholeLines(longest)
    if memory.map({ $0.count < stride * (count + 1) }) ?? true {
      memory = AlignedMemory(repeating: 0, count: stride * (count + 1))
    }
    let (residuals, jacobian) = (memory!.start, memory!.start + stride)
    for (condition, rows) in zip(conditions, rows) {
      condition.forEachSlab(rows: slabRows, at: x, residuals, jacobian, stride: stride) { points in
        body(
          JacobianSlab(
            rows.ofResiduals(at: points), residuals: residuals, transposed: jacobian, stride: stride))
      }
    }
  }
}

/// One condition's programs at its points.
private final class ConditionResiduals {
  typealias Bound = Program<Double>.Bound

  /// sqrt(w_c / N_c)
  private(set) var scale: Double
  private(set) var value: Executor<Double>
  private(set) var curvature: Executor<Double>
  private(set) var pullback: Bound
  private var rows: Executor<Double>
  private let programs:
    (value: Program<Double>, curvature: Program<Double>, rows: Program<Double>, pullback: Program<Double>)
  private let threads: Int
  /// The number of residuals at a point.
  let residuals: Int

  init(
    _ residuals: [Expr], _ points: CollocationPoints, factor: Double, axes: [Axis], layout: ParameterLayout,
    threads: Int
  ) throws {
    // With quadrature weights q the residual is sqrt(q) r.
    let scaled = residuals.map { sqrt(.datum(CollocationPoints.quadrature)) * $0 }
    let data = scaled.reduce(into: Set<String>()) { $0.formUnion($1.dependencies.data) }.sorted()
    let cotangents = residuals.indices.map(Self.cotangent)
    let products = zip(scaled, cotangents).map { $0 * .datum($1) }
    func compile(values: [Expr] = [], sums: [Expr] = [], rows: [Expr] = [], data: [String]) throws -> Program<Double> {
      try Program<Double>(
        values: values, sums: sums, gradient: !sums.isEmpty, rows: rows, axes: axes, sides: points.sides, data: data,
        layout: layout)
    }
    programs = (
      try compile(values: scaled, data: data),
      try compile(values: scaled.map { diff($0, .theta, .theta) }, data: data), try compile(rows: scaled, data: data),
      try compile(sums: [products.dropFirst().reduce(products[0], +)], data: data + cotangents)
    )
    self.residuals = residuals.count
    self.threads = threads
    let bound = try Self.bind(programs, points)
    value = Executor([bound.value], threads: threads)
    curvature = Executor([bound.curvature], threads: threads)
    rows = Executor([bound.rows], threads: threads)
    pullback = bound.pullback
    scale = factor.squareRoot()
  }

  private static func cotangent(_ k: Int) -> String { "cotangent \(k)" }

  private static func bind(
    _ programs: (value: Program<Double>, curvature: Program<Double>, rows: Program<Double>, pullback: Program<Double>),
    _ points: CollocationPoints
  ) throws -> (value: Bound, curvature: Bound, rows: Bound, pullback: Bound) {
    let zeros = [Double](repeating: 0, count: points.table.count)
    var data = points.data
    for k in 0..<programs.rows.rowCount { data[cotangent(k)] = zeros }
    return (
      try programs.value.bind(points.table, data: data), try programs.curvature.bind(points.table, data: data),
      try programs.rows.bind(points.table, data: data), try programs.pullback.bind(points.table, data: data)
    )
  }

  func bind(_ points: CollocationPoints, factor: Double) throws {
    scale = factor.squareRoot()
    let bound = try Self.bind(programs, points)
    value = Executor([bound.value], threads: threads)
    curvature = Executor([bound.curvature], threads: threads)
    rows = Executor([bound.rows], threads: threads)
    pullback = bound.pullback
  }

  /// Scaled values, [points, residuals].
  func values(_ executor: Executor<Double>, at x: [Double], direction: [Double]?) -> [Double] {
    var table: [Double] = []
    executor.evaluate(parameters: x, direction: direction, values: &table)
    for i in table.indices { table[i] *= scale }
    return table
  }

  /// Takes the factors of each residual at all points.
  func setCotangents(_ w: [ArraySlice<Double>]) {
    for (k, w) in w.enumerated() { w.withUnsafeBufferPointer { pullback.set(Self.cotangent(k), to: $0) } }
  }

  func longestSlab(rows limit: Int) -> Int { rows.slabs(rows: limit).map(\.count).max() ?? 0 }

  /// Calls `body` with the points of each slab after its residuals and transposed Jacobian are written: all points of the first
  /// residual, then of the second, ...
  func forEachSlab(
    rows limit: Int, at x: [Double], _ r: UnsafeMutablePointer<Double>, _ jacobian: UnsafeMutablePointer<Double>,
    stride: Int, _ body: (Range<Int>) -> Void
  ) {
    for slab in rows.slabs(rows: limit) {
      rows.evaluate(
        slab, weights: [Array(repeating: scale, count: residuals)], parameters: x, residuals: r, jacobian: jacobian,
        stride: stride)
      body(slab.points)
    }
  }
}
