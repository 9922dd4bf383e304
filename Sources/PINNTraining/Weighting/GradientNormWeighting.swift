// Gradient-norm balancing: Wang, Teng, Perdikaris, SIAM J. Sci. Comput. 43 (2021) A3055-A3081, doi:10.1137/20M1318043.

import PINNLoss

/// Makes the gradients of all terms equal in size: with g_r the gradient of the equation's part of the loss and g_k that of another
/// term,
///
///     lambda_k <- (1 - share) lambda_k + share max|g_r| / mean|g_k|
///
/// over all parameters. The equation's terms keep the factor 1. Where a gradient vanishes, lambda_k stays.
public struct GradientNormWeighting: LossWeighting {
  /// Steps from one update to the next.
  public let every: Int
  /// How much of the factor each update replaces, in (0, 1].
  public let share: Double
  /// The factors by term.
  public private(set) var weights = LossWeights()

  /// Balancing with the settings of the authors' code.
  public init(every: Int = 10, share: Double = 0.1) {
    self.every = every
    self.share = share
  }

  /// Throws `ProblemError` for an interval below 1 and a share outside of (0, 1].
  public func validate(axes: [Axis]) throws {
    try checkInterval(every, of: "gradient-norm balancing")
    guard share > 0, share <= 1 else {
      throw ProblemError("gradient-norm balancing replaces a share above 0 and at most 1 of a weight, not \(share)")
    }
  }

  /// A gradient for each term.
  public mutating func update(from loss: some LossParts) throws {
    let terms = loss.terms
    if weights.terms.isEmpty { weights.terms = Array(repeating: 1, count: terms.count) }
    var reference: [Double] = []
    for term in terms where term.source == .equation {
      let gradient = loss.gradient(of: term)
      reference = reference.isEmpty ? gradient : zip(reference, gradient).map(+)
    }
    let largest = reference.reduce(0) { max($0, abs($1)) }
    for (k, term) in terms.enumerated() where term.source != .equation {
      let gradient = loss.gradient(of: term)
      let mean = gradient.reduce(0) { $0 + abs($1) } / Double(gradient.count)
      let ratio = largest / mean
      guard ratio > 0, ratio.isFinite else { continue }
      weights.terms[k] = (1 - share) * weights.terms[k] + share * ratio
    }
  }

  /// The factors.
  public mutating func carryState(through archive: inout OptimizerArchive) throws {
    try weights.carry(through: &archive)
  }

  /// "gradient-norm weights every 10 steps"
  public var description: String { "gradient-norm weights \(everySteps(every))" }
}

extension LossWeighting where Self == GradientNormWeighting {
  /// Gradients of all terms equal in size.
  public static func gradientNorm(every: Int = 10, share: Double = 0.1) -> Self { .init(every: every, share: share) }
}

/// Throws `ProblemError` for an interval below 1.
func checkInterval(_ every: Int, of rule: String) throws {
  guard every >= 1 else { throw ProblemError("\(rule) is done every 1 or more steps, not \(every)") }
}

/// "every step", "every 10 steps"
func everySteps(_ every: Int) -> String { every == 1 ? "every step" : "every \(every) steps" }
