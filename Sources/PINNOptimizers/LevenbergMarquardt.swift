// Levenberg-Marquardt with geodesic acceleration, in weight space or sample space.
//
// With J = dr/dx [m, n] and g = J^T r, a step solves (J^T J + lambda I) delta = -g: in weight space, n <= m, by the Cholesky
// factor of the n x n Gram matrix J^T J; in sample space by that of the m x m Gram matrix J J^T, because
//     (J^T J + lambda I)^-1 J^T = J^T (J J^T + lambda I)^-1.
// The same factor gives the geodesic acceleration a = -(J^T J + lambda I)^-1 J^T r_vv with r_vv the second derivative of r
// along delta, and the step is delta + a/2 where |a| < 3/4 |delta| (Transtrum & Sethna 2012, arXiv:1201.5885).
//
// Damping follows Nielsen (1999, IMM-REP-1999-05): after a step that gained a share rho of what the linear model promised,
// lambda *= max(1/3, 1 - (2 rho - 1)^3); after a refused one lambda *= nu, nu *= 2.

import PINNCore
import PINNLinearAlgebra

/// A damped Gauss-Newton method for sums of squares.
public struct LevenbergMarquardt: Optimizer {
  /// Whether steps are bent by the second derivative along them.
  public var isAccelerated: Bool
  /// The damping lambda of the next step.
  public private(set) var damping: Double
  /// The current point.
  public private(set) var position: [Double] = []
  /// |r|^2 at `position`; NaN before the first step.
  public private(set) var value = Double.nan
  /// How often the residuals have been computed, with or without the Jacobian.
  public private(set) var evaluations = 0

  private let initialDamping: Double
  private var growth = 2.0

  /// Smaller dampings change nothing in double precision.
  private static let smallestDamping = 1e-18
  /// A damping so many times the Gram matrix's largest diagonal entry leaves nothing of a step.
  private static let hopelessDamping = 1e12

  /// A method that starts with the damping `damping`.
  public init(damping: Double = 1e-2, accelerated: Bool = true) {
    initialDamping = damping
    self.damping = damping
    isAccelerated = accelerated
  }

  /// A name to print.
  public var name: String { isAccelerated ? "Levenberg-Marquardt, geodesic" : "Levenberg-Marquardt" }

  /// Throws `ProblemError` for a damping that isn't positive.
  public func validate() throws {
    guard initialDamping > 0, initialDamping.isFinite else {
      throw ProblemError("Levenberg-Marquardt needs a positive damping, not \(initialDamping)")
    }
  }

  /// Starts, or starts again, at `x`.
  public mutating func start(at x: [Double]) {
    position = x
    value = .nan
    damping = initialDamping
    growth = 2
    evaluations = 0
  }

  /// The damping is kept: it belongs to the place more than to the points.
  public mutating func objectiveChanged() {}

  /// One step on an objective that is a sum of squares. `.failed(.notFinite)` if residuals or Jacobian aren't finite at
  /// `position`; `.converged(.smallDecrease)` if no damping gives a smaller sum of squares.
  public mutating func step(on objective: some Objective) -> StepOutcome {
    guard let squares = objective.leastSquares else { return .failed(.notLeastSquares) }
    return step(onSquares: squares)
  }

  private mutating func step(onSquares objective: some LeastSquaresObjective) -> StepOutcome {
    let system = NormalEquations(objective, at: position)
    evaluations += 1
    value = system.value
    guard value.isFinite, system.isFinite else { return .failed(.notFinite) }
    if system.gradient.allSatisfy({ $0 == 0 }) { return .converged(.smallGradient) }
    while damping <= Self.hopelessDamping * system.scale {
      guard let factor = system.factor(damping: &damping),
        let delta = system.step(system.residuals, factor, objective, at: position)
      else { return .failed(.notFinite) }
      let candidate = sum(position, 1, accelerated(delta, system, factor, objective))
      let candidateValue = squared(objective.residuals(at: candidate))
      evaluations += 1
      let predicted = damping * squared(delta) - dot(delta, system.gradient)
      if candidateValue < value {
        let share = predicted > 0 ? (value - candidateValue) / predicted : 1
        let q = 2 * share - 1
        damping = max(Self.smallestDamping, damping * max(1 / 3, 1 - q * q * q))
        growth = 2
        (position, value) = (candidate, candidateValue)
        return .advanced
      }
      damping *= growth
      growth *= 2
    }
    return .converged(.smallDecrease)
  }

