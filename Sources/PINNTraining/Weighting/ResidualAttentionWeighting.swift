// Residual-based attention: Anagnostopoulos, Toscano, Stergiopulos, Karniadakis, Comput. Methods Appl. Mech. Eng. 421 (2024)
// 116805, doi:10.1016/j.cma.2024.116805.

import PINNLoss

/// A weight for each point that remembers how large its residual was among those of its condition:
///
///     a_i <- decay a_i + rate |r_i| / max_j |r_j|         loss: mean of (a_i r_i)^2
///
/// for each point of each condition, from a = `initial`; a stays below rate / (1 - decay) in the long run. |r| is the Euclidean norm
/// over a condition's residuals. Weights start again when points are redrawn.
public struct ResidualAttentionWeighting: LossWeighting {
  /// What an update adds at the largest residual, above 0.
  public let rate: Double
  /// What an update leaves of a weight, in [0, 1).
  public let decay: Double
  /// What weights start from: 1 is the plain loss; the paper has 0.
  public let initial: Double
  /// Steps from one update to the next.
  public let every: Int
  /// a^2 by point.
  public var weights: LossWeights { LossWeights(points: amplitudes.map { $0.map { $0 * $0 } }) }
  private var amplitudes: [[Double]] = []

  /// Attention with the paper's rate and decay.
  public init(rate: Double = 0.01, decay: Double = 0.999, initial: Double = 1, every: Int = 1) {
    self.rate = rate
    self.decay = decay
    self.initial = initial
    self.every = every
  }

  /// Throws `ProblemError` for an interval below 1, a rate that isn't positive, a decay outside of [0, 1) and a negative start.
  public func validate(axes: [Axis]) throws {
    try checkInterval(every, of: "residual-based attention")
    guard rate > 0, rate.isFinite, (0..<1).contains(decay), initial >= 0, initial.isFinite else {
      throw ProblemError(
        "residual-based attention needs a rate above 0, a decay of at least 0 and below 1, and a start of at least 0, not "
          + "\(rate), \(decay) and \(initial)")
    }
  }

  /// Takes note of all residuals.
  public mutating func update(from loss: some LossParts) throws {
    let sizes = try loss.sources.map { try squaredSizes(loss.residuals(of: $0)).map { $0.squareRoot() } }
    if amplitudes.isEmpty { amplitudes = sizes.map { $0.map { _ in initial } } }
    for (c, sizes) in sizes.enumerated() {
      let largest = sizes.max() ?? 0
      guard largest > 0, sizes.allSatisfy(\.isFinite) else { continue }
      for (i, size) in sizes.enumerated() { amplitudes[c][i] = decay * amplitudes[c][i] + rate * size / largest }
    }
  }

  /// The weights belong to the points that are gone.
  public mutating func pointsChanged() { amplitudes = [] }

  /// The square roots of the factors.
  public mutating func carryState(through archive: inout OptimizerArchive) throws {
    try archive.carry("amplitudes", resizing: &amplitudes)
  }

  /// "residual-based attention (rate 0.01, decay 0.999)"
  public var description: String { "residual-based attention (rate \(rate), decay \(decay))" }
}

extension LossWeighting where Self == ResidualAttentionWeighting {
  /// Weights by point that remember where residuals were large.
  public static func residualAttention(
    rate: Double = 0.01, decay: Double = 0.999, initial: Double = 1, every: Int = 1
  ) -> Self { .init(rate: rate, decay: decay, initial: initial, every: every) }
}
