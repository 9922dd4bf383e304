// The loop: stages, steps, the clock, drawings of points and the best parameters.

import PINNLoss

/// One run of a training, from its first evaluation to its end.
struct TrainingRun {
  private(set) var state: RunState
  /// The window of time that is trained, for observers; nil for all of the time.
  var window: ClosedRange<Double>?

  private let loss: Loss
  private let heldOut: HeldOut
  private let stages: [Stage]
  private let limits: RunLimits
  private var observers: ObserverList
  private var keeper: CheckpointKeeper?
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  /// What an earlier run took, if this one goes on from its checkpoint.
  private var secondsBefore = 0.0

  /// Steps between looks at held-out points.
  private static let lookEvery = 10

  init(
    _ loss: Loss, _ stages: [Stage], _ limits: RunLimits, _ observers: ObserverList, keeper: CheckpointKeeper?
  ) {
    self.loss = loss
    heldOut = loss.heldOut
    self.stages = stages
    self.limits = limits
    self.observers = observers
    self.keeper = keeper
    state = RunState(terms: loss.terms.map(\.name))
    start = clock.now
  }

  /// Seconds since the start, and those of the run that this one goes on from.
  var seconds: Double { secondsBefore + (clock.now - start) / .seconds(1) }

  mutating func train(
    _ optimizers: [any Optimizer], from first: [Double], resuming checkpoint: Checkpoint?, summary: TrainingSummary
  ) throws -> TrainingEnd {
    var optimizer = optimizers[0]
    var stop: TrainingEnd?
    if let checkpoint {
      optimizer = try resume(from: checkpoint, optimizers)
      try observers.willStart(summary)
    } else {
      let value = try loss.finiteValue(at: first)
      (state.bestParameters, state.bestValue) = (first, value)
      try observers.willStart(summary)
      stop = try observers.didStep(progress(optimizer.name, first, value, evaluations: 0), &state.history)
      if stop == nil { try enterStage(&optimizer) }
    }
    let now = seconds
    keeper?.start(at: now)
    while stop == nil {
      let stageEnd = try runStage(&optimizer)
      if stageEnd.isFinal || state.stage == stages.count - 1 {
        stop = stageEnd.end
      } else {
        state.startNextStage()
        optimizer = optimizers[state.stage]
        try enterStage(&optimizer)
      }
    }
    let end = stop ?? .stepsDone
    let last = progress("", state.bestParameters, state.bestValue, evaluations: 0)
    try observers.didEnd(end, last, &state.history)
    return end
  }

  /// Takes up the run that a checkpoint is of; returns the optimiser of its stage in its state.
  private mutating func resume(from checkpoint: Checkpoint, _ optimizers: [any Optimizer]) throws -> any Optimizer {
    state = try RunState(checkpoint, stages: stages, parameters: loss.count, terms: loss.terms.map(\.name))
    secondsBefore = try checkpoint.number("seconds")
    try loss.restorePoints(from: checkpoint)
    try state.reweighting.apply(to: loss)
    var optimizer = optimizers[state.stage]
    try optimizer.restore(checkpoint.arrays(in: "optimizer").mapValues(\.elements), count: loss.count)
    return optimizer
  }

  // MARK: Stages

  /// Starts the present stage from the best parameters.
  private mutating func enterStage(_ optimizer: inout any Optimizer) throws {
    state.stageStart = seconds
    optimizer.start(at: state.bestParameters)
    let (stage, parameters) = (stages[state.stage], state.bestParameters)
    state.reweighting = Reweighting(stage.weightings)
    state.bestTerms = try stage.isJudgedOnHeldOut ? heldOut.terms(at: parameters) : []
    state.bestValue = stage.isJudgedOnHeldOut ? loss.balanced(state.bestTerms) : loss.value(at: parameters)
  }

  /// Runs the present stage, from where it is.
  private mutating func runStage(_ optimizer: inout any Optimizer) throws -> StageEnd {
    let stage = stages[state.stage]
    guard stage.isJudgedOnHeldOut else { return try runSteps(&optimizer) }
    let stageEnd = try runPhases(&optimizer, stage)
    try look(at: optimizer)
    loss.reweigh(nil)
    state.bestValue = loss.value(at: state.bestParameters)
    return stageEnd
  }

  /// Makes the steps of a stage whose loss stays the same function.
  private mutating func runSteps(_ optimizer: inout any Optimizer) throws -> StageEnd {
    while true {
      if let end = pause(optimizer) { return end }
      let outcome = optimizer.step(on: loss)
      switch outcome {
      case .advanced, .converged:
        if optimizer.value < state.bestValue {
          (state.bestParameters, state.bestValue) = (optimizer.position, optimizer.value)
        }
        if let stop = try advance(optimizer) { return (stop, true) }
        if case .converged(let reason) = outcome { return (.converged(reason), false) }
        if try state.step.isMultiple(of: Self.lookEvery) && isWithinTolerance(at: optimizer.position) {
          return (.toleranceReached, true)
        }
      case .failed(.notFinite): return (notFinite, true)
      case .failed(let reason): return (.failed(reason), false)
      }
    }
  }

