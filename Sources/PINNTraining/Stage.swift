// What a run is asked to do: stages, one optimiser each, and how much it may take.

import PINNCore
import PINNOptimizers

/// One optimiser's part of a training.
public struct Stage: Sendable {
  /// The largest number of steps.
  public let steps: Int
  /// Whether interior points move to where residuals are large before the stage starts.
  public private(set) var refinesPoints = false
  let makeOptimizer: @Sendable (Precision) -> any Optimizer

  private init(_ steps: Int, makeOptimizer: @escaping @Sendable (Precision) -> any Optimizer) {
    self.steps = steps
    self.makeOptimizer = makeOptimizer
  }

  /// At most `steps` steps of Adam.
  public static func adam(steps: Int, learningRate: Schedule = 1e-3) -> Stage {
    Stage(steps) { _ in Adam(learningRate: learningRate) }
  }

  /// At most `steps` steps of L-BFGS, each one line search. In single precision its line search takes differences of the loss
  /// below 1e-6 of it for rounding.
  public static func lbfgs(steps: Int, memory: Int = 50) -> Stage {
    Stage(steps) { precision in
      precision == .double
        ? LBFGS(memory: memory)
        : LBFGS(
          memory: memory, lineSearch: WolfeLineSearch(noise: 1e-6), gradientTolerance: 1e-7, decreaseTolerance: 1e-7)
    }
  }

  /// The same stage, before which the points of equations and other laws in the interior are drawn anew, the denser the larger
  /// the residuals there, with quadrature weights that keep their mean squares honest.
  public func refiningPoints() -> Stage {
    var stage = self
    stage.refinesPoints = true
    return stage
  }

  /// At most `steps` steps of Levenberg-Marquardt with geodesic acceleration, in double precision only.
  public static func levenbergMarquardt(steps: Int, damping: Double = 1e-2) -> Stage {
    Stage(steps) { _ in LevenbergMarquardt(damping: damping) }
  }

  /// At most `steps` steps of any optimiser.
  public static func optimizer(_ optimizer: some Optimizer, steps: Int) -> Stage {
    Stage(steps) { _ in optimizer }
  }
}

/// How much a run may take. A stage takes at most an equal share of the time that is left to it and the stages after it, so
/// that a slow first stage can't use up everything; what it leaves goes to the next.
public struct Budget: Sendable, Equatable {
  /// The largest number of seconds; nil for no limit.
  public var seconds: Double?
  /// The largest number of steps over all stages; nil for no limit.
  public var steps: Int?

  /// A budget of seconds and steps, either without limit if nil.
  public init(seconds: Double? = nil, steps: Int? = nil) {
    self.seconds = seconds
    self.steps = steps
  }

  /// The stages' steps, however long they take.
  public static let unlimited = Budget()
  /// At most `seconds` seconds.
  public static func seconds(_ seconds: Double) -> Budget { Budget(seconds: seconds) }
  /// At most `steps` steps.
  public static func steps(_ steps: Int) -> Budget { Budget(steps: steps) }

  func validate() throws {
    if let seconds, !(seconds > 0) { throw ProblemError("a budget needs more than 0 seconds, not \(seconds)") }
    if let steps, steps < 0 { throw ProblemError("a budget can't have a negative number of steps, \(steps)") }
  }
}

/// Why a training ended.
public enum TrainingEnd: Sendable, Equatable, CustomStringConvertible {
  /// All steps were made.
  case stepsDone
  /// The budget's seconds are used up.
  case outOfTime
  /// The last stage's optimiser has nothing more to gain.
  case converged(StopReason)
  /// The last stage's optimiser could make no step.
  case failed(StopReason)
  /// The loss stopped being a finite number, first in the named term, after so many steps.
  case notFinite(term: String, step: Int)
  /// An observer asked for it, and why.
  case observer(String)

  /// A sentence.
  public var description: String {
    switch self {
    case .stepsDone: "all steps are done"
    case .outOfTime: "the time is used up"
    case .converged(let reason), .failed(let reason): "\(reason)"
    case .notFinite(let term, let step):
      "'\(term)' is not a finite number after step \(step): try a smaller learning rate, or check the law and its data"
    case .observer(let reason): reason
    }
  }
}
