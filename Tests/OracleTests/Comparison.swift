// Programs against the oracle: values, sums, gradient and rows of the Jacobian, by every build of the kernels, with one thread and
// with several.
//
// The rule: a number must agree with the oracle's within `tolerance` times the precision's epsilon times the oracle's size of it
// (see `Sized`), which for a sum is the sum of the sizes. Numbers of several threads must have the bits of one thread's, and a
// value those of the same point at another place.

import PINNAutodiff
import PINNTensor

/// One number that is wrong.
struct Mismatch: Error {
  let what: String
  /// The expression's index in the batch; nil where several are added up.
  let expression: Int?
  let got: Double
  let expected: Double
  let allowed: Double
}

struct Comparison<Scalar: TensorScalar> {
  /// About five times the largest that was seen in some ten thousand expressions.
  static var tolerance: Double { 40 }

  let batch: Batch
  let kernels: String
  let count: Int
  /// The largest deviation seen, in units of epsilon times size.
  private(set) var worst = 0.0

  private var repetitions: [Double] {
    (0..<Batch.distinct).map { Double((count - $0 + Batch.distinct - 1) / Batch.distinct) }
  }

  private mutating func check(
    _ got: Double, _ expected: Sized, _ what: @autoclosure () -> String, _ expression: Int?
  ) throws(Mismatch) {
    let unit = Double(Scalar.ulpOfOne) * expected.size
    let deviation = abs(got - expected.value)
    if unit > 0 { worst = max(worst, deviation / unit) }
    // With the smallest normal number, because what is smaller may be taken for zero.
    guard deviation <= Self.tolerance * unit + Double(Scalar.leastNormalMagnitude) else {
      throw mismatch(what(), expression, got, expected.value, Self.tolerance * unit)
    }
  }

  private func mismatch(
    _ what: String, _ expression: Int?, _ got: Double, _ expected: Double, _ allowed: Double = 0
  ) -> Mismatch {
    Mismatch(
      what: "\(what), \(Scalar.self), \(kernels), \(count) points", expression: expression, got: got,
      expected: expected, allowed: allowed)
  }

  init(_ batch: Batch, kernels: String, count: Int) {
    (self.batch, self.kernels, self.count) = (batch, kernels, count)
  }

  /// Values at each point.
  mutating func compareValues(_ bound: Program<Scalar>.Bound) throws(Mismatch) {
    let results = [1, 2, 3].map { threads in
      Executor([bound], threads: threads, forcing: kernels)
        .values(parameters: batch.parameters, direction: batch.direction)
    }
    for (k, values) in batch.values.enumerated() {
      for (i, value) in values.enumerated() where i < count {
        try check(results[0][i, k], value, "value at point \(i)", k)
      }
      for i in 0..<count {
        let same = results[0][i % Batch.distinct, k]
        for result in results where result[i, k].bitPattern != same.bitPattern {
          throw mismatch("bits of the value at point \(i)", k, result[i, k], same)
        }
      }
    }
  }

  /// Sums over the points, and the gradient of the weighted sum of these.
  mutating func compareSums(_ bound: Program<Scalar>.Bound) throws(Mismatch) {
    let weights = batch.expressions.indices.map { 1 + 0.25 * Double($0 % 5) }
    func run(_ threads: Int) -> (sums: [Double], gradient: [Double]) {
      var gradient: [Double]? = Array(repeating: .nan, count: batch.layout.count)
      let sums = Executor([bound], threads: threads, forcing: kernels).evaluate(
        weights: [weights], parameters: batch.parameters, direction: batch.direction, gradient: &gradient)
      return (sums[0], gradient!)
    }
    let (sums, gradient) = run(1)
    for (k, values) in batch.values.enumerated() { try check(sums[k], total(values), "sum", k) }
    for (t, tangent) in batch.tangents.enumerated() {
      var expected = Sized(0)
      for (k, weight) in weights.enumerated() {
        let slope = total(batch.slopes[k][t])
        expected = Sized(expected.value + weight * slope.value, size: expected.size + weight * slope.size)
      }
      try check(product(gradient, tangent), expected, "gradient along direction \(t)", nil)
    }
    for threads in [2, 3] {
      let other = run(threads)
      for (a, b) in zip(sums + gradient, other.sums + other.gradient) where a.bitPattern != b.bitPattern {
        throw mismatch("bits of a sum or the gradient on \(threads) threads", nil, b, a)
      }
    }
  }

