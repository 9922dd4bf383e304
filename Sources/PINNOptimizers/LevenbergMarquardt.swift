// Levenberg-Marquardt with geodesic acceleration, in weight space, sample space or by a sketch.
//
// A step solves (J^T J + lambda D) delta = -J^T r (NormalEquations, SketchedEquations). The same factor gives the geodesic acceleration
// a = -(J^T J + lambda D)^-1 J^T r_vv with r_vv the second derivative of r along delta, and the step is delta + a/2 where
// |a| < 3/4 |delta| (Transtrum & Sethna 2012, arXiv:1201.5885). The damping lambda follows Nielsen's rule (NielsenDamping).

import PINNCore
import PINNLinearAlgebra

/// A damped Gauss-Newton method for sums of squares.
public struct LevenbergMarquardt: Optimizer {
  /// Whether steps are bent by the second derivative along them.
  public var isAccelerated: Bool
  /// Where the linear systems are solved.
  public var space: SolutionSpace
  /// The power of J^T J's diagonal that weighs the damping of each parameter: 0 for the identity, 1 for Marquardt's scaling.
  public var scaling: Double
  /// The damping lambda of the next step.
  public var damping: Double { rule.value }
  /// The current point.
  public private(set) var position: [Double] = []
  /// |r|^2 at `position`; NaN before the first step.
  public private(set) var value = Double.nan
  /// How often the residuals have been computed, with or without the Jacobian.
  public private(set) var evaluations = 0

  private let initialDamping: Double
  private var rule: NielsenDamping
  private var estimate = SpectrumEstimate()
  private var memory = NormalEquationsMemory()

  /// A damping so many times the Gram matrix's largest diagonal entry leaves nothing of a step.
  private static let hopelessDamping = 1e12

  /// A method that starts with the damping `damping`.
  public init(
    damping: Double = 1e-2, scaling: Double = 0, accelerated: Bool = true, space: SolutionSpace = .automatic
  ) {
    initialDamping = damping
    rule = NielsenDamping(damping)
    isAccelerated = accelerated
    self.space = space
    self.scaling = scaling
  }

  /// A name to print.
  public var name: String { isAccelerated ? "Levenberg-Marquardt, geodesic" : "Levenberg-Marquardt" }

  /// Throws `ProblemError` for a damping that isn't positive and a scaling outside [0, 1].
  public func validate() throws {
    guard initialDamping > 0, initialDamping.isFinite else {
      throw ProblemError("Levenberg-Marquardt needs a positive damping, not \(initialDamping)")
    }
    guard (0...1).contains(scaling) else {
      throw ProblemError("the scaling of Levenberg-Marquardt's damping must lie between 0 and 1, not \(scaling)")
    }
  }

  /// Starts, or starts again, at `x`.
  public mutating func start(at x: [Double]) {
    position = x
    value = .nan
    rule = NielsenDamping(initialDamping)
    estimate = SpectrumEstimate()
    evaluations = 0
  }

  /// The point with its value, and the damping.
  public mutating func carryState(through archive: inout OptimizerArchive) throws {
    try archive.carry("position", &position)
    try archive.carry("value", &value)
    try archive.carry("evaluations", &evaluations)
    try rule.carryState(through: &archive)
    try estimate.carryState(through: &archive)
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
    if let plan = plan(objective) {
      guard plan.bytes < NormalEquations.mostBytes else { return .failed(.outOfMemory) }
      let system = SketchedEquations(
        objective, at: position, in: memory.take(), damping: damping, plan: plan, estimate: &estimate)
      if !system.isFinite || system.isPossible(damping: damping) { return step(system, objective) }
    }
    estimate.age()
    guard NormalEquations.fit(objective, space: space) else { return .failed(.outOfMemory) }
    return step(
      NormalEquations(objective, at: position, in: memory.take(), damping: damping, space: space, exponent: scaling),
      objective)
  }

  /// How a sketch solves the next system; nil if its matrix does.
  private func plan(_ objective: some LeastSquaresObjective) -> SketchPlan? {
    guard scaling == 0 else { return nil }
    return SketchPlan(
      parameters: objective.count, residuals: objective.residualCount, damping: damping, estimate: estimate,
      space: space)
  }

  private mutating func step<System: DampedEquations>(
    _ system: System, _ objective: some LeastSquaresObjective
  ) -> StepOutcome {
    evaluations += 1
    value = system.value
    guard system.isFinite else { return .failed(.notFinite) }
    if system.gradient.allSatisfy({ $0 == 0 }) { return .converged(.smallGradient) }
    while damping <= Self.hopelessDamping * system.scale {
      guard let factor = system.factor(damping: &rule.value), let delta = system.step(factor) else {
        return .failed(.notFinite)
      }
      let candidate = sum(position, 1, accelerated(delta, system, factor, objective))
      let candidateValue = squared(objective.residuals(at: candidate))
      evaluations += 1
      if candidateValue < value {
        rule.accept(
          gain: value - candidateValue,
          predicted: damping * system.squaredNorm(delta) - dot(delta, system.gradient))
        (position, value) = (candidate, candidateValue)
        return .advanced
      }
      rule.refuse()
    }
    return .converged(.smallDecrease)
  }

  /// delta + a/2, or delta where the acceleration is off or too large to trust.
  private func accelerated<System: DampedEquations>(
    _ delta: [Double], _ system: System, _ factor: System.Factor, _ objective: some LeastSquaresObjective
  ) -> [Double] {
    guard isAccelerated else { return delta }
    let curvature = objective.curvature(at: position, along: delta)
    guard let a = system.step(curvature, factor, objective, at: position), squared(a) < 0.75 * 0.75 * squared(delta)
    else { return delta }
    return sum(delta, 0.5, a)
  }
}