  /// Makes the steps of a stage whose points or weights change, or that has patience; the best parameters are those of the least
  /// loss on held-out points.
  private mutating func runPhases(_ optimizer: inout any Optimizer, _ stage: Stage) throws -> StageEnd {
    let batches = stage.points?.batches ?? []
    let phases: [Int?] = batches.isEmpty ? [nil] : batches.map { max(1, Int($0 * Double(loss.count))) }
    while true {
      let isLast = state.phase == phases.count - 1
      if let end = try runPhase(&optimizer, stage, rows: phases[state.phase], isLast: isLast) { return end }
      state.startNextPhase()
    }
  }

  /// Makes the steps on batches of one size; nil if it is the next phase's turn.
  private mutating func runPhase(
    _ optimizer: inout any Optimizer, _ stage: Stage, rows: Int?, isLast: Bool
  ) throws -> StageEnd? {
    let isLate = stage.points?.isLate(state.phase) ?? true
    let every = isLate ? stage.points?.every : 1
    if let points = stage.points, !state.hasPoints { try drawPoints(&optimizer, rows, points.sampler) }
    while true {
      if let end = pause(optimizer) { return end }
      if let every, state.stepsOfPhase > 0, state.stepsOfPhase.isMultiple(of: every) {
        let trained = optimizer.value
        try drawPoints(&optimizer, rows, stage.points?.sampler)
        // Losses of different weights can't be compared.
        if !isLast, stage.weightings.isEmpty {
          let fresh = loss.valueAlone(at: optimizer.position)
          let isDone =
            isLate
            ? fresh > PointSchedule.largestGap * trained : state.batch.isDone(fresh: fresh, trained: trained)
          if isDone { return nil }
        }
      }
      if try state.reweighting.update(loss, at: optimizer.position, step: state.stepsOfStage) {
        optimizer.objectiveChanged()
      }
      let outcome = optimizer.step(on: loss)
      if case .failed(let reason) = outcome {
        return reason == .notFinite ? (notFinite, true) : (.failed(reason), false)
      }
      state.stepsOfPhase += 1
      if let stop = try advance(optimizer) { return (stop, true) }
      if state.step.isMultiple(of: Self.lookEvery) {
        try look(at: optimizer)
        if let patience = stage.patience {
          if state.stepsOfStage - state.lastGain >= patience { return (.outOfPatience(steps: patience), false) }
        } else if isLate, stage.endsByItself, state.patience.isOver(state.bestValue, step: state.step) {
          return (.noProgress, false)
        }
        if try isWithinTolerance(at: optimizer.position) { return (.toleranceReached, true) }
      }
      guard case .converged(let reason) = outcome else {
        state.stuck = 0
        continue
      }
      // These points have no more to give; other points may.
      state.stuck += 1
      if every == nil || state.stuck == Self.lookEvery { return isLast ? (.converged(reason), false) : nil }
      optimizer.start(at: optimizer.position)
    }
  }

  /// Moves the loss to newly drawn points.
  private mutating func drawPoints(
    _ optimizer: inout any Optimizer, _ rows: Int?, _ sampler: (any AdaptiveSampler)?
  ) throws {
    state.drawings += 1
    try loss.drawPoints(state.drawings, rows: rows, by: sampler, at: optimizer.position)
    state.reweighting.pointsChanged()
    optimizer.objectiveChanged()
    state.hasPoints = true
  }

  /// Between two steps: keeps a checkpoint if one is due, and says if the stage can't go on.
  private mutating func pause(_ optimizer: any Optimizer) -> StageEnd? {
    let (now, state, loss) = (seconds, state, loss)
    let stageEnd = limits.end(state, seconds: now)
    let end = stageEnd?.isFinal == true ? stageEnd?.end : nil
    if keeper?.isDue(at: now, ending: end) == true {
      keeper?.keep(state, optimizer, loss, seconds: now)
    }
    return stageEnd
  }

  /// Keeps the optimiser's position if it is the best on held-out points, by the problem's weights and the present factors by term;
  /// in any case while there are factors by point, which held-out points have none of.
  private mutating func look(at optimizer: any Optimizer) throws {
    let terms = try heldOut.terms(at: optimizer.position)
    let isBetter = loss.balanced(terms) < loss.balanced(state.bestTerms)
    if isBetter {
      (state.bestTerms, state.lastGain, state.bestValue) = (terms, state.stepsOfStage, loss.balanced(terms))
    }
    if isBetter || loss.weighsPoints { state.bestParameters = optimizer.position }
  }

  private func isWithinTolerance(at parameters: [Double]) throws -> Bool {
    guard let tolerance = limits.budget.tolerance else { return false }
    return try heldOut.loss(at: parameters) < tolerance * tolerance
  }

  private var notFinite: TrainingEnd { .notFinite(loss.lastNotFinite, step: state.step) }

  // MARK: Showing

  /// Counts a step that was made; an end if an observer asks for it.
  private mutating func advance(_ optimizer: any Optimizer) throws -> TrainingEnd? {
    state.step += 1
    state.stepsOfStage += 1
    return try observers.didStep(
      progress(optimizer.name, optimizer.position, optimizer.value, evaluations: optimizer.evaluations), &state.history)
  }

  private func progress(
    _ stage: String, _ parameters: [Double], _ value: Double, evaluations: Int
  ) -> TrainingProgress {
    let values = loss.terms(at: parameters, value: value)
    return TrainingProgress(
      stage: stage, step: state.step, lastStep: limits.lastStep, seconds: seconds, secondsLimit: limits.budget.seconds,
      loss: value, terms: zip(loss.terms, values).map { ($0.name, $1) }, evaluations: evaluations,
      parameters: parameters, window: window)
  }
}
