// The sizes that are found for unknowns and residuals, one source of knowledge at a time.

import HeatEquations
import PINN
import PINNLoss
import Testing

/// u_t = u (1 - u / capacity) + source + flux of neighbours.
private struct Population: Equation {
  enum Unknown: String, UnknownName { case u }
  var capacity: Coefficient = 1_000
  func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    ["growth": s[.u][.t] - s[.u] + s[.u] * s[.u] / capacity.expression]
  }
}

/// k u_xx + f = 0.
private struct Rod: Equation {
  enum Unknown: String, UnknownName { case u }
  var conductivity = 1.0
  var source = 0.0
  func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    ["rod": conductivity * s[.u][.x, .x] + Expr(source)]
  }
}

/// u u_x + p_x = 0 and u_x + v_y = 0: a pressure and a second velocity of which no condition tells.
private struct Flow: Equation {
  enum Unknown: String, UnknownName { case u, v, p }
  func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let (u, v) = (s[.u], s[.v])
    return [
      "x": u * u[.x] + v * u[.y] + s[.p][.x], "y": u * v[.x] + v * v[.y] + s[.p][.y], "continuity": u[.x] + v[.y],
    ]
  }
}

@Suite struct ScalesTests {
  private let rod = try! Interval(0...8)

  private func size(_ equation: Rod, _ conditions: [Condition<Rod.Unknown>]) throws -> Double {
    Scales.of(try Problem(equation, on: rod, points: 100, conditions: conditions)).unknowns[0]
  }

  @Test func valuesTell() throws {
    let ends = try size(
      Rod(), [.dirichlet(.u, on: "x=0", points: 1) { _ in 300 }, .dirichlet(.u, on: "x=8", points: 1) { _ in 600 }])
    #expect(ends == 256)
    let places = try PointSet(axes: [.x], points: Tensor(rows: [[1], [5]]), data: ["u": [-7e-6, 3e-6]])
    #expect(try size(Rod(), [.data(.u, at: places)]) == 0x1p-16)
    // Nothing is said of any size.
    #expect(try size(Rod(), [.dirichlet(.u, on: "x=0", points: 1) { _ in 0 }]) == 1)
  }

  /// A flux q through a rod of length L and conductivity k makes differences of q L / k, up to pi.
  @Test func fluxesTell() throws {
    let flux = Condition<Rod.Unknown>.law("flux", on: "x=8", points: 1) { s in ["flux": 16 * s[.u][.x] - 1e5] }
    let size = try size(Rod(conductivity: 16), [.dirichlet(.u, on: "x=0", points: 1) { _ in 0 }, flux])
    let most = 1e5 * 8 / 16
    #expect(most / 16 < size && size < 2 * most)
  }

  /// k u_xx + f = 0 between cold ends reaches f L^2 / (8 k).
  @Test func sourcesTell() throws {
    let size = try size(
      Rod(conductivity: 1e-3, source: 5e4), [.dirichlet(.u, on: "x=0", "x=8", points: 2) { _ in 0 }])
    let most = 5e4 * 64 / 8e-3
    #expect((most / 4...most * 4).contains(size))
  }

  @Test func aBalanceOfTermsTells() throws {
    let square = try Box(x: 0...1, y: 0...1)
    let scales = Scales.of(
      try Problem(
        Flow(), on: square, points: 100,
        conditions: [
          .dirichlet(.u, on: "y=1", points: 20) { _ in 256 }, .dirichlet(.u, on: "y=0", points: 20) { _ in 0 },
          .dirichlet(.v, on: "x=0", "x=1", points: 20) { _ in 0 },
        ]))
    #expect(scales.unknowns == [256, 256, 65_536] && scales.shifts == [0, 0, 0])
    // Each residual is as large as its terms.
    #expect(scales.residual(0, 0) == 65_536 && scales.residual(0, 2) == 256 && scales.residual(1, 0) == 256)
  }

  @Test func aStateOfRestTells() throws {
    let time = try Interval(.t, 0...5)
    let few = Condition<Population.Unknown>.dirichlet(.u, on: "t=0", points: 1) { _ in 10 }
    let size = Scales.of(try Problem(Population(), on: time, points: 50, conditions: [few])).unknowns[0]
    #expect((256.0...4_096).contains(size))
  }

  /// Heads of 100 and 101 metres: what matters is the metre between them.
  @Test func valuesVaryAroundTheirMiddle() throws {
    let scales = Scales.of(
      try Problem(
        Rod(), on: rod, points: 50,
        conditions: [
          .dirichlet(.u, on: "x=0", points: 1) { _ in 100 }, .dirichlet(.u, on: "x=8", points: 1) { _ in 101 },
        ]))
    #expect(scales.shifts == [100.5] && scales.unknowns == [1])
  }

  /// A population of 100 and 101 in two places doesn't stay there: it grows, to 1,000.
  @Test func reactionsAllowNoShift() throws {
    let time = try Interval(.t, 0...5)
    let places = try PointSet(axes: [.t], points: Tensor(rows: [[0], [0]]), data: ["u": [100, 101]])
    let scales = Scales.of(try Problem(Population(), on: time, points: 50, conditions: [.data(.u, at: places)]))
    #expect(scales.shifts == [0] && (256.0...4_096).contains(scales.unknowns[0]))
  }

  @Test func networksThatAreScaledAreLeftAlone() throws {
    let problem = try Problem(
      Rod(), on: rod, points: 50, conditions: [.dirichlet(.u, on: "x=0", points: 1) { _ in 4_096 }])
    let networks: [any Network] = [
      MLP(width: 4, depth: 1), ScaledOutputs(MLP(width: 4, depth: 1), scales: [2]),
      FourierFeatures(count: 2, scales: [1], then: ScaledOutputs(MLP(width: 4, depth: 1), scales: [2])),
    ]
    #expect(networks.map(\.scalesOutputs) == [false, true, true])
    func output(_ network: some Network) throws -> Double {
      let solution = try Solution(Loss(problem, network: network).initialParameters, of: problem, network: network)
      return try solution.values(at: PointSet(axes: [.x], points: Tensor(rows: [[3]])))[.u]![0]
    }
    // The same weights, by 4,096 and by 2.
    #expect(try output(MLP(width: 4, depth: 1)) == 2_048 * output(ScaledOutputs(MLP(width: 4, depth: 1), scales: [2])))
  }
}
