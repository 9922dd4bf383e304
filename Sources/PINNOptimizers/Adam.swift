// Adam: first-order descent with one step length for each parameter, from running means of the gradient and its square; and SOAP,
// which is Adam in a basis that turns with the gradients.

import PINNCore

/// Adam with bias correction, AdamW's decoupled weight decay and a bound on the gradient's norm if asked for, and SOAP.
///
///     g <- g min(1, clip / |g|)
///     m <- beta1 m + (1 - beta1) g            v <- beta2 v + (1 - beta2) g^2
///     x <- x - rate (m / (1 - beta1^k) / (sqrt(v / (1 - beta2^k)) + epsilon) + decay x)
///
/// Kingma & Ba 2015, arXiv:1412.6980; Loshchilov & Hutter 2019, arXiv:1711.05101. One evaluation a step, and one more at the
/// start, so that `value` always belongs to `position`.
public struct Adam: Optimizer {
  /// The learning rate at each step.
  public var learningRate: Schedule
  /// Decay of the running mean of the gradient, in [0, 1).
  public var beta1: Double
  /// Decay of the running mean of the squared gradient, in [0, 1).
  public var beta2: Double
  /// Keeps the quotient finite where the gradient vanishes.
  public var epsilon: Double
  /// AdamW's weight decay for a learning rate of 1; 0 for plain Adam.
  public var weightDecay: Double
  /// The largest Euclidean norm of a gradient; longer ones are shortened to it.
  public var largestGradient: Double

  /// The current point.
  public private(set) var position: [Double] = []
  /// The objective's value at `position`; NaN before the first step.
  public private(set) var value = Double.nan
  /// How often the objective has been evaluated since the start.
  public private(set) var evaluations = 0

  private var bases: EigenBases?
  private var gradient: [Double] = []
  private var trial: [Double] = []
  private var trialGradient: [Double] = []
  private var mean: [Double] = []
  private var square: [Double] = []
  private var steps = 0

  /// Adam with the given settings; the defaults are the paper's.
  public init(
    learningRate: Schedule = .constant(1e-3), beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    weightDecay: Double = 0, largestGradient: Double = .infinity
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    self.largestGradient = largestGradient
  }

  /// SOAP: Adam for each matrix in the eigenbasis of the running means of G G^T and G^T G, which is computed again every `period`
  /// steps; plain Adam for parameters outside of `matrices`. The mean of the gradient stays in the parameters' own basis.
  ///
  /// Memory m^2 + n^2 for each matrix [m, n], work m n (m + n) a step. Vyas et al. 2024, arXiv:2409.11321.
  public static func soap(
    matrices: [MatrixBlock], learningRate: Schedule = .constant(3e-3), beta1: Double = 0.95, beta2: Double = 0.95,
    epsilon: Double = 1e-8, weightDecay: Double = 0, largestGradient: Double = .infinity, period: Int = 10
  ) -> Adam {
    var adam = Adam(
      learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, weightDecay: weightDecay,
      largestGradient: largestGradient)
    adam.bases = EigenBases(matrices, decay: beta2, period: period)
    return adam
  }

  /// "Adam", "AdamW" or "SOAP" with learning rate and decay.
  public var name: String {
    let kind = bases != nil ? "SOAP" : weightDecay == 0 ? "Adam" : "AdamW"
    return "\(kind) (learning rate \(learningRate)\(weightDecay == 0 ? "" : ", decay \(weightDecay)"))"
  }

  /// Throws `ProblemError` for a learning rate, decay or epsilon below 0, running means outside [0, 1), a gradient bound that isn't
  /// positive, and matrices that overlap or lie before the first parameter.
  public func validate() throws {
    try learningRate.validate()
    for (name, beta) in [("beta1", beta1), ("beta2", beta2)] where !(0..<1).contains(beta) {
      throw ProblemError("Adam's \(name) must be at least 0 and below 1, not \(beta)")
    }
    for (name, value) in [("epsilon", epsilon), ("weight decay", weightDecay)] where !(value >= 0 && value.isFinite) {
      throw ProblemError("Adam's \(name) must be a number that is not negative, not \(value)")
    }
    guard largestGradient > 0 else {
      throw ProblemError("the largest gradient must be positive, not \(largestGradient)")
    }
    try bases?.validate()
  }

  /// Starts, or starts again, at `x`, with empty running means.
  public mutating func start(at x: [Double]) {
    position = x
    value = .nan
    evaluations = 0
    steps = 0
    trial = x
    gradient = Array(repeating: 0, count: x.count)
    trialGradient = gradient
    mean = gradient
    square = gradient
    bases?.reset(parameters: x.count)
  }

  /// The point with its value and gradient, the running means and SOAP's bases.
  public mutating func carryState(through archive: inout OptimizerArchive) throws {
    try archive.carry("position", &position)
    try archive.carry("value", &value)
    try archive.carry("evaluations", &evaluations)
    try archive.carry("gradient", &gradient)
    try archive.carry("mean", &mean)
    try archive.carry("square", &square)
    try archive.carry("steps", &steps)
    try bases?.carryState(through: &archive)
  }

  /// Everything is kept: the gradient at hand is one of the function before, from the next step on it is the new one's.
  public mutating func objectiveChanged() {}

  /// Moves by the gradient at `position`, then evaluates there.
  public mutating func step(on objective: some Objective) -> StepOutcome {
    if value.isNaN {
      value = objective.value(at: position, gradient: &gradient)
      evaluations += 1
      guard value.isFinite, largestMagnitude(gradient).isFinite else {
        value = .nan
        return .failed(.notFinite)
      }
    }
    if largestMagnitude(gradient) == 0 && weightDecay == 0 { return .converged(.smallGradient) }
    proposeTrial()
    let trialValue = objective.value(at: trial, gradient: &trialGradient)
    evaluations += 1
    guard trialValue.isFinite, largestMagnitude(trialGradient).isFinite else { return .failed(.notFinite) }
    swap(&position, &trial)
    swap(&gradient, &trialGradient)
    value = trialValue
    return .advanced
  }

  private mutating func proposeTrial() {
    shortenGradient()
    for i in 0..<position.count { mean[i] = beta1 * mean[i] + (1 - beta1) * gradient[i] }
    bases?.observe(gradient, step: steps)
    let g = bases?.rotated(gradient) ?? gradient
    var direction = bases?.rotated(mean) ?? mean
    let rate = learningRate(steps)
    steps += 1
    let meanCorrection = 1 / (1 - power(beta1, steps))
    let squareCorrection = 1 / (1 - power(beta2, steps))
    for i in 0..<position.count {
      square[i] = beta2 * square[i] + (1 - beta2) * g[i] * g[i]
      direction[i] = direction[i] * meanCorrection / ((square[i] * squareCorrection).squareRoot() + epsilon)
    }
    direction = bases?.rotatedBack(direction) ?? direction
    for i in 0..<position.count { trial[i] = position[i] - rate * (direction[i] + weightDecay * position[i]) }
  }

  private mutating func shortenGradient() {
    guard largestGradient.isFinite else { return }
    let norm = squared(gradient).squareRoot()
    guard norm > largestGradient else { return }
    for i in gradient.indices { gradient[i] *= largestGradient / norm }
  }
}

/// base^exponent by repeated squaring: the same bits on every platform.
private func power(_ base: Double, _ exponent: Int) -> Double {
  var (result, square, n) = (1.0, base, exponent)
  while n > 0 {
    if n & 1 == 1 { result *= square }
    square *= square
    n >>= 1
  }
  return result
}
