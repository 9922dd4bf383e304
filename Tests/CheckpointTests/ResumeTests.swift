// A run that goes on from a checkpoint is the run that never stopped, bit for bit; and no other run goes on from it.

import HeatEquations
import PINN
import Testing

@Suite struct ResumeTests {
  private static var growing: Stage {
    var points = PointSchedule(every: 3)
    points.rowsPerParameter = [0.5, 1]
    points.doublings = 1
    return Stage.levenbergMarquardt(steps: 30).drawing(points)
  }

  static let runs: [(stages: [Stage], precision: Precision)] = [
    ([.adam(steps: 8, learningRate: 1e-2), .lbfgs(steps: 25, memory: 4)], .double),
    ([.adam(steps: 6), .lbfgs(steps: 8), Stage.lbfgs(steps: 8).refiningPoints()], .float),
    ([.levenbergMarquardt(steps: 8), growing], .double),
    ([.automatic(steps: 20)], .double),
    ([.optimizer(DenseQuasiNewton(.ssbroyden), steps: 15), Stage.lbfgs(steps: 9).resampling(every: 4)], .double),
    ([.optimizer(NaturalGradient(momentum: 0.9, space: .samples), steps: 15)], .double),
    ([.optimizer(LevenbergMarquardt(space: .sketched), steps: 15)], .double),
    (
      [.optimizer(Adam.soap(matrices: [MatrixBlock(offset: 0, rows: 5, columns: 2)], learningRate: 1e-2), steps: 15)],
      .double
    ),
  ]

  @Test(arguments: runs.indices) func goesOnAsIfNeverStopped(_ index: Int) throws {
    let (stages, precision) = Self.runs[index]
    let memory = Memory()
    let whole = try heatTraining(precision: precision).run(
      stages, recordEvery: 1, checkpoints: CheckpointSchedule(memory, every: 0))
    let undisturbed = try heatTraining(precision: precision).run(stages, recordEvery: 1)
    #expect(undisturbed.parameters == whole.parameters, "keeping checkpoints must change nothing")
    #expect(memory.checkpoints.count >= whole.steps)
    for checkpoint in memory.checkpoints where checkpoint.step % 4 == 1 || checkpoint.step == whole.steps {
      // The steps of the rest differ from those of the whole if any part of the state is missing.
      let training = try heatTraining(precision: precision)
      let rest = try training.run(stages, recordEvery: 1, resuming: checkpoint)
      let place: Comment = "from step \(checkpoint.step) of \(whole.steps)"
      #expect(rest.parameters == whole.parameters, place)
      #expect(rest.loss == whole.loss && rest.steps == whole.steps && rest.end == whole.end, place)
      #expect(rest.heldOut == whole.heldOut, place)
      #expect(rest.history.steps == whole.history.steps && rest.history.losses == whole.history.losses, place)
      #expect(rest.history.termValues == whole.history.termValues, place)
      #expect(rest.coefficients.map(\.value) == whole.coefficients.map(\.value), place)
    }
  }

  /// A run whose steps were used up goes on when it is given more.
  @Test func moreStepsAreMoreOfTheSameRun() throws {
    let memory = Memory()
    _ = try heatTraining().run([.lbfgs(steps: 12)], checkpoints: CheckpointSchedule(memory, every: 1e9))
    let last = try #require(memory.checkpoints.last)
    #expect(memory.checkpoints.count == 1 && last.step == 12)
    let longer = try heatTraining().run([.lbfgs(steps: 30)], resuming: last)
    let whole = try heatTraining().run([.lbfgs(steps: 30)])
    #expect(longer.parameters == whole.parameters && longer.steps == 30)
    #expect(longer.history.losses == whole.history.losses)
    #expect(longer.seconds > last.numbers["seconds"] ?? .infinity)
  }

  @Test func anInterruptedRunKeepsWhereItIs() throws {
    let (memory, interruption) = (Memory(), Interruption())
    let watcher = Watcher { progress in
      if progress.step == 7 { interruption.request() }
      return .proceed
    }
    let stopped = try heatTraining().run(
      [.lbfgs(steps: 20)], observers: [watcher], checkpoints: CheckpointSchedule(memory, every: .infinity),
      interruption: interruption)
    #expect(stopped.end == .interrupted && stopped.steps == 7 && memory.checkpoints.map(\.step) == [7])
    let rest = try heatTraining().run([.lbfgs(steps: 20)], resuming: memory.checkpoints[0])
    #expect(try rest.parameters == heatTraining().run([.lbfgs(steps: 20)]).parameters)
  }

