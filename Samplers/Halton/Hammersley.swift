// Hammersley's points: Hammersley, "Monte Carlo methods for solving multivariable problems", Ann. N. Y. Acad. Sci. 86 (1960)
// 844-874, doi:10.1111/j.1749-6632.1960.tb42846.x.

import PINNCore

/// Hammersley's set of N points: i / N, and the radical inverses of i in the bases 2, 3, 5, ... Spread more evenly than as many
/// points of Halton's sequence, but no sequence: other numbers of points, and other steps, have other points.
public struct Hammersley: Sampler {
  /// Whether the points are made random: i / N becomes (i + u) / N with one uniform u, and digits are permuted.
  public let scrambled: Bool

  /// The set, scrambled by seed and step, or plain and the same for all of them.
  public init(scrambled: Bool = true) { self.scrambled = scrambled }

  /// `count` points of [0,1)^dimension: [count, dimension].
  public func unitPoints(_ count: Int, dimension: Int, using rng: inout RandomStream) -> Tensor<Double> {
    var points = Tensor<Double>(shape: [count, dimension])
    guard dimension > 0 else { return points }
    let shift = scrambled ? rng.uniform() : 0
    for i in 0..<count { points[i, 0] = min((Double(i) + shift) / Double(count), 1 - 0x1p-53) }
    for (j, base) in primes(dimension - 1).enumerated() {
      let inverse = RadicalInverse(base: base, scrambled: scrambled, using: &rng)
      for i in 0..<count { points[i, j + 1] = inverse(UInt64(i)) }
    }
    return points
  }
}
