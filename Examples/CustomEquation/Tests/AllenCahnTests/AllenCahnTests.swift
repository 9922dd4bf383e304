// What the author of an equation checks: it reads like the textbook, and an exact solution leaves nothing over.

import AllenCahnEquations
import PINN
import Testing

@Suite struct AllenCahnTests {
  @Test func readsLikeTheTextbook() {
    #expect(AllenCahnEquation(diffusivity: 0.1, rate: 5).formula == "u_t - D u_xx + r (u u u - u) = 0")
  }

  @Test func theFrontIsASolution() throws {
    let exact = ReferenceSolution.front(diffusivity: 0.05, rate: 5)
    let state = State<AllenCahnEquation.Unknown>(exact.closedForm)
    let points = try Grid(over: Interval(-1...1).over(time: 0...0.5), count: 21).points(over: [.x, .t])
    func largestResidual(rate: Double) throws -> Double {
      let equation = AllenCahnEquation(diffusivity: 0.05, rate: Coefficient(rate))
      let program = try Program<Double>(values: equation.residuals(state).map(\.value), axes: points.axes)
      return try program.values(at: points.points).elements.map { $0.magnitude }.max() ?? .infinity
    }
    #expect(try largestResidual(rate: 5) < 1e-13)
    #expect(try largestResidual(rate: 5.1) > 1e-3)
  }

  @Test func trainsToASmallError() throws {
    let exact = ReferenceSolution.front(diffusivity: 0.05, rate: 5)
    let problem = try Problem(
      AllenCahnEquation(diffusivity: 0.05, rate: 5), on: Interval(-1...1).over(time: 0...0.5), points: 400,
      conditions: [
        .matching(exact, .u, on: "initial", points: 50), .matching(exact, .u, on: "x=-1", "x=1", points: 50),
      ])
    let solution = try Training(problem, network: MLP(width: 12, depth: 2)).run([.adam(steps: 100), .lbfgs(steps: 500)])
    let error = try solution.errors(against: exact).largest
    #expect(error < 3e-3)
  }
}
