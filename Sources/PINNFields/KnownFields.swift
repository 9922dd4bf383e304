// Known values of unknowns on grids, compared at the grids' own points, where nothing is interpolated.

import PINNCore

/// Fields that are known values of unknowns, each on its own grid.
public struct KnownFields<Unknown: UnknownName>: Sendable {
  /// Where they come from, to print.
  public let name: String
  /// The fields, at least one, in the order of the unknowns.
  public let fields: [(unknown: Unknown, field: GridField)]
  /// Unknowns that are known up to a constant, such as a pressure: they are compared without their means.
  public var upToConstant: Set<Unknown> = []
  /// Where each field is compared, over the region's axes, and its values there.
  private let known: [(points: PointSet, values: [Double])]

  /// Fields over the axes of `region` in any order. They are compared at those of their points that lie in the region and where they
  /// have a value, not NaN. Throws `ProblemError` for a field over other axes or without a value in the region.
  public init(name: String, _ fields: [Unknown: GridField], region: any Region) throws {
    self.name = name
    self.fields = Unknown.allCases.compactMap { unknown in fields[unknown].map { (unknown, $0) } }
    guard !self.fields.isEmpty else { throw ProblemError("'\(name)' has no field that is compared") }
    known = try self.fields.map { _, field in
      let (all, values) = (try field.points(over: region.axes), field.values.elements)
      // Coordinates in single precision may lie beyond the boundary by 1e-7 of the region's size.
      let rows = values.indices.filter {
        !values[$0].isNaN && region.signedDistance(to: Array(all.points.row($0))) <= 1e6 * region.tolerance
      }
      guard !rows.isEmpty else { throw ProblemError("'\(field.name)' of '\(name)' has no value in \(region)") }
      return (all.selecting(rows), rows.map { values[$0] })
    }
  }

  /// The relative L2 errors of fields that are known to be these, at the fields' own points.
  public func errors(of solution: some SolvedFields<Unknown>) throws -> FieldErrors {
    let errors: [(name: String, relativeL2: Double)] = try zip(fields, known).compactMap { field, place in
      guard let mine = try solution.values(at: place.points)[field.unknown] else { return nil }
      let error = relativeL2Error(mine, place.values, withoutMeans: upToConstant.contains(field.unknown))
      return (field.unknown.rawValue, error)
    }
    return FieldErrors(reference: name, errors: errors)
  }

  /// The grid of the first field, slowest axis first.
  public var grid: [(axis: Axis, values: [Double])] { fields[0].field.axes }

  /// The fields on the first field's grid as a solution that is known there.
  public var onGrid: ReferenceSolution<Unknown> {
    let same = fields.filter { $0.field.axes.elementsEqual(grid, by: ==) }
    return ReferenceSolution(
      name: name, fields: Dictionary(uniqueKeysWithValues: same.map { ($0.unknown, $0.field) })
    ).upToConstant(upToConstant)
  }
}
