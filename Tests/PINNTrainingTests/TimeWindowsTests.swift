// Windows of time, solved one after another, against exact solutions.

import Foundation
import HeatEquations
import PINN
import Testing
import WaveEquations

/// u' = u (1 - u).
private struct Logistic: Equation {
  enum Unknown: String, UnknownName { case u }
  func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    ["growth": s[.u][.t] - s[.u] * (1 - s[.u])]
  }
}

/// u_xx = 0.
private struct Steady: Equation {
  enum Unknown: String, UnknownName { case u }
  func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> { ["steady": s[.u][.x, .x]] }
}

@Suite struct TimeWindowsTests {
  static let heat = try! Problem(
    HeatEquation(diffusivity: 0.1), on: Interval(0...1).over(time: 0...2), points: 200,
    conditions: [
      .initial(.u, points: 40) { s in sin(.pi * s[.x]) }, .dirichlet(.u, on: "x=0", "x=1", points: 40) { _ in 0 },
    ])

  static func training() throws -> Training<HeatEquation> {
    try Training(heat, network: MLP(width: 8, depth: 2), threads: 2)
  }

  @Test func windowsAreOneSolution() throws {
    let solution = try Self.training().run([.levenbergMarquardt(steps: 25)], windows: .count(4))
    let windows = try solution.windows
    #expect(windows.map { $0.region.bounds[1] } == [0...0.5, 0.5...1, 1...1.5, 1.5...2] && solution.steps == 100)
    let errors = try solution.errors(against: .decayingSines(diffusivity: 0.1))
    #expect(errors.largest < 1e-5, "\(errors)")

    // At a joint the value is the earlier window's, just after it the later one's, and the two are close.
    let points = try PointSet(axes: [.t, .x], points: Tensor(rows: [[1, 0.5], [Double(1).nextUp, 0.5]]))
    let values = try #require(try solution.values(at: points)[.u])
    let (earlier, later) = (windows[1], windows[2])
    #expect(try abs(values[0] - #require(earlier.values(at: points)[.u])[0]) < 1e-14)
    #expect(try abs(values[1] - #require(later.values(at: points)[.u])[1]) < 1e-14)
    #expect(abs(values[0] - values[1]) < 1e-5)

    // The report is about the problem as it was stated; the histories follow each other.
    #expect(solution.report.residuals.rows.map(\.name) == ["heat", "initial u", "u on x=0, x=1"])
    #expect(solution.report.residuals.rows.allSatisfy { $0.heldOut.rootMeanSquare < 1e-4 })
    #expect("\(solution.report)".contains("solved in 4 windows of time, which end at t = 0.5, 1, 1.5, 2"))
    let snapshot = try solution.snapshot(on: Grid([(.x, [0, 0.5, 1]), (.t, [0, 1, 2])]), errors: errors)
    #expect(abs(snapshot.fields[0].values[1, 1] - values[0]) < 1e-14)
    #expect(snapshot.history[0].values == [0, 10, 20, 25, 25, 35, 45, 50, 50, 60, 70, 75, 75, 85, 95, 100])
    #expect(snapshot.history.map(\.name).contains("initial u"))
    #expect(
      try solution.verdict.estimates[0].relativeL2 < 1e-5 && solution.corrected().parameters == solution.parameters)

