// L-BFGS: which way to go, from the gradient and the last few steps; how far is WolfeLineSearch's question.

import PINNCore

/// Limited-memory BFGS with a strong-Wolfe line search.
///
/// The direction is -H g, H being the inverse Hessian's BFGS approximation from the last `memory` pairs
/// s = x_{k+1} - x_k, y = g_{k+1} - g_k, started from (s.y / y.y) I: the two-loop recursion, algorithm 7.4 of Nocedal & Wright,
/// "Numerical Optimization", 2nd ed., Springer 2006, doi:10.1007/978-0-387-40065-5. If no step is found the pairs are dropped
/// and steepest descent is tried once before giving up.
public struct LBFGS: Optimizer {
  /// The number of pairs kept.
  public var memory: Int
  /// How far to go along a direction.
  public var lineSearch: WolfeLineSearch
  /// Converged when the gradient's largest entry is at most this.
  public var gradientTolerance: Double
  /// Converged when ten steps in a row each lower the value by at most this share of it, and the gradient has not halved
  /// meanwhile: close to a minimum the gradient goes on falling where the values are equal to the last digit.
  public var decreaseTolerance: Double

  /// The current point.
  public private(set) var position: [Double] = []
  /// The objective's value at `position`; NaN before the first step.
  public private(set) var value = Double.nan
  /// How often the objective has been evaluated since the start.
  public private(set) var evaluations = 0

  private var gradient: [Double] = []
  private var direction: [Double] = []
  private var trial: [Double] = []
  private var trialGradient: [Double] = []
  private var pairs = PairMemory(capacity: 0, dimension: 0)
  private var smallSteps = 0
  private var smallestGradient = Double.infinity

  /// L-BFGS with the given settings.
  public init(
    memory: Int = 50, lineSearch: WolfeLineSearch = WolfeLineSearch(), gradientTolerance: Double = 1e-14,
    decreaseTolerance: Double = 1e-13
  ) {
    self.memory = memory
    self.lineSearch = lineSearch
    self.gradientTolerance = gradientTolerance
    self.decreaseTolerance = decreaseTolerance
  }

  /// "L-BFGS" with its memory.
  public var name: String { "L-BFGS (memory \(memory))" }

  /// Throws `ProblemError` for a memory below 1, a negative tolerance, and line searches other than 0 < c1 < c2 < 1.
  public func validate() throws {
    guard memory > 0 else { throw ProblemError("L-BFGS needs a memory of at least 1 pair, not \(memory)") }
    for (name, value) in [("gradient", gradientTolerance), ("decrease", decreaseTolerance)] where !(value >= 0) {
      throw ProblemError("the \(name) tolerance of L-BFGS must not be negative, but is \(value)")
    }
    let (c1, c2) = (lineSearch.decrease, lineSearch.curvature)
    guard 0 < c1, c1 < c2, c2 < 1, lineSearch.noise >= 0, lineSearch.maximumTrials > 0 else {
      throw ProblemError(
        "a line search needs 0 < decrease < curvature < 1, a noise of at least 0 and at least one trial; these are \(c1), "
          + "\(c2), \(lineSearch.noise) and \(lineSearch.maximumTrials)")
    }
  }

  /// Starts, or starts again, at `x`, with no pairs.
  public mutating func start(at x: [Double]) {
    position = x
    value = .nan
    evaluations = 0
    smallSteps = 0
    smallestGradient = .infinity
    gradient = Array(repeating: 0, count: x.count)
    direction = gradient
    trial = x
    trialGradient = gradient
    pairs = PairMemory(capacity: memory, dimension: x.count)
  }

  /// One direction and one line search.
  public mutating func step(on objective: some Objective) -> StepOutcome {
    if value.isNaN {
      value = objective.value(at: position, gradient: &gradient)
      evaluations += 1
      guard value.isFinite, largestMagnitude(gradient).isFinite else {
        value = .nan
        return .failed(.notFinite)
      }
    }
    if largestMagnitude(gradient) <= gradientTolerance { return .converged(.smallGradient) }
    let hadPairs = pairs.count > 0
    var outcome = descend(objective)
    if hadPairs, outcome != nil {
      pairs.removeAll()
      outcome = descend(objective)
    }
    if let outcome { return .failed(outcome) }
    if smallSteps >= 10 { return .converged(.smallDecrease) }
    return .advanced
  }

