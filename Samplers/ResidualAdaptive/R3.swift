// Retain-resample-release: Daw, Bu, Wang, Perdikaris, Karpatne, "Mitigating propagation failures in physics-informed neural
// networks using retain-resample-release (R3) sampling", ICML 2023, arXiv:2207.02338.

import PINNCore

/// Keeps the points whose residuals are above their mean, releases the others, and fills up with new uniform points. Weights
/// stay 1: points gather where residuals stay large.
public struct R3: AdaptiveSampler {
  /// One: the points released are replaced by as many new ones.
  public let candidatesPerPoint = 1

  /// The method has no settings.
  public init() {}

  /// The present points above the mean |r|, the largest first where fewer are wanted, then the first candidates: `count` in all.
  public func select(
    _ count: Int, present: [Double], candidates: [Double], using rng: inout RandomStream
  ) -> AdaptiveSelection {
    let mean = present.reduce(0, +) / Double(max(present.count, 1))
    let above = present.indices.filter { present[$0] > mean }
    // Where fewer points are wanted than were kept, the largest residuals stay.
    let kept = above.sorted { present[$0] > present[$1] }.prefix(count).sorted()
    return AdaptiveSelection(kept: kept, taken: Array(candidates.indices.prefix(count - kept.count)))
  }

  /// "R3"
  public var description: String { "R3" }
}
