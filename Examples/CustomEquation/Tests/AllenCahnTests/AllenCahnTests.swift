// What the author of an equation checks: it reads like the textbook, and an exact solution leaves nothing over.

import AllenCahnEquations
import PINN
import PINNTestSupport
import Testing

@Suite struct AllenCahnTests {
  @Test func readsLikeTheTextbook() {
    #expect(AllenCahnEquation(diffusivity: 0.1, rate: 5).formula == "u_t - D u_xx + r (u u u - u) = 0")
  }

  @Test func theFrontIsASolution() throws {
    let exact = ReferenceSolution.front(diffusivity: 0.05, rate: 5)
    let region = try Interval(-1...1).over(time: 0...0.5)
    try checkEquation(AllenCahnEquation(diffusivity: 0.05, rate: 5), solvedBy: exact, on: region)
    #expect(throws: CheckFailure.self) {
      try checkEquation(AllenCahnEquation(diffusivity: 0.05, rate: 5.1), solvedBy: exact, on: region)
    }
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
