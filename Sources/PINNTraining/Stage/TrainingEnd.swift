// Why a training ended.

import PINNLoss

/// Why a training ended.
public enum TrainingEnd: Sendable, Equatable, CustomStringConvertible {
  /// All steps were made.
  case stepsDone
  /// The loss on fresh points no longer falls.
  case noProgress
  /// The loss on held-out points hasn't fallen for the last stage's patience of so many steps.
  case outOfPatience(steps: Int)
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
  /// What a file says of the end of the run that wrote it.
  case recorded(String)

  /// A sentence.
  public var description: String {
    switch self {
    case .stepsDone: "all steps are done"
    case .noProgress: "the loss on fresh points no longer falls: a larger network could take it further"
    case .outOfPatience(let steps): "the loss on held-out points has not fallen for \(steps) steps"
    case .toleranceReached: "the residuals on held-out points are as small as asked for"
    case .outOfTime: "the time is used up"
    case .converged(let reason), .failed(let reason): "\(reason)"
    case .notFinite(let what, let step):
      "after step \(step) \(what): try a smaller learning rate, or check the law and its data"
    case .observer(let reason): reason
    case .interrupted: "the run was interrupted"
    case .recorded(let sentence): sentence
    }
  }
}
