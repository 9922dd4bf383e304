// Where. A region is a measure-preserving map from the unit cube, with named boundary pieces and outward normals; so any
// sampler of the unit cube samples any region.

/// A set of points, of full dimension (an interval, a box, a space-time domain) or a piece of a boundary.
public protocol Region: Sendable, CustomStringConvertible {
  /// The coordinates of its points, in order.
  var axes: [Axis] { get }
  /// Bounding box: the range of each coordinate.
  var bounds: [ClosedRange<Double>] { get }
  /// Length, area or volume in the set's own dimension; 1 for a single point.
  var measure: Double { get }
  /// The set's own dimension: how many unit coordinates its map takes (0 for a single point).
  var dimension: Int { get }
  /// Maps the unit cube [0,1]^dimension onto the set so that equal volumes go to equal measures.
  func point(at unit: [Double]) -> [Double]
  /// Whether the point belongs to the closed set, up to rounding (1e-12 of its size).
  func contains(_ point: [Double]) -> Bool
  /// The named pieces of its boundary, without overlaps of positive measure.
  var boundary: [BoundaryPiece] { get }
}

/// A named part of a region's boundary, such as "x=-1" or "initial", with its outward normal.
public struct BoundaryPiece: Sendable {
  /// The name conditions refer to.
  public let name: String
  /// The points of the piece, in the coordinates of the whole region.
  public let region: any Region
  /// The outward unit normal at a point of the piece, one component for each axis of the region.
  public let normal: @Sendable ([Double]) -> [Double]

  /// A piece called `name`.
  public init(name: String, region: any Region, normal: @escaping @Sendable ([Double]) -> [Double]) {
    self.name = name
    self.region = region
    self.normal = normal
  }
}

/// Points to train or evaluate on: coordinates, and what is given with each point.
public struct PointSet: Sendable, Equatable {
  /// The coordinates, in the order of the columns of `points`.
  public let axes: [Axis]
  /// Coordinates, [N, axes.count].
  public let points: Tensor<Double>
  /// Values given with each point, by column name; each of length N. Normals are "normal x", "normal y", ...
  public var data: [String: [Double]]

  /// Points [N, axes.count] with data columns of length N.
  public init(axes: [Axis], points: Tensor<Double>, data: [String: [Double]] = [:]) throws {
    guard points.rank == 2, points.rowLength == axes.count else {
      throw ProblemError(
        "points over the axes \(axes.map(\.name)) must have shape [N, \(axes.count)], not \(points.shape)")
    }
    for (name, column) in data where column.count != points.count {
      throw ProblemError("data column '\(name)' has \(column.count) values for \(points.count) points")
    }
    self.axes = axes
    self.points = points
    self.data = data
  }

  /// The number of points.
  public var count: Int { points.count }
  /// The coordinates along an axis, or nil if the points don't have it.
  public func column(_ axis: Axis) -> [Double]? { axes.firstIndex(of: axis).map(points.column) }
}

/// Chooses points of the unit cube.
public protocol Sampler: Sendable {
  /// `count` points of [0,1]^dimension: [count, dimension].
  func unitPoints(_ count: Int, dimension: Int, using rng: inout RandomStream) -> Tensor<Double>
}

extension Sampler {
  /// `count` points of a region. Throws `ProblemError` for a count below 1 or a region of no measure.
  public func points(_ count: Int, in region: any Region, using rng: inout RandomStream) throws -> PointSet {
    guard count > 0 else { throw ProblemError("\(region) needs at least one point, not \(count)") }
    guard region.measure > 0, region.measure.isFinite else {
      throw ProblemError(
        "\(region) has measure \(region.measure); only a region of positive measure has points to choose")
    }
    let unit = unitPoints(count, dimension: region.dimension, using: &rng)
    return try PointSet(
      axes: region.axes, points: Tensor(rows: (0..<count).map { region.point(at: Array(unit.row($0))) }))
  }
}

/// Chooses points on pieces of a boundary, with their outward normals as data columns "normal x", "normal y", ...
public protocol BoundaryPointSampler: Sendable {
  /// `count` points shared out over the pieces. Throws `ProblemError` for a count below 1 or no piece.
  func points(_ count: Int, on pieces: [BoundaryPiece], using rng: inout RandomStream) throws -> PointSet
}
