// Whether a verdict tells the truth: estimated errors beside true ones, and fields that only look like solutions.

import HeatEquations
import PINN
import PoissonEquations
import Testing

/// u' = u (1 - u), or u' = u.
private struct Growth: Equation {
  enum Unknown: String, UnknownName { case u }
  var capacity: Double?
  func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    ["growth": s[.u][.t] - s[.u] + (capacity.map { (1 / $0) * s[.u] * s[.u] } ?? 0)]
  }
}

@Suite struct VerdictTests {
  private func check(_ verdict: Verdict, _ truth: FieldErrors, within factor: Double) throws {
    let estimate = try #require(verdict.estimates.first { $0.name == "u" }).relativeL2
    #expect((truth.largest / factor...truth.largest * factor).contains(estimate), "\(verdict), \(truth)")
  }

  @Test(arguments: [8, 20, 60]) func estimatesAreTheErrors(_ steps: Int) throws {
    let training = try Training(heatProblem(points: 400, boundary: 80), network: MLP(width: 12, depth: 2))
    let solution = try training.run([.levenbergMarquardt(steps: steps)])
    try check(solution.verdict, solution.errors(against: .decayingSines(diffusivity: 0.1)), within: 2)
  }

  /// What it takes doesn't grow with the problem's points.
  @Test func manyPointsTakeNoLonger() throws {
    let problem = try Problem(
      HeatEquation(diffusivity: 0.1), on: Interval(0...1).over(time: 0...1), points: 300_000,
      conditions: [
        .initial(.u, points: 100_000) { s in sin(.pi * s[.x]) },
        .dirichlet(.u, on: "x=0", "x=1", points: 100_000) { _ in 0 },
      ])
    let small = MLP(width: 12, depth: 2)
    let found = try Training(heatProblem(), network: small).run([.levenbergMarquardt(steps: 20)])
    let solution = try Solution(found.parameters, of: problem, network: small)
    let start = ContinuousClock.now
    let verdict = solution.verdict
    #expect(ContinuousClock.now - start < .seconds(60))
    try check(verdict, solution.errors(against: .decayingSines(diffusivity: 0.1)), within: 2)
  }

  /// By Adam in single precision errors are of another kind.
  @Test func estimatesAreTheErrorsOfAdam() throws {
    let training = try Training(
      heatProblem(points: 400, boundary: 80), network: MLP(width: 12, depth: 2), precision: .float)
    let solution = try training.run([.adam(steps: 1_500, learningRate: 5e-3)])
    try check(solution.verdict, solution.errors(against: .decayingSines(diffusivity: 0.1)), within: 2)
  }

  /// The constant of an unknown that only its derivatives determine is no error.
  @Test func constantsThatNothingDeterminesAreNoErrors() throws {
    let problem = try Problem(
      PoissonEquation(dimension: 1) { s in .pi * .pi * cos(.pi * s[.x]) }, on: Interval(0...1), points: 200,
      conditions: [.neumann(.u, on: "x=0", "x=1", points: 2) { _ in 0 }])
    let solution = try Training(problem, network: MLP(width: 10, depth: 2)).run([.levenbergMarquardt(steps: 12)])
    let exact = ReferenceSolution<PoissonEquation.Unknown>(
      name: "cosine", closedForm: [.u: cos(.pi * Expr.coordinate(.x))]
    ).upToConstant([.u])
    #expect(solution.verdict.isSolved, "\(solution.verdict)")
    // The estimate is relative to the field with its constant, whatever that is.
    let values = try #require(try solution.values(at: Grid(over: solution.region).points(over: [.x]))[.u])
    let (mean, square) = values.reduce((0.0, 0.0)) { ($0.0 + $1, $0.1 + $1 * $1) }
    let share = (1 - mean * mean / square / Double(values.count)).squareRoot()
    let truth = share * (try solution.errors(against: exact).largest)
    let estimate = solution.verdict.estimates[0].relativeL2
    #expect((truth / 3...truth * 3).contains(estimate), "\(estimate), \(truth)")
  }

  @Test func periodicNetworksHavePeriodicErrors() throws {
    let problem = try Problem(
      HeatEquation(diffusivity: 0.02), on: Interval(0...1).over(time: 0...1), points: 400,
      conditions: [.initial(.u, points: 80) { s in sin(2 * .pi * s[.x]) }])
    let network = PeriodicEmbedding(along: .x, period: 1, then: MLP(width: 10, depth: 2))
    let solution = try Training(problem, network: network).run([.levenbergMarquardt(steps: 12)])
    let (x, t) = (Expr.coordinate(.x), Expr.coordinate(.t))
    let exact = ReferenceSolution<HeatEquation.Unknown>(
      name: "wave", closedForm: [.u: exp(-0.08 * .pi * .pi * t) * sin(2 * .pi * x)])
    try check(solution.verdict, solution.errors(against: exact), within: 2)
  }

