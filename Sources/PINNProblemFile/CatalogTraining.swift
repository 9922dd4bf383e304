// The tables of optimisers, of rules that balance the loss between steps, and of samplers that go by residuals.

import PINNCore
import PINNOptimizers
import PINNTraining
import ResidualAdaptiveSampling

extension Catalog {
  static let standardOptimizers: [PartEntry<Stage>] = [
    .init("adam", "Adam, on gradients alone") { a in
      try a.weighted(.adam(steps: a.steps, learningRate: .constant(a.rate(default: 1e-3))))
    },
    .init("automatic", "The default recipe: Levenberg-Marquardt on points drawn anew by residuals") { a in
      try a.patient(.automatic(steps: a.steps))
    },
    .init("bfgs", "BFGS with a dense inverse Hessian") { a in
      try a.weighted(.quasiNewton(.bfgs, steps: a.steps))
    },
    .init("lbfgs", "L-BFGS") { a in
      try a.weighted(.lbfgs(steps: a.steps, memory: a.whole("memory", default: 50, atMost: 1_000)))
    },
    .init("levenbergMarquardt", "Levenberg-Marquardt with geodesic acceleration") { a in
      try a.drawn(.levenbergMarquardt(steps: a.steps, damping: a.number("damping", default: 1e-2)))
    },
    .init("naturalGradient", "Energy natural gradient with a line search") { a in
      try a.drawn(.naturalGradient(steps: a.steps))
    },
    .init("soap", "Adam in the eigenbases of the gradients of each matrix") { a in
      try a.weighted(.soap(steps: a.steps, learningRate: .constant(a.rate(default: 3e-3))))
    },
    .init("ssbfgs", "Self-scaled BFGS with a dense inverse Hessian") { a in
      try a.weighted(.quasiNewton(.ssbfgs, steps: a.steps))
    },
    .init("ssbroyden", "Self-scaled Broyden with a dense inverse Hessian") { a in
      try a.weighted(.quasiNewton(.ssbroyden, steps: a.steps))
    },
  ]

  static let standardWeightings: [PartEntry<any LossWeighting>] = [
    .init("causal", "By time: the equation counts at a time when it is solved at those before") { a in
      try CausalWeighting(
        slices: a.whole("slices", default: 32, atMost: 10_000),
        tolerances: a.numbers("tolerances", default: [0.01, 0.1, 1, 10, 100]),
        threshold: a.number("threshold", default: 0.99), every: a.every(1))
    },
    .init("gradientNorm", "By term: gradients of all terms alike in size") { a in
      try GradientNormWeighting(every: a.every(10), share: a.number("share", default: 0.1))
    },
    .init("neuralTangent", "By term: equal mean rates of convergence, by the neural tangent kernel") { a in
      try NeuralTangentWeighting(every: a.every(100))
    },
    .init("residualAttention", "By point: a memory of where residuals were large") { a in
      try ResidualAttentionWeighting(
        rate: a.number("rate", default: 0.01), decay: a.number("decay", default: 0.999),
        initial: a.number("initial", default: 1), every: a.every(1))
    },
    .init("selfAdaptive", "By point: gradient ascent where residuals stay large") { a in
      try SelfAdaptiveWeighting(rate: a.number("rate", default: 1e-2), every: a.every(1))
    },
  ]

  static let standardAdaptiveSamplers: [PartEntry<any AdaptiveSampler>] = [
    .init("r3", "Keeps the points above the mean residual, draws the rest anew") { _ in R3() },
    .init("rad", "Draws all points anew, the denser the larger the residuals, with quadrature weights") { a in
      try RAD(exponent: a.number("exponent", default: 1), floor: a.number("floor", default: 1))
    },
    .init("rar", "Keeps all points and adds the worst of the candidates") { a in
      try RAR(adding: a.number("share", default: 0.05))
    },
  ]
}

extension PluginArguments {
  /// The largest number of steps of a stage.
  fileprivate var steps: Int { get throws { try whole("steps", default: .max, atMost: .max) } }

  fileprivate func rate(default fallback: Double) throws -> Double {
    try number(.init("learningRate", "length of a step", range: .positive), default: fallback)
  }

  fileprivate func every(_ fallback: Int) throws -> Int { try whole("every", default: fallback) }

  /// A stage whose loss may be balanced, of an optimiser that needs the gradient only; with all that any stage may have.
  fileprivate func weighted(_ stage: Stage) throws -> Stage {
    try drawn(weightings("weighting").reduce(stage) { $0.weighting($1) })
  }

  /// A stage whose points may change, and that may lose its patience.
  fileprivate func drawn(_ stage: Stage) throws -> Stage {
    guard let points = try redrawing("resampling", orOnce: "refining") else { return try patient(stage) }
    if let every = points.every {
      return try patient(stage.drawing(PointSchedule(every: every, sampler: points.sampler)))
    }
    guard let sampler = points.sampler else { return try patient(stage) }
    return try patient(stage.drawing(PointSchedule(sampler: sampler)))
  }

  /// A stage that may lose its patience.
  fileprivate func patient(_ stage: Stage) throws -> Stage {
    let steps = try whole(
      .init("patience", "steps without progress after which the stage ends", range: .atLeast(1)), default: .max)
    return steps == .max ? stage : stage.stopping(patience: steps)
  }
}
