// The seam between training and optimisation. An optimiser sees a function of a flat vector and has never heard of a PDE.

import Foundation

/// A function to minimise over R^n.
public protocol Objective {
  /// The number of parameters.
  var count: Int { get }
  /// The value at `x`; its gradient [count] is written to `gradient`.
  func value(at x: [Double], gradient: inout [Double]) -> Double
  /// The same function as a sum of squares, for optimisers that need the residuals one by one; nil if it isn't one.
  var leastSquares: (any LeastSquaresObjective)? { get }
}

extension Objective {
  /// Not a sum of squares.
  public var leastSquares: (any LeastSquaresObjective)? { nil }
}

/// The outcome of one step of an optimiser.
public enum StepOutcome: Sendable, Equatable {
  /// A step was made and there is more to do.
  case advanced
  /// Nothing more to gain, and why.
  case converged(StopReason)
  /// No step could be made, and why. The optimiser's point is the best it had.
  case failed(StopReason)
}

/// Why an optimiser stopped, as a value with a sentence.
public enum StopReason: String, Sendable, Equatable, CustomStringConvertible {
  /// The gradient's largest entry fell below the tolerance.
  case smallGradient
  /// The value no longer falls, relative to its size.
  case smallDecrease
  /// The line search found no point that satisfies the strong Wolfe conditions.
  case lineSearchExhausted
  /// The objective or its gradient is not a finite number.
  case notFinite
  /// The optimiser needs residuals one by one, and the objective has none.
  case notLeastSquares
  /// A step would need more memory than the machine has.
  case outOfMemory

  /// What it means and what to try.
  public var description: String {
    switch self {
    case .smallGradient: "the gradient is as small as asked for"
    case .smallDecrease: "the loss no longer falls: rounding or the tolerance is reached"
    case .lineSearchExhausted:
      "the line search found no better point: rounding is reached (try double precision) or the gradient is wrong"
    case .notLeastSquares:
      "this optimiser needs the residuals one by one: train in double precision, or take one that needs the gradient only"
    case .outOfMemory:
      "a step's matrices would not fit into this machine's memory: take a smaller network, or an optimiser such as L-BFGS that "
        + "needs a few vectors only"
    case .notFinite: "the loss is not a finite number: try a smaller learning rate, or check the equation's data"
    }
  }
}

/// A minimiser that is advanced step by step. It is a value type: a copy is a state that you can return to.
public protocol Optimizer: Sendable {
  /// A name to print, with settings, such as "L-BFGS (memory 50)".
  var name: String { get }
  /// The current point.
  var position: [Double] { get }
  /// The objective's value at `position`; NaN before the first step.
  var value: Double { get }
  /// How often the objective has been evaluated since the start.
  var evaluations: Int { get }
  /// Refuses settings that make no sense, such as a negative learning rate.
  func validate() throws
  /// Starts, or starts again, at `x`.
  mutating func start(at x: [Double])
  /// From now on the objective is another function, close to the one before, because points were redrawn. What was learnt from the
  /// old one may be kept if it is still useful.
  mutating func objectiveChanged()
  /// One step on the objective. Whatever the outcome, `position` is a point at which the objective was finite, or the
  /// point it started from.
  mutating func step(on objective: some Objective) -> StepOutcome
  /// Names everything that it carries from step to step, for checkpoints: `try archive.carry("position", &position)`, and so on
  /// for all that `step` reads before it has set it. Settings aren't part of it. When restoring, it was just started.
  mutating func carryState(through archive: inout OptimizerArchive) throws
}

extension Optimizer {
  /// Starts again where it is.
  public mutating func objectiveChanged() { start(at: position) }
}

/// A quantity that changes with the step, such as a learning rate.
public enum Schedule: Sendable, Equatable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// Always the same.
  case constant(Double)
  /// `initial` times `factor`^(step / every).
  case exponential(initial: Double, factor: Double, every: Int)
  /// From `initial` to `final` over `steps` along half a cosine; `final` afterwards.
  case cosine(initial: Double, final: Double, steps: Int)

  /// Always `value`.
  public init(floatLiteral value: Double) { self = .constant(value) }
  /// Always `value`.
  public init(integerLiteral value: Int) { self = .constant(Double(value)) }

  /// The value at a step, counted from 0.
  public func callAsFunction(_ step: Int) -> Double {
    switch self {
    case .constant(let value): return value
    case .exponential(let initial, let factor, let every):
      return initial * pow(factor, Double(step) / Double(Swift.max(every, 1)))
    case .cosine(let initial, let final, let steps):
      let phase = Swift.min(1, Double(step) / Double(Swift.max(steps, 1)))
      return final + 0.5 * (initial - final) * (1 + cos(.pi * phase))
    }
  }

  /// Throws `ProblemError` for a value that is negative or not finite.
  public func validate() throws {
    let values: [Double]
    switch self {
    case .constant(let value): values = [value]
    case .exponential(let initial, let factor, _): values = [initial, factor]
    case .cosine(let initial, let final, _): values = [initial, final]
    }
    for value in values where !(value >= 0 && value.isFinite) {
      throw ProblemError("a schedule's values must be numbers that are not negative, not \(value)")
    }
  }
}

extension Schedule: CustomStringConvertible {
  /// Such as "0.001" or "0.001 to 1e-05 over 1000 steps".
  public var description: String {
    switch self {
    case .constant(let value): "\(value)"
    case .exponential(let initial, let factor, let every): "\(initial), times \(factor) every \(every) steps"
    case .cosine(let initial, let final, let steps): "\(initial) to \(final) over \(steps) steps"
    }
  }
}
