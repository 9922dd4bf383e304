// Which way, for sums of squares: the linear system of a damped Gauss-Newton step, in weight space or in sample space.
//
// With J = dr/dx [m, n], a damping lambda and positive weights D = diag(d_1 ... d_n) a step for a right-hand side w [m] is
//     delta = -(J^T J + lambda D)^-1 J^T w,
// in weight space by the Cholesky factor of an n x n matrix, in sample space by that of an m x m matrix, because
//     (J^T J + lambda D)^-1 J^T = D^-1 J^T (J D^-1 J^T + lambda I)^-1        (Woodbury).
// In weight space J is seen slab by slab and never whole; in sample space it is kept, m being small there.
//
// The matrix needs no more accuracy than the damping: an error of norm e moves the damping of each direction by e at the most.

import Foundation
import PINNCore
import PINNLinearAlgebra

/// How the linear system of a Gauss-Newton step is solved. All give the same step, the sketch up to a hundredth.
public enum SolutionSpace: String, Sendable, Equatable {
  /// Whichever costs least.
  case automatic
  /// The system has a row for each of the n parameters; memory n^2.
  case weights
  /// The system has a row for each of the m residuals; memory m^2 + n m.
  case samples
  /// The system of the parameters by conjugate gradients, with a sketch of it as preconditioner; memory n m. Levenberg-Marquardt
  /// without `scaling` knows it, for others and with that it is `automatic`.
  case sketched

  func isSamples(parameters n: Int, residuals m: Int) -> Bool {
    switch self {
    case .automatic, .sketched: m < n
    case .weights: false
    case .samples: true
    }
  }
}

/// J^T J or J J^T at a point, with what is needed to solve damped systems.
struct NormalEquations: DampedEquations {
  /// r, [m].
  let residuals: [Double]
  /// J^T r, [n].
  let gradient: [Double]
  /// |r|^2.
  let value: Double
  private let isInSampleSpace: Bool
  /// The Gram matrix, its factor and, in sample space, J D^-1/2 [m, n]; this system's until the next is made in them.
  private let matrices: NormalEquationsMemory.Matrices
  private let threads: Int
  private let tolerance: Double
  /// d_1 ... d_n; nil for D = I.
  private let weights: [Double]?

  /// A diagonal entry of J^T J counts as at least this share of the largest where it weighs the damping: a parameter that the
  /// residuals don't feel mustn't make the system singular.
  private static let smallestDiagonal = 1e-12
  /// The norm of errors in the Gram matrix and in its factor, in units of the damping.
  private static let errorShare = 0.1

  /// The system at `x`, in `matrices`, for dampings of `damping` and more. The damping weighs each parameter by the power `exponent`
  /// of its diagonal entry of J^T J: 0 for the plain identity, 1 for Marquardt's scaling.
  init(
    _ objective: some LeastSquaresObjective, at x: [Double], in matrices: NormalEquationsMemory.Matrices,
    damping: Double, space: SolutionSpace = .automatic, exponent: Double = 0
  ) {
    let (n, m) = (objective.count, objective.residualCount)
    let inSampleSpace = space.isSamples(parameters: n, residuals: m)
    matrices.prepare(count: inSampleSpace ? m : n, rows: inSampleSpace ? n * m : 0)
    let (gram, threads) = (matrices.gram, objective.threads)
    // Weights may make the damping of a parameter as small as they like.
    let tolerance = exponent == 0 ? Self.errorShare * damping : 0
    var residuals = [Double](repeating: 0, count: m)
    var gradient = [Double](repeating: 0, count: n)
    objective.forEachSlab(at: x) { slab in
      for block in slab.blocks { for (i, row) in block.range.enumerated() { residuals[row] = block.residuals[i] } }
      let part = multiply(
        slab.transposed, rows: n, columns: slab.count, stride: slab.stride, transposed: false, slab.residuals)
      for p in 0..<n { gradient[p] += part[p] }
      if inSampleSpace {
        matrices.rows.withUnsafeMutableBufferPointer { rows in
          guard let rows = rows.baseAddress else { return }
          for block in slab.blocks {
            transpose(
              block.transposed, rows: n, columns: block.range.count, stride: slab.stride,
              to: rows + block.range.lowerBound * n, targetStride: n, threads: threads)
          }
        }
      } else {
        gram.addGram(
          slab.transposed, columns: slab.count, stride: slab.stride, threads: threads, tolerance: tolerance)
      }
    }
    var weights: [Double]?
    if exponent != 0 {
      let diagonal = inSampleSpace ? Self.squaredColumns(matrices.rows, count: n) : (0..<n).map { gram[$0, $0] }
      let smallest = Self.smallestDiagonal * (diagonal.max() ?? 0)
      weights = diagonal.map { pow(max($0, smallest), exponent) }
    }
    if inSampleSpace {
      if let weights {
        let factors = weights.map { 1 / $0.squareRoot() }
        for i in 0..<m { for p in 0..<n { matrices.rows[i * n + p] *= factors[p] } }
      }
      gram.addGram(matrices.rows, columns: n, stride: n, threads: threads, tolerance: tolerance)
    }
    (self.matrices, self.weights, isInSampleSpace) = (matrices, weights, inSampleSpace)
    (self.threads, self.tolerance) = (threads, tolerance)
    (self.residuals, self.gradient) = (residuals, gradient)
    value = squared(residuals)
  }

