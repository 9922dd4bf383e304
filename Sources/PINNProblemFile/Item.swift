// A place in a problem file: a YAML node that knows how to say what is wrong with it. YAML itself is read by Yams.

import PINNCore
import PINNFiles
import Yams

/// A node of a problem file.
struct Item {
  let node: Node
  let source: SourceText

  /// The largest file that is read, so that it fits into an attribute of an HDF5 file.
  static let largestFile = 60_000

  /// Reads a whole file. Throws `ProblemFileError` for what is not YAML.
  static func root(of text: String, path: String) throws -> Item {
    let source = SourceText(text, path: path)
    guard text.utf8.count <= largestFile else {
      throw source.error("a problem file has at most \(largestFile) bytes, not \(text.utf8.count)", line: 1, column: 1)
    }
    // Anchors could make a small file stand for a huge one.
    if let (line, column) = anchor(in: text) {
      throw source.error("problem files have no anchors (&name); write the value out", line: line, column: column)
    }
    do {
      guard let node = try compose(yaml: text) else {
        throw source.error("the file is empty; it needs at least 'equation' and 'domain'", line: 1, column: 1)
      }
      let root = Item(node: node, source: source)
      try root.refuseUnprintable()
      return root
    } catch let error as YamlError {
      switch error {
      case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        throw source.error("this is not YAML: \(problem)", line: mark.line, column: mark.column)
      case .duplicatedKeysInMapping(let keys, let context):
        throw source.error(
          "\(quoted(keys)) stands here more than once; keep one", line: context.mark.line, column: context.mark.column)
      case .reader(let problem, _, _, _):
        throw source.error("this is not a text in UTF-8: \(problem)", line: 1, column: 1)
      default: throw source.error("this is not YAML: \(error)", line: 1, column: 1)
      }
    }
  }

  /// The place of the first word that begins with & outside of comments.
  private static func anchor(in text: String) -> (line: Int, column: Int)? {
    for (i, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      var previous: Unicode.Scalar = " "
      for (j, scalar) in line.unicodeScalars.enumerated() {
        let beginsWord = " \t[{,".unicodeScalars.contains(previous)
        if scalar == "#", beginsWord { break }
        if scalar == "&", beginsWord { return (i + 1, j + 1) }
        previous = scalar
      }
    }
    return nil
  }

  /// Throws for a text, however deep, with characters that a terminal would obey: quoted texts can have any, such as "\\e[2J".
  private func refuseUnprintable() throws {
    if let text, let scalar = text.unicodeScalars.first(where: \.isUnprintable) {
      let code = String(scalar.value, radix: 16, uppercase: true)
      throw error("this text has the character U+\(code), which can't be printed; leave it out")
    }
    for (key, value) in entries ?? [] {
      try key.refuseUnprintable()
      try value.refuseUnprintable()
    }
    for element in elements ?? [] { try element.refuseUnprintable() }
  }

  // MARK: What it is

  /// The value of a plain or quoted text, or nil.
  var text: String? { node.scalar?.string }

  /// The entries of a mapping, in order; nil for anything else.
  var entries: [(key: Item, value: Item)]? {
    node.mapping?.map { (Item(node: $0.key, source: source), Item(node: $0.value, source: source)) }
  }

  /// The elements of a list; nil for anything else.
  var elements: [Item]? { node.sequence?.map { Item(node: $0, source: source) } }

  /// Whether nothing is written.
  var isEmpty: Bool { node.scalar.map { $0.string.isEmpty && $0.style == .plain } ?? false }

  /// What it is, for messages: a text in quotes, or "a list".
  var found: String {
    if isEmpty { return "nothing" }
    if let text { return text.count <= 40 ? "'\(text)'" : "'\(text.prefix(37))...'" }
    return node.sequence != nil ? "a list" : "a mapping (name: value)"
  }

  // MARK: Mistakes

  /// An error at this place, or `offset` characters further on in its text.
  func error(_ message: String, offset: Int = 0) -> ProblemFileError {
    guard let mark = node.mark else { return source.error(message, line: 1, column: 1) }
    var column = mark.column
    switch node.scalar?.style {
    case .plain?: column += offset
    case .singleQuoted?, .doubleQuoted?: column += offset + 1
    default: break
    }
    return source.error(message, line: mark.line, column: column)
  }

  /// An error that says what should stand here.
  func expected(_ what: String) -> ProblemFileError { error("expected \(what), found \(found)") }

  /// Runs `body` and puts this place to what it throws without one.
  func located<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch let error as ProblemError {
      throw self.error(error.description)
    } catch let error as FileError {
      throw self.error(error.description)
    }
  }
}
