// Samplers that act between steps: they see how large the residuals are, and choose where points go next.

import PINNTensor

/// Chooses a condition's next points by the sizes |r| of its residuals, at its present points and at candidates.
public protocol AdaptiveSampler: Sendable, CustomStringConvertible {
  /// How many candidates are drawn for each point wanted; at least 1.
  var candidatesPerPoint: Int { get }
  /// Chooses points. `count` is how many a condition should have; RAR alone gives it more.
  ///
  /// - Parameters:
  ///   - present: |r| at the present points.
  ///   - candidates: |r| at new candidates, `candidatesPerPoint * count` of them.
  func select(_ count: Int, present: [Double], candidates: [Double], using rng: inout RandomStream) -> AdaptiveSelection
}

/// Which points an adaptive sampler wants.
public struct AdaptiveSelection: Sendable, Equatable {
  /// Indices of present points to keep, ascending.
  public var kept: [Int]
  /// Indices of candidates to take, ascending.
  public var taken: [Int]
  /// Factors of the quadrature weights of the kept points, then of the taken ones: mean 1, and such that weighted means are those over
  /// the region. Empty for factors of 1.
  public var weights: [Double]

  /// The points to keep and to take, of equal weights unless said otherwise.
  public init(kept: [Int] = [], taken: [Int], weights: [Double] = []) {
    self.kept = kept
    self.taken = taken
    self.weights = weights
  }
}
