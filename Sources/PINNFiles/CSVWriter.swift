// Comma-separated values: a line a point, which spreadsheets, pandas and R read.

import PINNFields

/// Writes snapshots as comma-separated values (RFC 4180): a line with the names of axes and fields, then a line for each
/// point in storage order, with the shortest digits that give the same Double back. Attributes, history and network are
/// left out.
public struct CSVWriter: FieldFileWriter {
  /// Where the file goes.
  public let path: String
  /// Whether a file that is there already is replaced.
  public let force: Bool

  /// A writer to `path`, which replaces a file that is there already only with `force`.
  public init(path: String, force: Bool = false) {
    self.path = path
    self.force = force
  }

  /// Refuses what `write` would refuse for its path. Throws `FileError`.
  public func validate() throws { try AtomicFile(path: path, replaces: force).validate() }

  /// Writes the snapshot whole or not at all. Throws `FileError` for a file that can't be written, or parts that don't
  /// fit.
  public func write(_ snapshot: FieldSnapshot) throws {
    try AtomicFile(path: path, replaces: force).write(Self.text(of: snapshot))
  }

  /// The text of such a file. Throws `FileError` for parts that don't fit.
  public static func text(of snapshot: FieldSnapshot) throws -> String {
    try snapshot.validateForFile()
    let table = snapshot.pointTable
    var text = (snapshot.axes.map(\.name) + snapshot.fields.map(\.name)).map(quoted).joined(separator: ",") + "\n"
    for row in 0..<table.count {
      let numbers = table.row(row) + snapshot.fields.map { $0.values.elements[row] }
      text += numbers.map { "\($0)" }.joined(separator: ",") + "\n"
    }
    return text
  }

  /// A name with quotes around it where it needs them.
  private static func quoted(_ name: String) -> String {
    let isPlain = !name.contains { ",\"\r\n#".contains($0) } && name == name.trimmed && !name.isEmpty
    return isPlain ? name : "\"" + name.replacing("\"", with: "\"\"") + "\""
  }
}
