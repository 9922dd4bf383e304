// Runs in windows of time: one training after another, and one solution of all.

import Foundation
import PINNLoss

extension Training {
  /// Trains from the initial parameters, or from `start`, and returns the best solution seen: of the least loss in stages
  /// whose loss stays the same, of the least loss on held-out points in stages whose points or weights change, or with patience.
  ///
  /// Each stage starts from the best parameters so far. A stage whose optimiser converges or finds no step hands over to the
  /// next. A loss that stops being finite ends the run, with the best parameters kept and the term named in `Solution.end`.
  ///
  /// **Windows of time.** A run of at least 8 seconds over a long time is looked at after a quarter and after half of them. If its estimated error is
  /// hopeless, the time is solved in windows instead, each from where the one before ends, as long as can be solved; each is
  /// corrected (`Solution.corrected`) before the next begins. `windows: .count(8)` says how many, `.none` never cuts the time. What comes out is one
  /// solution. A problem can be cut if no number is to be found and no condition ties times together (values at the end,
  /// periodicity in time, integrals over it).
  ///
  /// - Parameters:
  ///   - budget: of seconds, shared out over windows; its steps hold for each window.
  ///   - observers: each window is shown to them as a training of its own.
  ///   - recordEvery: steps between entries of the history; the first and the last step are always there.
  ///   - checkpoints: when and where to keep checkpoints; nil for none. They hold the windows that are finished and the present one's
  ///     training.
  ///   - checkpoint: a checkpoint of an equal run to go on from, instead of from parameters. Its steps and seconds count.
  ///   - interruption: ends the run after its present step when asked to.
  ///   - windows: how the time is cut.
  /// - Throws: `ProblemError` for settings that make no sense, for a loss that isn't finite at the start, and for a checkpoint of
  ///   another run; what observers throw. A checkpoint that can't be kept ends nothing.
  public func run(
    _ stages: [Stage] = .automatic, budget: Budget = .unlimited, observers: [any TrainingObserver] = [],
    recordEvery: Int = 10, from start: [Double]? = nil, checkpoints: CheckpointSchedule? = nil,
    resuming checkpoint: Checkpoint? = nil, interruption: Interruption? = nil, windows: TimeWindows = .automatic
  ) throws -> Solution<E> {
    func atOnce(_ more: [any TrainingObserver] = []) throws -> Solution<E> {
      try runAtOnce(
        stages, budget: budget, observers: observers + more, recordEvery: recordEvery, from: start,
        checkpoints: checkpoints, resuming: checkpoint, interruption: interruption)
    }
    var marching = Marching(
      self, stages, budget: budget, observers: observers, recordEvery: recordEvery, from: start,
      checkpoints: checkpoints, interruption: interruption)
    switch windows {
    case .count(1):
      if checkpoint?.isOfWindows == true {
        throw ProblemError("the checkpoint is of windows of time, which weren't asked for")
      }
      return try atOnce()
    case .count(let count):
      guard (2...10_000).contains(count) else {
        throw ProblemError("a time is cut into 1 to 10000 windows, not \(count)")
      }
      let time = try marching.time
      return try marching.run(WindowPlan(time, count: count), resuming: checkpoint)
    case .automatic:
      guard let seconds = budget.seconds, seconds >= Marching<E>.leastSeconds, problem.reasonAgainstWindows == nil
      else { return try atOnce() }
      let time = try marching.time
      if let checkpoint, checkpoint.isOfWindows {
        return try marching.run(WindowPlan(time, first: time.upperBound - time.lowerBound), resuming: checkpoint)
      }
      let watch = WindowWatch<E>(looks: [(0.1, 0.5, 1e-4), (0.25, 0.3, .infinity), (0.5, 0.1, .infinity)], solution)
      let whole = try atOnce([watch])
      guard watch.hasFailed else { return whole }
      marching.secondsBefore = whole.seconds
      var plan = WindowPlan(time, first: time.upperBound - time.lowerBound)
      plan.shorten(failingFrom: watch.failsFrom)
      return try marching.run(plan, resuming: nil)
    }
  }
}

/// A run in windows of time.
struct Marching<E: Equation> {
  private let training: Training<E>
  private let stages: [Stage]
  private let budget: Budget
  private let observers: [any TrainingObserver]
  private let recordEvery: Int
  private let start: [Double]?
  private let checkpoints: CheckpointSchedule?
  private let interruption: Interruption?
  /// What was spent before, on all of the time at once.
  var secondsBefore = 0.0

  /// A run of fewer seconds isn't cut by itself.
  static var leastSeconds: Double { 8 }
  /// A window whose estimated error is no larger is solved.
  private static var largestError: Double { 1e-3 }
  /// The same for one that was solved without training.
  private static var largestDirectError: Double { 1e-6 }
  /// The root of the loss at which a window's network is good enough to be corrected.
  private static var tolerance: Double { 1e-5 }

