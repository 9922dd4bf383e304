// The report of residuals: against the loss and the solution's own values, and as a table.

import HeatEquations
import PINN
import Testing

@Suite struct ReportTests {
  @Test func tellsWhatIsLeftOver() throws {
    let given = try PointSet(
      axes: [.t, .x], points: Tensor(rows: [[0.1, 0.2], [0.3, 0.9]]), data: ["u": [1, -2]])
    let problem = try Problem(
      HeatEquation(diffusivity: 1), on: Interval(0...1).over(time: 0...1), points: 300,
      conditions: [.data(.u, at: given), .dirichlet(.u, on: "x=1", points: 30) { _ in 5 }])
    let training = try Training(problem, network: MLP(width: 4, depth: 1))
    let solution = try training.run([.adam(steps: 3)])
    let report = solution.report
    #expect(report.rows.map(\.name) == training.termNames && report.rows.map(\.heldOut) == solution.heldOut)
    // The terms of the loss are weight times mean square at the points trained on.
    for (row, (term, weight)) in zip(report.rows, zip(training.loss(at: solution.parameters).terms, [1.0, 10, 10])) {
      #expect(abs(weight * row.training * row.training - term) < 1e-13 * term, "\(row)")
    }
    // Given points are the same ones held out, chosen points are others from the same place.
    let data = try #require(report["data"])
    #expect(abs(data.training - data.heldOut.rootMeanSquare) < 1e-14 && data.heldOut.points == 2)
    let u = try #require(try solution.values(at: given)[.u])
    #expect(abs(data.heldOut.maximum - max(abs(u[0] - 1), abs(u[1] + 2))) < 1e-13)
    #expect(data.heldOut.place == (abs(u[0] - 1) > abs(u[1] + 2) ? [0.2, 0.1] : [0.9, 0.3]))
    let heat = try #require(report["heat"])
    #expect(heat.training != heat.heldOut.rootMeanSquare && abs(heat.training / heat.heldOut.rootMeanSquare - 1) < 0.2)
    #expect(report["pressure"] == nil)
  }

  @Test func isATable() throws {
    let solution = try Training(heatProblem(), network: MLP(width: 4, depth: 1)).run([.adam(steps: 1)])
    let lines = "\(solution.report)".split(separator: "\n").map(String.init)
    #expect(lines[0] == "residual       rms trained  rms held out  largest   at")
    #expect(lines.count == 4 && lines[3].hasPrefix("u on x=0, x=1  ") && lines[2].contains("  x=0."))
    #expect(lines[2].hasSuffix("t=0"))
  }
}
