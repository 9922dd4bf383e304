// How certain the coefficients of an inverse problem are: standard errors from the Gauss-Newton matrix.
//
// With all residuals, weighted as in the loss, r = (r_1 ... r_m) and J = dr/dtheta, a small change e of the residuals
// moves the minimum by -(J^T J)^-1 J^T e. Measurements alone are noisy; if residual i has noise of variance s_i^2 (0 for
// equations and conditions), parameter k has the variance
//
//     var_k = sum_i s_i^2 (J z)_i^2,   (J^T J) z = e_k,
//
// the usual s^2 (J^T J)^-1 where all residuals are measured with equal noise (Seber & Wild, Nonlinear Regression, 1989,
// ch. 2, doi:10.1002/0471725315; "sandwich" of White, Econometrica 50 (1982) 1-25, doi:10.2307/1912526). The noise is
// estimated from what is left of each measured quantity after the fit, s^2 = sum r^2 / (n - p), where p = trace(J (J^T
// J)^-1 J^T) over its n residuals counts the parameters that they determine. It doesn't see errors of the network or of
// the equation itself.

import PINNLinearAlgebra
import PINNLoss

extension Solution {
  /// The trainable coefficients with their standard errors; noise is on the conditions at given points, such as `.data`.
  ///
  /// Takes a factorisation of the Gauss-Newton matrix, about the time of one step of Levenberg-Marquardt on the
  /// problem's own numbers of points.
  /// - Throws: `ProblemError` for a training in single precision, and if there are no measurements.
  public var standardErrors: [CoefficientEstimate] {
    get throws { try standardErrors(by: makeLoss()) }
  }

  func standardErrors(by loss: Loss) throws -> [CoefficientEstimate] {
    guard loss.precision == .double else {
      throw ProblemError("standard errors need the residuals one by one: train in double precision")
    }
    let measured = zip(loss.terms, loss.rows.flatMap(\.ofResiduals)).compactMap { term, range in
      loss.law(of: term.source).law.isMeasured ? (name: term.name, range: range) : nil
    }
    guard !measured.isEmpty else {
      throw ProblemError("standard errors need measurements, that is a condition such as .data at given points")
    }
    let jacobian = try loss.jacobianRows()
    let sensitivity = try Sensitivity(
      jacobian, threads: loss.threads, at: parameters, measured: measured, seed: setup.seed)
    return try zip(problem.trainable(in: layout), problem.coefficients(layout, at: parameters)).map {
      trainable, estimate in
      let slope = trainable.number.value(at: parameters[trainable.index]).slope
      let column = layout.trainedBlocks.prefix { !$0.range.contains(trainable.index) }.reduce(0) { $0 + $1.count }
      let variance = try sensitivity.variance(of: column, jacobian, at: parameters)
      var estimate = estimate
      estimate.standardError = abs(slope) * variance.squareRoot()
      return estimate
    }
  }
}

/// The factorised Gauss-Newton matrix, and the noise of the measured residuals.
private struct Sensitivity {
  private let factor: CholeskyFactor
  private let count: Int
  private let noise: [(range: Range<Int>, variance: Double)]

  /// What is added to the diagonal, relative to its largest entry: directions that no residual feels have no say.
  private static let shift = 1e-13
  /// Random vectors for a trace (Hutchinson 1990, doi:10.1080/03610919008812866).
  private static let probes = 32

  init(
    _ jacobian: JacobianRows, threads: Int, at x: [Double], measured: [(name: String, range: Range<Int>)], seed: UInt64
  ) throws {
    count = jacobian.count
    let count = count
    let gram = SymmetricMatrix(count: count)
    var quantities = measured.map { MeasuredQuantity($0, parameters: count, probes: Self.probes, seed: seed) }
    jacobian.forEachSlab(at: x) { slab in
      gram.addGram(slab.transposed, columns: slab.count, stride: slab.stride, threads: threads)
      for k in quantities.indices { quantities[k].add(slab, parameters: count) }
    }
    guard let factor = gram.cholesky(shift: Self.shift * gram.largestDiagonal, threads: threads) else {
      throw ProblemError("the Gauss-Newton matrix is singular: the data don't determine the coefficients")
    }
    self.factor = factor
    noise = quantities.map { quantity in (quantity.range, quantity.noise(factor)) }
  }

  /// sum_i s_i^2 (J z)_i^2 for the solution z of (J^T J) z = e_k.
  func variance(of k: Int, _ jacobian: JacobianRows, at x: [Double]) throws -> Double {
    var unit = [Double](repeating: 0, count: count)
    unit[k] = 1
    let z = factor.solve(unit)
    var variance = 0.0
    jacobian.forEachSlab(at: x) { slab in
      for (range, noise) in noise {
        for block in slab.blocks(in: range) {
          let changes = multiply(
            block.transposed, rows: count, columns: block.range.count, stride: slab.stride, transposed: true, z)
          variance += noise * changes.reduce(0) { $0 + $1 * $1 }
        }
      }
    }
    guard variance.isFinite else { throw ProblemError("the standard error of a coefficient is not a finite number") }
    return variance
  }
}

/// The residuals of one measured quantity: their sum of squares, and J^T w for vectors w of random signs.
private struct MeasuredQuantity {
  let range: Range<Int>
  private var squares = 0.0
  private let signs: [[Double]]
  private var products: [[Double]]

  init(_ quantity: (name: String, range: Range<Int>), parameters: Int, probes: Int, seed: UInt64) {
    range = quantity.range
    let range = range
    var rng = RandomStream(seed: seed, for: StreamKey(.traceSigns, of: quantity.name))
    signs = (0..<probes).map { _ in range.map { _ in rng.uniform() < 0.5 ? -1 : 1 } }
    products = Array(repeating: Array(repeating: 0, count: parameters), count: probes)
  }

  mutating func add(_ slab: JacobianSlab, parameters: Int) {
    for block in slab.blocks(in: range) {
      for i in 0..<block.range.count { squares += block.residuals[i] * block.residuals[i] }
      for probe in signs.indices {
        let part = signs[probe].withUnsafeBufferPointer { signs in
          multiply(
            block.transposed, rows: parameters, columns: block.range.count, stride: slab.stride, transposed: false,
            signs.baseAddress! + (block.range.lowerBound - range.lowerBound))
        }
        for p in 0..<parameters { products[probe][p] += part[p] }
      }
    }
  }

  /// sum r^2 / (n - p): p is the trace of J A^-1 J^T, the mean of w . J A^-1 J^T w.
  func noise(_ factor: CholeskyFactor) -> Double {
    let sum = products.reduce(0) { sum, v in sum + zip(v, factor.solve(v)).reduce(0) { $0 + $1.0 * $1.1 } }
    return squares / max(Double(range.count) - sum / Double(products.count), 1)
  }
}
