// Every optimiser of this package, through the public checker. A new optimiser is a new line.

import PINNCore
import PINNOptimizers
import PINNTestSupport
import Testing

@Suite struct OptimizerTable {
  static let exact: [any Optimizer] = [
    LBFGS(),
    LBFGS(memory: 3),
    DenseQuasiNewton(.bfgs),
    DenseQuasiNewton(.ssbfgs),
    DenseQuasiNewton(.ssbroyden),
    LevenbergMarquardt(),
    LevenbergMarquardt(scaling: 0.5, accelerated: false, space: .samples),
    LevenbergMarquardt(space: .sketched),
    NaturalGradient(),
    NaturalGradient(momentum: 0.9, space: .samples),
  ]

  private static let rate = Schedule.cosine(initial: 0.1, final: 1e-4, steps: 1_000)

  static let firstOrder: [any Optimizer] = [
    Adam(learningRate: rate),
    Adam(learningRate: rate, weightDecay: 1e-9, largestGradient: 10),
    Adam.soap(matrices: [MatrixBlock(offset: 0, rows: 2, columns: 3)], learningRate: rate),
  ]

  @Test(arguments: exact.indices) func exactOptimizersKeepTheirPromises(_ i: Int) throws {
    try checkOptimizer(Self.exact[i], steps: 100, tolerance: 1e-9)
  }

  @Test(arguments: firstOrder.indices) func firstOrderOptimizersKeepTheirPromises(_ i: Int) throws {
    try checkOptimizer(Self.firstOrder[i], steps: 1_000, tolerance: 1e-5)
  }
}
