// The text of a problem file, and mistakes in it: every error names the place and shows the line with a caret.

import PINNCore

/// A mistake in a problem file: where, what was expected, what came, and what to do.
public struct ProblemFileError: Error, CustomStringConvertible, Equatable, Sendable {
  /// The file, as it was named.
  public let path: String
  /// The line, counted from 1.
  public let line: Int
  /// The column in characters, counted from 1.
  public let column: Int
  /// The sentence.
  public let message: String
  /// The line itself with a caret below the place; empty past the end of the file.
  public let excerpt: String

  init(path: String, line: Int, column: Int, message: String, excerpt: String) {
    (self.path, self.line, self.column) = (path.printable, line, column)
    (self.message, self.excerpt) = (message.printable, excerpt.printable)
  }

  /// "problem.yaml:12:9: expected ..., found ...", then the line with a caret.
  public var description: String {
    "\(path):\(line):\(column): \(message)" + (excerpt.isEmpty ? "" : "\n\(excerpt)")
  }
}

/// The text of a problem file, to show where a mistake is.
struct SourceText: Sendable {
  let path: String
  private let lines: [String]

  /// The longest part of a line that is shown.
  private static let shown = 100

  init(_ text: String, path: String) {
    self.path = path
    lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
  }

  /// An error at a line and a column, both counted from 1; columns are Unicode scalars, as YAML counts them.
  func error(_ message: String, line: Int, column: Int) -> ProblemFileError {
    guard lines.indices.contains(line - 1) else {
      return ProblemFileError(path: path, line: line, column: column, message: message, excerpt: "")
    }
    let scalars = lines[line - 1].unicodeScalars
    let before = String(String.UnicodeScalarView(scalars.prefix(max(0, column - 1))))
    let start = max(0, before.count - Self.shown / 2)
    let text = lines[line - 1].dropFirst(start).prefix(Self.shown)
    let number = "\(line)"
    let margin = String(repeating: " ", count: number.count)
    // A tab stays a tab, so that the caret stands where it should in any terminal.
    let indent = String(before.dropFirst(start).map { $0 == "\t" ? "\t" : " " })
    return ProblemFileError(
      path: path, line: line, column: before.count + 1, message: message,
      excerpt: "  \(number) | \(text)\n  \(margin) | \(indent)^")
  }
}
