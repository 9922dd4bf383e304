// When a run or its present stage must end: steps, seconds, a request from outside.

import PINNLoss

/// Why a stage ended, and whether that ends the whole run.
typealias StageEnd = (end: TrainingEnd, isFinal: Bool)

/// What a run may take.
struct RunLimits {
  let budget: Budget
  /// The largest number of steps, over all stages.
  let lastStep: Int
  private let steps: [Int]
  private let interruption: Interruption?

  init(_ budget: Budget, _ stages: [Stage], _ interruption: Interruption?) {
    (self.budget, self.interruption) = (budget, interruption)
    steps = stages.map(\.steps)
    let all = steps.reduce(0) { $0.addingReportingOverflow($1).overflow ? .max : $0 + $1 }
    lastStep = min(all, budget.steps ?? .max)
  }

  /// Why no further step can be made after so many seconds; nil if it can.
  func end(_ state: RunState, seconds: Double) -> StageEnd? {
    if interruption?.isRequested == true { return (.interrupted, true) }
    if state.stepsOfStage >= steps[state.stage] { return (.stepsDone, state.stage == steps.count - 1) }
    if state.step >= lastStep { return (.stepsDone, true) }
    guard let limit = budget.seconds else { return nil }
    let share = (limit - state.stageStart) / Double(steps.count - state.stage)
    return seconds >= state.stageStart + share ? (.outOfTime, seconds >= limit) : nil
  }
}
