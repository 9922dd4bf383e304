// Watching a training: observers see every step and may end it.

import PINNLoss

/// Whether a training should go on.
public enum ObserverDecision: Sendable, Equatable {
  /// Go on.
  case proceed
  /// End here, and why.
  case stop(String)
}

/// Where a training is.
public struct TrainingProgress: Sendable {
  /// The stage's optimiser, by name.
  public let stage: String
  /// Steps made, over all stages.
  public let step: Int
  /// The largest number of steps over all stages.
  public let lastStep: Int
  /// Seconds since the start.
  public let seconds: Double
  /// The budget's seconds, if it has any.
  public let secondsLimit: Double?
  /// The loss at `parameters`.
  public let loss: Double
  /// The loss by terms; they sum up to `loss`.
  public let terms: [(name: String, value: Double)]
  /// How often the current stage's optimiser has evaluated the loss.
  public let evaluations: Int
  /// The current parameters, flat.
  public let parameters: [Double]
  /// The window of time that is trained now, whose network these parameters are of; nil where all of the time is.
  public let window: ClosedRange<Double>?
}

/// Something that watches a training: a progress line, a check for early stopping, a file of checkpoints.
public protocol TrainingObserver {
  /// Called once, before the first step.
  mutating func willStart(_ summary: TrainingSummary) throws
  /// Called after every step, and with step 0 before the first.
  mutating func didStep(_ progress: TrainingProgress) throws -> ObserverDecision
  /// Called when something looks wrong while the training goes on, once for each such thing, before the step is shown: a condition that
  /// dominates the loss at held-out points, if two looks in a row agree on it and the loss there hasn't halved in between. There is a
  /// look every 30 seconds, or less often if it would take more than 1 % of the time.
  mutating func didFind(_ finding: Finding, _ progress: TrainingProgress) throws
  /// Called once, after the last step.
  mutating func didEnd(_ end: TrainingEnd, _ progress: TrainingProgress) throws
}

extension TrainingObserver {
  /// Does nothing.
  public mutating func willStart(_ summary: TrainingSummary) throws {}
  /// Does nothing.
  public mutating func didFind(_ finding: Finding, _ progress: TrainingProgress) throws {}
  /// Does nothing.
  public mutating func didEnd(_ end: TrainingEnd, _ progress: TrainingProgress) throws {}
}
