// How collocation points are chosen, in the interior and on boundaries.

import BoundarySampling
import GradedSampling
import LatinHypercubeSampling
import PINNCore

/// How collocation points are chosen.
public struct Sampling: Sendable {
  /// For points of the region, and for pairs of points on two pieces.
  public var interior: any Sampler
  /// For points of boundary pieces.
  public var boundary: any BoundaryPointSampler

  /// Latin hypercube points, denser towards the ends of the axes in regions of four or more axes and on their boundaries: points
  /// along each axis are few there.
  public init() {
    interior = Graded(LatinHypercube(), leastAxes: 4)
    boundary = BoundarySampler(Graded(LatinHypercube(), leastAxes: 3))
  }

  /// Points by `interior`, on boundaries too unless said otherwise.
  public init(interior: any Sampler, boundary: (any BoundaryPointSampler)? = nil) {
    self.interior = interior
    self.boundary = boundary ?? BoundarySampler(interior)
  }
}
