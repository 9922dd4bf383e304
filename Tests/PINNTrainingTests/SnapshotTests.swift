// Snapshots hold what the solution says, on grids, at points and as time series, with residuals and pointwise errors.

import Foundation
import HeatEquations
import PINN
import Testing

@Suite struct SnapshotTests {
  private func solved() throws -> Solution<HeatEquation> {
    try Training(heatProblem(), network: MLP(width: 8, depth: 1), seed: 2).run([.adam(steps: 30)])
  }

  @Test func pointsAndTimesAreWhereTheSolutionIsEvaluated() throws {
    let solution = try solved()
    let space = try PointSet(axes: [.x], points: Tensor(rows: [[0.1], [0.7], [0.4]]))
    let series = try solution.snapshot(at: space, times: [0, 0.25], cells: [[0, 2], [2, 1]])
    try series.validate()
    #expect(series.shape == [2, 3] && series.cells.count == 2 && series.parameters == solution.parameters)
    let both = try PointSet(axes: [.x, .t], points: Tensor(rows: [[0.4, 0.25], [0.1, 0]]))
    let at = try solution.snapshot(at: both)
    #expect(at.shape == [2] && at.axes == [.x, .t])
    let (u, v) = try (series.field("u"), at.field("u"))
    #expect(u[1, 2] == v.elements[0] && u[0, 0] == v.elements[1])
    #expect(throws: ProblemError.self) { try solution.snapshot(at: space) }
  }

  @Test func residualsAreTheEquationsByDifferenceQuotients() throws {
    let solution = try solved()
    let snapshot = try solution.adding(to: solution.snapshot(on: Grid([(.t, [0.3, 0.5]), (.x, [0.2, 0.6, 0.9])])))
    let residual = try snapshot.field("residual_heat")
    #expect(snapshot.quantity("residual_heat") == .init("u_t - k u_xx", role: .residual))
    let h = 1e-3
    for (row, value) in residual.elements.enumerated() {
      let (t, x) = (snapshot.pointTable[row, 0], snapshot.pointTable[row, 1])
      let stencil = [[t, x], [t + h, x], [t - h, x], [t, x + h], [t, x - h]]
      let u = try #require(try solution.values(at: PointSet(axes: [.t, .x], points: Tensor(rows: stencil)))[.u])
      let expected = (u[1] - u[2]) / (2 * h) - 0.1 * (u[3] - 2 * u[0] + u[4]) / (h * h)
      #expect(abs(value - expected) < 1e-5 * max(1, abs(expected)), "\(value) \(expected)")
    }
  }

  @Test func errorsAreValueMinusReference() throws {
    let solution = try solved()
    let exact = try ReferenceSolution<HeatEquation.Unknown>.decayingSines(diffusivity: 0.1)
    let plain = try solution.snapshot(on: Grid(over: solution.problem.region, count: 5))
    let snapshot = try solution.adding(residuals: false, reference: exact, to: plain)
    #expect(snapshot.fields.map(\.name) == ["u", "reference_u", "error_u"])
    let (u, known, error) = try (snapshot.field("u"), snapshot.field("reference_u"), snapshot.field("error_u"))
    for (row, value) in known.elements.enumerated() {
      let (t, x) = (snapshot.pointTable[row, 0], snapshot.pointTable[row, 1])
      #expect(abs(value - exp(-0.1 * .pi * .pi * t) * sin(.pi * x)) < 1e-14)
      #expect(error.elements[row] == u.elements[row] - value)
    }
    #expect(snapshot.quantity("error_u").role == .error && snapshot.quantity("reference_u").role == .reference)
    // Adding a constant to the reference changes nothing where constants don't count.
    let shifted = ReferenceSolution<HeatEquation.Unknown>(name: "shifted") { _, points in
      try exact.values(of: .u, at: points)?.map { $0 + 3 }
    }
    let without = try solution.adding(residuals: false, reference: shifted.upToConstant(.u), to: plain).field(
      "error_u")
    #expect(abs(without.elements.reduce(0, +)) < 1e-12)
    #expect(
      zip(without.elements, error.elements).allSatisfy {
        abs(($0 - without.elements[0]) - ($1 - error.elements[0])) < 1e-12
      })
    let short = ReferenceSolution<HeatEquation.Unknown>(name: "short") { _, _ in [1] }
    #expect(throws: ProblemError("the reference 'short' gives 1 values of 'u' at 25 points")) {
      try solution.adding(reference: short, to: plain)
    }
  }

  @Test func outsideOfTheRegionThereIsNothing() throws {
    let solution = try solved()
    let grid = try Grid([(.t, [0, 1]), (.x, [-0.5, 0.5, 1])])
    let exact = try ReferenceSolution<HeatEquation.Unknown>.decayingSines(diffusivity: 0.1)
    let snapshot = try solution.adding(reference: exact, to: solution.snapshot(on: grid))
    for (name, values) in snapshot.fields {
      #expect(values.elements.map(\.isNaN) == [true, false, false, true, false, false], "\(name)")
    }
    let inside = try solution.values(at: PointSet(axes: [.x, .t], points: Tensor(rows: [[1, 0]])))
    #expect(abs(snapshot.fields[0].values[0, 2] - (inside[.u]?[0] ?? .nan)) < 1e-14)
  }

  @Test func collocationPointsAreThoseOfTheConditions() throws {
    let training = try Training(heatProblem(), network: MLP(width: 8, depth: 1), seed: 2)
    let points = training.loss.collocationPoints
    #expect(points.map(\.condition) == ["heat", "initial u", "u on x=0, x=1"])
    #expect(points.map(\.points.shape) == [[200, 2], [40, 2], [40, 2]])
    #expect(points[1].points.column(1).allSatisfy { $0 == 0 })
    #expect(points[2].points.column(0).allSatisfy { $0 == 0 || $0 == 1 })
    let before = points[0].points
    _ = try training.run([.adam(steps: 2), Stage.adam(steps: 2).refiningPoints()])
    #expect(training.loss.collocationPoints[0].points != before)
  }
}
