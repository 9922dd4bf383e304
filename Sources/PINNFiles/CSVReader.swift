// Reads tables of numbers from text files: measurements, and points to evaluate at.

import Foundation
import PINNCore

/// A table of numbers under named columns, read from a file of comma-separated values.
public struct CSVReader: Sendable {
  /// The path that the file was read from.
  public let path: String
  /// The columns in the order of the file, of equal lengths of at least 1; all numbers are finite.
  public let columns: [(name: String, values: [Double])]

  /// Reads the file at `path`: a line of names, then lines of numbers. Empty lines and lines that begin with # are
  /// skipped; names may stand in quotes (RFC 4180). Throws `FileError`, with the line and the column, for anything else.
  public init(path: String) throws {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      let reason = AtomicFile.kind(of: path) == nil ? "there is no such file" : "it is no file, or may not be read"
      throw FileError("'\(path)' can't be read: \(reason)")
    }
    guard let text = String(data: bytes, encoding: .utf8) else {
      throw FileError("'\(path)' is not a text file (its bytes aren't UTF-8)")
    }
    var names: [String] = []
    var columns: [[Double]] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let content = String(line).trimmed
      if content.isEmpty || content.hasPrefix("#") { continue }
      let place = "line \(index + 1) of '\(path)'"
      let cells = try Self.cells(of: content, place)
      if names.isEmpty {
        try Self.checkNames(cells, place)
        (names, columns) = (cells, cells.map { _ in [] })
        continue
      }
      guard cells.count == names.count else {
        // The names aren't repeated: of a file that is no table, the first line may be anything.
        throw FileError("\(place) has \(cells.count) values, but the first line names \(names.count) columns")
      }
      for (column, cell) in cells.enumerated() {
        guard let number = Double(cell), number.isFinite else {
          throw FileError(
            "column '\(names[column].excerpt(20))' in \(place) is '\(cell.excerpt())', not a finite number")
        }
        columns[column].append(number)
      }
    }
    guard !names.isEmpty, !columns[0].isEmpty else {
      throw FileError("'\(path)' must have a line with the names of its columns and at least one line of numbers")
    }
    self.path = path
    self.columns = zip(names, columns).map { ($0, $1) }
  }

  /// The rows as points: the columns called like `axes` are the coordinates, all others data columns. Throws `FileError`,
  /// listing the columns there are, for an axis that has none.
  public func points(over axes: [Axis]) throws -> PointSet {
    let known = columns.prefix(20).map { $0.name.excerpt() } + (columns.count > 20 ? ["..."] : [])
    let coordinates = try axes.map { axis in
      guard let column = columns.first(where: { $0.name == axis.name }) else {
        throw FileError("'\(path)' has no column '\(axis)'; its columns are \(known.joined(separator: ", "))")
      }
      return column.values
    }
    let others = columns.filter { !axes.map(\.name).contains($0.name) }
    let rows = columns[0].values.indices.map { i in coordinates.map { $0[i] } }
    return try PointSet(
      axes: axes, points: Tensor(shape: [rows.count, axes.count], elements: Array(rows.joined())),
      data: Dictionary(uniqueKeysWithValues: others.map { (Column($0.name), $0.values) }))
  }

  // MARK: - Steps

  private static func checkNames(_ names: [String], _ place: String) throws {
    if let number = names.first(where: { Double($0) != nil }) {
      throw FileError(
        "\(place), the first, must name the columns, such as x,t,u; but it has the number \(number.excerpt())")
    }
    for (i, name) in names.enumerated() where name.isEmpty || names[..<i].contains(name) {
      throw FileError(
        "column \(i + 1) in \(place) has \(name.isEmpty ? "no name" : "the name '\(name.excerpt())' of another")")
    }
  }

  /// The cells of a line, without the spaces and quotes around them.
  private static func cells(of line: String, _ place: String) throws -> [String] {
    var cells: [String] = []
    var cell = ""
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        cells.append(cell)
        cell = ""
        continue
      default: break
      }
      cell.append(character)
    }
    guard !isQuoted else { throw FileError("\(place) has a quotation mark without its partner") }
    return (cells + [cell]).map { cell in
      let cell = cell.trimmed
      guard cell.count >= 2, cell.hasPrefix("\""), cell.hasSuffix("\"") else { return cell }
      return String(cell.dropFirst().dropLast()).replacing("\"\"", with: "\"")
    }
  }
}

extension String {
  /// Without spaces at the ends.
  var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
