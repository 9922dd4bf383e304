// Solutions whose error is taken away: how much better they are, that they are like any other, and that nothing gets worse.

import Foundation
import HeatEquations
import PINN
import Testing

/// u' = r u (1 - u), a nonlinear law.
private struct Logistic: Equation {
  enum Unknown: String, UnknownName { case u }
  var rate: Coefficient = 1
  func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    ["growth": s[.u][.t] - rate * (s[.u] - s[.u] * s[.u])]
  }
}

@Suite struct CorrectedSolutionTests {
  private let network = MLP(width: 10, depth: 2)

  private func solved(_ steps: Int) throws -> Solution<HeatEquation> {
    try Training(heatProblem(points: 400, boundary: 80), network: network).run([.levenbergMarquardt(steps: steps)])
  }

  @Test func errorsAreTakenAway() throws {
    let exact = try ReferenceSolution<HeatEquation.Unknown>.decayingSines(diffusivity: 0.1)
    let solution = try solved(30)
    let corrected = try solution.corrected()
    let (before, after) = try (solution.errors(against: exact).largest, corrected.errors(against: exact).largest)
    #expect(after < 0.02 * before, "\(before), \(after)")
    // The estimate is made with other functions at other points.
    let estimate = corrected.verdict.estimates[0].relativeL2
    #expect((after / 3...after * 3).contains(estimate), "\(corrected.verdict), \(after)")
    let report = try corrected.report(against: exact)
    #expect("\(report)".contains("\ncorrected by 400 random functions: the loss at held-out points fell from "))
    #expect(corrected.heldOut[0].rootMeanSquare < 0.1 * solution.heldOut[0].rootMeanSquare)
    #expect(
      corrected.steps == 30
        && corrected.layout.trainedRanges.reduce(0) { $0 + $1.count } == solution.parameters.count + 400)
    // A second one would have nothing to add.
    #expect(try corrected.corrected().parameters == corrected.parameters)
  }

  @Test func threadsDoNotMatter() throws {
    func parameters(_ threads: Int) throws -> [Double] {
      try Training(heatProblem(), network: network, threads: threads).run([.levenbergMarquardt(steps: 10)]).corrected()
        .parameters
    }
    #expect(try parameters(1) == parameters(3))
  }

  /// A nonlinear law is linearised again and again.
  @Test func nonlinearLawsTakeSeveralPasses() throws {
    let problem = try Problem(
      Logistic(), on: Interval(.t, 0...4), points: 200, conditions: [.initial(.u, points: 1) { _ in 0.1 }])
    let solution = try Training(problem, network: network).run([.levenbergMarquardt(steps: 20)])
    let t = Expr.coordinate(.t)
    let exact = ReferenceSolution<Logistic.Unknown>(name: "logistic", closedForm: [.u: 1 / (1 + 9 * exp(-t))])
    let (before, after) = try (
      solution.errors(against: exact).largest, solution.corrected().errors(against: exact).largest
    )
    #expect(after < 1e-3 * before, "\(before), \(after)")
  }

  /// The coefficients follow their fields.
  @Test func coefficientsAreCorrectedToo() throws {
    let times = (0..<20).map { 0.2 * Double($0) }
    let data = try PointSet(
      axes: [.t], points: Tensor(rows: times.map { [$0] }),
      data: ["u": times.map { 1 / (1 + 9 * Foundation.exp(-1.5 * $0)) }])
    let problem = try Problem(
      Logistic(rate: .trainable("r", initial: 1)), on: Interval(.t, 0...4), points: 200,
      conditions: [.data(.u, at: data)])
    let solution = try Training(problem, network: network).run([.levenbergMarquardt(steps: 12)])
    let corrected = try solution.corrected()
    let (before, after) = (abs(solution.coefficients[0].value - 1.5), abs(corrected.coefficients[0].value - 1.5))
    #expect(after < 0.1 * before, "\(before), \(after)")
    #expect(corrected.report.coefficients[0].value == corrected.coefficients[0].value)
  }

  @Test func whatIsRightStaysAsItIs() throws {
    let problem = try Problem(
      HeatEquation(diffusivity: 1), on: Interval(0...1).over(time: 0...1), points: 100,
      conditions: [
        .initial(.u, points: 20) { _ in 0 }, .dirichlet(.u, on: "x=0", "x=1", points: 20) { _ in 0 },
      ])
    let zeros = try Solution(
      Array(repeating: 0, count: Loss(problem, network: network).count), of: problem, network: network)
    #expect(try zeros.corrected().parameters == zeros.parameters)
  }

  /// A file of it, opened with the network that was trained, has the corrected fields.
  @Test func itIsASolutionAgain() throws {
    let solution = try solved(10).corrected()
    let problem = try heatProblem(points: 400, boundary: 80)
    var snapshot = try solution.snapshot(on: Grid([(.x, [0, 0.3, 1]), (.t, [0, 0.5, 1])]))
    let again = try Solution(snapshot, of: problem, network: network)
    let places = try PointSet(axes: [.x, .t], points: Tensor(rows: [[0.2, 0.3], [0.8, 0.9]]))
    #expect(try again.values(at: places) == solution.values(at: places))
    #expect(again.verdict.estimates[0].relativeL2 == solution.verdict.estimates[0].relativeL2)
    #expect(sentence { _ = try Solution(snapshot, of: problem, network: MLP(width: 9, depth: 2)) }.contains("network"))

    let place = try #require(snapshot.attributes.firstIndex { $0.name == "corrections" })
    let broken = [
      "", "{}", #"{"count": 400, "periodic": [false], "seed": 1}"#,
      #"{"count": -1, "periodic": [false, false], "seed": 1}"#,
      #"{"count": 4000000000, "periodic": [false, false], "seed": 1}"#,
    ]
    for text in broken {
      snapshot.attributes[place].value = .text(text)
      #expect(sentence { _ = try Solution(snapshot, of: problem, network: network) } != "", "\(text)")
    }
  }
}
