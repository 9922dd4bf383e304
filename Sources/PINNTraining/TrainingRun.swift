// The loop: stages, steps, the clock, drawings of points, the best parameters, the history and the observers.

import PINNCore

/// One run of a training, from its first evaluation to its end.
struct TrainingRun {
  /// Draws all conditions' points: for so many residuals in all (nil: the conditions' own numbers), by a sampler, at
  /// parameters, for the drawing of a number.
  typealias Draw = (_ rows: Int?, _ sampler: (any AdaptiveSampler)?, _ parameters: [Double], _ drawing: UInt32) throws
    -> [CollocationPoints]

  private(set) var bestParameters: [Double] = []
  private(set) var bestValue = Double.infinity
  private(set) var history: TrainingHistory
  private(set) var step = 0

  private let objective: TrainingObjective
  private let heldOut: HeldOut
  private let stages: [Stage]
  private let budget: Budget
  private let lastStep: Int
  private let recordEvery: Int
  private var observers: [any TrainingObserver]
  private let draw: Draw
  private var drawings: UInt32 = 0
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant

  /// Steps between looks at held-out points.
  private static let lookEvery = 10
  /// What a phase that isn't the last must gain, by `BatchProgress`, to go on.
  private static let leastDecades = 0.15
  /// How much worse fresh points must be than those trained on before a larger batch is worth its cost.
  private static let gap = 1.3

  init(
    _ objective: TrainingObjective, _ heldOut: HeldOut, _ stages: [Stage], _ budget: Budget,
    _ observers: [any TrainingObserver], recordEvery: Int, draw: @escaping Draw
  ) {
    self.objective = objective
    self.heldOut = heldOut
    self.stages = stages
    self.budget = budget
    self.observers = observers
    self.recordEvery = recordEvery
    self.draw = draw
    let all = stages.reduce(0) { $0.addingReportingOverflow($1.steps).overflow ? .max : $0 + $1.steps }
    lastStep = min(all, budget.steps ?? .max)
    history = TrainingHistory(terms: objective.terms.map(\.name))
    start = clock.now
  }

  /// Seconds since the start.
  var seconds: Double { (clock.now - start) / .seconds(1) }

  mutating func train(
    _ optimizers: [any Optimizer], from first: [Double], summary: TrainingSummary
  ) throws -> TrainingEnd {
    var gradient = [Double](repeating: 0, count: first.count)
    let value = objective.value(at: first, gradient: &gradient)
    guard value.isFinite, gradient.allSatisfy(\.isFinite) else {
      throw ProblemError(
        "'\(objective.notFiniteTerm(at: first) ?? "the loss")' or its gradient is not a finite number at the initial "
          + "parameters: check the law and its data for divisions by zero, and logarithms and roots of what may be negative"
      )
    }
    (bestParameters, bestValue) = (first, value)
    for i in observers.indices { try observers[i].willStart(summary) }
    var end = TrainingEnd.stepsDone
    if let stop = try show(progress(optimizers[0].name, first, value, evaluations: 0)) {
      end = stop
    } else {
      for (i, optimizer) in optimizers.enumerated() {
        var optimizer = optimizer
        optimizer.start(at: bestParameters)
        let deadline = budget.seconds.map { seconds + ($0 - seconds) / Double(stages.count - i) }
        let stageEnd: (end: TrainingEnd, isFinal: Bool)
        if let points = stages[i].points {
          bestValue = try heldOut.loss(at: bestParameters)
          stageEnd = try runStage(&optimizer, drawing: points, steps: stages[i].steps, deadline: deadline)
          try look(at: optimizer)
          bestValue = objective.value(at: bestParameters, gradient: &gradient)
        } else {
          bestValue = objective.value(at: bestParameters, gradient: &gradient)
          stageEnd = try runStage(&optimizer, steps: stages[i].steps, deadline: deadline)
        }
        end = stageEnd.end
        if stageEnd.isFinal { break }
      }
    }
    let last = progress("", bestParameters, bestValue, evaluations: 0)
    history.record(last)
    for i in observers.indices { try observers[i].didEnd(end, last) }
    return end
  }

  // MARK: Stages

  /// Runs a stage on points that stay; says why it ended, and whether that ends the whole run.
  private mutating func runStage(
    _ optimizer: inout any Optimizer, steps: Int, deadline: Double?
  ) throws -> (end: TrainingEnd, isFinal: Bool) {
    for _ in 0..<steps {
      if let end = isOver(deadline) { return end }
      let outcome = optimizer.step(on: objective)
      switch outcome {
      case .advanced, .converged:
        if optimizer.value < bestValue { (bestParameters, bestValue) = (optimizer.position, optimizer.value) }
        if let stop = try advance(optimizer) { return (stop, true) }
        if case .converged(let reason) = outcome { return (.converged(reason), false) }
        if try step.isMultiple(of: Self.lookEvery) && isWithinTolerance(at: optimizer.position) {
          return (.toleranceReached, true)
        }
      case .failed(.notFinite): return (notFinite, true)
      case .failed(let reason): return (.failed(reason), false)
      }
    }
    return (.stepsDone, false)
  }

