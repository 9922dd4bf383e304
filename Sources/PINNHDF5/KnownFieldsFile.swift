// Known solutions that lie in HDF5 files.

import PINNFields

extension KnownFields {
  /// The fields of the file that `reader` has open, over the axes of `region` in any order.
  ///
  /// - Parameter names: paths or names of fields by unknown; if none is given, the fields called like the unknowns, as many as
  ///   there are.
  /// - Throws: `FileError` for a file without such a field, a field over other axes or without a value in the region, and what
  ///   `HDF5Reader.field` refuses.
  public init(_ reader: HDF5Reader, region: any Region, fields names: [Unknown: String] = [:]) throws {
    let name = reader.path.split(separator: "/").last.map(String.init) ?? reader.path
    let there = try reader.datasets().map(\.path)
    let own = Unknown.allCases.map(\.rawValue).filter { there.contains("/\($0)") || there.contains("/fields/\($0)") }
    var fields: [Unknown: GridField] = [:]
    for unknown in Unknown.allCases {
      let usual = names.isEmpty && own.contains(unknown.rawValue) ? unknown.rawValue : nil
      if let name = names[unknown] ?? usual { fields[unknown] = try reader.field(name, mayLackValues: true) }
    }
    guard !fields.isEmpty else {
      let wanted = Unknown.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
      throw FileError(
        "'\(reader.path)' has no field called \(wanted); its data sets are \(there.joined(separator: ", ")); "
          + "rename one, or say which field is which unknown")
    }
    try self.init(name: name, fields, region: region)
  }
}
