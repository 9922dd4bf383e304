// Conditions that hold by construction: for every network and all weights, on every kind of piece.

import HeatEquations
import PINN
import Testing

@Suite struct EnforcedConditionTests {
  typealias Enforced = EnforcedCondition<TestEquation.Unknown>

  private func problem(_ enforced: [Enforced], on region: some Region) throws -> Problem<TestEquation> {
    try Problem(TestEquation(), on: region, points: 16, conditions: [], enforced: enforced)
  }

  /// The unknowns of an untrained network at points.
  private func values<E: Equation>(_ problem: Problem<E>, at points: [[Double]], seed: UInt64 = 3) throws
    -> [E.Unknown: [Double]]
  {
    let training = try Training(problem, network: MLP(width: 8, depth: 2), seed: seed)
    let solution = try training.run([.adam(steps: 0)])
    return try solution.values(at: PointSet(axes: problem.region.axes, points: Tensor(rows: points)))
  }

  @Test func valuesHoldOnAllSidesOfASquare() throws {
    let region = try Box(x: -1...2, y: 0...1)
    let all = try problem(
      [
        .dirichlet(.u, on: "x=-1", "y=0") { s in s[.x] * s[.y] },
        .dirichlet(.u, on: "x=2", "y=1") { s in s[.x] * s[.x] + 3 },
      ], on: region)
    let found = try values(all, at: [[-1, 0.3], [0.4, 0], [2, 0.7], [1.3, 1], [0.8, 0.3]])[.u]!
    #expect(zip(found, [-0.3, 0, 7, 1.3 * 1.3 + 3]).allSatisfy { abs($0 - $1) < 1e-12 })
    // Inside, the network has its say.
    #expect(abs(found[4] - (try values(all, at: [[0.8, 0.3]], seed: 4)[.u]![0])) > 1e-3)
    // The other unknown is free everywhere.
    let free = try values(all, at: [[-1, 0.3]])[.v]![0]
    #expect(abs(free - (try values(all, at: [[-1, 0.3]], seed: 4)[.v]![0])) > 1e-3)
  }

  @Test func valuesHoldOnACircleAndItsHole() throws {
    let ring = try Ball(center: [0, 0], radius: 1) - Ball(center: [0.2, 0], radius: 0.3, piece: "hole")
    let both = try problem(
      [.dirichlet(.u, on: "boundary") { s in s[.x] }, .dirichlet(.u, on: "hole") { _ in 5 }], on: ring)
    let found = try values(both, at: [[0.6, 0.8], [-1, 0], [0.5, 0], [0.2, -0.3]])[.u]!
    #expect(zip(found, [0.6, -1, 5, 5]).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test func initialAndBoundaryValuesHoldTogether() throws {
    let region = try Interval(0...1).over(time: 0...2)
    let problem = try Problem(
      HeatEquation(diffusivity: 0.1), on: region, points: 16, conditions: [],
      enforced: [.initial(.u) { s in sin(.pi * s[.x]) }, .dirichlet(.u, on: "x=0", "x=1") { _ in 0 }])
    let found = try values(problem, at: [[0.25, 0], [0, 0.7], [1, 2], [0, 0], [1, 0]])[.u]!
    #expect(abs(found[0] - 0.5.squareRoot()) < 1e-12)
    #expect(found[1...].allSatisfy { abs($0) < 1e-12 })
  }

  /// The distance is a polynomial on boxes, so that the loss is finite in corners, to the second derivative.
  @Test func derivativesAreFiniteInCorners() throws {
    let region = try Box(x: 0...1, y: 0...1)
    let training = try Training(
      Problem(
        TestEquation(), on: region, points: 16,
        conditions: [
          .law("corner", at: try PointSet(axes: [.x, .y], points: Tensor(rows: [[0, 0], [1, 1]]))) { s in
            ["laplacian": laplacian(s[.u], over: .x, .y)]
          }
        ], enforced: [.dirichlet(.u, on: "x=0", "x=1", "y=0", "y=1") { _ in 0 }]), network: MLP(width: 4, depth: 1))
    let loss = training.loss.evaluate(at: training.loss.initialParameters)
    #expect(loss.terms.allSatisfy(\.isFinite) && loss.gradient.allSatisfy(\.isFinite))
  }

  @Test func theTransformComesAfterwards() throws {
    let region = try Box(x: 0...1, y: 0...1)
    let problem = try Problem(
      TestEquation(), on: region, points: 16, conditions: [], enforced: [.dirichlet(.u, on: "x=0") { _ in 0 }],
      transform: { s in [.u: s[.u] + 7 * s[.y], .v: 2 * s[.u]] })
    let found = try values(problem, at: [[0, 0.5], [0, 1]])
    #expect(found[.u] == [3.5, 7] && found[.v] == [0, 0])
  }

  @Test func aHeatEquationNeedsNoOtherTerm() throws {
    let problem = try Problem(
      HeatEquation(diffusivity: 0.1), on: Interval(0...1).over(time: 0...1), points: 200, conditions: [],
      enforced: [.initial(.u) { s in sin(.pi * s[.x]) }, .dirichlet(.u, on: "x=0", "x=1") { _ in 0 }])
    let training = try Training(problem, network: MLP(width: 10, depth: 2))
    #expect(training.loss.termNames == ["heat"])
    #expect("\(training)".contains("enforced      u on initial; u on x=0, x=1"))
    let solution = try training.run(budget: .steps(60))
    #expect(try solution.errors(against: .decayingSines(diffusivity: 0.1)).errors[0].relativeL2 < 1e-5)
  }

  @Test func refusals() throws {
    let region = try Box(x: 0...1, y: 0...1)
    func refusal(_ enforced: Enforced...) -> String { sentence { _ = try problem(enforced, on: region) } }
    #expect(
      refusal(.dirichlet(.u, on: "top") { _ in 0 })
        == "'top' is no boundary piece of [0, 1] x [0, 1] (x, y), which has 'x=0', 'x=1', 'y=0', 'y=1'")
    #expect(
      refusal(.dirichlet(.u, on: "x=0") { _ in 0 }, .dirichlet(.u, on: "x=0") { _ in 1 })
        == "'u' is given a value on 'x=0' twice; enforce one of them")
    #expect(refusal(.dirichlet(.u, on: "x=0") { s in s[.z] }).contains("reads z, but it must be a formula"))
    #expect(refusal(.dirichlet(.u, on: "x=0") { s in s.datum("g") }).contains("reads g"))
    #expect(refusal(.dirichlet(.u) { _ in 0 }).contains("at least one boundary piece"))
    #expect(refusal(.initial(.u) { _ in 0 }).contains("'initial' is no boundary piece"))
  }
}