  /// Runs a stage on points that are drawn anew; the best parameters are those of the least loss on held-out points.
  private mutating func runStage(
    _ optimizer: inout any Optimizer, drawing schedule: PointSchedule, steps: Int, deadline: Double?
  ) throws -> (end: TrainingEnd, isFinal: Bool) {
    let phases: [Int?] =
      schedule.rowsPerParameter.isEmpty
      ? [nil] : schedule.rowsPerParameter.map { max(1, Int($0 * Double(objective.count))) }
    var left = steps
    for (phase, rows) in phases.enumerated() {
      let isLast = phase == phases.count - 1
      let every = isLast ? schedule.every : 1
      var batch = BatchProgress(decades: Self.leastDecades, gap: Self.gap)
      var patience = Patience(step: step)
      var (stepsOfPhase, stuck) = (0, 0)
      try drawPoints(&optimizer, rows, schedule.sampler)
      while left > 0 {
        if let end = isOver(deadline) { return end }
        if let every, stepsOfPhase > 0, stepsOfPhase.isMultiple(of: every) {
          let trained = optimizer.value
          try drawPoints(&optimizer, rows, schedule.sampler)
          if !isLast, batch.isDone(fresh: objective.loss(at: optimizer.position), trained: trained) { break }
        }
        let outcome = optimizer.step(on: objective)
        if case .failed(let reason) = outcome {
          return reason == .notFinite ? (notFinite, true) : (.failed(reason), false)
        }
        (left, stepsOfPhase) = (left - 1, stepsOfPhase + 1)
        if let stop = try advance(optimizer) { return (stop, true) }
        if step.isMultiple(of: Self.lookEvery) {
          try look(at: optimizer)
          if isLast, patience.isOver(bestValue, step: step) { return (.noProgress, false) }
          if try isWithinTolerance(at: optimizer.position) { return (.toleranceReached, true) }
        }
        guard case .converged(let reason) = outcome else {
          stuck = 0
          continue
        }
        // These points have no more to give; other points may.
        stuck += 1
        if every == nil || stuck == Self.lookEvery {
          if isLast { return (.converged(reason), false) }
          break
        }
        optimizer.start(at: optimizer.position)
      }
    }
    return (.stepsDone, false)
  }

  /// Moves the objective to newly drawn points.
  private mutating func drawPoints(
    _ optimizer: inout any Optimizer, _ rows: Int?, _ sampler: (any AdaptiveSampler)?
  ) throws {
    drawings += 1
    try objective.move(to: draw(rows, sampler, optimizer.position, drawings))
    optimizer.objectiveChanged()
  }

  /// Whether steps or time are used up.
  private func isOver(_ deadline: Double?) -> (end: TrainingEnd, isFinal: Bool)? {
    if step >= lastStep { return (.stepsDone, true) }
    if let deadline, seconds >= deadline { return (.outOfTime, seconds >= budget.seconds ?? .infinity) }
    return nil
  }

  /// Keeps the optimiser's position if it is the best on held-out points.
  private mutating func look(at optimizer: any Optimizer) throws {
    let value = try heldOut.loss(at: optimizer.position)
    if value < bestValue { (bestParameters, bestValue) = (optimizer.position, value) }
  }

  private func isWithinTolerance(at parameters: [Double]) throws -> Bool {
    guard let tolerance = budget.tolerance else { return false }
    return try heldOut.loss(at: parameters) < tolerance * tolerance
  }

  private var notFinite: TrainingEnd { .notFinite(term: objective.lastNotFiniteTerm ?? "loss", step: step) }

  // MARK: Showing

  /// Counts a step that was made; an end if an observer asks for it.
  private mutating func advance(_ optimizer: any Optimizer) throws -> TrainingEnd? {
    step += 1
    return try show(
      progress(optimizer.name, optimizer.position, optimizer.value, evaluations: optimizer.evaluations))
  }

  private mutating func show(_ progress: TrainingProgress) throws -> TrainingEnd? {
    if step % recordEvery == 0 { history.record(progress) }
    for i in observers.indices {
      if case .stop(let reason) = try observers[i].didStep(progress) { return .observer(reason) }
    }
    return nil
  }

  private func progress(
    _ stage: String, _ parameters: [Double], _ value: Double, evaluations: Int
  ) -> TrainingProgress {
    let values = objective.terms(at: parameters, value: value)
    return TrainingProgress(
      stage: stage, step: step, lastStep: lastStep, seconds: seconds, secondsLimit: budget.seconds, loss: value,
      terms: zip(objective.terms, values).map { ($0.name, $1) }, evaluations: evaluations, parameters: parameters)
  }
}
