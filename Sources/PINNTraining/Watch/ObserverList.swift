// Who watches a run: its observers, its history, and the look-out for what is wrong.

import PINNLoss

/// Shows a run to its observers as it goes on.
struct ObserverList {
  private var observers: [any TrainingObserver]
  private let recordEvery: Int
  private var watch: DominanceWatch

  /// Observers, a history with every `recordEvery`th step, and a look-out whose findings the observers hear.
  init(_ observers: [any TrainingObserver], recordEvery: Int, watch: DominanceWatch) {
    (self.observers, self.recordEvery, self.watch) = (observers, recordEvery, watch)
  }

  mutating func willStart(_ summary: TrainingSummary) throws {
    for i in observers.indices { try observers[i].willStart(summary) }
  }

  /// Shows where the run is after a step; an end if an observer asks for it.
  mutating func didStep(_ progress: TrainingProgress, _ history: inout TrainingHistory) throws -> TrainingEnd? {
    if progress.step.isMultiple(of: recordEvery) { history.record(progress) }
    // Nobody listens, nobody looks.
    if !observers.isEmpty, let finding = try watch.finding(progress) {
      for i in observers.indices { try observers[i].didFind(finding, progress) }
    }
    for i in observers.indices {
      if case .stop(let reason) = try observers[i].didStep(progress) { return .observer(reason) }
    }
    return nil
  }

  mutating func didEnd(_ end: TrainingEnd, _ last: TrainingProgress, _ history: inout TrainingHistory) throws {
    history.record(last)
    for i in observers.indices { try observers[i].didEnd(end, last) }
  }
}
