// Every optimiser as a stage of a training on a differential equation, and the same bits at any number of threads.

import HeatEquations
import PINN
import TensorGridSampling
import Testing

@Suite struct StageTests {
  /// A stage and the error that it must reach on the heat equation, in the median of three seeds.
  static let stages: [(stage: Stage, error: Double)] = [
    (.adam(steps: 600, learningRate: .cosine(initial: 1e-2, final: 1e-4, steps: 600)), 3e-2),
    (.adam(steps: 600, learningRate: 1e-2, weightDecay: 1e-6, largestGradient: 1), 5e-2),
    (.soap(steps: 300, learningRate: .cosine(initial: 1e-2, final: 1e-4, steps: 300)), 1e-2),
    (.lbfgs(steps: 300), 3e-3),
    (.quasiNewton(.bfgs, steps: 300), 3e-3),
    (.quasiNewton(.ssbfgs, steps: 300), 1e-3),
    (.quasiNewton(steps: 300), 1e-3),
    (.levenbergMarquardt(steps: 30), 1e-4),
    (.naturalGradient(steps: 30), 1e-4),
    (.naturalGradient(steps: 60, space: .samples), 1e-4),
    (.naturalGradient(steps: 60, damping: 1e-6, momentum: 0.9, space: .samples).resampling(every: 1), 1e-2),
  ]

  @Test(arguments: stages.indices) func solvesTheHeatEquation(_ i: Int) throws {
    let (stage, error) = Self.stages[i]
    let errors = try (0..<3).map { seed in
      try Training(heatProblem(), network: MLP(width: 10, depth: 2), seed: seed, threads: 2).run([stage])
        .errors(against: .decayingSines(diffusivity: 0.1)).largest
    }
    #expect(errors.sorted()[1] < error, "\(errors)")
  }

  @Test func soapKnowsTheNetworksMatrices() throws {
    func run(_ stage: Stage) throws -> [Double] {
      try Training(heatProblem(), network: MLP(width: 6, depth: 2)).run([stage]).parameters
    }
    let layout = try Training(heatProblem(), network: MLP(width: 6, depth: 2)).loss.layout
    let matrices = ["layer 1", "layer 2"].map { layout.block(named: "network/\($0)/weights")! }
      .map { MatrixBlock(offset: $0.offset, rows: $0.rows, columns: $0.columns) }
    #expect(try run(.soap(steps: 30)) == run(.optimizer(Adam.soap(matrices: matrices), steps: 30)))
    #expect(try run(.soap(steps: 30)) != run(.adam(steps: 30, learningRate: 3e-3)))
  }

  /// Points drawn anew don't take its running means from Adam: with equal points it takes the steps that it took without.
  @Test func adamGoesOnWherePointsAreDrawnAnew() throws {
    let given = try Grid([(.x, [0.2, 0.5, 0.8]), (.t, [0.1, 0.9])]).points(over: [.x, .t])
    let problem = try Problem(
      HeatEquation(diffusivity: 1), on: Interval(0...1).over(time: 0...1), points: 1, weight: 0,
      conditions: [.law("one", at: given) { s in ["u": s[.u] - 1] }])
    let training = try Training(problem, network: MLP(width: 4, depth: 1))
    let stays = try training.run([.adam(steps: 40)])
    let moves = try training.run([Stage.adam(steps: 40).resampling(every: 4)])
    #expect(stays.history.losses.last == moves.history.losses.last)
  }

  /// Nodes of a quadrature keep its weights where an adaptive sampler takes them.
  @Test func chosenPointsKeepTheirWeights() throws {
    struct All: AdaptiveSampler {
      let candidatesPerPoint = 1
      let description = "all"
      func select(
        _ count: Int, present: [Double], candidates: [Double], using rng: inout RandomStream
      ) -> AdaptiveSelection {
        AdaptiveSelection(taken: Array(candidates.indices), weights: candidates.map { _ in 1 })
      }
    }
    let training = try Training(
      heatProblem(points: 64, boundary: 8), network: MLP(width: 4, depth: 1),
      sampling: Sampling(interior: TensorGrid(.gaussLegendre)))
    let stays = try training.run([.adam(steps: 10)])
    let moves = try training.run([Stage.adam(steps: 10).resampling(every: 1, by: All())])
    #expect(stays.history.losses.last == moves.history.losses.last)
  }
}
