// Windows of time, solved one after another, against exact solutions.

import HeatEquations
import PINN
import Testing
import WaveEquations

@Suite struct TimeMarchingTests {
  static func heat(windows: Int) throws -> TimeMarching<HeatEquation> {
    try TimeMarching(over: 0...2, windows: windows, from: { s in [.u: sin(.pi * s[.x])] }) { time, start in
      try Problem(
        HeatEquation(diffusivity: 0.1), on: Interval(0...1).over(time: time), points: 200,
        conditions: [
          start.values(of: .u, points: 40), .dirichlet(.u, on: "x=0", "x=1", points: 40) { _ in 0 },
        ])
    }
  }

  @Test func windowsAreOneSolution() throws {
    let marching = try Self.heat(windows: 4)
    #expect(marching.windows == [0...0.5, 0.5...1, 1...1.5, 1.5...2])
    let solution = try marching.run([.levenbergMarquardt(steps: 25)], network: MLP(width: 8, depth: 2))
    #expect(solution.windows.map(\.time) == marching.windows && solution.steps == 100)
    let errors = try solution.errors(against: .decayingSines(diffusivity: 0.1))
    #expect(errors.largest < 1e-3, "\(errors)")

    // At a joint the value is the earlier window's, just after it the later one's, and the two are close.
    let points = try PointSet(axes: [.t, .x], points: Tensor(rows: [[1, 0.5], [Double(1).nextUp, 0.5]]))
    let values = try #require(try solution.values(at: points)[.u])
    let (earlier, later) = (solution.windows[1].solution, solution.windows[2].solution)
    #expect(try abs(values[0] - #require(earlier.values(at: points)[.u])[0]) < 1e-14)
    #expect(try abs(values[1] - #require(later.values(at: points)[.u])[1]) < 1e-14)
    #expect(abs(values[0] - values[1]) > 1e-12 && abs(values[0] - values[1]) < 1e-3)

    let snapshot = try solution.snapshot(on: Grid([(.x, [0, 0.5, 1]), (.t, [0, 1, 2])]), errors: errors)
    #expect(abs(snapshot.fields[0].values[1, 1] - values[0]) < 1e-14)
    #expect(snapshot.attributes.contains { $0.name == "steps" && $0.value == .integer(100) })

    // One report of all windows: mean squares over the whole time, the largest of all.
    let parts = solution.windows.map { $0.solution.report.residuals["heat"]! }
    let heat = try #require(solution.report.residuals["heat"])
    let squares = parts.map { $0.heldOut.rootMeanSquare * $0.heldOut.rootMeanSquare }
    #expect(abs(heat.heldOut.rootMeanSquare / (squares.reduce(0, +) / 4).squareRoot() - 1) < 1e-14)
    #expect(heat.heldOut.maximum == parts.map(\.heldOut.maximum).max() && heat.heldOut.points == 800)
    #expect(parts.contains { $0.heldOut.place == heat.heldOut.place && $0.heldOut.maximum == heat.heldOut.maximum })
    #expect("\(solution.report)".contains("ended after 100 steps in "))
    #expect(snapshot.history[0].values == [0, 10, 20, 25, 25, 35, 45, 50, 50, 60, 70, 75, 75, 85, 95, 100])
  }

  /// A vibrating string needs its speed at the start of each window too: without it every solution that starts with these
  /// values is as good.
  @Test func ratesArePassedOn() throws {
    func run(rates: Bool) throws -> Double {
      let marching = try TimeMarching<WaveEquation>(
        over: 0...1.5, windows: 3, from: { s in [.u: sin(.pi * s[.x])] }, rates: { _ in [.u: 0] }
      ) { time, start in
        try Problem(
          WaveEquation(speed: 1), on: Interval(0...1).over(time: time), points: 200,
          conditions: [start.values(of: .u, points: 40)] + (rates ? [start.rates(of: .u, points: 40)] : [])
            + [.dirichlet(.u, on: "x=0", "x=1", points: 40) { _ in 0 }])
      }
      return try marching.run([.levenbergMarquardt(steps: 40)], network: MLP(width: 8, depth: 2))
        .errors(against: .standing(speed: 1)).largest
    }
    #expect(try run(rates: true) < 5e-3)
    #expect(try run(rates: false) > 5e-2)
  }

  @Test func sharesOutItsTimeAndStopsWhenTold() throws {
    let marching = try Self.heat(windows: 3)
    let solution = try marching.run(
      [.adam(steps: 1_000_000)], network: MLP(width: 8, depth: 2), budget: .seconds(0.6))
    #expect(solution.windows.count == 3 && solution.end == .outOfTime)
    #expect(solution.windows.allSatisfy { $0.solution.seconds < 0.5 })
    let stopped = try marching.run(
      [.adam(steps: 9)], network: MLP(width: 8, depth: 2),
      observers: [Watcher { $0.step == 5 ? .stop("five") : .proceed }])
    #expect(stopped.windows.count == 1 && stopped.end == .observer("five"))
    let late = try PointSet(axes: [.x, .t], points: Tensor(rows: [[0.5, 1.9]]))
    #expect(try stopped.values(at: late)[.u]?[0].isNaN == true)
  }

  @Test func refusesWhatItCannotMarch() throws {
    #expect(sentence { _ = try Self.heat(windows: 0) }.contains("at least one window, not 0"))
    let fixed = sentence {
      _ = try TimeMarching<HeatEquation>(over: 0...2, windows: 2, from: { s in [.u: s[.x]] }) { _, start in
        try Problem(
          HeatEquation(diffusivity: 1), on: Interval(0...1).over(time: 0...1), points: 9,
          conditions: [start.values(of: .u, points: 9)])
      }
    }
    #expect(fixed.contains("over the time that it is given"))
    let empty = try TimeMarching<HeatEquation>(over: 0...2, windows: 2, from: { _ in [:] }) { time, start in
      try Problem(
        HeatEquation(diffusivity: 1), on: Interval(0...1).over(time: time), points: 9,
        conditions: [start.values(of: .u, points: 9)])
    }
    #expect(
      sentence { _ = try empty.run([.adam(steps: 1)], network: MLP(width: 2, depth: 1)) }
        == "initial values are not given for 'u'")
  }
}
