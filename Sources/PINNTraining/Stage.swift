// What a run is asked to do: stages, one optimiser each, and how much it may take.

import PINNCore
import PINNOptimizers
import ResidualAdaptiveSampling

/// One optimiser's part of a training.
public struct Stage: Sendable {
  /// The largest number of steps.
  public let steps: Int
  /// How points change; nil for points that stay where they are.
  public private(set) var points: PointSchedule?
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

  /// The same stage on points that change.
  public func drawing(_ points: PointSchedule) -> Stage {
    var stage = self
    stage.points = points
    return stage
  }

  /// The same stage, before which all points that aren't given are drawn anew, the denser the larger the residuals there, with
  /// quadrature weights that keep their mean squares honest.
  public func refiningPoints(by sampler: any AdaptiveSampler = RAD()) -> Stage {
    drawing(PointSchedule(sampler: sampler))
  }

  /// The same stage on points drawn anew every `steps` steps, evenly or by residuals.
  public func resampling(every steps: Int, by sampler: (any AdaptiveSampler)? = nil) -> Stage {
    drawing(PointSchedule(every: steps, sampler: sampler))
  }

  /// At most `steps` steps of Levenberg-Marquardt with geodesic acceleration, in double precision only.
  public static func levenbergMarquardt(steps: Int, damping: Double = 1e-2) -> Stage {
    Stage(steps) { _ in LevenbergMarquardt(damping: damping) }
  }

  /// The default recipe: Levenberg-Marquardt with geodesic acceleration on points drawn anew by residuals, every step while the
  /// batches grow from a quarter of the parameters to twice their number, then every 30 steps at three times. It ends by itself
  /// when the loss on fresh points no longer falls. In double precision only.
  public static func automatic(steps: Int = .max) -> Stage {
    var points = PointSchedule(every: 30, sampler: RAD())
    points.rowsPerParameter = [0.25, 0.5, 1, 2, 3]
    return levenbergMarquardt(steps: steps).drawing(points)
  }

  /// At most `steps` steps of any optimiser.
  public static func optimizer(_ optimizer: some Optimizer, steps: Int) -> Stage {
    Stage(steps) { _ in optimizer }
  }
}

extension [Stage] {
  /// The default recipe.
  public static var automatic: [Stage] { [.automatic()] }
}

/// How much a run may take. A stage takes at most an equal share of the time that is left to it and the stages after it, so
/// that a slow first stage can't use up everything; what it leaves goes to the next.
public struct Budget: Sendable, Equatable {
  /// The largest number of seconds; nil for no limit.
  public var seconds: Double?
  /// The largest number of steps over all stages; nil for no limit.
  public var steps: Int?
  /// An estimate of the error to stop at: the root of the loss at points that are never trained on, a weighted norm of all
  /// residuals; nil for none. Looked at every 10 steps.
  public var tolerance: Double?

  /// A budget of seconds, steps and a tolerance, without a limit where nil.
  public init(seconds: Double? = nil, steps: Int? = nil, tolerance: Double? = nil) {
    self.seconds = seconds
    self.steps = steps
    self.tolerance = tolerance
  }

  /// The stages' steps, however long they take.
  public static let unlimited = Budget()
  /// At most `seconds` seconds.
  public static func seconds(_ seconds: Double) -> Budget { Budget(seconds: seconds) }
  /// At most `steps` steps.
  public static func steps(_ steps: Int) -> Budget { Budget(steps: steps) }
  /// Until the root of the held-out loss is below `tolerance`.
  public static func tolerance(_ tolerance: Double) -> Budget { Budget(tolerance: tolerance) }

  func validate() throws {
    if let seconds, !(seconds > 0) { throw ProblemError("a budget needs more than 0 seconds, not \(seconds)") }
    if let tolerance, !(tolerance > 0) {
      throw ProblemError("a budget's tolerance must be more than 0, not \(tolerance)")
    }
    if let steps, steps < 0 { throw ProblemError("a budget can't have a negative number of steps, \(steps)") }
  }
}

/// Why a training ended.
public enum TrainingEnd: Sendable, Equatable, CustomStringConvertible {
  /// All steps were made.
  case stepsDone
  /// The loss on fresh points no longer falls.
  case noProgress
  /// The root of the held-out loss is below the budget's tolerance.
  case toleranceReached
  /// The budget's seconds are used up.
  case outOfTime
  /// The last stage's optimiser has nothing more to gain.
  case converged(StopReason)
  /// The last stage's optimiser could make no step.
  case failed(StopReason)
  /// The loss stopped being a finite number, and where, after so many steps.
  case notFinite(NotFinite, step: Int)
  /// An observer asked for it, and why.
  case observer(String)
  /// It was asked for from outside.
  case interrupted

  /// A sentence.
  public var description: String {
    switch self {
    case .stepsDone: "all steps are done"
    case .noProgress: "the loss on fresh points no longer falls: a larger network could take it further"
    case .toleranceReached: "the residuals on held-out points are as small as asked for"
    case .outOfTime: "the time is used up"
    case .converged(let reason), .failed(let reason): "\(reason)"
    case .notFinite(let what, let step):
      "after step \(step) \(what): try a smaller learning rate, or check the law and its data"
    case .observer(let reason): reason
    case .interrupted: "the run was interrupted"
    }
  }
}
