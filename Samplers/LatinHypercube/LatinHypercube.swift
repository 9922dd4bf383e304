// Latin hypercube sampling: McKay, Beckman, Conover, "A comparison of three methods for selecting values of input variables
// in the analysis of output from a computer code", Technometrics 21 (1979) 239-245, doi:10.2307/1268522.

import PINNCore

/// Random points with exactly one in each of `count` equal strata of every axis:
/// x[i, j] = (p_j(i) + u_ij) / count with independent random permutations p_j and uniform u_ij.
/// Sums over one axis alone then vary far less than with independent points.
public struct LatinHypercube: Sampler {
  /// Whether points lie in the middle of their strata (u_ij = 1/2) instead of at random in them.
  public let centered: Bool

  /// A sampler of random or, if `centered`, central points of the strata.
  public init(centered: Bool = false) { self.centered = centered }

  /// `count` points of [0,1]^dimension: [count, dimension].
  public func unitPoints(_ count: Int, dimension: Int, using rng: inout RandomStream) -> Tensor<Double> {
    var points = Tensor<Double>(shape: [count, dimension])
    for j in 0..<dimension {
      for (i, stratum) in rng.permutation(count).enumerated() {
        points[i, j] = (Double(stratum) + (centered ? 0.5 : rng.uniform())) / Double(count)
      }
    }
    return points
  }
}
