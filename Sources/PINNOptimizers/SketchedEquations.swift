// The linear system of a damped Gauss-Newton step by conjugate gradients, without the matrix J^T J.
//
// At a given damping the residuals feel few combinations of a network's n parameters: the effective dimension
// d = tr(J^T J (J^T J + lambda I)^-1) is often a tenth to a third of n. J^T's columns are sketched into some 2 d columns
// (SketchedInverse). With the sketch's inverse as preconditioner, conjugate gradients take about ten iterations to an error of a
// hundredth, and each reads J once. J^T J itself costs m n^2 multiplications, a sketch of s columns s^2 n + 20 m n. (Rokhlin & Tygert
// 2008, doi:10.1073/pnas.0804869105; Avron, Maymounkov & Toledo 2010, doi:10.1137/090767911.)
//
// J is kept in single precision where the damping allows that. An error E of J changes the residuals by E delta, which is small
// beside what the damping does where |E|^2 is small beside lambda.

import PINNCore
import PINNLinearAlgebra

/// The system (J^T J + lambda I) delta = -J^T w at a point.
struct SketchedEquations: DampedEquations {
  let gradient: [Double]
  let value: Double
  let scale: Double
  private let jacobian: BlockedMatrix
  private let inverse: SketchedInverse
  private let threads: Int
  private let tolerance: Double
  /// Where residuals stand among the columns of `jacobian`, block after block.
  private let places: [(numbers: Range<Int>, first: Int)]

  /// The error that conjugate gradients leave, in the norm of the system and relative to the step. That of the geodesic
  /// acceleration is relative to the step, too, to which it is added.
  private static let tolerance = 1e-2
  private static let mostIterations = 60
  /// The norm of errors in the sketch's Gram matrix and in its factor, in units of the damping.
  private static let errorShare = 0.1

  /// The system at `x` for dampings of `damping` and more, in `matrices`, by `plan`. `estimate` takes what is found.
  init(
    _ objective: some LeastSquaresObjective, at x: [Double], in matrices: NormalEquationsMemory.Matrices,
    damping: Double,
    plan: SketchPlan, estimate: inout SpectrumEstimate
  ) {
    let (n, m, threads) = (objective.count, objective.residualCount, objective.threads)
    let jacobian = matrices.jacobian(parameters: n, residuals: m, plan.precision)
    var residuals = [Double](repeating: 0, count: m)
    var gradient = [Double](repeating: 0, count: n)
    var squares = gradient
    var places: [(numbers: Range<Int>, first: Int)] = []
    objective.forEachSlab(at: x) { slab in
      var first = jacobian.blockCount * BlockedMatrix.width
      for block in slab.blocks {
        for (i, row) in block.range.enumerated() { residuals[row] = block.residuals[i] }
        places.append((block.range, first))
        first += block.range.count
      }
      let part = jacobian.append(
        slab.transposed, columns: slab.count, stride: slab.stride, times: slab.residuals, threads: threads)
      for p in 0..<n {
        gradient[p] += part.product[p]
        squares[p] += part.squares[p]
      }
    }
    (self.jacobian, self.places, self.threads) = (jacobian, places, threads)
    (self.gradient, value, scale) = (gradient, squared(residuals), squares.max() ?? 0)
    tolerance = Self.errorShare * damping
    inverse = matrices.inverse(parameters: n, size: plan.size)
    guard isFinite else { return }
    estimate.scale = scale
    guard isPossible(damping: damping) else { return }
    inverse.sketch(jacobian, tolerance: tolerance, threads: threads)
    if inverse.factorise(damping: damping, tolerance: tolerance, threads: threads) {
      estimate.dimension = inverse.effectiveDimension()
    }
  }

  /// Whether a sketch solves the system for this damping.
  func isPossible(damping: Double) -> Bool { SketchPlan.isPossible(damping: damping, scale: scale) }

  var isFinite: Bool { value.isFinite && gradient.allSatisfy(\.isFinite) && scale.isFinite }

  /// What solves the system for one lambda.
  final class Factor {
    let damping: Double
    /// The square of the step's norm, in the norm of the system.
    var energy: Double?

    init(damping: Double) { self.damping = damping }
  }

  /// The factor of the sketch's matrix stays with that.
  func factor(damping: inout Double) -> Factor? {
    while damping.isFinite {
      if inverse.factorise(damping: damping, tolerance: tolerance, threads: threads) { return Factor(damping: damping) }
      damping *= 10
    }
    return nil
  }

  func step(_ factor: Factor) -> [Double]? { solve(gradient, factor) }

  func step(
    _ w: [Double], _ factor: Factor, _ objective: some LeastSquaresObjective, at x: [Double]
  ) -> [Double]? {
    var inOrder = [Double](repeating: 0, count: jacobian.blockCount * BlockedMatrix.width)
    for place in places { for (i, row) in place.numbers.enumerated() { inOrder[place.first + i] = w[row] } }
    return solve(jacobian.product(inOrder, threads: threads), factor)
  }

  /// -(J^T J + lambda I)^-1 b
  private func solve(_ b: [Double], _ factor: Factor) -> [Double]? {
    let found = conjugateGradients(
      b, tolerance: Self.tolerance, energy: factor.energy, limit: Self.mostIterations,
      product: { sum(jacobian.gramProduct($0, threads: threads), factor.damping, $0) },
      preconditioner: { inverse.apply($0, threads: threads) })
    factor.energy = found.energy
    return found.x.allSatisfy(\.isFinite) ? found.x.map { -$0 } : nil
  }

  func squaredNorm(_ delta: [Double]) -> Double { squared(delta) }
}
