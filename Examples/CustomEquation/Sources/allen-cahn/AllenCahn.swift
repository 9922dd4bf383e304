// Trains the custom equation on its travelling front for a few seconds.

import AllenCahnEquations
import PINN

@main struct AllenCahn {
  static func main() throws {
    let exact = ReferenceSolution.front(diffusivity: 0.05, rate: 5)
    let problem = try Problem(
      AllenCahnEquation(diffusivity: 0.05, rate: 5), on: Interval(-1...1).over(time: 0...0.5), points: 1_000,
      conditions: [
        .matching(exact, .u, on: "initial", points: 100),
        .matching(exact, .u, on: "x=-1", "x=1", points: 100),
      ])
    let training = try Training(problem, network: MLP(width: 20, depth: 2))
    print(training)
    let solution = try training.run(
      [.adam(steps: 200), .lbfgs(steps: 3_000)], budget: .seconds(10), observers: [ProgressLine()])
    print(try solution.errors(against: exact))
  }
}
