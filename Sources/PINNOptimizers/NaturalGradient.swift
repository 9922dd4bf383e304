// Energy natural gradient, which for sums of squares is Gauss-Newton, in weight space or sample space, with momentum.
//
// The direction solves  min_d |r + J d|^2 + lambda |d - mu d'|^2  with d' the direction before (SPRING; mu = 0 is the plain
// natural gradient):
//     d = mu d' - (J^T J + lambda I)^-1 J^T (r + mu J d')
// Levenberg-Marquardt asks "how far" by its damping; here the damping stays and a line search answers.

import PINNCore

/// Energy natural gradient descent for sums of squares.
///
/// Müller & Zeinhofer 2023, arXiv:2302.13163; in sample space (ENGD-W) and with momentum Guzmán-Cordero et al. 2025,
/// arXiv:2505.12149; momentum (SPRING) from Goldshlager, Abrahamsen & Lin 2024, J. Comput. Phys. 516, 113351,
/// doi:10.1016/j.jcp.2024.113351.
public struct NaturalGradient: Optimizer {
  /// lambda > 0; it grows within a step if the system has no Cholesky factor.
  public var damping: Double
  /// mu in [0, 1): the share of the direction before that is kept where the residuals don't contradict it. Worth having where
  /// there are fewer residuals than parameters, redrawn often.
  public var momentum: Double
  /// Where the linear systems are solved.
  public var space: SolutionSpace
  /// How far to go along a direction.
  public var lineSearch: GridLineSearch

  /// The current point.
  public private(set) var position: [Double] = []
  /// |r|^2 at `position`; NaN before the first step.
  public private(set) var value = Double.nan
  /// How often the residuals have been computed, with or without the Jacobian.
  public private(set) var evaluations = 0
  private var direction: [Double] = []
  private var memory = NormalEquationsMemory()

  /// A method with the given settings.
  public init(
    damping: Double = 1e-8, momentum: Double = 0, space: SolutionSpace = .automatic,
    lineSearch: GridLineSearch = GridLineSearch()
  ) {
    self.damping = damping
    self.momentum = momentum
    self.space = space
    self.lineSearch = lineSearch
  }

  /// "energy natural gradient", with its damping and momentum.
  public var name: String {
    "energy natural gradient (damping \(damping)\(momentum > 0 ? ", momentum \(momentum)" : ""))"
  }

  /// Throws `ProblemError` for a damping that isn't positive, a momentum outside [0, 1), and a line search that refuses.
  public func validate() throws {
    guard damping > 0, damping.isFinite else {
      throw ProblemError("the natural gradient needs a positive damping, not \(damping)")
    }
    guard (0..<1).contains(momentum) else {
      throw ProblemError("the natural gradient's momentum must be at least 0 and below 1, not \(momentum)")
    }
    try lineSearch.validate()
  }

  /// Starts, or starts again, at `x`, with no direction before.
  public mutating func start(at x: [Double]) {
    position = x
    value = .nan
    evaluations = 0
    direction = []
  }

  /// The point with its value, and the direction before.
  public mutating func carryState(through archive: inout OptimizerArchive) throws {
    try archive.carry("position", &position)
    try archive.carry("value", &value)
    try archive.carry("evaluations", &evaluations)
    try archive.carry("direction", &direction, counts: [0, position.count])
  }

  /// One direction and one line search, on an objective that is a sum of squares. `.converged(.smallDecrease)` if no length
  /// gives a smaller one.
  public mutating func step(on objective: some Objective) -> StepOutcome {
    guard let squares = objective.leastSquares else { return .failed(.notLeastSquares) }
    return step(onSquares: squares)
  }

  private mutating func step(onSquares objective: some LeastSquaresObjective) -> StepOutcome {
    guard NormalEquations.fit(objective, space: space) else { return .failed(.outOfMemory) }
    let system = NormalEquations(objective, at: position, in: memory.take(), damping: damping, space: space)
    evaluations += 1
    guard system.isFinite else { return .failed(.notFinite) }
    value = system.value
    if system.gradient.allSatisfy({ $0 == 0 }) { return .converged(.smallGradient) }
    var lambda = damping
    guard let factor = system.factor(damping: &lambda) else { return .failed(.notFinite) }
    // Momentum may point uphill; the plain natural gradient never does.
    let kept = momentum > 0 && !direction.isEmpty ? direction.map { momentum * $0 } : nil
    for origin in kept.map({ [$0, nil] }) ?? [nil] {
      guard let d = system.step(factor, from: origin) else { return .failed(.notFinite) }
      let found = lineSearch(below: value) { length in
        evaluations += 1
        return squared(objective.residuals(at: sum(position, length, d)))
      }
      if let found {
        (position, value, direction) = (sum(position, found.length, d), found.value, d)
        return .advanced
      }
    }
    return .converged(.smallDecrease)
  }
}
