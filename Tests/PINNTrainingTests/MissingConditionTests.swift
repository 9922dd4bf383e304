// What no condition says is told: before a training, and in the verdict where it leaves the solution open.

import HeatEquations
import NavierStokesEquations
import PINN
import PoissonEquations
import Testing
import WaveEquations

/// u_xxxx = 1.
private struct Beam: Equation {
  enum Unknown: String, UnknownName { case u }
  func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> { ["beam": s[.u][.x, .x][.x, .x] - 1] }
}

@Suite struct MissingConditionTests {
  private let network = MLP(width: 5, depth: 1)

  private func missing<E: Equation>(
    _ equation: E, on region: some Region, _ conditions: [Condition<E.Unknown>],
    enforced: [EnforcedCondition<E.Unknown>] = [], network: (any Network)? = nil
  ) throws -> [String] {
    let problem = try Problem(equation, on: region, points: 20, conditions: conditions, enforced: enforced)
    func findings(_ network: some Network) throws -> [Finding] { try Training(problem, network: network).diagnosis }
    let chosen: any Network = network ?? self.network
    return try findings(chosen).compactMap {
      if case .missing(let missing) = $0 { "\(missing)" } else { nil }
    }
  }

  private let rod = try! Interval(0...1).over(time: 0...1)
  private let cold = Condition<HeatEquation.Unknown>.dirichlet(.u, on: "x=0", "x=1", points: 4) { _ in 0 }
  private let start = Condition<HeatEquation.Unknown>.initial(.u, points: 4) { _ in 1 }

  @Test func heatNeedsAStartAndBothEnds() throws {
    let heat = HeatEquation(diffusivity: 1)
    #expect(try missing(heat, on: rod, [start, cold]) == [])
    #expect(
      try missing(heat, on: rod, [cold]) == ["nothing is said about u at the start, where u_t needs 1 condition"])
    #expect(
      try missing(heat, on: rod, [start]) == [
        "nothing is said about u at the ends of x, where u_xx needs 2 conditions"
      ])
    #expect(
      try missing(heat, on: rod, [start, .neumann(.u, on: "x=0", points: 2) { _ in 0 }]) == [
        "too little is said about u at the ends of x, where u_xx needs 2 conditions, not 1"
      ])
    // A time that is run backwards has its conditions at the end.
    #expect(try missing(heat, on: rod, [cold, .dirichlet(.u, on: "final", points: 4) { _ in 1 }]) == [])
    #expect(try missing(heat, on: rod, [start, .periodic(along: .x, [.u], points: 4)]) == [])
  }

  @Test func whatHoldsByConstructionIsSaid() throws {
    let heat = HeatEquation(diffusivity: 1)
    #expect(
      try missing(heat, on: rod, [cold], enforced: [.initial(.u) { _ in 0 }]) == []
        && missing(heat, on: rod, [start], enforced: [.dirichlet(.u, on: "x=0", "x=1") { _ in 0 }]) == [])
    let periodic = PeriodicEmbedding(along: .x, period: 1, then: MLP(width: 5, depth: 1))
    #expect(try missing(heat, on: rod, [start], network: periodic) == [])
    // A period of the half domain is one of the whole.
    #expect(
      try missing(
        heat, on: rod, [start], network: PeriodicEmbedding(along: .x, period: 0.5, then: MLP(width: 5, depth: 1))) == []
    )
  }

  @Test func wavesNeedTheirSpeed() throws {
    let wave = WaveEquation(speed: 1)
    let fixed = Condition<WaveEquation.Unknown>.dirichlet(.u, on: "x=0", "x=1", points: 4) { _ in 0 }
    let place = Condition<WaveEquation.Unknown>.initial(.u, points: 4) { _ in 1 }
    #expect(
      try missing(wave, on: rod, [fixed, place]) == [
        "too little is said about u at the start, where u_tt needs 2 conditions, not 1"
      ])
    #expect(try missing(wave, on: rod, [fixed, place, .initialRate(.u, points: 4) { _ in 0 }]) == [])
    let enforced = [EnforcedCondition<WaveEquation.Unknown>.initial(.u) { _ in 0 }]
    #expect(try missing(wave, on: rod, [fixed], enforced: enforced).count == 1)
  }

  @Test func highOrdersNeedMore() throws {
    let beam = try Interval(0...1)
    let clamped: [Condition<Beam.Unknown>] = [
      .dirichlet(.u, on: "x=0", "x=1", points: 2) { _ in 0 }, .neumann(.u, on: "x=0", points: 1) { _ in 0 },
    ]
    #expect(
      try missing(Beam(), on: beam, clamped) == [
        "too little is said about u at the ends of x, where u_xxxx needs 4 conditions, not 3"
      ])
    #expect(try missing(Beam(), on: beam, clamped + [.neumann(.u, on: "x=1", points: 1, name: "end") { _ in 0 }]) == [])
  }

  /// Measurements and integrals say something, too, and a pressure needs nothing.
  @Test func othersAreLeftAlone() throws {
    let places = try PointSet(axes: [.x, .t], points: Tensor(rows: [[0.5, 0.5]]), data: ["u": [1]])
    #expect(try missing(HeatEquation(diffusivity: 1), on: rod, [.data(.u, at: places)]) == [])
    let square = try Box(x: 0...1, y: 0...1)
    let walls = [NavierStokes2D.Unknown.u, .v].map { unknown in
      Condition<NavierStokes2D.Unknown>.dirichlet(unknown, on: "x=0", "x=1", "y=0", "y=1", points: 4) { _ in 0 }
    }
    #expect(try missing(NavierStokes2D(viscosity: 1, steady: true), on: square, walls) == [])
    let disk = try Ball(center: [0, 0], radius: 1)
    #expect(try missing(PoissonEquation(dimension: 2) { _ in 1 }, on: disk, []) == [])
  }

  @Test func theVerdictSaysSo() throws {
    let problem = try Problem(HeatEquation(diffusivity: 1), on: rod, points: 50, conditions: [cold])
    let solution = try Training(problem, network: network).run([.levenbergMarquardt(steps: 20)])
    #expect(
      "\(solution.verdict)".hasPrefix("not solved: nothing is said about u at the start, where u_t needs 1 condition"))
  }
}
