// Independent random points: the plain Monte Carlo method, and what other samplers are measured against.

import PINNCore

/// Independent points, uniform on the unit cube.
public struct UniformRandom: Sampler {
  /// A sampler of independent uniform points.
  public init() {}

  /// `count` points of [0,1)^dimension: [count, dimension].
  public func unitPoints(_ count: Int, dimension: Int, using rng: inout RandomStream) -> Tensor<Double> {
    Tensor(shape: [count, dimension], elements: (0..<count * dimension).map { _ in rng.uniform() })
  }
}