  /// Residuals and the rows of their Jacobian.
  mutating func compareRows(_ bound: Program<Scalar>.Bound, _ rows: [Int]) throws(Mismatch) {
    let weights = rows.indices.map { 1.5 - 0.25 * Double($0 % 5) }
    let parameters = batch.layout.count
    func run(_ threads: Int) -> [[(residual: Scalar, row: [Scalar])]] {
      let executor = Executor([bound], threads: threads, forcing: kernels)
      var result: [[(residual: Scalar, row: [Scalar])]] = rows.map { _ in [] }
      for slab in executor.slabs(rows: 70) {
        let stride = slab.count + 5
        var residuals = [Scalar](repeating: .nan, count: slab.count)
        var jacobian = [Scalar](repeating: .nan, count: parameters * stride)
        executor.evaluate(
          slab, weights: [weights], parameters: batch.parameters, residuals: &residuals, jacobian: &jacobian,
          stride: stride)
        for k in rows.indices {
          for i in slab.points.indices {
            let column = k * slab.points.count + i - slab.points.lowerBound
            result[k].append((residuals[column], (0..<parameters).map { jacobian[$0 * stride + column] }))
          }
        }
      }
      return result
    }
    let single = run(1)
    let several = [2, 3].map(run)
    for (r, k) in rows.enumerated() {
      let absent = Set(0..<parameters).subtracting(Batch.parameters(of: batch.expressions[k], in: batch.layout))
      for i in 0..<min(count, Batch.distinct) {
        let (residual, row) = single[r][i]
        try check(Double(residual), weighted(batch.values[k][i], weights[r]), "residual at point \(i)", k)
        for (t, tangent) in batch.tangents.enumerated() {
          try check(
            product(row.map(Double.init), tangent), weighted(batch.slopes[k][t][i], weights[r]),
            "row of the Jacobian along direction \(t), at point \(i)", k)
        }
        for p in absent where row[p] != 0 {
          throw mismatch("derivative by parameter \(p), which isn't there,", k, Double(row[p]), 0)
        }
      }
      for i in 0..<count {
        let same = single[r][i % Batch.distinct]
        for (residual, row) in [single[r][i]] + several.map({ $0[r][i] })
        where residual != same.residual || row != same.row {
          throw mismatch("bits of a residual or its row at point \(i)", k, Double(residual), Double(same.residual))
        }
      }
    }
  }

  private func weighted(_ a: Sized, _ weight: Double) -> Sized { Sized(weight * a.value, size: weight * a.size) }

  private func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

  /// The sum over all points.
  private func total(_ values: [Sized]) -> Sized {
    var sum = Sized(0)
    for (value, n) in zip(values, repetitions) {
      sum = Sized(sum.value + n * value.value, size: sum.size + n * value.size)
    }
    return sum
  }
}

extension Batch {
  /// The first number that is wrong, if there is one. Which kernels compare how many points follows from the seed.
  func compare<Scalar: TensorScalar>(_: Scalar.Type, worst: inout Double) throws -> Mismatch? {
    guard !expressions.isEmpty else { return nil }
    let axes = RandomExpressions.axes
    let sums = try Program<Scalar>(
      values: expressions, sums: expressions, gradient: true, axes: axes, sides: 2, data: RandomExpressions.data,
      layout: layout)
    // Rows are computed without a direction in parameter space.
    let rows = expressions.indices.filter { !expressions[$0].node.differentiated.axes.contains(.theta) }
    let jacobian = try Program<Scalar>(
      rows: rows.map { expressions[$0] }, axes: axes, sides: 2, data: RandomExpressions.data, layout: layout)
    let panel = 256 / MemoryLayout<Scalar>.size
    let tile = sums.tilePoints
    let edges = [1, 7, panel - 1, panel, panel + 1, 2 * panel + 1, tile, tile + 1, 2 * tile + 3, 3 * tile - 1]
    do {
      for (i, kernels) in instructionSetNames().enumerated() {
        let count = edges[(Int(seed % 1_000) + 7 * i) % edges.count]
        let (points, data) = repeated(count)
        var comparison = Comparison<Scalar>(self, kernels: kernels, count: count)
        defer { worst = max(worst, comparison.worst) }
        let bound = try sums.bind(points, data: data)
        try comparison.compareValues(bound)
        try comparison.compareSums(bound)
        if !rows.isEmpty { try comparison.compareRows(try jacobian.bind(points, data: data), rows) }
      }
    } catch let mismatch as Mismatch {
      return mismatch
    }
    return nil
  }
}
