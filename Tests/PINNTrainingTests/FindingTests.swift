// What looks wrong is found where it is, and nothing is found where all is well.

import HeatEquations
import PINN
import Testing

/// u_t = (a b) u_xx: only the product of its coefficients matters.
private struct ProductEquation: Equation {
  enum Unknown: String, UnknownName { case u }
  var a: Coefficient
  var b: Coefficient
  let axes: [Axis] = [.x, .t]
  func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    ["heat": s[.u][.t] - a * (b * s[.u][.x, .x])]
  }
}

@Suite struct FindingTests {
  let network = MLP(width: 10, depth: 2)

  @Test func aTermThatDominates() throws {
    let problem = try Problem(
      HeatEquation(diffusivity: 0.1), on: Interval(0...1).over(time: 0...1), points: 200,
      conditions: [.initial(.u, points: 40, weight: 1e6) { _ in 3 }])
    let training = try Training(problem, network: network)
    let findings = try training.findings(on: training.run([.adam(steps: 0)]))
    guard case .dominates("initial u", let share)? = findings.first else {
      Issue.record("\(findings)")
      return
    }
    #expect(share > 0.999 && findings[0].description.hasPrefix("'initial u' is 100 % of the loss"))
  }

  /// exp(-1e4 (x - 0.3)^2): half of the integral of its square lies within erfinv(1/2) / sqrt(2e4) = 0.00337 of 0.3.
  @Test func residualsThatConcentrate() throws {
    let problem = try Problem(
      HeatEquation(diffusivity: 1), on: Interval(0...1).over(time: 0...1), points: 10,
      conditions: [.law("peak", points: 4_000) { s in ["r": exp(-1e4 * (s[.x] - 0.3) * (s[.x] - 0.3))] }])
    let training = try Training(problem, network: network)
    let findings = try training.findings(on: training.run([.adam(steps: 0)]))
    let found = findings.compactMap { finding -> (Double, [ClosedRange<Double>])? in
      guard case .concentrated("peak", let share, [.x, .t], let box) = finding else { return nil }
      return (share, box)
    }
    let (share, box) = try #require(found.first, "\(findings)")
    #expect(abs(share / (2 * 0.00337) - 1) < 0.2)
    #expect(abs(box[0].lowerBound - (0.3 - 0.00337)) < 5e-4 && abs(box[0].upperBound - (0.3 + 0.00337)) < 5e-4)
    #expect(box[1].lowerBound < 0.2 && box[1].upperBound > 0.8)
  }

  private func fitted<E: Equation>(_ equation: E) throws -> [Finding] where E.Unknown: CaseIterable {
    let unknown = try #require(E.Unknown.allCases.first)
    let exact = try ReferenceSolution<HeatEquation.Unknown>.decayingSines(diffusivity: 0.3)
    var points = try Grid([(.x, (0...10).map { Double($0) / 10 }), (.t, (0...10).map { Double($0) / 10 })])
      .points(over: [.x, .t])
    let known: [Double] = try #require(try exact.values(of: .u, at: points))
    points.data["u"] = known
    let problem = try Problem(
      equation, on: Interval(0...1).over(time: 0...1), points: 200, conditions: [.data(unknown, at: points)])
    let training = try Training(problem, network: network)
    return try training.findings(on: training.run([.adam(steps: 100, learningRate: 1e-2), .lbfgs(steps: 200)]))
  }

  @Test func coefficientsThatTheProblemDoesNotDetermine() throws {
    func undetermined(_ findings: [Finding]) -> [String] {
      findings.compactMap { if case .undetermined(let name) = $0 { name } else { nil } }
    }
    #expect(try undetermined(fitted(HeatEquation(diffusivity: .trainable("k", initial: 1)))) == [])
    let both = ProductEquation(a: .trainable("a", initial: 1), b: .trainable("b", initial: 1))
    #expect(try undetermined(fitted(both)) == ["a", "b"])
    #expect(try undetermined(fitted(ProductEquation(a: .trainable("a", initial: 1), b: 1))) == [])
  }
}
