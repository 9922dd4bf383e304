// The seam between training and optimisation. An optimiser sees a function of a flat vector and has never heard of a PDE.

import Foundation

/// A function to minimise over R^n.
public protocol Objective {
  /// The number of parameters.
  var count: Int { get }
  /// The value at `x`; its gradient [count] is written to `gradient`.
  func value(at x: [Double], gradient: inout [Double]) -> Double
}

/// What one step of an optimiser came to.
public enum StepOutcome: Sendable, Equatable {
  /// A step was made and there is more to do.
  case advanced
  /// Nothing more to gain, and why.
  case converged(StopReason)
  /// No step could be made, and why. The optimiser's point is the best it had.
  case failed(StopReason)
}

/// Why an optimiser stopped, as a value with a sentence.
public enum StopReason: Sendable, Equatable, CustomStringConvertible {
  /// The gradient's largest entry fell below the tolerance.
  case smallGradient
  /// The value no longer falls, relative to its size.
  case smallDecrease
  /// The line search found no point that satisfies the strong Wolfe conditions.
  case lineSearchExhausted
  /// The objective or its gradient is not a finite number.
  case notFinite

  /// What it means and what to try.
  public var description: String {
    switch self {
    case .smallGradient: "the gradient is as small as asked for"
    case .smallDecrease: "the loss no longer falls: rounding or the tolerance is reached"
    case .lineSearchExhausted:
      "the line search found no better point: rounding is reached (try double precision) or the gradient is wrong"
    case .notFinite: "the loss is not a finite number: try a smaller learning rate, or check the equation's data"
    }
  }
}

/// A minimiser that is advanced step by step.
public protocol Optimizer {
  /// A name to print, with settings, such as "L-BFGS (memory 50)".
  var name: String { get }
  /// The current point.
  var position: [Double] { get }
  /// The objective's value at `position`, once known.
  var value: Double { get }
  /// Starts, or starts again, at `x`.
  mutating func start(at x: [Double])
  /// One step on the objective.
  mutating func step(on objective: some Objective) -> StepOutcome
}

/// A quantity that changes with the step, such as a learning rate.
public enum Schedule: Sendable, Equatable {
  /// Always the same.
  case constant(Double)
  /// `initial` times `factor`^(step / every).
  case exponential(initial: Double, factor: Double, every: Int)
  /// From `initial` to `final` over `steps` along half a cosine; `final` afterwards.
  case cosine(initial: Double, final: Double, steps: Int)

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
}
