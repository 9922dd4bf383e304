// Known solutions that lie in files, compared at the files' own points, where nothing is interpolated.

import PINNCore

/// Fields of an HDF5 file that are known values of unknowns, each on its own grid.
public struct FileReference<Unknown: UnknownName>: Sendable {
  /// The file's name without its folders, to print.
  public let name: String
  /// The fields, at least one, in the order of the unknowns.
  public let fields: [(unknown: Unknown, field: GridField)]
  /// Where each field is compared, over the region's axes, and its values there.
  private let known: [(points: PointSet, values: [Double])]

  /// The fields of the file that `reader` has open, over the axes of `region` in any order. They are compared at those of their
  /// points that lie in the region and where they have a value, not NaN.
  ///
  /// - Parameter names: paths or names of fields by unknown; if none is given, the fields called like the unknowns, as many as
  ///   there are.
  /// - Throws: `FileError` for a file without such a field, a field over other axes or without a value in the region, and what
  ///   `HDF5Reader.field` refuses.
  public init(_ reader: HDF5Reader, region: any Region, fields names: [Unknown: String] = [:]) throws {
    name = reader.path.split(separator: "/").last.map(String.init) ?? reader.path
    let there = try reader.datasets().map(\.path)
    let own = Unknown.allCases.map(\.rawValue).filter { there.contains("/\($0)") || there.contains("/fields/\($0)") }
    fields = try Unknown.allCases.compactMap { unknown in
      let usual = names.isEmpty && own.contains(unknown.rawValue) ? unknown.rawValue : nil
      return try (names[unknown] ?? usual).map { (unknown, try reader.field($0, mayLackValues: true)) }
    }
    guard !fields.isEmpty else {
      let wanted = Unknown.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
      throw FileError(
        "'\(reader.path)' has no field called \(wanted); its data sets are \(there.joined(separator: ", ")); "
          + "rename one, or say which field is which unknown")
    }
    known = try fields.map { _, field in
      let (all, values) = (try field.points(over: region.axes), field.values.elements)
      // Coordinates in single precision may lie beyond the boundary by 1e-7 of the region's size.
      let rows = values.indices.filter {
        !values[$0].isNaN && region.signedDistance(to: Array(all.points.row($0))) <= 1e6 * region.tolerance
      }
      guard !rows.isEmpty else { throw FileError("'\(field.name)' of '\(reader.path)' has no value in \(region)") }
      return (all.selecting(rows), rows.map { values[$0] })
    }
  }

  /// The relative L2 error of each field, whose values at points `values` gives, at the field's own points. For unknowns in
  /// `upToConstant`, such as a pressure, the means are removed from both before comparing.
  public func errors(
    of values: (PointSet) throws -> [Unknown: [Double]], upToConstant: Set<Unknown> = []
  ) throws -> [(name: String, relativeL2: Double)] {
    try zip(fields, known).compactMap { field, place in
      guard let mine = try values(place.points)[field.unknown] else { return nil }
      let known = place.values
      let error =
        upToConstant.contains(field.unknown)
        ? relativeL2Error(withoutMean(mine), withoutMean(known)) : relativeL2Error(mine, known)
      return (field.unknown.rawValue, error)
    }
  }

  /// The grid of the first field, slowest axis first.
  public var grid: [(axis: Axis, values: [Double])] { fields[0].field.axes }

  /// The fields on the first field's grid as a solution that is known there.
  public var onGrid: ReferenceSolution<Unknown> {
    let same = fields.filter { $0.field.axes.elementsEqual(grid, by: ==) }
    return ReferenceSolution(
      name: name, fields: Dictionary(uniqueKeysWithValues: same.map { ($0.unknown, $0.field) }))
  }
}
