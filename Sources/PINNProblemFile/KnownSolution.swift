// What a problem file's solution is compared with: formulas by unknown, or the fields of a file.

import PINNCore
import PINNHDF5

/// A known solution.
struct KnownSolution<Unknown: UnknownName> {
  /// Formulas, which are known everywhere.
  var formulas: ReferenceSolution<Unknown>?
  /// Fields of a file, which are compared at its own points.
  var file: KnownFields<Unknown>?

  /// Reads the `reference` of a problem file.
  init(_ item: Item, _ context: Arguments.Context, region: any Region) throws {
    guard let entries = item.entries else {
      guard let path = item.text, !path.isEmpty else {
        throw item.expected("formulas of the exact solution by unknown, such as {u: exp(-t)*sin(x)}, or an HDF5 file")
      }
      file = try Self.fields(of: item, nil, context, region)
      return
    }
    let upToConstant: Set<Unknown> =
      try entries.first { $0.key.text == "upToConstant" }.map { key, value in
        Set(try value.texts("an unknown").map { try $0.item.unknown() })
      } ?? []
    if let path = entries.first(where: { $0.key.text == "file" })?.value {
      let settings = try entries.reading(["file", "fields", "upToConstant"])
      file = try Self.fields(of: path, settings["fields"], context, region)
      file?.upToConstant = upToConstant
      return
    }
    var closedForm: [Unknown: Expr] = [:]
    for (key, value) in entries where key.text != "upToConstant" {
      let unknown: Unknown = try key.unknown()
      closedForm[unknown] = try value.formula(Vocabulary(constants: context.constants, axes: region.axes)).expression
    }
    guard !closedForm.isEmpty else { throw item.expected("a formula for at least one unknown") }
    formulas = ReferenceSolution(name: "the file's reference", closedForm: closedForm).upToConstant(upToConstant)
  }

  /// The fields of the HDF5 file at `path`.
  init(file path: String, region: any Region) throws {
    file = try KnownFields(HDF5Reader(path: path), region: region)
  }

  /// The fields of the file that `path` names: those called like the unknowns, or those that `names` says.
  private static func fields(
    of path: Item, _ names: Item?, _ context: Arguments.Context, _ region: any Region
  ) throws -> KnownFields<Unknown> {
    guard let text = path.text, !text.isEmpty else { throw path.expected("the path of an HDF5 file") }
    let reader = try path.located { try HDF5Reader(path: context.files.path(text)) }
    guard let names, !names.isEmpty else {
      return try path.located { try KnownFields(reader, region: region) }
    }
    guard let entries = names.entries, !entries.isEmpty else {
      throw names.expected("names of the file's fields by unknown, such as {u: velocity_x}")
    }
    var fields: [Unknown: String] = [:]
    for (key, value) in entries {
      let unknown: Unknown = try key.unknown()
      guard let name = value.text, !name.isEmpty else { throw value.expected("the name of a field in the file") }
      // One by one first, so that a mistake has its place.
      _ = try value.located { try KnownFields(reader, region: region, fields: [unknown: name]) }
      fields[unknown] = name
    }
    return try path.located { try KnownFields(reader, region: region, fields: fields) }
  }
}

extension Item {
  /// An unknown of the equation, by its name.
  func unknown<Unknown: UnknownName>() throws -> Unknown {
    guard let text, let unknown = Unknown(rawValue: text) else {
      throw error("\(found) is no unknown of the equation" + suggestion(for: text ?? "", among: Unknown.names))
    }
    return unknown
  }
}

extension CaseIterable where Self: RawRepresentable<String> {
  /// The names of all.
  static var names: [String] { allCases.map(\.rawValue) }
}
