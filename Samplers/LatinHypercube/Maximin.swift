// Points that keep their distance: the maximin criterion of Johnson, Moore, Ylvisaker, "Minimax and maximin distance designs",
// J. Stat. Plan. Inference 26 (1990) 131-148, doi:10.1016/0378-3758(90)90122-B, as the best of several random draws.

import PINNCore

/// Of several draws of a random sampler the one whose closest two points are farthest apart.
///
///     Maximin(LatinHypercube())     // a maximin Latin hypercube
public struct Maximin<Base: Sampler>: Sampler {
  /// What the candidates are drawn by.
  public let base: Base
  /// How many sets of points are drawn.
  public let candidates: Int

  /// The best of `candidates` draws of `base`; fewer than 1 are refused when points are asked for.
  public init(_ base: Base, candidates: Int = 10) {
    self.base = base
    self.candidates = candidates
  }

  /// `count` points of [0,1)^dimension: [count, dimension]. Throws `ProblemError` for fewer candidates than 1, and what `base`
  /// throws.
  public func unitPoints(_ count: Int, dimension: Int, using rng: inout RandomStream) throws -> Tensor<Double> {
    guard candidates >= 1 else {
      throw ProblemError("the best of several sets of points needs at least 1 candidate, not \(candidates)")
    }
    var best = try base.unitPoints(count, dimension: dimension, using: &rng)
    var distance = squaredDistanceOfClosestPair(best)
    for _ in 1..<candidates {
      let other = try base.unitPoints(count, dimension: dimension, using: &rng)
      let otherDistance = squaredDistanceOfClosestPair(other)
      if otherDistance > distance { (best, distance) = (other, otherDistance) }
    }
    return best
  }

  /// The weights of `base`.
  public func weights(of points: Tensor<Double>) throws -> [Double]? { try base.weights(of: points) }
}

/// The square of the smallest distance between two points [N, d]; infinite for a single point.
package func squaredDistanceOfClosestPair(_ points: Tensor<Double>) -> Double {
  let width = points.rowLength
  guard width > 0 else { return points.count > 1 ? 0 : .infinity }
  var closest = Double.infinity
  // Behind a point in the order of the first coordinate, only those can be closer that are closer in it alone.
  let order = (0..<points.count).sorted { points[$0, 0] < points[$1, 0] }
  for (rank, i) in order.enumerated() {
    for j in order[(rank + 1)...] {
      let gap = points[j, 0] - points[i, 0]
      if gap * gap >= closest { break }
      var distance = 0.0
      for k in 0..<width { distance += (points[i, k] - points[j, k]) * (points[i, k] - points[j, k]) }
      closest = min(closest, distance)
    }
  }
  return closest
}
