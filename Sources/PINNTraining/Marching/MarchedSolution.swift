// The solutions of all windows of time as one.

import PINNFields
import PINNLoss

/// What time marching comes to: a solution for each window, evaluated as one over the whole time.
public struct MarchedSolution<E: Equation>: SolvedFields {
  /// The names of the fields.
  public typealias Unknown = E.Unknown

  /// The region over the whole time.
  public let region: any Region
  /// The windows that were trained, one after another, with their solutions.
  public let windows: [(time: ClosedRange<Double>, solution: Solution<E>)]

  /// Whether the problem is solved over all of the time, and how well; errors are carried on from window to window.
  public let verdict: Verdict

  /// What the runs of all windows came to together; end, points and coefficients are the last window's.
  public var report: RunReport {
    var report = RunReport(oneAfterAnother: windows.map(\.solution.report))
    report.verdict = verdict
    return report
  }
  /// Why the last window's training ended.
  public var end: TrainingEnd { last.end }
  /// Steps made, over all windows.
  public var steps: Int { windows.reduce(0) { $0 + $1.solution.steps } }
  /// Seconds taken, over all windows.
  public var seconds: Double { windows.reduce(0) { $0 + $1.solution.seconds } }
  /// The last window's solution; there is at least one.
  private var last: Solution<E> { windows[windows.count - 1].solution }

  /// All unknowns at points over the region's axes in any order, each from its window: where two meet, the earlier. NaN at times
  /// after the last window that was trained. One array of length N each.
  public func values(at points: PointSet) throws -> [E.Unknown: [Double]] {
    guard let column = points.axes.firstIndex(of: .t) else {
      throw ProblemError(
        "the solution is over (\(region.axes.map(\.name).joined(separator: ", "))); the points have no axis t")
    }
    var values = Dictionary(
      uniqueKeysWithValues: E.Unknown.allCases.map { ($0, Array(repeating: Double.nan, count: points.count)) })
    let times = points.points.column(column)
    var lower = -Double.infinity
    for (time, solution) in windows {
      let mine = times.indices.filter { times[$0] > lower && times[$0] <= time.upperBound }
      lower = time.upperBound
      guard !mine.isEmpty else { continue }
      let rows = mine.flatMap { points.points.row($0) }
      let part = try solution.values(
        at: PointSet(axes: points.axes, points: Tensor(shape: [mine.count, points.axes.count], elements: rows)))
      for (unknown, column) in part {
        for (i, value) in zip(mine, column) { values[unknown]?[i] = value }
      }
    }
    return values
  }

  /// The fields on a grid (default: `Grid(over: region)`) with the history of all windows one after another, facts about the run
  /// and the given errors. Parameters are those of each window's own solution, so there are none.
  public func snapshot(on grid: Grid? = nil, errors: FieldErrors? = nil) throws -> FieldSnapshot {
    let grid = try grid ?? Grid(over: region)
    let points = try grid.points(over: region.axes)
    let place = FieldSnapshot(coordinates: grid.axes, fields: [])
    var whole = last
    whole.report = report
    var snapshot = try whole.snapshot(of: place, at: points, errors: errors)
    let (values, inside) = (try values(at: points), try rowsInside(points))
    snapshot.fields = E.Unknown.allCases.map { unknown in
      let column = values[unknown] ?? []
      return (unknown.rawValue, Tensor(shape: place.shape, values: inside.map { column[$0] }, at: inside))
    }
    snapshot.attributes = snapshot.attributes.map { ($0.name, $0.name == "domain" ? .text("\(region)") : $0.value) }
    snapshot.attributes.append(("time_windows", .integer(windows.count)))
    snapshot.history = history
    (snapshot.parameters, snapshot.layout) = ([], ParameterLayout())
    return snapshot
  }

  /// Equally long series over all windows; steps and seconds count on from window to window.
  private var history: [(name: String, values: [Double])] {
    var series = windows[0].solution.history.series
    var (steps, seconds) = (Double(windows[0].solution.steps), windows[0].solution.seconds)
    for (_, solution) in windows.dropFirst() {
      for (i, more) in solution.history.series.enumerated() where i < series.count {
        let shifts: [String: Double] = ["step": steps, "seconds": seconds]
        let shift = shifts[more.name] ?? 0
        series[i].values += more.values.map { $0 + shift }
      }
      steps += Double(solution.steps)
      seconds += solution.seconds
    }
    return series
  }
}
