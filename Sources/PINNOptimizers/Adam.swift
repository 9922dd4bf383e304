// Adam: first-order descent with one step length for each parameter, from running means of the gradient and its square.

import PINNCore

/// Adam with bias correction, and AdamW's decoupled weight decay if asked for.
///
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

  /// The current point.
  public private(set) var position: [Double] = []
  /// The objective's value at `position`; NaN before the first step.
  public private(set) var value = Double.nan
  /// How often the objective has been evaluated since the start.
  public private(set) var evaluations = 0

  private var gradient: [Double] = []
  private var trial: [Double] = []
  private var trialGradient: [Double] = []
  private var mean: [Double] = []
  private var square: [Double] = []
  private var steps = 0

  /// Adam with the given settings; the defaults are the paper's.
  public init(
    learningRate: Schedule = .constant(1e-3), beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    weightDecay: Double = 0
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
  }

  /// "Adam", or "AdamW" with weight decay, with its learning rate.
  public var name: String {
    weightDecay == 0
      ? "Adam (learning rate \(learningRate))" : "AdamW (learning rate \(learningRate), decay \(weightDecay))"
  }

  /// Throws `ProblemError` for a learning rate, decay or epsilon below 0 and for running means outside [0, 1).
  public func validate() throws {
    try learningRate.validate()
    for (name, beta) in [("beta1", beta1), ("beta2", beta2)] where !(0..<1).contains(beta) {
      throw ProblemError("Adam's \(name) must be at least 0 and below 1, not \(beta)")
    }
    for (name, value) in [("epsilon", epsilon), ("weight decay", weightDecay)] where !(value >= 0 && value.isFinite) {
      throw ProblemError("Adam's \(name) must be a number that is not negative, not \(value)")
    }
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
  }

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
    let rate = learningRate(steps)
    steps += 1
    let meanCorrection = 1 / (1 - power(beta1, steps))
    let squareCorrection = 1 / (1 - power(beta2, steps))
    for i in 0..<position.count {
      let g = gradient[i]
      mean[i] = beta1 * mean[i] + (1 - beta1) * g
      square[i] = beta2 * square[i] + (1 - beta2) * g * g
      let direction = mean[i] * meanCorrection / ((square[i] * squareCorrection).squareRoot() + epsilon)
      trial[i] = position[i] - rate * (direction + weightDecay * position[i])
    }
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
