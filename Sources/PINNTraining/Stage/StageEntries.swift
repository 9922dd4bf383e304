// What optimisers' stages say about themselves, and the list of them that problem files, the command line, the guide and the tests
// go by. A new one is its `Stage`, its entry and a name in the list.

import PINNCore
import PINNOptimizers

/// The entry of an optimiser's stage.
public typealias StageEntry = PartEntry<Stage>

/// The stages of this package, one for each optimiser.
public let allStages: [StageEntry] = [
  .adam, .automatic, .bfgs, .lbfgs, .levenbergMarquardt, .naturalGradient, .soap, .ssbfgs, .ssbroyden,
]

extension StageEntry {
  /// `Stage.adam`.
  public static var adam: StageEntry {
    StageEntry("adam", "Adam, on gradients alone") { a in
      try a.weighted(.adam(steps: a.steps(), learningRate: a.learningRate(default: Adam())))
    }
  }

  /// `Stage.automatic`.
  public static var automatic: StageEntry {
    StageEntry("automatic", "The default recipe: Levenberg-Marquardt on points redrawn by residuals") { a in
      try a.patient(.automatic(steps: a.steps()))
    }
  }

  /// `Stage.quasiNewton` of BFGS.
  public static var bfgs: StageEntry {
    StageEntry("bfgs", "BFGS with a dense inverse Hessian") { a in
      try a.weighted(.quasiNewton(.bfgs, steps: a.steps()))
    }
  }

  /// `Stage.lbfgs`.
  public static var lbfgs: StageEntry {
    StageEntry("lbfgs", "L-BFGS") { a in
      try a.weighted(
        .lbfgs(
          steps: a.steps(),
          memory: a.whole(
            .init("memory", "steps that the curvature is taken from", range: .within(1...1_000)),
            default: LimitedMemory().capacity)))
    }
  }

  /// `Stage.levenbergMarquardt`.
  public static var levenbergMarquardt: StageEntry {
    StageEntry("levenbergMarquardt", "Levenberg-Marquardt with geodesic acceleration") { a in
      try a.drawn(
        .levenbergMarquardt(
          steps: a.steps(),
          damping: a.number(
            .init("damping", "damping of the first step", symbol: "lambda", range: .positive),
            default: LevenbergMarquardt().damping)))
    }
  }

  /// `Stage.naturalGradient`.
  public static var naturalGradient: StageEntry {
    StageEntry("naturalGradient", "Energy natural gradient with a line search") { a in
      try a.drawn(.naturalGradient(steps: a.steps()))
    }
  }

  /// `Stage.soap`.
  public static var soap: StageEntry {
    StageEntry("soap", "Adam in the eigenbases of the gradients of each matrix") { a in
      try a.weighted(.soap(steps: a.steps(), learningRate: a.learningRate(default: Adam.soap(matrices: []))))
    }
  }

  /// `Stage.quasiNewton` of self-scaled BFGS.
  public static var ssbfgs: StageEntry {
    StageEntry("ssbfgs", "Self-scaled BFGS with a dense inverse Hessian") { a in
      try a.weighted(.quasiNewton(.ssbfgs, steps: a.steps()))
    }
  }

  /// `Stage.quasiNewton` of self-scaled Broyden.
  public static var ssbroyden: StageEntry {
    StageEntry("ssbroyden", "Self-scaled Broyden with a dense inverse Hessian") { a in
      try a.weighted(.quasiNewton(.ssbroyden, steps: a.steps()))
    }
  }
}

extension PluginArguments {
  /// The largest number of steps of a stage.
  fileprivate func steps() throws -> Int {
    try whole(.init("steps", "the most steps that it takes", range: .nonnegative), default: .max)
  }

  fileprivate func learningRate(default usual: Adam) throws -> Schedule {
    .constant(
      try number(.init("learningRate", "length of a step", range: .positive), default: usual.learningRate(0)))
  }

  /// A stage whose loss may be balanced, of an optimiser that needs the gradient only; with all that any stage may have.
  fileprivate func weighted(_ stage: Stage) throws -> Stage {
    let rules = try weightings(.init("weighting", "rules that balance the loss between steps, which multiply"))
    return try drawn(rules.reduce(stage) { $0.weighting($1) })
  }

  /// A stage whose points may change, and that may lose its patience.
  fileprivate func drawn(_ stage: Stage) throws -> Stage {
    let points = try redrawing(
      .init("resampling", "steps from one drawing of points to the next"),
      orOnce: .init("refining", "by what points are drawn once, before the stage"))
    return try patient(
      points.map { stage.drawing(PointSchedule(every: $0.every, sampler: $0.sampler)) } ?? stage)
  }

  /// A stage that may lose its patience.
  fileprivate func patient(_ stage: Stage) throws -> Stage {
    let steps = try whole(
      .init("patience", "steps without progress after which the stage ends", range: .atLeast(1)), default: .max)
    return steps == .max ? stage : stage.stopping(patience: steps)
  }
}
