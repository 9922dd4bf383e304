// A stage for each optimiser.

import PINNLoss
import PINNOptimizers
import ResidualAdaptiveSampling

extension Stage {
  /// At most `steps` steps of Adam, or of AdamW with a weight decay; gradients longer than `largestGradient` are shortened to it.
  public static func adam(
    steps: Int, learningRate: Schedule = Adam().learningRate, weightDecay: Double = 0,
    largestGradient: Double = .infinity
  ) -> Stage {
    Stage(steps) { _, _ in
      Adam(learningRate: learningRate, weightDecay: weightDecay, largestGradient: largestGradient)
    }
  }

  /// At most `steps` steps of SOAP: Adam in the eigenbases of the gradients of each of the network's matrices.
  public static func soap(steps: Int, learningRate: Schedule = Adam.soap(matrices: []).learningRate, period: Int = 10)
    -> Stage
  {
    Stage(steps) { _, layout in
      let matrices = layout.blocks.filter { $0.rows > 1 && $0.columns > 1 }
      return Adam.soap(
        matrices: matrices.map { MatrixBlock(offset: $0.offset, rows: $0.rows, columns: $0.columns) },
        learningRate: learningRate, period: period)
    }
  }

  /// At most `steps` steps of L-BFGS, each one line search. In single precision its line search takes differences of the loss
  /// below 1e-6 of it for rounding.
  public static func lbfgs(steps: Int, memory: Int = LimitedMemory().capacity) -> Stage {
    Stage(steps) { precision, _ in
      precision == .double
        ? LBFGS(memory: memory)
        : LBFGS(
          memory: memory, lineSearch: WolfeLineSearch(noise: 1e-6), gradientTolerance: 1e-7, decreaseTolerance: 1e-7)
    }
  }

  /// At most `steps` steps, each one line search, of a quasi-Newton method with a dense inverse Hessian [n, n] of the n parameters:
  /// self-scaled Broyden, self-scaled BFGS or BFGS. In double precision it goes to rounding.
  public static func quasiNewton(_ update: DenseInverseHessian.Update = .ssbroyden, steps: Int) -> Stage {
    Stage(steps) { _, _ in DenseQuasiNewton(update) }
  }

  /// At most `steps` steps of Levenberg-Marquardt with geodesic acceleration, in double precision only.
  public static func levenbergMarquardt(steps: Int, damping: Double = LevenbergMarquardt().damping) -> Stage {
    Stage(steps, readsResiduals: true) { _, _ in LevenbergMarquardt(damping: damping) }
  }

  /// At most `steps` steps of energy natural gradient descent (Gauss-Newton with a line search), in weight space or sample space,
  /// with momentum (SPRING) if asked for. In double precision only.
  public static func naturalGradient(
    steps: Int, damping: Double = 1e-8, momentum: Double = 0, space: SolutionSpace = .automatic
  ) -> Stage {
    Stage(steps, readsResiduals: true) { _, _ in
      NaturalGradient(damping: damping, momentum: momentum, space: space)
    }
  }

  /// At most `steps` steps of any optimiser.
  public static func optimizer(_ optimizer: some Optimizer, steps: Int) -> Stage {
    Stage(steps) { _, _ in optimizer }
  }

  /// The default recipe: Levenberg-Marquardt with geodesic acceleration on points redrawn by residuals, every step while the
  /// batches grow from a quarter of the parameters to twice their number, then every 30 steps at three times. It ends by itself
  /// when the loss on fresh points no longer falls. In double precision only.
  public static func automatic(steps: Int = .max) -> Stage {
    var points = PointSchedule(every: 30, sampler: RAD())
    points.rowsPerParameter = [0.25, 0.5, 1, 2, 3]
    points.doublings = 3
    return levenbergMarquardt(steps: steps).drawing(points)
  }
}

extension [Stage] {
  /// The default recipe.
  public static var automatic: [Stage] { [.automatic()] }
}
