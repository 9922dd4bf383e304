// Fields that a training found, and how far they are from known ones.

import PINNCore

/// The fields of a solution: of one training, or of several one after another in time.
public protocol SolvedFields<Unknown>: Sendable {
  /// The names of the fields.
  associatedtype Unknown: UnknownName
  /// Where they are known.
  var region: any Region { get }
  /// All fields at points over the region's axes in any order: one array of length N each.
  func values(at points: PointSet) throws -> [Unknown: [Double]]
}

extension SolvedFields {
  /// Relative L2 errors |u - known| / |known| by field, at the points of a grid (default: `Grid(over: region)`)
  /// that lie in the region.
  ///
  /// Fields that the reference doesn't know are left out. Those that it knows up to a constant are compared without their means.
  public func errors(
    against reference: ReferenceSolution<Unknown>, on grid: Grid? = nil
  ) throws -> FieldErrors {
    let points = try (grid ?? Grid(over: region)).points(over: region.axes)
    return try errors(against: reference, at: points.selecting(rowsInside(points)))
  }

  /// Relative L2 errors by field at given points.
  public func errors(
    against reference: ReferenceSolution<Unknown>, at points: PointSet
  ) throws -> FieldErrors {
    let values = try values(at: points)
    var errors: [(name: String, relativeL2: Double)] = []
    for unknown in Unknown.allCases {
      guard let known = try reference.values(of: unknown, at: points), let mine = values[unknown] else { continue }
      guard known.count == mine.count else {
        throw ProblemError(
          "the reference '\(reference.name)' gives \(known.count) values of '\(unknown.rawValue)' at \(mine.count) points"
        )
      }
      let error = relativeL2Error(mine, known, withoutMeans: reference.upToConstant.contains(unknown))
      errors.append((unknown.rawValue, error))
    }
    guard !errors.isEmpty else { throw ProblemError("the reference '\(reference.name)' knows none of the unknowns") }
    return FieldErrors(reference: reference.name, errors: errors)
  }

  /// The rows of points that lie in the region. Throws `ProblemError` for points over other axes.
  package func rowsInside(_ points: PointSet) throws -> [Int] {
    let order = try region.axes.map { axis in
      guard let column = points.axes.firstIndex(of: axis) else {
        throw ProblemError("the snapshot has no axis \(axis), but the region \(region) has")
      }
      return column
    }
    return (0..<points.count).filter { row in region.contains(order.map { points.points[row, $0] }) }
  }
}