  @Test func whatCannotBeKeptEndsNothing() throws {
    let warnings = Sentences()
    let solution = try heatTraining().run(
      [.adam(steps: 3)], checkpoints: CheckpointSchedule(Broken(), every: 0) { warnings.add($0) })
    #expect(solution.steps == 3 && solution.end == .stepsDone)
    #expect(warnings.all.count == 4)
    #expect(warnings.all.last == "no checkpoint could be kept after step 3: no room. The run goes on.")
    #expect(
      sentence {
        _ = try heatTraining().run([.adam(steps: 1)], checkpoints: CheckpointSchedule(Broken(), every: -1))
      } == "checkpoints are kept every 0 or more seconds, not -1.0")
  }

  // MARK: - Refusals

  private static func checkpoint() throws -> Checkpoint {
    let memory = Memory()
    _ = try heatTraining().run([.adam(steps: 4)], checkpoints: CheckpointSchedule(memory, every: 0))
    return try #require(memory.checkpoints.last)
  }

  @Test func otherRunsAreRefusedWithWhatDiffers() throws {
    let checkpoint = try Self.checkpoint()
    func refusal(_ training: Training<HeatEquation>, _ stages: [Stage] = [.adam(steps: 9)]) -> String {
      sentence { _ = try training.run(stages, resuming: checkpoint) }
    }
    #expect(try refusal(heatTraining()).isEmpty)
    for (training, finding) in try [
      (heatTraining(seed: 4), "seed: there '3', here '4'"),
      (heatTraining(diffusivity: 0.6), "coefficients: there 'diffusivity = 0.5, trained', here"),
      (heatTraining(points: 41), "here 'HeatEquation: 41 points"),
      (heatTraining(width: 6), "network: there 'MLP 5 x 2, tanh', here 'MLP 6 x 2, tanh'"),
      (heatTraining(precision: .float), "precision: there 'double', here 'float'"),
      (heatTraining(datum: 1.000001), "sum over the first points: there"),
    ] {
      let text = refusal(training)
      #expect(text.hasPrefix("the checkpoint is of another run") && text.contains(finding), "\(text)")
    }
    #expect(try refusal(heatTraining(), [.lbfgs(steps: 9)]).contains("stages: there 'Adam"))
    var other = checkpoint
    other.identity["package version"] = "0.0.9"
    #expect(
      sentence { _ = try heatTraining().run([.adam(steps: 9)], resuming: other) }
        .contains("package version: there '0.0.9'"))
  }

  /// Random numbers were others then: what differs besides says nothing to a user.
  @Test func earlierVersionsAreRefusedInOneSentence() throws {
    var earlier = try Self.checkpoint()
    earlier.identity["checkpoint version"] = "1"
    let text = sentence { _ = try heatTraining().run([.adam(steps: 9)], resuming: earlier) }
    #expect(
      text.hasPrefix("the checkpoint is of version 1, and this package goes on from version 2 only: it draws other"))
    #expect(!text.contains("\n"))
  }

  /// Every number and every array in turn: missing, of another length, senseless. Each is a sentence, none a crash.
  @Test func damagedCheckpointsAreRefused() throws {
    let sound = try Self.checkpoint()
    func refusal(_ damage: (inout Checkpoint) -> Void) -> String {
      var checkpoint = sound
      damage(&checkpoint)
      return sentence { _ = try heatTraining().run([.adam(steps: 9)], resuming: checkpoint) }
    }
    for name in sound.numbers.keys.sorted() {
      #expect(refusal { $0.numbers[name] = nil }.contains("it has no number '\(name)'"), "\(name)")
      // These may be any number.
      if ["best value", "last progress value", "seconds", "stage start"].contains(name) { continue }
      for senseless in [-1, 0.5, 1e300, .nan] {
        #expect(refusal { $0.numbers[name] = senseless }.contains("its '\(name)' is"), "\(name) \(senseless)")
      }
    }
    for name in sound.arrays.keys.sorted() {
      #expect(!refusal { $0.arrays[name] = nil }.isEmpty, "\(name)")
      let longer = Tensor(shape: [1_001], elements: [Double](repeating: 0.5, count: 1_001))
      if name != "batch/fresh" { #expect(!refusal { $0.arrays[name] = longer }.isEmpty, "\(name)") }
    }
    #expect(
      refusal { $0.arrays["points/0/coordinates"] = Tensor(shape: [1, 2], elements: [.nan, 0]) }.contains(
        "are no points of 2 coordinates"))
  }
}
