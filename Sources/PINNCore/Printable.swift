// Text that came out of a file, made fit for a terminal: a name in a stranger's file must not move the cursor, change the window's
// title or turn the rest of the line round.

extension String {
  /// The text with all that a terminal would obey, or that hides or reverses what follows, written out as \u{1B}. Lines and tabs
  /// stay.
  package var printable: String {
    guard unicodeScalars.contains(where: \.isUnprintable) else { return self }
    var result = ""
    var scalars = unicodeScalars.makeIterator()
    var next = scalars.next()
    while let scalar = next {
      next = scalars.next()
      // The end of a line as Windows writes it.
      if scalar == "\r", next == "\n" { continue }
      if scalar.isUnprintable {
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A word from a file to show in a sentence: on one line, printable, and at most `length` characters long.
  package func excerpt(_ length: Int = 40) -> String {
    let line = String(prefix(length + 1)).printable.replacing("\n", with: "\\n").replacing("\t", with: " ")
    return line.count <= length ? line : line.prefix(length - 3) + "..."
  }
}

extension Unicode.Scalar {
  /// Whether it has no place in a text to print: control characters but for the ends of lines and tabs; separators of lines that
  /// only some programs know; and invisible marks, but for the joiners that scripts and emoji need.
  package var isUnprintable: Bool {
    switch properties.generalCategory {
    case .control: self != "\n" && self != "\t"
    case .format: self != "\u{200C}" && self != "\u{200D}"
    case .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
