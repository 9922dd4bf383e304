// Points denser towards the ends of each axis, with weights that make up for it: where axes are many and points along each
// few, a fit to evenly spread points is worst at the ends, as polynomials through equidistant nodes are.

import Foundation
import PINNCore

/// Points of a base sampler, moved towards the ends of every axis: x = (1 - cos(t) / cos(a)) / 2 for t = a + (pi - 2 a) s with
/// the base sampler's coordinate s. The density is `ratio` times as high at the ends as in the middle, with sin(a) = 1 / ratio:
///
///     p(x) = 2 cos(a) / ((pi - 2 a) sin(t))
///
/// Weights are the product of 1 / p(x_j) over the axes, scaled to the mean 1. A ratio of 1 leaves the points as they are; as it
/// grows the density becomes Chebyshev's, 1 / (pi sqrt(x (1 - x))), which is the one that weighted least squares with
/// polynomials of high degree want (Cohen, Migliorati, SMAI J. Comput. Math. 3 (2017) 181-203, doi:10.5802/smai-jcm.24).
public struct Graded<Base: Sampler>: Sampler {
  /// What the points are drawn by.
  public let base: Base
  /// The density of points at the ends of an axis over that in its middle, 1 or more.
  public let ratio: Double
  /// With fewer axes the points stay those of `base`.
  public let leastAxes: Int

  /// Grades the points of `base` where there are `leastAxes` axes or more; ratios below 1 or above 1e6 are refused when points
  /// are asked for.
  public init(_ base: Base, ratio: Double = 3, leastAxes: Int = 1) {
    self.base = base
    self.ratio = ratio
    self.leastAxes = leastAxes
  }

  /// The angle a, its cosine, and pi - 2 a.
  private var arc: (start: Double, cosine: Double, span: Double) {
    let start = asin(1 / ratio)
    return (start, cos(start), .pi - 2 * start)
  }

  private func isGraded(_ dimension: Int) -> Bool { dimension > 0 && dimension >= leastAxes && ratio > 1 }

  /// Throws `ProblemError` for a ratio that isn't between 1 and 1e6.
  public func validate() throws {
    guard ratio >= 1, ratio <= 1e6 else {
      throw ProblemError("points can be 1 to 1e6 times as dense at the ends as in the middle of an axis, not \(ratio)")
    }
  }

  /// `count` points of [0,1)^dimension: [count, dimension]. Throws `ProblemError` for a ratio that isn't between 1 and 1e6, and
  /// what `base` throws.
  public func unitPoints(_ count: Int, dimension: Int, using rng: inout RandomStream) throws -> Tensor<Double> {
    try validate()
    let points = try base.unitPoints(count, dimension: dimension, using: &rng)
    guard isGraded(dimension) else { return points }
    let (start, cosine, span) = arc
    return Self.map(points) { s in
      let x = 0.5 * (1 - cos(start + span * s) / cosine)
      return min(max(x, 0), 1.nextDown)
    }
  }

  /// 1 over the density at each point, times the weights of `base`.
  public func weights(of points: Tensor<Double>) throws -> [Double]? {
    guard isGraded(points.rowLength) else { return try base.weights(of: points) }
    let (start, cosine, span) = arc
    let angles = Self.map(points) { x in acos(min(max(cosine * (1 - 2 * x), -1), 1)) }
    let own = try base.weights(of: Self.map(angles) { ($0 - start) / span })
    let weights = (0..<points.count).map { i in angles.row(i).reduce(own?[i] ?? 1) { $0 * sin($1) } }
    let mean = weights.reduce(0, +) / Double(weights.count)
    return weights.map { $0 / mean }
  }

  private static func map(_ points: Tensor<Double>, _ transform: (Double) -> Double) -> Tensor<Double> {
    Tensor(shape: points.shape, elements: points.elements.map(transform))
  }
}

extension Graded: CustomStringConvertible {
  /// "LatinHypercube(centered: false), 3.0 times as dense at the ends of 4 or more axes"
  public var description: String {
    "\(base), \(ratio) times as dense at the ends of \(leastAxes == 1 ? "all" : "\(leastAxes) or more") axes"
  }
}
