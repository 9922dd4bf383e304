// Roberts' additive recurrence: M. Roberts, "The unreasonable effectiveness of quasirandom sequences" (2018),
// extremelearning.com.au/unreasonable-effectiveness-of-quasirandom-sequences. For one dimension it is the golden ratio's.

import Foundation
import PINNCore

/// The R-sequence, which goes on from step to step: x_n = s + (n + 1) (1/g, 1/g^2, ..., 1/g^d) modulo 1, where g is the root
/// above 1 of g^(d+1) = g + 1 (the golden ratio for d = 1, the plastic number for d = 2). The simplest of the sequences of low
/// discrepancy, and one of the best in two dimensions.
public struct RSequence: Sampler {
  /// Whether the shift s is random, by the seed; else it is 1/2 on every axis.
  public let shifted: Bool

  /// The sequence, shifted at random by the seed or not.
  public init(shifted: Bool = true) { self.shifted = shifted }

  /// `count` points of [0,1)^dimension: [count, dimension].
  public func unitPoints(_ count: Int, dimension: Int, using rng: inout RandomStream) -> Tensor<Double> {
    let shifts = rng.atFirstStep { rng in (0..<dimension).map { _ in shifted ? rng.next() : 1 << 63 } }
    let first = UInt64(rng.step) * UInt64(count) + 1
    let ratio = Self.ratio(dimension)
    var points = Tensor<Double>(shape: [count, dimension])
    for (j, shift) in shifts.enumerated() {
      // Counted in units of 2^-64, where arithmetic modulo 1 is exact, however far the sequence has come.
      let increment = UInt64(pow(ratio, Double(-1 - j)) * 0x1p64)
      for i in 0..<count {
        points[i, j] = Double((shift &+ (first + UInt64(i)) &* increment) >> 11) * 0x1p-53
      }
    }
    return points
  }

  /// The root above 1 of g^(d+1) = g + 1, by the contraction g -> (1 + g)^(1 / (d + 1)).
  private static func ratio(_ dimension: Int) -> Double {
    (0..<64).reduce(1.5) { g, _ in pow(1 + g, 1 / Double(dimension + 1)) }
  }
}
