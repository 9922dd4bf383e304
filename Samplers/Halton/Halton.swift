// Halton's sequence: Halton, "On the efficiency of certain quasi-random sequences of points in evaluating multi-dimensional
// integrals", Numer. Math. 2 (1960) 84-90, doi:10.1007/BF01386213.

import PINNCore

/// Halton's sequence, which goes on from step to step: coordinate j of the point with index n is the radical inverse of n in the
/// base of the j-th prime number. It is good for any number of points, and up to about ten dimensions.
public struct Halton: Sampler {
  /// Whether the digits are permuted at random, by the seed.
  public let scrambled: Bool

  /// The sequence, scrambled by the seed, or plain and beginning at the origin.
  public init(scrambled: Bool = true) { self.scrambled = scrambled }

  /// `count` points of [0,1)^dimension: [count, dimension].
  public func unitPoints(_ count: Int, dimension: Int, using rng: inout RandomStream) -> Tensor<Double> {
    let inverses = rng.atFirstStep { rng in
      primes(dimension).map { RadicalInverse(base: $0, scrambled: scrambled, using: &rng) }
    }
    let first = UInt64(rng.step) * UInt64(count)
    var points = Tensor<Double>(shape: [count, dimension])
    for (j, inverse) in inverses.enumerated() {
      for i in 0..<count { points[i, j] = inverse(first + UInt64(i)) }
    }
    return points
  }
}