  init(
    _ training: Training<E>, _ stages: [Stage], budget: Budget, observers: [any TrainingObserver], recordEvery: Int,
    from start: [Double]?, checkpoints: CheckpointSchedule?, interruption: Interruption?
  ) {
    (self.training, self.stages, self.budget, self.observers) = (training, stages, budget, observers)
    (self.recordEvery, self.start, self.checkpoints) = (recordEvery, start, checkpoints)
    self.interruption = interruption
  }

  /// The time to cut. Throws `ProblemError` for a problem that can't be cut.
  var time: ClosedRange<Double> {
    get throws {
      let reason = training.problem.reasonAgainstWindows
      guard reason == nil, let time = training.problem.time else {
        throw ProblemError("the problem can't be solved in windows of time: \(reason ?? "it has none")")
      }
      return time
    }
  }

  func run(_ plan: WindowPlan, resuming checkpoint: Checkpoint?) throws -> Solution<E> {
    var plan = plan
    var solutions: [Solution<E>] = []
    var resumed = checkpoint
    if let checkpoint {
      let (finished, end) = try checkpoint.windows(of: plan, unknowns: E.Unknown.allCases.count)
      for (k, window) in finished.enumerated() {
        let range = (solutions.last?.lastTime ?? plan.time.lowerBound)...window.end
        let training = try trained(range, k, after: solutions.last)
        solutions.append(try training.solution(of: k, window, in: checkpoint, stages))
      }
      plan.resume(after: finished.map(\.end), next: end)
    }
    var store = checkpoints.map { WindowStore($0.store, plan: plan, solutions) }
    var direct = DirectWindows(isTried: plan.count == nil, firstDuration: plan.duration)
    var unsolvedFrom: Double?
    var (base, spent) = (start, secondsBefore + solutions.reduce(0) { $0 + $1.seconds })
    while !plan.isDone {
      let left = budget.seconds.map { max(0.02 * $0, $0 - spent) }
      if let left, let all = budget.seconds, left < 0.1 * all { plan.takeTheRest() }
      let window = plan.next
      let share = left.map { seconds(for: window, plan, $0) }
      if direct.isTried, resumed == nil, interruption?.isRequested != true {
        let clock = ContinuousClock.now
        let solution = try? solvedDirectly(window, solutions.count, after: solutions.last)
        let error = solution.map { Self.error(of: $0).size } ?? .infinity
        let took = (ContinuousClock.now - clock) / .seconds(1)
        spent += took
        if let solution, error <= Self.largestDirectError {
          store?.add(solution)
          solutions.append(solution)
          plan.accept(window, easily: true)
          direct.succeeded(rest: plan.time.upperBound - window.upperBound, of: window, took: took, left: left)
        } else {
          direct.failed(&plan)
        }
        continue
      }
      let training = try trained(window, solutions.count, after: solutions.last)
      let watch = WindowWatch<E>(looks: plan.canShorten ? [(0.2, 0.5, 1e-4), (0.5, 0.3, .infinity)] : []) {
        try training.solution($0)
      }
      var schedule = checkpoints
      store?.present = window
      if let store { schedule?.store = store }
      schedule?.isDueAtStart = !solutions.isEmpty && resumed == nil && checkpoints?.seconds.isFinite == true
      let clock = ContinuousClock.now
      let network = try training.runAtOnce(
        stages,
        budget: Budget(
          seconds: share.map { 0.8 * $0 }, steps: budget.steps, tolerance: budget.tolerance ?? tolerance(plan)),
        observers: observers + [watch], recordEvery: recordEvery,
        from: base.flatMap { $0.count == training.loss.count ? $0 : nil }, checkpoints: schedule, resuming: resumed,
        interruption: interruption)
      resumed = nil
      if !watch.hasFailed, network.end.isFinal {
        solutions.append(network)
        break
      }
      let solution = !watch.hasFailed ? (try? network.corrected(.window)) ?? network : network
      let took = (ContinuousClock.now - clock) / .seconds(1)
      spent += took
      if plan.count == nil {
        let error = Self.error(of: solution)
        let isSolved = !watch.hasFailed && error.size <= Self.largestError
        if !isSolved, plan.canShorten, budget.seconds.map({ spent < 0.9 * $0 }) ?? true {
          plan.shorten(failingFrom: error.from)
          continue
        }
        // Whatever is worth little at its start is worth nothing later.
        if !isSolved, unsolvedFrom == nil { unsolvedFrom = window.lowerBound }
      }
      store?.add(solution)
      solutions.append(solution)
      base = network.parameters
      plan.accept(window, easily: share.map { took < 0.5 * $0 } ?? false)
    }
    return try Solution<E>(
      windows: solutions, of: training.problem, training.setup, stages, unsolvedFrom: unsolvedFrom,
      seconds: budget.seconds == nil ? nil : spent)
  }

