// Residuals beside their own terms: the same number in any units, and a finding where a law doesn't hold.

import HeatEquations
import PINN
import Testing

/// A network that is a given function.
private struct Given: Network {
  var scalesOutputs: Bool { true }
  let f: @Sendable ([Expr]) -> Expr
  var description: String { "given" }
  func callAsFunction(_ inputs: [Expr], outputs: Int, _ parameters: ParameterScope) -> [Expr] {
    [f(inputs) + 0 * parameters.vector("unused", width: 1, .constant(1))]
  }
}

/// u_xx = 0.
private struct Line: Equation {
  enum Unknown: String, UnknownName { case u }
  func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> { ["law": s[.u][.x, .x]] }
}

/// 2 + slope x, and what rounding would leave over: 1e-9 sin(20 x).
private struct GivenLine: Network {
  var scalesOutputs: Bool { true }
  let slope: Double
  let description = "line"
  func callAsFunction(_ inputs: [Expr], outputs: Int, _ parameters: ParameterScope) -> [Expr] {
    let x = 0.5 * (inputs[0] + 1)
    return [2 + slope * x + 1e-12 * sin(20 * x) + 0 * parameters.vector("unused", width: 1, .constant(1))]
  }
}

@Suite struct RelativeResidualTests {
  /// x in [0, 1] and t in [0, 1] reach a network as 2 x - 1 and 2 t - 1.
  private func solution(
    scale: Double = 1, _ f: @escaping @Sendable (_ x: Expr, _ t: Expr) -> Expr
  ) throws -> Solution<HeatEquation> {
    let problem = try Problem(
      HeatEquation(diffusivity: 0.1), on: Interval(0...1).over(time: 0...1), points: 400,
      conditions: [
        .initial(.u, points: 100) { s in scale * sin(.pi * s[.x]) },
        .dirichlet(.u, on: "x=0", points: 50) { _ in 0 }, .neumann(.u, on: "x=1", points: 50) { _ in 0 },
      ])
    let network = Given { scale * f(0.5 * ($0[0] + 1), 0.5 * ($0[1] + 1)) }
    return try Solution([1], of: problem, network: network)
  }

  @Test func termsAreMultipliedOut() {
    let (u, v) = (Expr.symbol("u"), Expr.symbol("v"))
    func terms(_ e: Expr) -> [String] { e.summands.map { "\($0)" } }
    #expect(terms(u[.t] - 2 * (u[.x, .x] + v)).count == 3 && terms(u * v).count == 1)
    #expect(terms((u * v + u)[.x]).count == 2 && terms((u + v) * (u - v)).count == 4 && terms((u + v) / u).count == 2)
  }

  /// u = x (1 - t): u_t = -x and u_xx = 0, so that all of the equation's terms are left over, u = 0 holds at x = 0, and the
  /// slope at x = 1 is that of the inside.
  @Test func areTheShareOfTheTerms() throws {
    let rows = try solution { x, t in x * (1 - t) }.report.residuals.rows.map(\.heldOut)
    #expect(abs(rows[0].relative - 1) < 1e-12 && rows[2].relative < 1e-12 && rows[3].relative > 0.9)
    // At the start x is compared with sin(pi x): |x - s| beside |x| + |s|, by root mean squares.
    let product = 2 / Double.pi
    let expected = ((5.0 / 6 - product) / (5.0 / 6 + product)).squareRoot()
    #expect(abs(rows[1].relative / expected - 1) < 0.05, "\(rows[1].relative) \(expected)")
  }

  /// u = 3 x + 2 solves u_xx = 0, whose only term vanishes, and u = 2 everything that has derivatives only.
  @Test func aLawWhoseTermsVanishIsSolved() throws {
    let line = try Problem(
      Line(), on: Interval(0...1), points: 50, conditions: [.neumann(.u, on: "x=1", points: 1) { _ in 3 }])
    for slope in [3.0, 0] {
      let solution = try Solution([1], of: line, network: GivenLine(slope: slope))
      #expect(solution.heldOut[0].relative < 1e-6, "\(solution.heldOut)")
      #expect(try solution.diagnosis.isEmpty == (slope == 3))
    }
  }

  @Test func dontDependOnUnits() throws {
    let f: @Sendable (Expr, Expr) -> Expr = { x, t in sin(3 * x) * exp(-1 * t) }
    let (plain, large) = (try solution(f), try solution(scale: 0x1p40, f))
    #expect(plain.heldOut.map(\.relative) == large.heldOut.map(\.relative))
    #expect(large.heldOut[0].rootMeanSquare > 1e9 * plain.heldOut[0].rootMeanSquare)
  }

  @Test func aLawThatDoesNotHoldIsAFinding() throws {
    let findings = try solution { x, t in x * (1 - t) }.diagnosis
    #expect(findings.contains { if case .unsolved("heat", let share) = $0 { share > 0.99 } else { false } })
    #expect("\(findings[0])".contains("'heat' isn't solved: what is left is 100 % of its terms"))
    // The exact solution of another end: everything holds but the slope at x = 1.
    let good = try solution { x, t in exp(-0.1 * .pi * .pi * t) * sin(.pi * x) }
    #expect(try good.diagnosis.contains { if case .unsolved("heat", _) = $0 { true } else { false } } == false)
    #expect(good.heldOut[0].relative < 1e-14 && good.heldOut[1].relative < 1e-14)
  }
}
