// Descent by a model of the inverse Hessian that is learnt from gradients: which way is the model's question (LimitedMemory,
// DenseInverseHessian), how far is WolfeLineSearch's, and this is the loop that joins them.

import PINNCore

/// What a step showed of the Hessian: y = B s, with B the Hessian's mean along the step.
public struct SecantPair: Sendable {
  /// s = x_{k+1} - x_k.
  public let step: [Double]
  /// y = g_{k+1} - g_k.
  public let change: [Double]
  /// s.y > 0.
  public let product: Double
  /// s.H^-1 s, H being the model that gave the step.
  public let modelCurvature: Double

  /// A pair of the given parts.
  public init(step: [Double], change: [Double], product: Double, modelCurvature: Double) {
    self.step = step
    self.change = change
    self.product = product
    self.modelCurvature = modelCurvature
  }
}

/// A model H of the inverse Hessian, for quasi-Newton methods. A value type: a copy is a state to go back to.
public protocol InverseHessian: Sendable {
  /// A name to print, with settings.
  var name: String { get }
  /// Whether H is the identity still.
  var isIdentity: Bool { get }
  /// Throws `ProblemError` for settings that make no sense.
  func validate() throws
  /// H = I for `dimension` parameters.
  mutating func reset(dimension: Int)
  /// H v.
  func product(_ v: [Double]) -> [Double]
  /// Takes in a pair.
  mutating func update(_ pair: SecantPair)
  /// Names everything that it has learnt, for checkpoints.
  mutating func carryState(through archive: inout OptimizerArchive) throws
}

/// Quasi-Newton descent with a strong-Wolfe line search, along -H g. If no step is found the model is forgotten and steepest
/// descent is tried once before giving up.
public struct QuasiNewton<Model: InverseHessian>: Optimizer {
  /// The present model of the inverse Hessian.
  public private(set) var model: Model
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
  private var smallSteps = 0
  private var smallestGradient = Double.infinity

  /// Descent with the given model and settings.
  public init(
    model: Model, lineSearch: WolfeLineSearch = WolfeLineSearch(), gradientTolerance: Double = 1e-14,
    decreaseTolerance: Double = 1e-13
  ) {
    self.model = model
    self.lineSearch = lineSearch
    self.gradientTolerance = gradientTolerance
    self.decreaseTolerance = decreaseTolerance
  }

  /// The model's name.
  public var name: String { model.name }

  /// Throws `ProblemError` for a model that refuses, a negative tolerance, and line searches other than 0 < c1 < c2 < 1.
  public func validate() throws {
    try model.validate()
    try lineSearch.validate()
    for (kind, value) in [("gradient", gradientTolerance), ("decrease", decreaseTolerance)] where !(value >= 0) {
      throw ProblemError("the \(kind) tolerance of \(name) must not be negative, but is \(value)")
    }
  }

  /// Starts, or starts again, at `x`, with nothing known.
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
    model.reset(dimension: x.count)
  }

  /// The point with its value and gradient, the model, and how progress was of late.
  public mutating func carryState(through archive: inout OptimizerArchive) throws {
    try archive.carry("position", &position)
    try archive.carry("value", &value)
    try archive.carry("evaluations", &evaluations)
    try archive.carry("gradient", &gradient)
    try archive.carry("small steps", &smallSteps)
    try archive.carry("smallest gradient", &smallestGradient)
    try model.carryState(through: &archive)
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
    let knew = !model.isIdentity
    var failure = descend(objective)
    if knew, failure != nil {
      model.reset(dimension: position.count)
      failure = descend(objective)
    }
    if let failure { return .failed(failure) }
    return smallSteps >= 10 ? .converged(.smallDecrease) : .advanced
  }

  /// Goes along -H g; nil if a better point was found, else why not.
  private mutating func descend(_ objective: some Objective) -> StopReason? {
    direction = model.product(gradient).map { -$0 }
    let start = LinePoint(step: 0, value: value, slope: dot(direction, gradient))
    guard start.slope < 0, start.slope.isFinite else { return .lineSearchExhausted }
    let firstStep = model.isIdentity ? min(1, 1 / gradient.reduce(0) { $0 + abs($1) }) : 1
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

  /// The objective at `step` along the direction; its point and gradient stay in `trial` and `trialGradient`.
  private mutating func evaluate(at step: Double, _ objective: some Objective) -> LinePoint {
    for i in 0..<trial.count { trial[i] = position[i] + step * direction[i] }
    let value = objective.value(at: trial, gradient: &trialGradient)
    evaluations += 1
    return LinePoint(step: step, value: value, slope: dot(direction, trialGradient))
  }

  private mutating func accept(_ point: LinePoint, lastTrial: Bool, _ objective: some Objective) {
    if !lastTrial { _ = evaluate(at: point.step, objective) }
    learn(length: point.step)
    swap(&position, &trial)
    swap(&gradient, &trialGradient)
    let norm = squared(gradient).squareRoot()
    let progress = value - point.value > decreaseTolerance * abs(point.value) || norm < 0.5 * smallestGradient
    smallSteps = progress ? 0 : smallSteps + 1
    if progress { smallestGradient = min(norm, smallestGradient) }
    value = point.value
  }

  /// Shows the model the pair of this step, unless its curvature isn't positive beyond rounding.
  private mutating func learn(length: Double) {
    let s = sum(trial, -1, position)
    let y = sum(trialGradient, -1, gradient)
    let product = dot(s, y)
    guard product > 1e-12 * (squared(s) * squared(y)).squareRoot() else { return }
    // s = -length H g, so that H^-1 s = -length g.
    model.update(SecantPair(step: s, change: y, product: product, modelCurvature: -length * dot(s, gradient)))
  }
}
