// Time marching that goes on from a checkpoint, in the middle of a window or between two, is the run that never stopped.

import HeatEquations
import PINN
import PINNHDF5
import Testing

@Suite struct MarchingTests {
  static let stages = [Stage.adam(steps: 4, learningRate: 1e-2), .levenbergMarquardt(steps: 5).resampling(every: 2)]

  static func run(
    _ checkpoints: CheckpointSchedule? = nil, resuming: Checkpoint? = nil, windows: Int = 3,
    diffusivity: Coefficient = 0.1, observers: [any TrainingObserver] = [], interruption: Interruption? = nil
  ) throws -> Solution<HeatEquation> {
    let problem = try Problem(
      HeatEquation(diffusivity: diffusivity), on: Interval(0...1).over(time: 0...2), points: 30,
      conditions: [
        .initial(.u, points: 10) { s in sin(.pi * s[.x]) }, .dirichlet(.u, on: "x=0", "x=1", points: 10) { _ in 0 },
      ])
    return try Training(problem, network: MLP(width: 5, depth: 1), threads: 2).run(
      stages, observers: observers, checkpoints: checkpoints, resuming: resuming, interruption: interruption,
      windows: .count(windows))
  }

  static func expectEqual(_ a: Solution<HeatEquation>, _ b: Solution<HeatEquation>, _ place: Comment) throws {
    #expect(try a.windows.count == b.windows.count, place)
    #expect(a.parameters == b.parameters && a.loss == b.loss && a.end == b.end && a.steps == b.steps, place)
    #expect(a.history.steps == b.history.steps && a.history.losses == b.history.losses, place)
    #expect(a.history.termValues == b.history.termValues, place)
    #expect(a.report.residuals == b.report.residuals && a.report.pointCount == b.report.pointCount, place)
    let (mine, other) = (try a.snapshot(), try b.snapshot())
    #expect(mine.fields.map(\.values) == other.fields.map(\.values), place)
  }

  @Test func goesOnAsIfNeverStopped() throws {
    let memory = Memory()
    let whole = try Self.run(CheckpointSchedule(memory, every: 0))
    try Self.expectEqual(Self.run(), whole, "keeping checkpoints must change nothing")
    let kept = memory.checkpoints
    #expect(kept.filter { $0.step == 0 }.count == 3 && whole.steps == 27)
    for checkpoint in kept where checkpoint.step % 3 == 0 {
      let window = try #require(checkpoint.numbers["window of time"])
      let again = Memory()
      let rest = try Self.run(CheckpointSchedule(again, every: 1e9), resuming: checkpoint)
      try Self.expectEqual(rest, whole, "from step \(checkpoint.step) of window \(window)")
      // The run that goes on keeps windows that it never trained.
      let last = try #require(again.checkpoints.last)
      try Self.expectEqual(Self.run(resuming: last), whole, "from its last checkpoint")
    }
  }

  /// With checkpoints far apart there is still one at the start of each later window; files hold it like any other.
  @Test func windowsBeginWithCheckpoints() throws {
    let memory = Memory()
    let whole = try Self.run(CheckpointSchedule(memory, every: 1e9))
    #expect(memory.checkpoints.filter { $0.step == 0 }.map { $0.numbers["window of time"] } == [1, 2])
    let none = Memory()
    _ = try Self.run(CheckpointSchedule(none, every: .infinity))
    #expect(none.checkpoints.isEmpty)
    try withFolder { folder in
      let files = CheckpointFiles(path: folder + "/a.checkpoint.h5")
      try files.save(memory.checkpoints.last { $0.step == 0 }!)
      let rest = try Self.run(resuming: Checkpoint(path: folder + "/a.checkpoint.h5"))
      try Self.expectEqual(rest, whole, "from a file")
    }
  }

  @Test func anInterruptedRunKeepsWhereItIs() throws {
    let (memory, interruption) = (Memory(), Interruption())
    nonisolated(unsafe) var steps = 0
    let watcher = Watcher { progress in
      steps += 1
      if steps == 16 { interruption.request() }
      return .proceed
    }
    let stopped = try Self.run(
      CheckpointSchedule(memory, every: .infinity), observers: [watcher], interruption: interruption)
    #expect(try stopped.end == .interrupted && stopped.windows.count == 2 && memory.checkpoints.count == 1)
    let rest = try Self.run(resuming: memory.checkpoints[0])
    try Self.expectEqual(rest, Self.run(), "after an interruption")
  }

  @Test func otherRunsAndDamageAreRefused() throws {
    let memory = Memory()
    _ = try Self.run(CheckpointSchedule(memory, every: 0))
    let sound = try #require(memory.checkpoints.last { $0.numbers["window of time"] == 2 && $0.step == 3 })
    func refusal(_ checkpoint: Checkpoint, windows: Int = 3, diffusivity: Coefficient = 0.1) -> String {
      sentence { _ = try Self.run(resuming: checkpoint, windows: windows, diffusivity: diffusivity) }
    }
    #expect(
      refusal(sound, windows: 4).contains("windows of time (there 3 of equal duration over 0.0...2.0, here 4 of"))
    #expect(refusal(sound, diffusivity: 0.2).contains("the checkpoint is of another run"))
    let single = Memory()
    _ = try heatTraining().run([.adam(steps: 1)], checkpoints: CheckpointSchedule(single, every: 0))
    #expect(refusal(single.checkpoints[0]).contains("is of a single training"))
    for name in sound.arrays.keys.sorted() where name.hasPrefix("windows/") {
      var damaged = sound
      damaged.arrays[name] = nil
      #expect(refusal(damaged).contains("'\(name)'"), "\(name)")
      damaged.arrays[name] = Tensor(shape: [1_001], repeating: 0.5)
      #expect(!refusal(damaged).isEmpty, "\(name)")
    }
    for number in [nil, -1, 3, 0.5, .nan] as [Double?] {
      var damaged = sound
      damaged.numbers["window of time"] = number
      #expect(refusal(damaged).contains("'window of time'"))
    }
    var endless = sound
    endless.identity["end of window 1"] = "boredom"
    #expect(refusal(endless).contains("doesn't say why window 1 ended"))
  }
}
