// Time marching that goes on from a checkpoint, in the middle of a window or between two, is the run that never stopped.

import HeatEquations
import PINN
import PINNHDF5
import Testing

@Suite struct MarchingTests {
  static let stages = [Stage.adam(steps: 4, learningRate: 1e-2), .levenbergMarquardt(steps: 5).resampling(every: 2)]

  static func marching(windows: Int = 3, diffusivity: Coefficient = 0.1) throws -> TimeMarching<HeatEquation> {
    try TimeMarching(over: 0...2, windows: windows, from: { s in [.u: sin(.pi * s[.x])] }) { time, start in
      try Problem(
        HeatEquation(diffusivity: diffusivity), on: Interval(0...1).over(time: time), points: 30,
        conditions: [start.values(of: .u, points: 10), .dirichlet(.u, on: "x=0", "x=1", points: 10) { _ in 0 }])
    }
  }

  static func run(
    _ marching: TimeMarching<HeatEquation>, _ checkpoints: CheckpointSchedule? = nil, resuming: Checkpoint? = nil,
    observers: [any TrainingObserver] = [], interruption: Interruption? = nil
  ) throws -> MarchedSolution<HeatEquation> {
    try marching.run(
      stages, network: MLP(width: 5, depth: 1), threads: 2, observers: observers, checkpoints: checkpoints,
      resuming: resuming, interruption: interruption)
  }

  static func expectEqual(
    _ a: MarchedSolution<HeatEquation>, _ b: MarchedSolution<HeatEquation>, _ place: Comment
  ) throws {
    #expect(a.windows.count == b.windows.count, place)
    for (a, b) in zip(a.windows.map(\.solution), b.windows.map(\.solution)) {
      #expect(a.parameters == b.parameters && a.loss == b.loss && a.end == b.end && a.steps == b.steps, place)
      #expect(a.history.steps == b.history.steps && a.history.losses == b.history.losses, place)
      #expect(a.history.termValues == b.history.termValues, place)
      #expect(a.report.residuals == b.report.residuals && a.report.pointCount == b.report.pointCount, place)
      #expect(a.coefficients.map(\.value) == b.coefficients.map(\.value), place)
    }
    let (mine, other) = (try a.snapshot(), try b.snapshot())
    #expect(mine.fields.map(\.values) == other.fields.map(\.values), place)
  }

  @Test func goesOnAsIfNeverStopped() throws {
    let memory = Memory()
    let whole = try Self.run(Self.marching(), CheckpointSchedule(memory, every: 0))
    try Self.expectEqual(Self.run(Self.marching()), whole, "keeping checkpoints must change nothing")
    let kept = memory.checkpoints
    #expect(kept.filter { $0.step == 0 }.count == 3 && whole.steps == 27)
    for checkpoint in kept where checkpoint.step % 3 == 0 {
      let window = try #require(checkpoint.numbers["window of time"])
      let again = Memory()
      let rest = try Self.run(Self.marching(), CheckpointSchedule(again, every: 1e9), resuming: checkpoint)
      try Self.expectEqual(rest, whole, "from step \(checkpoint.step) of window \(window)")
      // The run that goes on keeps windows that it never trained.
      let last = try #require(again.checkpoints.last)
      try Self.expectEqual(Self.run(Self.marching(), resuming: last), whole, "from its last checkpoint")
    }
  }

  /// With checkpoints far apart there is still one at the start of each later window; files hold it like any other.
  @Test func windowsBeginWithCheckpoints() throws {
    let memory = Memory()
    let whole = try Self.run(Self.marching(), CheckpointSchedule(memory, every: 1e9))
    #expect(memory.checkpoints.filter { $0.step == 0 }.map { $0.numbers["window of time"] } == [1, 2])
    let none = Memory()
    _ = try Self.run(Self.marching(), CheckpointSchedule(none, every: .infinity))
    #expect(none.checkpoints.isEmpty)
    try withFolder { folder in
      let files = CheckpointFiles(path: folder + "/a.checkpoint.h5")
      try files.save(memory.checkpoints.last { $0.step == 0 }!)
      let rest = try Self.run(Self.marching(), resuming: Checkpoint(path: folder + "/a.checkpoint.h5"))
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
      Self.marching(), CheckpointSchedule(memory, every: .infinity), observers: [watcher], interruption: interruption)
    #expect(stopped.end == .interrupted && stopped.windows.count == 2 && memory.checkpoints.count == 1)
    let rest = try Self.run(Self.marching(), resuming: memory.checkpoints[0])
    try Self.expectEqual(rest, Self.run(Self.marching()), "after an interruption")
  }

  @Test func otherRunsAndDamageAreRefused() throws {
    let memory = Memory()
    _ = try Self.run(Self.marching(), CheckpointSchedule(memory, every: 0))
    let sound = try #require(memory.checkpoints.last { $0.numbers["window of time"] == 2 && $0.step == 3 })
    func refusal(_ marching: TimeMarching<HeatEquation>, _ checkpoint: Checkpoint) -> String {
      sentence { _ = try Self.run(marching, resuming: checkpoint) }
    }
    #expect(
      try refusal(Self.marching(windows: 4), sound).contains("windows of time (there 3 over 0.0...2.0, here 4 over"))
    #expect(try refusal(Self.marching(diffusivity: 0.2), sound).contains("the checkpoint is of another run"))
    let single = Memory()
    _ = try heatTraining().run([.adam(steps: 1)], checkpoints: CheckpointSchedule(single, every: 0))
    #expect(try refusal(Self.marching(), single.checkpoints[0]).contains("is of a single training"))
    for name in sound.arrays.keys.sorted() where name.hasPrefix("windows/") {
      var damaged = sound
      damaged.arrays[name] = nil
      #expect(try refusal(Self.marching(), damaged).contains("'\(name)'"), "\(name)")
      damaged.arrays[name] = Tensor(shape: [1_001], repeating: 0.5)
      #expect(try !refusal(Self.marching(), damaged).isEmpty, "\(name)")
    }
    for number in [nil, -1, 3, 0.5, .nan] as [Double?] {
      var damaged = sound
      damaged.numbers["window of time"] = number
      #expect(try refusal(Self.marching(), damaged).contains("'window of time'"))
    }
    var endless = sound
    endless.identity["end of window 1"] = "boredom"
    #expect(try refusal(Self.marching(), endless).contains("doesn't say why window 1 ended"))
  }
}
