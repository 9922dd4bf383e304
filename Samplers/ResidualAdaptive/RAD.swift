// Residual-based adaptive distribution: Wu, Zhu, Tan, Kartha, Lu, CMAME 403 (2023) 115671, doi:10.1016/j.cma.2022.115671.

import Foundation
import PINNCore

/// Redraws all points with probabilities proportional to p = |r|^k / mean |r|^k + c, and gives them quadrature weights, so
/// that mean squares stay those over the region.
///
/// Of the candidates those with the smallest keys are taken, which are exponential with rate p (Efraimidis & Spirakis,
/// Inf. Process. Lett. 97 (2006) 181-185, doi:10.1016/j.ipl.2005.11.003). Drawn so, a candidate is among them with probability
/// 1 - exp(-p q), q being the smallest key left out, and its quadrature weight is the inverse of that, scaled to mean 1. The
/// plain 1 / p would count too little where nearly every candidate is drawn.
public struct RAD: AdaptiveSampler {
  /// The exponent k >= 0: 0 is uniform.
  public let exponent: Double
  /// The share c > 0 of points that go anywhere.
  public let floor: Double
  /// How many candidates are drawn for each point; at least 2.
  public let candidatesPerPoint: Int

  /// A distribution of the given exponent and floor; not finite or negative values count as 1.
  public init(exponent: Double = 1, floor: Double = 1, candidatesPerPoint: Int = 5) {
    self.exponent = exponent.isFinite && exponent >= 0 ? exponent : 1
    self.floor = floor.isFinite && floor > 0 ? floor : 1
    self.candidatesPerPoint = max(2, candidatesPerPoint)
  }

  /// `count` of the candidates, or all if there are no more, with their quadrature weights. All are equally likely where no residual is
  /// above 0 or one is not finite.
  public func select(
    _ count: Int, present: [Double], candidates: [Double], using rng: inout RandomStream
  ) -> AdaptiveSelection {
    let powers = exponent == 1 ? candidates : candidates.map { pow($0, exponent) }
    let mean = powers.reduce(0, +) / Double(max(powers.count, 1))
    let density = powers.map { mean > 0 && mean.isFinite ? $0 / mean + floor : 1 }
    let keys = density.map { -log(1 - rng.uniform()) / $0 }
    guard count < keys.count else { return AdaptiveSelection(taken: Array(keys.indices)) }
    let order = keys.indices.sorted { keys[$0] < keys[$1] }
    let taken = order.prefix(count).sorted()
    let threshold = keys[order[count]]
    let inverse = taken.map { -1 / expm1(-density[$0] * threshold) }
    let scale = Double(count) / inverse.reduce(0, +)
    return AdaptiveSelection(taken: taken, weights: inverse.map { $0 * scale })
  }

  /// "RAD", with exponent and floor unless both are 1.
  public var description: String { exponent == 1 && floor == 1 ? "RAD" : "RAD (k \(exponent), c \(floor))" }
}