  /// The estimated error of a window's solution, and the time from which on it is large.
  private static func error(of solution: Solution<E>) -> (size: Double, from: Double?) {
    (try? Correction<E>(solution, of: solution.problem).largest) ?? (.infinity, nil)
  }

  /// The seconds for a window out of those that are left: by its duration, and more for early windows, since errors grow.
  private func seconds(for window: ClosedRange<Double>, _ plan: WindowPlan, _ left: Double) -> Double {
    let part = (window.upperBound - window.lowerBound) / (plan.time.upperBound - window.lowerBound)
    return min(left, max(3, (plan.count == nil ? 1.3 : 1) * part * left))
  }

  private func tolerance(_ plan: WindowPlan) -> Double? { plan.count == nil ? Self.tolerance : nil }

  /// The solution of a window without training: Newton's method among random functions, from what the unknowns are at its start.
  private func solvedDirectly(
    _ window: ClosedRange<Double>, _ number: Int, after before: Solution<E>?
  ) throws -> Solution<E> {
    func solution(from means: [Double]?) throws -> Solution<E> {
      let training = try trained(window, number, after: before, from: means)
      var solution = try training.solution(Array(repeating: 0, count: training.loss.count)).corrected(.window)
      solution.report.end = .toleranceReached
      return solution
    }
    if let before { return try solution(from: means(of: before, at: window.lowerBound)) }
    // What the unknowns are at the very start, a first attempt tells, even if it is right nowhere else.
    let first = try solution(from: nil)
    return try solution(from: means(of: first, at: window.lowerBound))
  }

  /// The unknowns' means at a time.
  private func means(of solution: Solution<E>, at time: Double) throws -> [Double] {
    let region = training.problem.region
    guard let start = region.boundaryPiece(.lower(.t))?.region, let t = region.axes.firstIndex(of: .t) else {
      return []
    }
    var rng = RandomStream(seed: 0, for: StreamKey(.randomFunctions, of: "means"))
    let rows = (0..<64).map { _ in
      var point = start.point(at: (0..<start.dimension).map { _ in rng.uniform() })
      point[t] = time
      return point
    }
    let values = try solution.values(at: PointSet(axes: region.axes, points: Tensor(rows: rows)))
    return E.Unknown.allCases.map { (values[$0] ?? []).reduce(0, +) / Double(rows.count) }
  }

  /// The training of a window; where `means` are given its network varies around them.
  private func trained(
    _ window: ClosedRange<Double>, _ number: Int, after before: Solution<E>?, from means: [Double]? = nil
  ) throws -> Training<E> {
    var setup = training.setup
    setup.seed &+= UInt64(number)
    func make(_ network: some Network) throws -> Training<E> {
      let problem = try training.problem.during(window, from: before?.startOfNext)
      var ansatz = try Ansatz(network: network, problem: problem)
      if let means {
        var scales = ansatz.scales
        scales.shifts = means
        ansatz = try Ansatz(network: network, problem: problem, scales: scales)
      }
      let training = try Training(problem, ansatz, setup)
      training.window = window
      return training
    }
    return try make(setup.network)
  }
}

/// Whether windows are solved without training: a correction of an untrained network is a solution among random functions, which many a
/// short window, and any window of a linear equation, needs no more than.
private struct DirectWindows {
  private(set) var isTried: Bool
  let firstDuration: Double
  private var failures = 0

  init(isTried: Bool, firstDuration: Double) { (self.isTried, self.firstDuration) = (isTried, firstDuration) }

  /// Goes on so if the rest of the time takes no longer than is left at this pace.
  mutating func succeeded(rest: Double, of window: ClosedRange<Double>, took: Double, left: Double?) {
    failures = 0
    let pace = took / (window.upperBound - window.lowerBound)
    if let left, pace * rest > 2 * left { isTried = false }
  }

  /// Tries a shorter window, or gives up.
  mutating func failed(_ plan: inout WindowPlan) {
    failures += 1
    if failures > 7 || !plan.canShorten {
      isTried = false
      plan.lengthen(to: firstDuration)
    } else {
      plan.shorten(failingFrom: nil)
    }
  }
}

extension TrainingEnd {
  /// Whether nothing should follow.
  fileprivate var isFinal: Bool {
    switch self {
    case .notFinite, .observer, .interrupted, .recorded: true
    case .stepsDone, .noProgress, .outOfPatience, .toleranceReached, .outOfTime, .converged, .failed: false
    }
  }
}