  /// 0 nearly solves u' = u (1 - u) with u(0) = 0.001, at first.
  @Test func aFieldThatFellToRestIsNone() throws {
    let problem = try Problem(
      Growth(capacity: 1), on: Interval(.t, 0...10), points: 200,
      conditions: [.initial(.u, points: 1) { _ in 0.001 }])
    let network = MLP(width: 6, depth: 1)
    let loss = try Loss(problem, network: network)
    let solution = try Solution(Array(repeating: 0, count: loss.count), of: problem, network: network)
    guard case .notSolved(let reasons) = solution.verdict, case .error(let errors, _)? = reasons.first else {
      Issue.record("\(solution.verdict)")
      return
    }
    #expect(errors[0].relativeL2 > 1, "\(solution.verdict)")
    #expect("\(solution.verdict)".hasPrefix("not solved: u is off by about "))
    let report = try solution.report(with: [])
    #expect(report.verdict == solution.verdict && "\(report)".contains("\n\(solution.verdict)"))
  }

  /// What is best for two conditions that can't both hold is no solution.
  @Test func contradictionsAreNoSolutions() throws {
    let problem = try Problem(
      PoissonEquation(dimension: 1) { _ in 0 }, on: Interval(0...1), points: 100,
      conditions: [
        .dirichlet(.u, on: "x=0", "x=1", points: 2) { _ in 1 }, .dirichlet(.u, on: "x=0", points: 1) { _ in 2 },
      ])
    let solution = try Training(problem, network: MLP(width: 6, depth: 1)).run([.levenbergMarquardt(steps: 60)])
    let verdict = "\(solution.verdict)"
    #expect(verdict.hasPrefix("not solved: ") && verdict.contains("'u on x=0' isn't met: what is left is"))
  }

  @Test func nothingIsASolutionOfNothing() throws {
    let problem = try Problem(
      HeatEquation(diffusivity: 1), on: Interval(0...1).over(time: 0...1), points: 100,
      conditions: [
        .initial(.u, points: 20) { _ in 0 }, .dirichlet(.u, on: "x=0", "x=1", points: 20) { _ in 0 },
      ])
    let network = MLP(width: 6, depth: 1)
    let loss = try Loss(problem, network: network)
    let solution = try Solution(Array(repeating: 0, count: loss.count), of: problem, network: network)
    #expect(solution.verdict == .solved([ErrorEstimate(name: "u", relativeL2: 0)]))
  }

  /// The windows of one problem, taken for those of another that starts with a thousandth more: what the first lacks, all of them lack.
  @Test func errorsAreCarriedFromWindowToWindow() throws {
    func training(from start: Double) throws -> Training<Growth> {
      let problem = try Problem(
        Growth(), on: Interval(.t, 0...4), points: 60, conditions: [.initial(.u, points: 1) { _ in Expr(start) }])
      return try Training(problem, network: MLP(width: 6, depth: 1))
    }
    let near = try training(from: 1).run([.levenbergMarquardt(steps: 6)], windows: .count(4))
    let windows = try #require(
      near.snapshot().attributes.compactMap { name, value in
        if name == "time_windows", case .text(let text) = value { text } else { nil }
      }.first)
    let solution = try training(from: 1.001).solution(near.parameters, windows: windows)
    let exact = ReferenceSolution<Growth.Unknown>(
      name: "exponential", closedForm: [.u: 1.001 * exp(Expr.coordinate(.t))])
    try check(solution.verdict, solution.errors(against: exact), within: 2)
    #expect(try solution.errors(against: exact).largest > 5e-4)
  }

  @Test func aLossThatIsNoNumberIsNoSolution() throws {
    let problem = try Problem(
      HeatEquation(diffusivity: 1), on: Interval(0...1).over(time: 0...1), points: 50,
      conditions: [
        .initial(.u, points: 20) { _ in -1 },
        .law("root", on: "final", points: 20) { s in ["r": sqrt(s[.u] + 3.0)] },
      ])
    let solution = try Training(problem, network: MLP(width: 10, depth: 2)).run([
      .adam(steps: 2_000, learningRate: 0.5)
    ])
    #expect(solution.verdict.description.hasPrefix("not solved: the loss stopped being a finite number"))
  }
}
