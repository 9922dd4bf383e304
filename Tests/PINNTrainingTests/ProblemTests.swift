// Every mistake in a problem's description is a sentence that says what was expected, what came and what to do.

import BurgersEquations
import HeatEquations
import PINN
import Testing

@Suite struct ProblemTests {
  let square: Box
  init() throws { square = try Box(x: 0...1, y: 0...1) }

  private func problem(_ conditions: [Condition<TestEquation.Unknown>], points: Int = 10) throws -> Problem<
    TestEquation
  > {
    try Problem(TestEquation(), on: square, points: points, conditions: conditions)
  }

  @Test func acceptsAGoodProblem() throws {
    let problem = try heatProblem()
    #expect(problem.conditions.map(\.name) == ["HeatEquation", "initial u", "u on x=0, x=1"])
    #expect(problem.conditions.map(\.weight) == [1, 10, 10])
    #expect(problem.pieceNames == ["x=0", "x=1", "initial", "final"])
  }

  @Test func refusesAnAxisThatTheRegionLacks() throws {
    let line = try Interval(0...1)
    #expect(
      sentence { _ = try Problem(TestEquation(), on: line, points: 10, conditions: []) }
        == "TestEquation needs the axes (x, y), but [0, 1] (x) lacks y")
    #expect(
      sentence { _ = try problem([.dirichlet(.u, on: "x=0", points: 5) { s in s[.t] }]) }
        == "residual 'u' of condition 'u on x=0' reads or differentiates by t, but [0, 1] x [0, 1] (x, y) has only the axes "
        + "(x, y)")
    #expect(
      sentence { _ = try problem([.law("w", points: 5) { s in ["r": s[.u][.z]] }]) }.contains("differentiates by z"))
  }

  @Test func listsThePiecesThereAre() {
    #expect(
      sentence { _ = try problem([.dirichlet(.u, on: "x=2", points: 5) { _ in 0 }]) }
        == "condition 'u on x=2' is on 'x=2', but the boundary pieces of [0, 1] x [0, 1] (x, y) are 'x=0', 'x=1', 'y=0', 'y=1'"
    )
    #expect(sentence { _ = try problem([.initial(.u, points: 5) { _ in 0 }]) }.contains("is on 'initial', but"))
    #expect(sentence { _ = try problem([.dirichlet(.u, points: 5) { _ in 0 }]) }.contains("names no boundary piece"))
    #expect(sentence { _ = try problem([.dirichlet(.u, on: "x=0", "x=0", points: 5) { _ in 0 }]) }.contains("twice"))
    #expect(sentence { _ = try problem([.periodic(along: .z, [.u], points: 5)]) }.contains("an axis that"))
  }

  @Test func refusesNumbersThatMakeNoSense() {
    #expect(
      sentence { _ = try problem([], points: 0) } == "condition 'TestEquation' needs at least one point, not 0")
    #expect(sentence { _ = try problem([.dirichlet(.u, on: "x=0", points: -3) { _ in 0 }]) }.contains("not -3"))
    #expect(
      sentence { _ = try problem([.dirichlet(.u, on: "x=0", "x=1", points: 1) { _ in 0 }]) }.contains(
        "needs a point on each"))
    #expect(
      sentence { _ = try problem([.dirichlet(.u, on: "x=0", points: 5, weight: -1) { _ in 0 }]) }
        == "the weight of condition 'u on x=0' must be at least 0, not -1.0")
    #expect(
      sentence { _ = try problem([.dirichlet(.u, on: "x=0", points: 5, weight: .nan) { _ in 0 }]) }.contains("nan"))
    let negative = sentence {
      _ = try Problem(
        BurgersEquation(viscosity: -1), on: Interval(0...1).over(time: 0...1), points: 10, conditions: [])
    }
    #expect(negative.contains("viscosity") && negative.contains("-1"))
    let infinite = TestEquation(factor: Coefficient(.infinity))
    #expect(
      sentence { _ = try Problem(infinite, on: square, points: 1, conditions: []) }
        == "coefficient 'factor' of TestEquation must be a finite number, not inf")
  }

  @Test func refusesBadData() throws {
    let points = Tensor(rows: [[0.5, 0.5], [0.25, 0.5]])
    let nan = try PointSet(axes: [.x, .y], points: points, data: ["u": [0, .nan]])
    #expect(
      sentence { _ = try problem([.data(.u, at: nan)]) } == "data column 'u' of condition 'data' is nan at point 1")
    let outside = try PointSet(axes: [.x, .y], points: Tensor(rows: [[0.5, 1.5]]), data: ["u": [0]])
    #expect(sentence { _ = try problem([.data(.u, at: outside)]) }.contains("[0.5, 1.5], lies outside"))
    let elsewhere = try PointSet(axes: [.x, .t], points: points, data: ["u": [0, 0]])
    #expect(sentence { _ = try problem([.data(.u, at: elsewhere)]) }.contains("are over (x, t)"))
    #expect(sentence { _ = try problem([.point(.u, at: [.x: 0.5]) { _ in 0 }]) }.contains("has the coordinates (x)"))
    #expect(sentence { _ = try problem([.point(.u, at: [.x: 2, .y: 0]) { _ in 0 }]) }.contains("lies outside"))
  }

  @Test func refusesNamesUsedTwice() {
    let condition = Condition<TestEquation.Unknown>.dirichlet(.u, on: "x=0", points: 5) { _ in 0 }
    #expect(
      sentence { _ = try problem([condition, condition]) }
        == "two conditions are called 'u on x=0'; give one of them another name with 'name:'")
    #expect(
      sentence { _ = try problem([.law("w", points: 5) { s in ["r": s[.u], "r": s[.v]] }]) }
        == "condition 'w' has two residuals called 'r'")
    #expect(sentence { _ = try problem([.law("w", points: 5) { _ in [:] }]) } == "condition 'w' has no residual")
  }

  @Test func coefficientsReadWell() {
    let equation = BurgersEquation(viscosity: 0.01 / .pi)
    #expect(equation.viscosity.value == 0.01 / Double.pi)
    let plain = 1.0 / 3.0
    #expect(type(of: plain) == Double.self)
  }
}
