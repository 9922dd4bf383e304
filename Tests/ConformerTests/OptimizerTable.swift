// The stage of every optimiser of the list, and variants that no entry makes, through the public checkers.

import PINN
import PINNSamplers
import PINNTestSupport
import Testing

@Suite struct OptimizerTable {
  /// The blocks of the checker's parameters, as one matrix.
  private static let layout: ParameterLayout = {
    let scope = ParameterScope()
    _ = scope.block("matrix", rows: 2, columns: 3, .constant(0))
    return scope.layout
  }()

  @Test(arguments: allStages.map(\.name)) func doesWhatItsEntrySays(_ name: String) throws {
    let entry = try #require(allStages.first { $0.name == name })
    func optimizer(_ stage: Stage) -> any Optimizer { stage.makeOptimizer(.double, Self.layout) }
    try checkArguments(
      of: entry, others: ["weighting": [NeuralTangentWeighting()] as [any LossWeighting], "refining": RAD()],
      ranges: .inside, text: { dumped($0) + dumped(optimizer($0)) }
    ) { stage in
      try stage.validate(axes: [.x, .t])
      try optimizer(stage).validate()
    }
    let isOfFirstOrder = entry.arguments.contains { $0.name == "learningRate" }
    let stage = try entry.make(ExampleArguments(values: ["learningRate": 0.01]))
    try checkOptimizer(
      optimizer(stage), steps: isOfFirstOrder ? 5_000 : 100, tolerance: isOfFirstOrder ? 1e-3 : 1e-9)
  }

  static let exact: [any Optimizer] = [
    LBFGS(memory: 3),
    LevenbergMarquardt(scaling: 0.5, accelerated: false, space: .samples),
    LevenbergMarquardt(space: .sketched),
    NaturalGradient(momentum: 0.9, space: .samples),
  ]

  private static let rate = Schedule.cosine(initial: 0.1, final: 1e-4, steps: 1_000)

  static let firstOrder: [any Optimizer] = [
    Adam(learningRate: rate),
    Adam(learningRate: rate, weightDecay: 1e-9, largestGradient: 10),
    Adam.soap(matrices: [MatrixBlock(offset: 0, rows: 2, columns: 3)], learningRate: rate),
  ]

  @Test(arguments: exact.indices) func exactVariantsKeepTheirPromises(_ i: Int) throws {
    try checkOptimizer(Self.exact[i], steps: 100, tolerance: 1e-9)
  }

  @Test(arguments: firstOrder.indices) func firstOrderVariantsKeepTheirPromises(_ i: Int) throws {
    try checkOptimizer(Self.firstOrder[i], steps: 1_000, tolerance: 1e-5)
  }
}
