// Numbers to be found that stand outside of the equation: in a condition, a source, an initial value, an enforced value.

import HeatEquations
import PINN
import PoissonEquations
import Testing

/// u_xx = 0.
private struct Laplace: Equation {
  enum Unknown: String, UnknownName { case u }
  func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> { ["law": s[.u][.x, .x]] }
}

@Suite struct UnknownCoefficientTests {
  private let network = MLP(width: 8, depth: 1)
  private let rod = try! Interval(0...1)

  /// Values of a known function at equally spaced places.
  private func measured(_ count: Int, _ known: (Double) -> Double) throws -> PointSet {
    let places = (0..<count).map { (Double($0) + 0.5) / Double(count) }
    return try PointSet(axes: [.x], points: Tensor(rows: places.map { [$0] }), data: ["u": places.map(known)])
  }

  /// h u + u_x = 0 at the right end with an unknown h: u = 1 - h x / (1 + h), h = 2.
  private func robin(_ data: PointSet, seed: UInt64 = 0) throws -> Training<Laplace> {
    let h = Coefficient.trainable("h", initial: 0.5, scale: .logarithmic)
    let problem = try Problem(
      Laplace(), on: rod, points: 30,
      conditions: [
        .dirichlet(.u, on: "x=0", points: 1) { _ in 1 }, .robin(.u, a: h, on: "x=1", points: 1) { _ in 0 },
        .data(.u, at: data),
      ])
    return try Training(problem, network: network, seed: seed)
  }

  @Test func aCoefficientOfAConditionIsFound() throws {
    let training = try robin(measured(20) { 1 - 2 * $0 / 3 })
    #expect(training.problem.coefficients.map(\.name) == ["h"] && training.loss.layout.blocks.last?.name == "h")
    #expect("\(training)".contains("h = 0.5 to start from, trained"))
    let solution = try training.run([.levenbergMarquardt(steps: 60)])
    #expect(abs(solution.coefficients[0].value - 2) < 1e-5 && solution.report.coefficients[0].name == "h")
  }

  /// Least squares over straight lines u = 1 - s x: s has the variance sigma^2 / sum x^2, and h = s / (1 - s).
  @Test func itsStandardErrorIsThatOfTheSlope() throws {
    let exact = try measured(40) { 1 - 2 * $0 / 3 }
    let noisy = try exact.addingNoise(0.05, to: "u", seed: 4)
    let solution = try robin(noisy).run([.levenbergMarquardt(steps: 80)])
    let estimate = try solution.standardErrors[0]
    let (x, u) = (noisy.points.column(0), noisy.data["u"]!)
    let squares = x.reduce(0) { $0 + $1 * $1 }
    let slope = zip(x, u).reduce(0) { $0 + $1.0 * (1 - $1.1) } / squares
    let rest = zip(x, u).reduce(0) { $0 + ($1.1 - 1 + slope * $1.0) * ($1.1 - 1 + slope * $1.0) }
    let h = slope / (1 - slope)
    let expected = (rest / Double(x.count - 1) / squares).squareRoot() / ((1 - slope) * (1 - slope))
    // The line must hold to rounding for this, which a network under weighted conditions does to some percent.
    #expect(abs(estimate.value / h - 1) < 0.05, "\(estimate), \(h)")
    #expect(abs((estimate.standardError ?? 0) / expected - 1) < 0.15, "\(estimate), \(expected)")
  }

  @Test func aCoefficientOfASourceIsFound() throws {
    let q = Coefficient.trainable("q", initial: 1)
    let problem = try Problem(
      PoissonEquation(dimension: 1) { _ in q.expression }, on: rod, points: 30,
      conditions: [
        .dirichlet(.u, on: "x=0", "x=1", points: 2) { _ in 0 }, .data(.u, at: measured(20) { $0 * (1 - $0) }),
      ])
    let solution = try Training(problem, network: network).run([.levenbergMarquardt(steps: 60)])
    // u = x (1 - x) has u_xx + 2 = 0.
    #expect(abs(solution.coefficients.last!.value - 2) < 1e-4, "\(solution.coefficients)")
    #expect(try solution.diagnosis.isEmpty)
  }

  @Test(arguments: [false, true]) func anAmplitudeAtTheStartIsFound(enforced: Bool) throws {
    let amplitude = Coefficient.trainable("A", initial: 0.3)
    let start: @Sendable (State<HeatEquation.Unknown>) -> Expr = { s in amplitude * sin(.pi * s[.x]) }
    var data = try Grid(over: rod.over(time: 0...1), count: 7).points(over: [.x, .t])
    data.data["u"] = try ReferenceSolution.decayingSines(diffusivity: 0.1).values(of: .u, at: data)
    let problem = try Problem(
      HeatEquation(diffusivity: 0.1), on: rod.over(time: 0...1), points: 100,
      conditions: enforced ? [.data(.u, at: data)] : [.initial(.u, points: 30, value: start), .data(.u, at: data)],
      enforced: (enforced ? [.initial(.u, value: start)] : []) + [.dirichlet(.u, on: "x=0", "x=1") { _ in 0 }])
    let solution = try Training(problem, network: network).run([.levenbergMarquardt(steps: 60)])
    #expect(abs(solution.coefficients.last!.value - 1) < 1e-2, "\(solution.coefficients)")
    #expect(solution.coefficients.map(\.name) == ["diffusivity", "A"])
  }

  @Test func oneNumberInTwoPlacesIsOneParameter() throws {
    let k = Coefficient.trainable("k", initial: 0.2)
    func problem(_ other: Coefficient) throws -> Problem<HeatEquation> {
      try Problem(
        HeatEquation(diffusivity: k), on: rod.over(time: 0...1), points: 20,
        conditions: [.robin(.u, a: other, on: "x=0", points: 4) { _ in 0 }])
    }
    let training = try Training(problem(k), network: network)
    #expect(training.problem.coefficients.map(\.name) == ["diffusivity"])
    #expect(training.loss.layout.blocks.filter { $0.name == "k" }.count == 1)
    let error = #expect(throws: ProblemError.self) { try problem(.trainable("k", initial: 1)) }
    #expect(error?.description.contains("two numbers to be found are called 'k'") == true)
    let scale = #expect(throws: ProblemError.self) { try problem(.trainable("h", initial: -1, scale: .logarithmic)) }
    #expect(scale?.description == "'h' on a logarithmic scale must start above 0, not from -1.0")
  }
}
