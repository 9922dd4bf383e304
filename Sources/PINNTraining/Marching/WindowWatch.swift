// Whether a training over all of a time is going to solve it: a look at its error now and then.

import PINNLoss

/// A look after a part of the time: an error larger than `error` ends the run. Above a loss of `loss` the training is too young for a
/// verdict.
typealias Look = (share: Double, error: Double, loss: Double)

/// Looks at the estimated error of a run at parts of its time, and ends the run where that is hopelessly large.
final class WindowWatch<E: Equation>: TrainingObserver {
  private let solution: (_ parameters: [Double]) throws -> Solution<E>
  private var looks: [Look]
  /// Whether the run was ended.
  private(set) var hasFailed = false
  /// The time from which on it fails, if that isn't the first.
  private(set) var failsFrom: Double?

  /// The looks are in the order of their times.
  init(
    looks: [Look], _ solution: @escaping (_ parameters: [Double]) throws -> Solution<E>
  ) { (self.looks, self.solution) = (looks, solution) }

  func didStep(_ progress: TrainingProgress) throws -> ObserverDecision {
    guard let look = looks.first, let limit = progress.secondsLimit, progress.seconds > look.share * limit else {
      return .proceed
    }
    looks.removeFirst()
    guard progress.loss <= look.loss else { return .proceed }
    guard let now = try? solution(progress.parameters), let error = try? Correction(now, of: now.problem).largest,
      error.size > look.error
    else { return .proceed }
    (hasFailed, failsFrom) = (true, error.from)
    return .stop("its error is too large for so long a time")
  }
}
