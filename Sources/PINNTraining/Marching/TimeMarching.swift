// Time marching: a long time in windows, each solved by a training of its own that starts from where the one before ended. Errors
// then don't have to be small at all times at once; see Wight, Zhao, Commun. Comput. Phys. 29 (2021) 930-954,
// doi:10.4208/cicp.OA-2020-0086.

import Foundation
import PINNFields
import PINNLoss

/// What is known at the start of a window: the initial values, or the solution of the window before at its end.
public struct WindowStart<Unknown: UnknownName>: Sendable {
  /// The unknowns at the start.
  public let values: ReferenceSolution<Unknown>
  /// Their time derivatives at the start, for equations of second order in time.
  public let rates: ReferenceSolution<Unknown>

  /// unknown = its value at the start, on the piece "initial".
  public func values(
    of unknowns: Unknown..., points: Int, weight: Double = Condition<Unknown>.defaultWeight
  ) -> Condition<Unknown> {
    condition("initial", values, unknowns, points, weight) { $0 }
  }

  /// The time derivative of unknown = its value at the start, on the piece "initial".
  public func rates(
    of unknowns: Unknown..., points: Int, weight: Double = Condition<Unknown>.defaultWeight
  ) -> Condition<Unknown> {
    condition("initial rate of", rates, unknowns, points, weight) { diff($0, .t) }
  }

  private func condition(
    _ what: String, _ known: ReferenceSolution<Unknown>, _ unknowns: [Unknown], _ points: Int, _ weight: Double,
    _ quantity: @escaping @Sendable (Expr) -> Expr
  ) -> Condition<Unknown> {
    let column = { @Sendable (unknown: Unknown) in Column.package(known.name, of: unknown.rawValue) }
    return Condition(
      name: "\(what) \(unknowns.map(\.rawValue).joined(separator: ", "))", place: .pieces([.initial]), points: points,
      weight: weight,
      data: { points in
        try Dictionary(
          unknowns.map { unknown in
            guard let values = try known.values(of: unknown, at: points) else {
              throw ProblemError("\(known.name) are not given for '\(unknown.rawValue)'")
            }
            return (column(unknown), values)
          }, uniquingKeysWith: { first, _ in first })
      }
    ) { s in
      unknowns.map { ($0.rawValue, quantity(s.here[$0]) - .datum(column($0))) }
    }
  }
}

/// A problem over a long time, as one problem for each of several windows of time.
///
///     let marching = try TimeMarching(over: 0...1, windows: 4, from: { s in [.u: -sin(.pi * s[.x])] }) { time, start in
///       try Problem(
///         BurgersEquation(viscosity: 0.01 / .pi), on: Interval(-1...1).over(time: time), points: 1_000,
///         conditions: [start.values(of: .u, points: 100), .dirichlet(.u, on: "x=-1", "x=1", points: 50) { _ in 0 }])
///     }
public struct TimeMarching<E: Equation>: Sendable {
  /// Initial values, or rates, as formulas over the coordinates.
  public typealias Initial = @Sendable (State<E.Unknown>) -> [E.Unknown: Expr]
  /// The problem of a window, on a region over its time, with conditions that hold the window's start.
  public typealias WindowProblem =
    @Sendable (_ time: ClosedRange<Double>, _ start: WindowStart<E.Unknown>) throws ->
    Problem<E>

  /// The windows of time, one after another.
  public let windows: [ClosedRange<Double>]
  private let time: ClosedRange<Double>
  private let first: WindowStart<E.Unknown>
  private let problem: WindowProblem

  /// Windows of equal duration over `time`.
  ///
  /// - Parameters:
  ///   - initial: the values at the start of the first window.
  ///   - rates: the time derivatives there, where the equation is of second order in time.
  ///   - problem: makes the problem of a window.
  /// - Throws: `ProblemError` for fewer than one window or a time without duration; what `problem` throws for the whole time.
  public init(
    over time: ClosedRange<Double>, windows: Int, from initial: Initial, rates: Initial = { _ in [:] },
    problem: @escaping WindowProblem
  ) throws {
    guard windows >= 1 else { throw ProblemError("time marching needs at least one window, not \(windows)") }
    let duration = time.upperBound - time.lowerBound
    guard duration > 0, duration.isFinite else {
      throw ProblemError("time marching needs a finite duration above 0, not the time \(time)")
    }
    let ends = (0...windows).map {
      $0 == windows ? time.upperBound : time.lowerBound + duration * Double($0) / Double(windows)
    }
    self.windows = zip(ends, ends.dropFirst()).map { $0...$1 }
    self.time = time
    first = WindowStart(
      values: ReferenceSolution(name: "initial values", closedForm: initial(.symbolic)),
      rates: ReferenceSolution(name: "initial rates", closedForm: rates(.symbolic)))
    self.problem = problem
    _ = try checked(time, first)
  }

