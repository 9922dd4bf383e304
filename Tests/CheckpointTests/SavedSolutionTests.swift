// A run's file opened again is the solution that wrote it, and no other.

import Foundation
import HeatEquations
import PINN
import PINNHDF5
import Testing

@Suite struct SavedSolutionTests {
  private let network = MLP(width: 8, depth: 2)
  private let exact = try! ReferenceSolution.decayingSines(diffusivity: 0.1)

  private func problem(_ diffusivity: Coefficient = 0.1, from start: Double = 1) throws -> Problem<HeatEquation> {
    try Problem(
      HeatEquation(diffusivity: diffusivity), on: Interval(0...1).over(time: 0...1), points: 100,
      conditions: [
        .initial(.u, points: 20) { s in start * sin(.pi * s[.x]) },
        .dirichlet(.u, on: "x=0", "x=1", points: 20) { _ in 0 },
      ])
  }

  /// Calls `body` with a path that is free.
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.appending(path: "run.h5").path)
  }

  @Test(arguments: Precision.allCases) func isTheSolutionThatWasWritten(precision: Precision) throws {
    let training = try Training(problem(), network: network, seed: 5, precision: precision)
    let solution = try training.run([.adam(steps: 30), .lbfgs(steps: 30)])
    try inFolder { path in
      try HDF5Writer(path: path).write(solution.snapshot())
      let opened = try Solution(contentsOf: path, of: problem(), network: network)
      let points = try Grid(over: solution.region, count: 9).points(over: [.x, .t])
      #expect(opened.parameters == solution.parameters && opened.loss == solution.loss)
      #expect(try opened.values(at: points) == solution.values(at: points))
      #expect(
        try opened.errors(against: exact).errors[0].relativeL2 == solution.errors(against: exact).errors[0].relativeL2)
      #expect(opened.history == solution.history && opened.steps == 60 && "\(opened.end)" == "\(solution.end)")
      #expect(opened.heldOut == solution.heldOut && opened.summary.precision == precision)
      #expect(try opened.diagnosis == solution.diagnosis)
      // What it writes again is what was there.
      #expect(try opened.snapshot().fields[0].values == solution.snapshot().fields[0].values)
    }
  }

  @Test func knowsItsCoefficientAndStandardError() throws {
    var measured = try Grid(over: Interval(0...1).over(time: 0...1), count: 9).points(over: [.x, .t])
    measured.data["u"] = try exact.values(of: .u, at: measured)
    measured = try measured.addingNoise(0.01, to: "u")
    let problem = try Problem(
      HeatEquation(diffusivity: .trainable("k", initial: 0.2)), on: Interval(0...1).over(time: 0...1), points: 60,
      conditions: [.data(.u, at: measured)])
    let solution = try Training(problem, network: network).run([.levenbergMarquardt(steps: 20)])
    try inFolder { path in
      try HDF5Writer(path: path).write(solution.snapshot())
      let opened = try Solution(contentsOf: path, of: problem, network: network)
      #expect(try opened.standardErrors == solution.standardErrors)
      #expect(try opened.report(against: exact).coefficients == solution.report(against: exact).coefficients)
    }
  }

  @Test func refusesAnotherProblemWithWhatDiffers() throws {
    let solution = try Training(problem(), network: network).run([.adam(steps: 2)])
    try inFolder { path in
      try HDF5Writer(path: path).write(solution.snapshot())
      func refusal(_ problem: Problem<HeatEquation>, _ network: MLP) -> String {
        do {
          _ = try Solution(contentsOf: path, of: problem, network: network)
          return "opened"
        } catch { return "\(error)" }
      }
      #expect(
        try refusal(problem(0.2), network).contains("coefficients: there 'diffusivity = 0.1', here 'diffusivity = 0.2'")
      )
      #expect(try refusal(problem(from: 2), network).contains("conditions: there"))
      #expect(try refusal(problem(), MLP(width: 9, depth: 2)).contains("network: there 'MLP 8 x 2"))
      #expect(try refusal(problem(), network) == "opened")
    }
    var bare = try solution.snapshot()
    (bare.parameters, bare.layout) = ([], ParameterLayout())
    #expect(throws: ProblemError.self) { try Solution(bare, of: problem(), network: network) }
  }
}