  /// Goes along -H g; nil if a better point was found, else why not.
  private mutating func descend(_ objective: some Objective) -> StopReason? {
    setDirection()
    let start = LinePoint(step: 0, value: value, slope: dot(direction, gradient))
    guard start.slope < 0, start.slope.isFinite else { return .lineSearchExhausted }
    let firstStep = pairs.count > 0 ? 1 : min(1, 1 / gradient.reduce(0) { $0 + abs($1) })
    let search = lineSearch
    let outcome = search(from: start, step: firstStep) { evaluate(at: $0, objective) }
    switch outcome {
    case .found(let point): accept(point, lastTrial: true, objective)
    case .lower(let point): accept(point, lastTrial: false, objective)
    case .exhausted: return .lineSearchExhausted
    case .notFinite: return .notFinite
    }
    return nil
  }

  private mutating func setDirection() {
    for i in 0..<direction.count { direction[i] = -gradient[i] }
    pairs.multiplyInverseHessian(&direction)
  }

  /// The objective at `step` along the direction; its point and gradient stay in `trial` and `trialGradient`.
  private mutating func evaluate(at step: Double, _ objective: some Objective) -> LinePoint {
    for i in 0..<trial.count { trial[i] = position[i] + step * direction[i] }
    let value = objective.value(at: trial, gradient: &trialGradient)
    evaluations += 1
    return LinePoint(step: step, value: value, slope: dot(direction, trialGradient))
  }

  private mutating func accept(_ point: LinePoint, lastTrial: Bool, _ objective: some Objective) {
    if !lastTrial { _ = evaluate(at: point.step, objective) }
    pairs.append(from: position, gradient, to: trial, trialGradient)
    swap(&position, &trial)
    swap(&gradient, &trialGradient)
    let norm = dot(gradient, gradient).squareRoot()
    let progress = value - point.value > decreaseTolerance * abs(point.value) || norm < 0.5 * smallestGradient
    smallSteps = progress ? 0 : smallSteps + 1
    if progress { smallestGradient = min(norm, smallestGradient) }
    value = point.value
  }
}

/// The last pairs (s, y), each row in one flat array, oldest overwritten first.
private struct PairMemory: Sendable {
  private let capacity: Int
  private let dimension: Int
  private var steps: [Double]
  private var changes: [Double]
  private var products: [Double]
  private var factors: [Double]
  private var first = 0
  private(set) var count = 0

  init(capacity: Int, dimension: Int) {
    self.capacity = capacity
    self.dimension = dimension
    steps = Array(repeating: 0, count: capacity * dimension)
    changes = steps
    products = Array(repeating: 0, count: capacity)
    factors = products
  }

  mutating func removeAll() { count = 0 }

  /// Adds the pair of two points, unless its curvature s.y isn't positive beyond rounding.
  mutating func append(from x: [Double], _ g: [Double], to newX: [Double], _ newG: [Double]) {
    let slot = count < capacity ? (first + count) % capacity : first
    let base = slot * dimension
    var (sy, ss, yy) = (0.0, 0.0, 0.0)
    for i in 0..<dimension {
      let s = newX[i] - x[i]
      let y = newG[i] - g[i]
      sy += s * y
      ss += s * s
      yy += y * y
    }
    guard sy > 1e-12 * (ss * yy).squareRoot() else { return }
    for i in 0..<dimension {
      steps[base + i] = newX[i] - x[i]
      changes[base + i] = newG[i] - g[i]
    }
    products[slot] = sy
    if count < capacity { count += 1 } else { first = (first + 1) % capacity }
  }

  /// v <- H v, the two-loop recursion.
  mutating func multiplyInverseHessian(_ v: inout [Double]) {
    guard count > 0 else { return }
    let n = dimension
    let slots = (0..<count).map { (first + $0) % capacity }
    steps.withUnsafeBufferPointer { s in
      changes.withUnsafeBufferPointer { y in
        v.withUnsafeMutableBufferPointer { v in
          guard let s = s.baseAddress, let y = y.baseAddress, let v = v.baseAddress else { return }
          for slot in slots.reversed() {
            factors[slot] = dot(s + slot * n, v, n) / products[slot]
            add(-factors[slot], y + slot * n, to: v, n)
          }
          let newest = slots[slots.count - 1]
          let scale = products[newest] / dot(y + newest * n, y + newest * n, n)
          for i in 0..<n { v[i] *= scale }
          for slot in slots {
            add(factors[slot] - dot(y + slot * n, v, n) / products[slot], s + slot * n, to: v, n)
          }
        }
      }
    }
  }
}