  /// delta + a/2, or delta where the acceleration is off or too large to trust.
  private func accelerated(
    _ delta: [Double], _ system: NormalEquations, _ factor: CholeskyFactor, _ objective: some LeastSquaresObjective
  ) -> [Double] {
    guard isAccelerated else { return delta }
    let curvature = objective.curvature(at: position, along: delta)
    guard let a = system.step(curvature, factor, objective, at: position), squared(a) < 0.75 * 0.75 * squared(delta)
    else { return delta }
    return sum(delta, 0.5, a)
  }
}

/// J^T J or J J^T at a point, whichever is smaller, with what is needed to solve damped systems.
private struct NormalEquations {
  let residuals: [Double]
  let gradient: [Double]
  let value: Double
  private let gram: SymmetricMatrix
  private let inSampleSpace: Bool

  init(_ objective: some LeastSquaresObjective, at x: [Double]) {
    let (n, m) = (objective.count, objective.residualCount)
    let inSampleSpace = m < n
    let gram = SymmetricMatrix(count: min(n, m))
    var residuals = [Double](repeating: 0, count: m)
    var gradient = [Double](repeating: 0, count: n)
    // J J^T needs all rows together; they are fewer than the parameters.
    var rows = [Double](repeating: 0, count: inSampleSpace ? n * m : 0)
    objective.forEachSlab(at: x) { slab in
      let (first, width) = (slab.range.lowerBound, slab.range.count)
      for i in 0..<width { residuals[first + i] = slab.residuals[i] }
      let part = multiply(
        slab.transposed, rows: n, columns: width, stride: slab.stride, transposed: false, slab.residuals)
      for p in 0..<n { gradient[p] += part[p] }
      if inSampleSpace {
        for p in 0..<n { for i in 0..<width { rows[p * m + first + i] = slab.transposed[p * slab.stride + i] } }
      } else {
        gram.addGram(slab.transposed, columns: width, stride: slab.stride, threads: objective.threads)
      }
    }
    if inSampleSpace { gram.addGramOfColumns(rows, rows: n, stride: m, threads: objective.threads) }
    (self.gram, self.inSampleSpace) = (gram, inSampleSpace)
    self.residuals = residuals
    self.gradient = gradient
    value = squared(residuals)
  }

  var isFinite: Bool { gradient.allSatisfy(\.isFinite) && scale.isFinite }

  /// The Gram matrix's largest diagonal entry.
  var scale: Double { gram.largestDiagonal }

  /// The factor of the damped Gram matrix; `damping` grows until there is one.
  func factor(damping: inout Double) -> CholeskyFactor? {
    let scale = scale
    while damping.isFinite {
      let effective = max(damping, 1e-20 * scale)
      if let factor = gram.cholesky(shift: effective) { return factor }
      damping = 10 * effective
    }
    return nil
  }

  /// -(J^T J + lambda I)^-1 J^T r; nil if it isn't finite.
  func step(
    _ r: [Double], _ factor: CholeskyFactor, _ objective: some LeastSquaresObjective, at x: [Double]
  ) -> [Double]? {
    let solution =
      inSampleSpace
      ? objective.transposedProduct(factor.solve(r), at: x) : factor.solve(objective.transposedProduct(r, at: x))
    return solution.allSatisfy(\.isFinite) ? solution.map { -$0 } : nil
  }
}
