// Keeps a run's checkpoints as they fall due.

import PINNLoss

struct CheckpointKeeper {
  private let schedule: CheckpointSchedule
  private let empty: Checkpoint
  private var due: Double
  private var lastStep: Int?

  /// The first checkpoint falls due after the schedule's seconds.
  init(_ schedule: CheckpointSchedule, empty: Checkpoint) {
    self.schedule = schedule
    self.empty = empty
    due = schedule.seconds
  }

  /// Counts on from the seconds of a run that goes on.
  mutating func start(at seconds: Double) { due = seconds + (schedule.isDueAtStart ? 0 : schedule.seconds) }

  /// Whether one falls due between two steps, or at the end of a run whose checkpoints are kept regularly or whose last state is
  /// kept, or because the run is interrupted.
  func isDue(at seconds: Double, ending end: TrainingEnd?) -> Bool {
    seconds >= due || end == .interrupted || (end != nil && (schedule.seconds.isFinite || schedule.keepsLast))
  }

  /// Keeps a checkpoint, unless the one kept last is of the same step; if that fails the schedule's `warn` is told.
  mutating func keep(
    _ state: RunState, _ optimizer: any Optimizer, _ loss: Loss, seconds: Double
  ) {
    due = seconds + schedule.seconds
    guard lastStep != state.step else { return }
    do {
      var checkpoint = empty
      try state.save(to: &checkpoint)
      loss.savePoints(to: &checkpoint)
      for (name, values) in try optimizer.state() { checkpoint.set("optimizer/\(Checkpoint.part(name))", values) }
      checkpoint.numbers["seconds"] = seconds
      try schedule.store.save(checkpoint)
      lastStep = state.step
    } catch {
      schedule.warn("no checkpoint could be kept after step \(state.step): \(error). The run goes on.")
    }
  }
}