  /// Trains window after window, each from the parameters found in the one before, and returns all as one solution.
  ///
  /// A budget's seconds are shared out evenly over the windows still to come; its steps and tolerance hold for each window. A
  /// window that ends by an observer, by a loss that isn't finite or by an interruption is the last one.
  ///
  /// Checkpoints hold the windows that are finished and the present one's training between two steps. A run that goes on from one
  /// is the run that never stopped, bit for bit; besides the schedule's, each window but the first begins with one.
  ///
  /// - Parameters:
  ///   - stages: of each window.
  ///   - observers: each window is shown to them as a training of its own.
  ///   - checkpoints: when and where to keep checkpoints; nil for none.
  ///   - checkpoint: a checkpoint of an equal run to go on from.
  ///   - interruption: ends the run after its present step when asked to.
  /// - Throws: `ProblemError` as `Training` does.
  public func run(
    _ stages: [Stage] = .automatic, network: some Network, seed: UInt64 = 0, precision: Precision = .double,
    threads: Int = ProcessInfo.processInfo.activeProcessorCount, sampling: Sampling = Sampling(),
    budget: Budget = .unlimited, observers: [any TrainingObserver] = [], checkpoints: CheckpointSchedule? = nil,
    resuming checkpoint: Checkpoint? = nil, interruption: Interruption? = nil
  ) throws -> MarchedSolution<E> {
    var solutions: [Solution<E>] = []
    var seconds = 0.0
    let present = try checkpoint?.presentWindow(of: windows) ?? 0
    var store = checkpoints.map { WindowStore($0.store, windows: windows) }
    for (i, window) in windows.enumerated() {
      var share = budget
      share.seconds = budget.seconds.map { max(0.001, ($0 - seconds) / Double(windows.count - i)) }
      let training = try Training(
        checked(window, solutions.last.map(Self.end) ?? first), network: network, seed: seed &+ UInt64(i),
        precision: precision, threads: threads, sampling: sampling)
      let solution: Solution<E>
      if let checkpoint, i < present {
        solution = try training.solution(of: i, in: checkpoint, stages)
      } else {
        var schedule = checkpoints
        if let store { schedule?.store = store }
        schedule?.isDueAtStart = i > present && checkpoints?.seconds.isFinite == true
        solution = try training.run(
          stages, budget: share, observers: observers, from: solutions.last?.parameters, checkpoints: schedule,
          resuming: i == present ? checkpoint : nil, interruption: interruption)
      }
      store?.add(solution, window: i)
      solutions.append(solution)
      seconds += solution.seconds
      if solution.end.isFinal { break }
    }
    return MarchedSolution(
      region: try checked(time, first).region, windows: Array(zip(windows, solutions)).map { ($0, $1) },
      verdict: Verdict(solutions, Result { try corrections(of: solutions) }))
  }

  /// What the windows' solutions lack, where each window starts from what the one before comes to with its correction.
  private func corrections(of solutions: [Solution<E>]) throws -> [Correction<E>] {
    var corrections: [Correction<E>] = []
    for (window, solution) in zip(windows, solutions) {
      let start = corrections.last.map { Self.end(of: $0.corrected) } ?? first
      corrections.append(try Correction(solution, of: checked(window, start)))
    }
    return corrections
  }

  /// The start of the window after a solution's.
  private static func end(of solution: Solution<E>) -> WindowStart<E.Unknown> {
    WindowStart(
      values: ReferenceSolution(name: "values of the window before") { try solution.values(at: $1)[$0] },
      rates: ReferenceSolution(name: "rates of the window before") { try solution.rates(at: $1)[$0] })
  }

  private func checked(_ time: ClosedRange<Double>, _ start: WindowStart<E.Unknown>) throws -> Problem<E> {
    let problem = try problem(time, start)
    let mine = problem.region.axes.firstIndex(of: .t).map { problem.region.bounds[$0] }
    guard mine == time else {
      throw ProblemError(
        "the problem of the window \(time) is on \(problem.region); its region must be over the time that it is given")
    }
    return problem
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
