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
  /// The distance from the boundary: negative inside, 0 on the boundary, positive outside. A piece of a boundary has no inside.
  ///
  /// It is the Euclidean distance or, if a region says so, a bound on it with the right sign and no larger magnitude.
  func signedDistance(to point: [Double]) -> Double
  /// How far from the closed set a point still belongs to it: 1e-12 of its size.
  var tolerance: Double { get }
  /// Whether the point belongs to the closed set, up to `tolerance`.
  func contains(_ point: [Double]) -> Bool
  /// The named pieces of its boundary, without overlaps of positive measure.
  var boundary: [BoundaryPiece] { get }
  /// The boundary inside a box of the given ranges: for an unbounded region, bounded parts of its pieces.
  func boundary(within box: [ClosedRange<Double>]) -> [BoundaryPiece]
  /// A formula over a point's coordinates that is positive inside, 0 on the boundary and negative outside, and smooth except at
  /// isolated points such as corners. Throws `ProblemError` for a region that has none.
  func definingFunction(at point: [Expr]) throws -> Expr
}

extension Region {
  /// Whether the signed distance is at most `tolerance`.
  public func contains(_ point: [Double]) -> Bool { signedDistance(to: point) <= tolerance }

  /// 1e-12 of the largest of the bounding box's lengths and coordinates.
  public var tolerance: Double { roundingTolerance(of: bounds) }

  /// The whole boundary.
  public func boundary(within box: [ClosedRange<Double>]) -> [BoundaryPiece] { boundary }

  /// Throws: by default a region has no such formula.
  public func definingFunction(at point: [Expr]) throws -> Expr {
    throw ProblemError("\(self) is described by no smooth formula; impose its boundary conditions as terms of the loss")
  }
}

/// 1e-12 of the largest of a box's finite lengths and coordinates.
package func roundingTolerance(of box: [ClosedRange<Double>]) -> Double {
  var size = 0.0
  for range in box {
    for length in [range.lowerBound.magnitude, range.upperBound.magnitude, range.upperBound - range.lowerBound]
    where length.isFinite {
      size = max(size, length)
    }
  }
  return 1e-12 * size
}

/// A named part of a region's boundary, such as "x=-1" or "initial", with its outward normal.
public struct BoundaryPiece: Sendable {
  /// The name conditions refer to.
  public let name: String
  /// The points of the piece, in the coordinates of the whole region.
  public let region: any Region
  /// The distance from the piece as a formula, for conditions that hold by construction; nil where there is none.
  public let distance: PieceDistance?
  /// The outward unit normal at a point of the piece, one component for each axis of the region.
  public let normal: @Sendable ([Double]) -> [Double]

  /// A piece called `name`.
  public init(
    name: String, region: any Region, distance: PieceDistance? = nil,
    normal: @escaping @Sendable ([Double]) -> [Double]
  ) {
    self.name = name
    self.region = region
    self.distance = distance
    self.normal = normal
  }
}

/// Points to train or evaluate on: coordinates, and what is given with each point.
public struct PointSet: Sendable, Equatable {
  /// The coordinates, in the order of the columns of `points`.
  public let axes: [Axis]
  /// Coordinates, [N, axes.count].
  public let points: Tensor<Double>
  /// Values given with each point, by column; each of length N. Outward normals are `.normal(.x)`, `.normal(.y)`, ...
  public var data: [Column: [Double]]

  /// Points [N, axes.count] with data columns of length N.
  public init(axes: [Axis], points: Tensor<Double>, data: [Column: [Double]] = [:]) throws {
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
  /// The points of these rows, in this order, with what is given with them.
  public func selecting(_ rows: [Int]) -> PointSet {
    PointSet(
      axes, Tensor(shape: [rows.count, axes.count], elements: rows.flatMap { points.row($0) }),
      data.mapValues { column in rows.map { column[$0] } })
  }

  private init(_ axes: [Axis], _ points: Tensor<Double>, _ data: [Column: [Double]]) {
    (self.axes, self.points, self.data) = (axes, points, data)
  }

  /// The coordinates along an axis, or nil if the points don't have it.
  public func column(_ axis: Axis) -> [Double]? { axes.firstIndex(of: axis).map(points.column) }
}
