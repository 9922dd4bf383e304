// Residual-based adaptive refinement: Lu, Meng, Mao, Karniadakis, SIAM Review 63 (2021) 208-228, doi:10.1137/19M1274067.

import PINNCore

/// Keeps all points and adds the candidates with the largest residuals: the number of points grows with each drawing.
/// Weights stay 1, so that the loss leans towards where points were added.
public struct RAR: AdaptiveSampler {
  /// Points added at a drawing, as a share of those wanted at first.
  public let share: Double
  /// How many candidates are drawn for each point that the condition had at first; at least 1.
  public let candidatesPerPoint: Int

  /// Adds `share` times the condition's number of points at each drawing (at least one).
  public init(adding share: Double = 0.05, candidatesPerPoint: Int = 5) {
    self.share = share.isFinite ? max(0, min(share, 1)) : 0.05
    self.candidatesPerPoint = max(1, candidatesPerPoint)
  }

  /// All present points and the candidates with the largest |r|.
  public func select(
    _ count: Int, present: [Double], candidates: [Double], using rng: inout RandomStream
  ) -> AdaptiveSelection {
    let added = min(candidates.count, max(1, Int(share * Double(count))))
    let worst = candidates.indices.sorted { candidates[$0] > candidates[$1] }.prefix(added).sorted()
    return AdaptiveSelection(kept: Array(present.indices), taken: worst)
  }

  /// "RAR (adding 0.05)"
  public var description: String { "RAR (adding \(share))" }
}
