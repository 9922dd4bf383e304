// The one place where a file's format is chosen: by the extension of its name.

import PINNFields

/// Writes snapshots to a file that appears whole or not at all, and says beforehand if it can't.
public protocol FieldFileWriter: FieldWriter, Sendable {
  /// Where the file goes.
  var path: String { get }
  /// All files that are written, `path` first.
  var paths: [String] { get }
  /// Refuses what `write` would refuse for its path, to be called before hours of training: an existing file that may not
  /// be replaced, a folder that is missing or can't be written to. Throws `FileError`.
  func validate() throws
  /// Refuses what `write` would refuse for a snapshot with the grid and points of `outline`, which needs no fields. Throws
  /// `FileError`.
  ///
  ///     try writer.validate(for: FieldSnapshot(coordinates: Grid(over: region).axes, fields: []))
  func validate(for outline: FieldSnapshot) throws
}

extension FieldFileWriter {
  /// `path` alone.
  public var paths: [String] { [path] }
  /// Refuses parts that don't fit each other; there is a place for everything else. Throws `FileError`.
  public func validate(for outline: FieldSnapshot) throws { try outline.validateForFile() }
  /// Refuses what `write` would refuse for fields on `grid`. Throws `FileError`.
  public func validate(for grid: Grid) throws {
    try validate(for: FieldSnapshot(coordinates: grid.axes, fields: []))
  }
}

/// A kind of file that snapshots can be written to.
public struct FileFormat: Sendable {
  /// What it is, to print: "VTK image data".
  public let name: String
  /// What its files' names end in, without the dot, in small letters.
  public let fileExtension: String
  /// A writer to a path, which replaces a file that is there only with `force`.
  public let writer: @Sendable (_ path: String, _ force: Bool) -> any FieldFileWriter

  /// A format with the writer that makes its files.
  public init(
    _ name: String, fileExtension: String,
    writer: @escaping @Sendable (_ path: String, _ force: Bool) -> any FieldFileWriter
  ) {
    self.name = name
    self.fileExtension = fileExtension
    self.writer = writer
  }

  /// The formats that need no library: CSV and VTK's.
  public static let plain: [FileFormat] = [
    FileFormat("comma-separated values", fileExtension: "csv") { CSVWriter(path: $0, force: $1) },
    FileFormat("VTK uniform grid", fileExtension: "vti") { VTKWriter(.image, path: $0, force: $1) },
    FileFormat("VTK rectilinear grid", fileExtension: "vtr") { VTKWriter(.rectilinear, path: $0, force: $1) },
    FileFormat("VTK points and cells", fileExtension: "vtu") { VTKWriter(.unstructured, path: $0, force: $1) },
  ]
}

extension [FileFormat] {
  /// A writer of the format that the path's extension names, in capital or small letters. Throws `FileError`, listing the
  /// extensions, for any other.
  public func writer(to path: String, force: Bool = false) throws -> any FieldFileWriter {
    let ending = fileExtension(of: path)
    guard let format = first(where: { $0.fileExtension == ending }) else {
      let list = map { ".\($0.fileExtension) (\($0.name))" }.joined(separator: ", ")
      let what = ending.isEmpty ? "has no extension" : "ends in .\(ending), which is no format known here"
      throw FileError("the output file '\(path)' \(what); let it end in one of \(list)")
    }
    return format.writer(path, force)
  }
}

/// The extension of the last part of a path, without the dot and in small letters; empty if there is none.
package func fileExtension(of path: String) -> String {
  let name = path.split(separator: "/").last ?? ""
  guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
  return name[name.index(after: dot)...].lowercased()
}
