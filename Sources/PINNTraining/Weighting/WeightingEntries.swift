// What rules that balance a loss say about themselves, and the list of them that problem files, the command line, the guide and
// the tests go by. A new rule is its file, its entry and a name in the list.

import PINNCore

/// The rules of this package that balance a loss.
public let allWeightings: [WeightingEntry] = [
  .causal, .gradientNorm, .neuralTangent, .residualAttention, .selfAdaptive,
]

extension WeightingEntry {
  /// `CausalWeighting`.
  public static var causal: WeightingEntry {
    WeightingEntry("causal", "By time: the equation counts at a time when it is solved at those before") { a in
      let usual = CausalWeighting()
      return CausalWeighting(
        slices: try a.whole(.init("slices", "slices of time", range: .within(2...10_000)), default: usual.slices),
        tolerances: try a.numbers(
          .init(
            "tolerances", "how strictly times before must be solved, one after another, ascending", symbol: "epsilon",
            unit: "1 / residual^2", range: .positive), default: usual.tolerances),
        threshold: try a.number(
          .init("threshold", "least factor at which the next tolerance comes", range: .between(0, 1)),
          default: usual.threshold),
        every: try a.every(usual.every))
    }
  }

  /// `GradientNormWeighting`.
  public static var gradientNorm: WeightingEntry {
    WeightingEntry("gradientNorm", "By term: gradients of all terms alike in size") { a in
      let usual = GradientNormWeighting()
      return GradientNormWeighting(
        every: try a.every(usual.every),
        share: try a.number(
          .init("share", "how much of a new factor is taken at an update", range: .above(0, atMost: 1)),
          default: usual.share))
    }
  }

  /// `NeuralTangentWeighting`.
  public static var neuralTangent: WeightingEntry {
    WeightingEntry(
      "neuralTangent", "By term: equal mean rates of convergence, by the neural tangent kernel"
    ) { a in NeuralTangentWeighting(every: try a.every(NeuralTangentWeighting().every)) }
  }

  /// `ResidualAttentionWeighting`.
  public static var residualAttention: WeightingEntry {
    WeightingEntry("residualAttention", "By point: a memory of where residuals were large") { a in
      let usual = ResidualAttentionWeighting()
      return ResidualAttentionWeighting(
        rate: try a.number(
          .init("rate", "what an update adds at the largest residual", range: .positive), default: usual.rate),
        decay: try a.number(
          .init("decay", "what an update leaves of a weight", range: .atLeast(0, below: 1)), default: usual.decay),
        initial: try a.number(
          .init("initial", "what weights start from", range: .nonnegative), default: usual.initial),
        every: try a.every(usual.every))
    }
  }

  /// `SelfAdaptiveWeighting`.
  public static var selfAdaptive: WeightingEntry {
    WeightingEntry("selfAdaptive", "By point: gradient ascent where residuals stay large") { a in
      let usual = SelfAdaptiveWeighting()
      return SelfAdaptiveWeighting(
        rate: try a.number(
          .init("rate", "rate of the ascent", unit: "1 / residual^2", range: .positive), default: usual.rate),
        every: try a.every(usual.every))
    }
  }
}

extension PluginArguments {
  fileprivate func every(_ usual: Int) throws -> Int {
    try whole(.init("every", "steps from one update to the next", range: .atLeast(1)), default: usual)
  }
}
