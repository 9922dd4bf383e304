// Where a run is: all that changes from step to step besides its optimiser and its points, and how that goes into checkpoints.

import PINNLoss

struct RunState: Sendable {
  /// Steps made, over all stages.
  var step = 0
  /// The present stage, and the steps made in it.
  private(set) var stage = 0
  var stepsOfStage = 0
  /// The present phase of a stage that draws its points, and the steps made in it.
  private(set) var phase = 0
  var stepsOfPhase = 0
  /// The run's seconds as the stage began.
  var stageStart = 0.0
  /// Whether the phase has its first points.
  var hasPoints = false
  /// How often in a row the optimiser found nothing to gain.
  var stuck = 0
  /// What a batch before the last one of its stage has still to give, and what the last has.
  var batch = BatchProgress()
  /// The stage's weightings.
  var reweighting = Reweighting([])
  /// Steps made in the stage when the loss on held-out points was least.
  var lastGain = 0
  var patience = Patience(step: 0)
  /// How often points were drawn.
  var drawings: UInt32 = 0
  var bestParameters: [Double] = []
  var bestValue = Double.infinity
  /// The terms of the least loss at held-out points, in stages that judge by them.
  var bestTerms: [Double] = []
  var history: TrainingHistory

  init(terms: [String]) { history = TrainingHistory(terms: terms) }

  mutating func startNextStage() {
    stage += 1
    (stepsOfStage, lastGain) = (0, 0)
    startPhase(0)
  }

  mutating func startNextPhase() { startPhase(phase + 1) }

  private mutating func startPhase(_ number: Int) {
    (phase, stepsOfPhase, stuck, hasPoints) = (number, 0, 0, false)
    batch = BatchProgress()
    patience = Patience(step: step)
  }
}

extension RunState {
  func save(to checkpoint: inout Checkpoint) throws {
    let numbers = [
      ("step", step), ("stage", stage), ("steps of stage", stepsOfStage), ("phase", phase),
      ("steps of phase", stepsOfPhase), ("stuck", stuck), ("drawings", Int(drawings)),
      ("last gain", lastGain), ("last progress", patience.step),
    ]
    for (name, number) in numbers { checkpoint.numbers[name] = Double(number) }
    checkpoint.numbers["best value"] = bestValue
    checkpoint.numbers["last progress value"] = patience.value
    checkpoint.numbers["stage start"] = stageStart
    checkpoint.set("best parameters", bestParameters)
    checkpoint.set("best terms", bestTerms)
    try reweighting.save(to: &checkpoint)
    checkpoint.set("batch/fresh", batch.fresh)
    checkpoint.set("batch/trained", batch.trained)
    history.save(to: &checkpoint, in: "history")
  }

  /// The state saved, of a run with so many stages, parameters and terms. Throws `ProblemError` for numbers that no run has.
  init(_ checkpoint: Checkpoint, stages: [Stage], parameters: Int, terms: [String]) throws {
    self.init(terms: terms)
    step = try checkpoint.whole("step")
    stage = try checkpoint.whole("stage", in: 0...stages.count - 1)
    stepsOfStage = try checkpoint.whole("steps of stage", in: 0...step)
    phase = try checkpoint.whole("phase", in: 0...max(1, stages[stage].points?.batches.count ?? 0) - 1)
    stepsOfPhase = try checkpoint.whole("steps of phase", in: 0...stepsOfStage)
    stuck = try checkpoint.whole("stuck")
    lastGain = try checkpoint.whole("last gain", in: 0...stepsOfStage)
    reweighting = Reweighting(stages[stage].weightings)
    try reweighting.restore(from: checkpoint)
    drawings = UInt32(try checkpoint.whole("drawings", in: 0...Int(UInt32.max - 1)))
    hasPoints = true
    bestValue = try checkpoint.number("best value")
    patience = Patience(
      step: try checkpoint.whole("last progress", in: 0...step), value: try checkpoint.number("last progress value"))
    stageStart = try checkpoint.number("stage start")
    bestParameters = try checkpoint.array("best parameters", count: parameters)
    bestTerms = try checkpoint.array("best terms", count: stages[stage].isJudgedOnHeldOut ? terms.count : 0)
    batch.fresh = try checkpoint.array("batch/fresh")
    batch.trained = try checkpoint.array("batch/trained", count: batch.fresh.count)
    history = try TrainingHistory(checkpoint, in: "history", terms: terms)
  }
}

extension TrainingHistory {
  func save(to checkpoint: inout Checkpoint, in folder: String) {
    checkpoint.set("\(folder)/step", steps.map(Double.init))
    checkpoint.set("\(folder)/seconds", seconds)
    checkpoint.set("\(folder)/loss", losses)
    checkpoint.arrays["\(folder)/terms"] = Tensor(
      shape: [terms.count, steps.count], elements: Array(termValues.joined()))
  }

  /// The history saved, with so many terms. Throws `ProblemError` for one that no run has.
  init(_ checkpoint: Checkpoint, in folder: String, terms: [String]) throws {
    let steps = try checkpoint.array("\(folder)/step")
    let values = try checkpoint.array("\(folder)/terms", count: steps.count * terms.count)
    self.init(
      terms: terms,
      steps: try steps.map { step in
        guard let whole = Int(exactly: step) else { throw checkpoint.damaged("its history has a step \(step)") }
        return whole
      },
      seconds: try checkpoint.array("\(folder)/seconds", count: steps.count),
      losses: try checkpoint.array("\(folder)/loss", count: steps.count),
      termValues: terms.indices.map { Array(values[$0 * steps.count..<($0 + 1) * steps.count]) })
  }
}

extension Loss {
  /// The points of all conditions.
  func savePoints(to checkpoint: inout Checkpoint) {
    for (c, law) in laws.enumerated() {
      let points = law.points
      checkpoint.arrays["points/\(c)/coordinates"] = points.table
      for (name, column) in points.data { checkpoint.set("points/\(c)/data/\(Checkpoint.part("\(name)"))", column) }
    }
    checkpoint.numbers["residuals one by one"] = hasResiduals ? 1 : 0
  }

  /// Moves to the points saved. Throws `ProblemError` for points that aren't those of this problem's conditions.
  func restorePoints(from checkpoint: Checkpoint) throws {
    try move(
      to: laws.map(\.points).enumerated().map { c, present in
        let name = "points/\(c)/coordinates"
        guard let table = checkpoint.arrays[name], table.rank == 2, table.count > 0,
          table.rowLength == present.table.rowLength, table.elements.allSatisfy(\.isFinite)
        else { throw checkpoint.damaged("'\(name)' are no points of \(present.table.rowLength) coordinates") }
        let saved = checkpoint.arrays(in: "points/\(c)/data").mapValues(\.elements)
        let columns = Dictionary(uniqueKeysWithValues: present.data.keys.map { ("\($0)", $0) })
        let data = Dictionary(
          uniqueKeysWithValues: saved.compactMap { name, values in columns[name].map { ($0, values) } })
        guard Set(saved.keys) == Set(columns.keys), data.values.allSatisfy({ $0.count == table.count }) else {
          throw checkpoint.damaged("the points of condition \(c) lack data, or have more than they should")
        }
        return CollocationPoints(table: table, sides: present.sides, data: data)
      })
    // Sums and single residuals round differently: whichever the run had, it goes on with.
    if try checkpoint.whole("residuals one by one", in: 0...1) == 1 { _ = leastSquares }
  }
}
