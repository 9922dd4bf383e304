// What a run is asked to do: stages, one optimiser each.

import PINNLoss
import ResidualAdaptiveSampling

/// One optimiser's part of a training.
public struct Stage: Sendable {
  /// The largest number of steps.
  public let steps: Int
  /// How points change; nil for points that stay where they are.
  public private(set) var points: PointSchedule?
  /// Rules that balance the loss between steps, in order; each sees it as those before leave it.
  public private(set) var weightings: [any LossWeighting] = []
  /// How many steps may pass without a lower loss on held-out points; nil for any number.
  public private(set) var patience: Int?
  package let makeOptimizer: @Sendable (Precision, ParameterLayout) -> any Optimizer
  /// Whether its optimiser sees residuals one by one, which have the problem's weights only.
  private let readsResiduals: Bool

  init(
    _ steps: Int, readsResiduals: Bool = false,
    makeOptimizer: @escaping @Sendable (Precision, ParameterLayout) -> any Optimizer
  ) {
    self.steps = steps
    self.readsResiduals = readsResiduals
    self.makeOptimizer = makeOptimizer
  }

  /// The same stage on points that change.
  public func drawing(_ points: PointSchedule) -> Stage {
    var stage = self
    stage.points = points
    return stage
  }

  /// The same stage, before which all points that aren't given are redrawn, denser where residuals are larger, with
  /// quadrature weights that keep their mean squares honest.
  public func refiningPoints(by sampler: any AdaptiveSampler = RAD()) -> Stage {
    drawing(PointSchedule(sampler: sampler))
  }

  /// The same stage on points redrawn every `steps` steps, evenly or by residuals.
  public func resampling(every steps: Int, by sampler: (any AdaptiveSampler)? = nil) -> Stage {
    drawing(PointSchedule(every: steps, sampler: sampler))
  }

  /// The same stage with a loss that `rule` balances between steps, on top of the problem's weights and of the rules before it. For
  /// optimisers that need the gradient only; best Adam and SOAP, to which changing weights are no new start.
  public func weighting(_ rule: some LossWeighting) -> Stage {
    var stage = self
    stage.weightings.append(rule)
    return stage
  }

  /// The same stage, which ends when the loss on held-out points, looked at every 10 steps, hasn't fallen for `steps` steps.
  public func stopping(patience steps: Int) -> Stage {
    var stage = self
    stage.patience = steps
    return stage
  }

  /// Whether its best parameters are those of the least loss on held-out points, because the loss trained on changes or to see when
  /// to stop.
  var isJudgedOnHeldOut: Bool { points != nil || !weightings.isEmpty || patience != nil }

  /// Whether it ends when its held-out loss falls too slowly, without being told a patience: on points that are redrawn, unless
  /// changing weights move what the loss is.
  var endsByItself: Bool { points != nil && weightings.isEmpty }

  /// Throws `ProblemError` for settings that make no sense.
  package func validate(axes: [Axis]) throws {
    guard steps >= 0 else { throw ProblemError("a stage can't have a negative number of steps, \(steps)") }
    if let patience, patience < 1 {
      throw ProblemError("a stage's patience must be 1 or more steps, not \(patience)")
    }
    try points?.validate()
    for rule in weightings {
      guard !readsResiduals else {
        throw ProblemError(
          "a stage whose optimiser reads the residuals one by one keeps the problem's weights: train with \(rule) in a stage of "
            + "Adam or SOAP")
      }
      try rule.validate(axes: axes)
    }
  }

  /// The optimiser and all that is particular to the stage.
  func name(_ precision: Precision, _ layout: ParameterLayout) -> String {
    let parts =
      [makeOptimizer(precision, layout).name] + weightings.map { "\($0)" }
      + [points?.description, patience.map { "patience \($0) steps" }].compactMap { $0 }
    return parts.joined(separator: ", ")
  }
}
