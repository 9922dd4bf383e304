// The loop: stages, steps, the clock, the best point, the history and the observers.

import PINNCore

/// One run of a training, from its first evaluation to its end.
struct TrainingRun {
  private(set) var bestParameters: [Double] = []
  private(set) var bestValue = Double.infinity
  private(set) var history: TrainingHistory
  private(set) var step = 0

  private let objective: TrainingObjective
  private let stages: [Stage]
  private let budget: Budget
  private let lastStep: Int
  private let recordEvery: Int
  private var observers: [any TrainingObserver]
  private let refine: (_ parameters: [Double], _ stage: Int) throws -> [Int: CollocationPoints]
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant

  init(
    _ objective: TrainingObjective, _ stages: [Stage], _ budget: Budget, _ observers: [any TrainingObserver],
    recordEvery: Int, refine: @escaping (_ parameters: [Double], _ stage: Int) throws -> [Int: CollocationPoints]
  ) {
    self.objective = objective
    self.stages = stages
    self.budget = budget
    self.observers = observers
    self.recordEvery = recordEvery
    self.refine = refine
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
        if stages[i].refinesPoints {
          try objective.move(to: refine(bestParameters, i))
          bestValue = objective.value(at: bestParameters, gradient: &gradient)
        }
        var optimizer = optimizer
        optimizer.start(at: bestParameters)
        let deadline = budget.seconds.map { seconds + ($0 - seconds) / Double(stages.count - i) }
        let (stageEnd, isFinal) = try runStage(&optimizer, steps: stages[i].steps, deadline: deadline)
        end = stageEnd
        if isFinal { break }
      }
    }
    let last = progress("", bestParameters, bestValue, evaluations: 0)
    history.record(last)
    for i in observers.indices { try observers[i].didEnd(end, last) }
    return end
  }

  /// Runs one stage; says why it ended, and whether that ends the whole run.
  private mutating func runStage(
    _ optimizer: inout any Optimizer, steps: Int, deadline: Double?
  ) throws -> (end: TrainingEnd, isFinal: Bool) {
    for _ in 0..<steps {
      if step >= lastStep { return (.stepsDone, true) }
      if let deadline, seconds >= deadline { return (.outOfTime, seconds >= budget.seconds ?? .infinity) }
      let outcome = optimizer.step(on: objective)
      switch outcome {
      case .advanced, .converged:
        if let stop = try advance(optimizer) { return (stop, true) }
        if case .converged(let reason) = outcome { return (.converged(reason), false) }
      case .failed(.notFinite):
        return (.notFinite(term: objective.lastNotFiniteTerm ?? "loss", step: step), true)
      case .failed(let reason): return (.failed(reason), false)
      }
    }
    return (.stepsDone, false)
  }

  /// Counts a step that was made; an end if an observer asks for it.
  private mutating func advance(_ optimizer: any Optimizer) throws -> TrainingEnd? {
    step += 1
    if optimizer.value < bestValue { (bestParameters, bestValue) = (optimizer.position, optimizer.value) }
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
