// The seam between geometry and training where points are chosen: in the unit cube, so that any sampler samples any region.

/// Chooses points of the unit cube.
///
/// The stream's step is how often points were chosen before. A sampler of random points only draws from the stream, which has
/// other numbers at each step. A sequence of low discrepancy continues where the step before ended: its points have the indices
/// `rng.step * count` and following, and no point is repeated unless counts fall. It draws its scrambling `atFirstStep`, which
/// is the same at every step. In both cases the points depend only on seed, stream and step.
public protocol Sampler: Sendable {
  /// `count` points of [0,1)^dimension, for a count of at least 1 and a dimension of at least 0: [count, dimension]. Throws
  /// `ProblemError` for a number of points or a dimension that it doesn't support.
  func unitPoints(_ count: Int, dimension: Int, using rng: inout RandomStream) throws -> Tensor<Double>
  /// The quadrature weights of points [count, dimension] that `unitPoints` gave: [count], of mean 1, so that the mean of weight * f
  /// over the points approaches the mean of f over the cube. By default nil: all points have equal weights.
  func weights(of points: Tensor<Double>) throws -> [Double]?
}

extension Sampler {
  /// All points have equal weights.
  public func weights(of points: Tensor<Double>) throws -> [Double]? { nil }

  /// `count` points of a region, with the data column `.quadratureWeight` if the sampler has weights. Throws
  /// `ProblemError` for a count below 1, a region without measure, and what the sampler doesn't support.
  public func points(_ count: Int, in region: any Region, using rng: inout RandomStream) throws -> PointSet {
    guard count > 0 else { throw ProblemError("\(region) needs at least one point, not \(count)") }
    guard region.measure > 0, region.measure.isFinite else {
      throw ProblemError(
        "\(region) has measure \(region.measure); only a region of positive measure has points to choose")
    }
    let unit = try unitPoints(count, dimension: region.dimension, using: &rng)
    guard unit.shape == [count, region.dimension] else {
      throw ProblemError(
        "\(self) was asked for points of shape [\(count), \(region.dimension)] and gave \(unit.shape)")
    }
    var elements: [Double] = []
    elements.reserveCapacity(count * region.axes.count)
    for i in 0..<count { elements += region.point(at: Array(unit.row(i))) }
    let weights = try weights(of: unit)
    return try PointSet(
      axes: region.axes, points: Tensor(shape: [count, region.axes.count], elements: elements),
      data: weights.map { [.quadratureWeight: $0] } ?? [:])
  }
}

/// Chooses points on pieces of a boundary, with their outward normals as data columns `.normal(.x)`, `.normal(.y)`, ...
public protocol BoundaryPointSampler: Sendable {
  /// `count` points, distributed over the pieces. Throws `ProblemError` for a count below 1 or no piece.
  func points(_ count: Int, on pieces: [BoundaryPiece], using rng: inout RandomStream) throws -> PointSet
}