    // What is written is the solution again.
    let again = try Solution(snapshot, of: Self.heat, network: MLP(width: 8, depth: 2))
    #expect(try again.values(at: points) == solution.values(at: points))
    #expect(try again.windows.count == 4 && again.verdict == solution.verdict)
    func refusal(_ change: (String) -> String) -> String {
      var damaged = snapshot
      damaged.attributes = damaged.attributes.map { name, value in
        guard name == "time_windows", case .text(let text) = value else { return (name, value) }
        return (name, .text(change(text)))
      }
      return sentence { _ = try Solution(damaged, of: Self.heat, network: MLP(width: 8, depth: 2)) }
    }
    #expect(refusal { _ in "[]" }.contains("'time_windows'"))
    for sizes in ["", "1,1", "-1"] {
      #expect(refusal { $0.replacing("\"unknowns\":[1]", with: "\"unknowns\":[\(sizes)]") }.contains("'time_windows'"))
      #expect(
        sizes == "-1"
          || refusal { $0.replacing("\"shifts\":[0]", with: "\"shifts\":[\(sizes)]") }.contains("'time_windows'"))
    }
  }

  /// Whatever is said about the start and other pieces at once goes on being said about these; nothing is dropped for its name.
  @Test func laterWindowsKeepAllButTheStart() throws {
    typealias Law = Condition<HeatEquation.Unknown>
    let problem = try Problem(
      HeatEquation(diffusivity: 1), on: Interval(0...1).over(time: 0...1), points: 9,
      conditions: [
        .dirichlet(.u, on: "initial", "x=0", points: 7) { _ in 0 }, .initial(.u, points: 5, name: "start") { _ in 0 },
        .dirichlet(.u, on: "x=1", points: 3, name: "initial u") { _ in 0 },
        .data(
          .u, at: PointSet(axes: [.x, .t], points: Tensor(rows: [[0.5, 0.1], [0.5, 0.7]]), data: ["u": [1, 2]])),
      ], enforced: [EnforcedCondition(.u, on: ["initial", "x=1"]) { _ in 0 }])
    let start = WindowStart<HeatEquation.Unknown>(
      values: { [.u: Array(repeating: 3, count: $0.count)] }, rates: { _ in [:] })
    let later = try problem.during(0.5...1, from: start)
    func pieces(_ law: Law) -> [Piece]? { if case .pieces(let pieces) = law.place { pieces } else { nil } }
    #expect(
      later.conditions.map(\.name) == [
        "HeatEquation", "initial u from the window before", "u on initial, x=0", "initial u", "data",
      ])
    #expect(later.conditions.map(pieces) == [nil, [.lower(.t)], ["x=0"], ["x=1"], nil])
    #expect(later.conditions.map(\.points) == [9, 7, 7, 3, 1] && later.enforced.map(\.pieces) == [["x=1"]])
    let first = try problem.during(0...0.5, from: nil)
    #expect(first.conditions.map(\.name) == problem.conditions.map(\.name) && first.enforced.count == 1)
  }

  /// A vibrating string needs its speed at the start of each window too.
  @Test func ratesArePassedOn() throws {
    let problem = try Problem(
      WaveEquation(speed: 1), on: Interval(0...1).over(time: 0...1.5), points: 200,
      conditions: [
        .initial(.u, points: 40) { s in sin(.pi * s[.x]) }, .initialRate(.u, points: 40) { _ in 0 },
        .dirichlet(.u, on: "x=0", "x=1", points: 40) { _ in 0 },
      ])
    let solution = try Training(problem, network: MLP(width: 8, depth: 2))
      .run([.levenbergMarquardt(steps: 40)], windows: .count(3))
    #expect(try solution.errors(against: .standing(speed: 1)).largest < 1e-4)
  }

  /// The network leaves a start near an unstable rest state, under residuals of 1e-6, if all of the time is trained at once.
  @Test func theTimeIsCutWhereItCannotBeSolvedAtOnce() throws {
    let problem = try Problem(
      Logistic(), on: Interval(.t, 0...25), points: 200, conditions: [.initial(.u, points: 1) { _ in 1e-3 }])
    let exact = ReferenceSolution<Logistic.Unknown>(
      name: "logistic", closedForm: [.u: 1 / (1 + 999 * exp(-Expr.coordinate(.t)))])
    let training = try Training(problem, network: MLP(width: 12, depth: 2), threads: 2)
    let solution = try training.run(budget: .seconds(10))
    #expect(try solution.windows.count > 1 && solution.errors(against: exact).largest < 1e-3, "\(solution.report)")
    #expect(solution.verdict.isSolved)
  }

  @Test func stopsWhenTold() throws {
    let stopped = try Self.training().run(
      [.adam(steps: 9)], observers: [Watcher { $0.step == 5 ? .stop("five") : .proceed }], windows: .count(3))
    #expect(try stopped.windows.count == 1 && stopped.end == .observer("five"))
    #expect(!stopped.verdict.isSolved)
    // Nothing is said about times that it didn't come to.
    let points = try PointSet(axes: [.x, .t], points: Tensor(rows: [[0.5, 0.6], [0.5, 1.9]]))
    let values = try #require(stopped.values(at: points)[.u])
    #expect(values[0].isFinite && values[1].isNaN)
  }

  @Test func refusesWhatItCannotCut() throws {
    func refusal(
      _ more: [Condition<HeatEquation.Unknown>], diffusivity: Coefficient = 1, windows: TimeWindows = .count(2)
    ) -> String {
      sentence {
        let problem = try Problem(
          HeatEquation(diffusivity: diffusivity), on: Interval(0...1).over(time: 0...1), points: 9,
          conditions: [.initial(.u, points: 9) { _ in 1 }] + more)
        _ = try Training(problem, network: MLP(width: 2, depth: 1)).run([.adam(steps: 1)], windows: windows)
      }
    }
    #expect(refusal([], windows: .count(0)).contains("1 to 10000 windows, not 0"))
    #expect(
      refusal([.dirichlet(.u, on: "final", points: 9) { _ in 0 }]).contains("'u on final' holds at the end of the time")
    )
    #expect(refusal([], diffusivity: .trainable("k", initial: 1)).contains("numbers that are to be found"))
    let steady = sentence {
      let problem = try Problem(
        Steady(), on: Interval(0...1), points: 9,
        conditions: [.dirichlet(.u, on: "x=0", points: 1) { _ in 0 }])
      _ = try Training(problem, network: MLP(width: 2, depth: 1)).run([.adam(steps: 1)], windows: .count(2))
    }
    #expect(steady.contains("can't be solved in windows of time: its domain has no time"))
  }
}
