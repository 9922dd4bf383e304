// The report of a run: residuals against the loss and the solution's own values, what it prints and what files keep of it.

import Foundation
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
    let training = try Training(problem, network: ScaledOutputs(MLP(width: 4, depth: 1), scales: [1]))
    let solution = try training.run([.adam(steps: 3)])
    let report = solution.report.residuals
    #expect(report.rows.map(\.name) == training.loss.termNames && report.rows.map(\.heldOut) == solution.heldOut)
    // The terms of the loss are weight times mean square at the points trained on.
    for (row, (term, weight)) in zip(
      report.rows, zip(training.loss.evaluate(at: solution.parameters).terms, [1.0, 10, 10]))
    {
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
    let lines = "\(solution.report.residuals)".split(separator: "\n").map(String.init)
    #expect(lines[0] == "residual       rms trained  rms held out  relative  largest   at")
    #expect(lines.count == 4 && lines[3].hasPrefix("u on x=0, x=1  ") && lines[2].contains("  x=0."))
    #expect(lines[2].hasSuffix("t=0"))
  }

  /// Decaying sines with a diffusivity to find, from noisy values.
  private func inverse() throws -> Training<HeatEquation> {
    let exact = try ReferenceSolution<HeatEquation.Unknown>.decayingSines(diffusivity: 0.3)
    let values = (0...10).map { Double($0) / 10 }
    var measured = try Grid([(.x, values), (.t, values)]).points(over: [.x, .t])
    measured.data["u"] = try exact.values(of: .u, at: measured)
    return try Training(
      Problem(
        HeatEquation(diffusivity: .trainable("k", initial: 1)), on: Interval(0...1).over(time: 0...1), points: 100,
        conditions: [.data(.u, at: measured.addingNoise(0.01, to: "u"))]), network: MLP(width: 8, depth: 1))
  }

  @Test func saysEverythingThatIsKnown() throws {
    let training = try inverse()
    let solution = try training.run([Stage.levenbergMarquardt(steps: 40).resampling(every: 10)])
    let points = training.loss.collocationPoints.map(\.points)
    #expect(
      solution.report.coefficients.map(\.description) == ["diffusivity = " + number(solution.coefficients[0].value)])
    let errors = try solution.errors(against: .decayingSines(diffusivity: 0.3))
    var report = try solution.report(with: [errors])
    #expect(training.loss.collocationPoints.map(\.points) == points, "a look at a solution must not move the points")
    report.compareCoefficients(with: ["diffusivity": 0.25, "viscosity": 7])
    report.remarks = ["that is all"]
    report.findings = [.undetermined(coefficient: "k")]

    let estimate = try solution.standardErrors[0]
    let off = 100 * abs(estimate.value / 0.25 - 1)
    let found = String(
      format: "diffusivity = %.8g +- %.2g (true: 0.25, off by %.2g %%)", estimate.value,
      try #require(estimate.standardError), off)
    let verdict = try #require(report.verdict)
    #expect(verdict.isSolved && report.results == "\(verdict)\n\(found)\n\(errors)\nthat is all")
    let lines = "\(report)".split(separator: "\n").map(String.init)
    #expect(lines.count == 9 && lines[2].hasPrefix("data") && lines.suffix(4).joined(separator: "\n") == report.results)
    let count = points.reduce(0) { $0 + $1.count }
    #expect(
      lines[3].hasPrefix("ended after 40 steps in ")
        && lines[3].hasSuffix(", the last on \(count) points: all steps are done"))
    #expect(lines[4].hasPrefix("note: 'k' can't be told"))
  }

  @Test func isKeptInFiles() throws {
    let training = try inverse()
    var solution = try training.run([.levenbergMarquardt(steps: 10)])
    solution.report = try solution.report(with: [])
    let errors = FieldErrors(reference: "nothing", errors: [("u", 0.5)])
    let facts = Dictionary(
      try solution.snapshot(errors: errors).attributes.map { ($0.name, $0.value) },
      uniquingKeysWith: { first, _ in first })
    let data = try #require(solution.report.residuals["data"]?.heldOut)
    #expect(facts["held_out_rms_data"] == .number(data.rootMeanSquare))
    #expect(facts["held_out_largest_data"] == .number(data.maximum))
    #expect(
      facts["diffusivity_standard_error"] == (try solution.standardErrors[0].standardError.map { .number($0) }))
    #expect(facts["relative_l2_error_u"] == .number(0.5) && facts["reference"] == .text("nothing"))
    #expect(facts["points"] == .integer(221) && facts["steps"] == .integer(10))
    #expect(facts["report"] == .text("\(solution.report)\n\(errors)"))
    let plain = try Training(heatProblem(), network: MLP(width: 4, depth: 1)).run([.adam(steps: 1)]).snapshot()
      .attributes
    #expect(plain.contains { $0.name == "held_out_rms_u_on_x=0,_x=1" })
  }

  private func number(_ value: Double) -> String { String(format: "%.8g", value) }
}
