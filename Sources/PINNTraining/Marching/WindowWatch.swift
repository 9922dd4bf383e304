// Whether a training over all of a time is going to solve it: a look at its error now and then.

import PINNLoss

/// A look after a part of the time: an error larger than `error` ends the run. Above a loss of `loss` the training is too young for a
/// verdict.
typealias Look = (share: Double, error: Double, loss: Double)

/// Looks at the estimated error of a run at parts of its time, and ends the run where that is hopelessly large.
final class WindowWatch<E: Equation>: TrainingObserver {
  private let training: Training<E>
  private let solution: (_ parameters: [Double]) throws -> Solution<E>
  private var looks: [Look]
  /// Whether the run was ended, and the time from which on it fails, if that isn't the first.
  private(set) var failure: (from: Double?, Void)?

  /// The looks are in the order of their times.
  init(
    _ training: Training<E>, looks: [Look],
    _ solution: @escaping (_ parameters: [Double]) throws -> Solution<E>
  ) { (self.training, self.looks, self.solution) = (training, looks, solution) }

  func didStep(_ progress: TrainingProgress) throws -> ObserverDecision {
    guard let look = looks.first, let limit = progress.secondsLimit, progress.seconds > look.share * limit else {
      return .proceed
    }
    looks.removeFirst()
    guard progress.loss <= look.loss else { return .proceed }
    guard let correction = try? Correction<E>(solution(progress.parameters), of: training.problem) else {
      return .proceed
    }
    let errors = Correction<E>.estimates([correction]).map(\.relativeL2)
    guard errors.contains(where: { !($0 <= look.error) }) else { return .proceed }
    failure = (Correction<E>.start([correction]), ())
    return .stop("its error is too large for so long a time")
  }
}