  /// Whether the matrices of a system fit into the machine's memory: the Gram matrix, its factor and, in sample space, the rows.
  static func fit(_ objective: some LeastSquaresObjective, space: SolutionSpace) -> Bool {
    let (n, m) = (Double(objective.count), Double(objective.residualCount))
    let isSamples = space.isSamples(parameters: objective.count, residuals: objective.residualCount)
    let numbers = isSamples ? 2 * m * m + n * m : 2 * n * n
    return 8 * numbers < mostBytes
  }

  /// What is tried at all: most of the machine's memory.
  static let mostBytes = 0.9 * Double(ProcessInfo.processInfo.physicalMemory)

  /// The sums of squares of the columns of A [.., count].
  private static func squaredColumns(_ a: [Double], count: Int) -> [Double] {
    var squares = [Double](repeating: 0, count: count)
    for start in stride(from: 0, to: a.count, by: count) {
      for p in 0..<count { squares[p] += a[start + p] * a[start + p] }
    }
    return squares
  }

  var isFinite: Bool { value.isFinite && gradient.allSatisfy(\.isFinite) && scale.isFinite }

  /// The largest diagonal entry of the system, in units of the damping.
  var scale: Double {
    let gram = matrices.gram
    guard !isInSampleSpace, let weights else { return gram.largestDiagonal }
    return weights.indices.reduce(0) { max($0, gram[$1, $1] / weights[$1]) }
  }

  /// The factor of the damped system, in place of the one before; `damping` grows until there is one. Nil if there is none for any
  /// finite damping.
  func factor(damping: inout Double) -> CholeskyFactor? {
    let smallest = 1e-20 * scale
    while damping.isFinite {
      let effective = max(damping, smallest)
      let isPositive = matrices.factor.factorise(
        matrices.gram, shift: effective, weights: isInSampleSpace ? nil : weights, tolerance: tolerance,
        threads: threads)
      if isPositive { return matrices.factor }
      damping = 10 * effective
    }
    return nil
  }

  /// -(J^T J + lambda D)^-1 J^T w; nil if it isn't finite. `factor` is that of lambda, `objective` and `x` those of the system.
  func step(
    _ w: [Double], _ factor: CholeskyFactor, _ objective: some LeastSquaresObjective, at x: [Double]
  ) -> [Double]? {
    finiteNegative(
      isInSampleSpace ? lifted(factor.solve(w)) : factor.solve(objective.transposedProduct(w, at: x)))
  }

  func step(_ factor: CholeskyFactor) -> [Double]? {
    finiteNegative(isInSampleSpace ? lifted(factor.solve(residuals)) : factor.solve(gradient))
  }

  /// The Gauss-Newton step from an `origin` d_0: the d with the least |r + J d|^2 + lambda |d - d_0|^2,
  /// the last norm weighed by D: d_0 - (J^T J + lambda D)^-1 J^T (r + J d_0).
  func step(_ factor: CholeskyFactor, from origin: [Double]?) -> [Double]? {
    guard let origin else { return step(factor) }
    let correction =
      isInSampleSpace
      ? lifted(factor.solve(sum(residuals, 1, pushed(origin))))
      : factor.solve(sum(gradient, 1, matrices.gram.product(origin)))
    return finiteNegative(sum(correction, -1, origin))
  }

  /// delta . D delta
  func squaredNorm(_ delta: [Double]) -> Double {
    guard let weights else { return squared(delta) }
    return delta.indices.reduce(0) { $0 + weights[$1] * delta[$1] * delta[$1] }
  }

  /// D^-1 J^T w, in sample space.
  private func lifted(_ w: [Double]) -> [Double] {
    let (n, m) = (gradient.count, residuals.count)
    let product = multiply(matrices.rows, rows: m, columns: n, stride: n, transposed: true, w)
    guard let weights else { return product }
    return zip(product, weights).map { $0 / $1.squareRoot() }
  }

  /// J d, in sample space.
  private func pushed(_ d: [Double]) -> [Double] {
    let (n, m) = (gradient.count, residuals.count)
    let scaled = weights.map { zip(d, $0).map { $0 * $1.squareRoot() } } ?? d
    return multiply(matrices.rows, rows: m, columns: n, stride: n, transposed: false, scaled)
  }

  private func finiteNegative(_ x: [Double]) -> [Double]? { x.allSatisfy(\.isFinite) ? x.map { -$0 } : nil }
}
