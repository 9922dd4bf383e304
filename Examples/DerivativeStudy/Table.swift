// Aligned tables and numbers for people.

import Foundation

/// Rows of text under a heading: the first column flush left, the others flush right.
package struct Table: CustomStringConvertible {
  private let heading: [String]
  private var rows: [[String]] = []

  /// A table with the given column headings.
  package init(_ heading: String...) { self.heading = heading }

  /// A table with the given column headings.
  package init(_ heading: [String]) { self.heading = heading }

  /// Adds a row, of as many cells as there are columns.
  package mutating func add(_ cells: [String]) {
    precondition(cells.count == heading.count, "a row of \(heading.count) cells, not \(cells.count)")
    rows.append(cells)
  }

  /// The lines, indented by two spaces.
  package var description: String {
    let widths = heading.indices.map { column in ([heading] + rows).map { $0[column].count }.max() ?? 0 }
    func line(_ cells: [String]) -> String {
      let padded = zip(cells, widths).enumerated().map { i, cell in
        i == 0 ? cell.0.padding(to: cell.1) : String(repeating: " ", count: cell.1 - cell.0.count) + cell.0
      }
      let line = "  " + padded.joined(separator: "   ")
      return String(line[...(line.lastIndex { $0 != " " } ?? line.startIndex)])
    }
    let rule = "  " + String(repeating: "─", count: widths.reduce(0, +) + 3 * (widths.count - 1))
    return ([line(heading), rule] + rows.map(line)).joined(separator: "\n")
  }
}

extension String {
  /// With spaces after it, `width` characters wide or as long as it is.
  func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}

/// Numbers as the tables show them.
package enum Show {
  /// 1234567 as 1,234,567.
  package static func count(_ value: Int) -> String {
    var digits = String(value)
    var groups: [String] = []
    while digits.count > 3 {
      groups.append(String(digits.suffix(3)))
      digits.removeLast(3)
    }
    return ([digits] + groups.reversed()).joined(separator: ",")
  }

  /// Seconds in the unit that suits them, with three digits.
  package static func time(_ seconds: Double) -> String {
    scaled(seconds, [(1, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns")])
  }

  /// Bytes in the unit that suits them, with three digits.
  package static func bytes(_ bytes: Int) -> String {
    scaled(Double(bytes), [(0x1p40, "TiB"), (0x1p30, "GiB"), (0x1p20, "MiB"), (0x1p10, "KiB"), (1, "B")])
  }

  /// A difference: 0, or its order of magnitude with one decimal.
  package static func difference(_ value: Double) -> String { value == 0 ? "0" : String(format: "%.1e", value) }

  /// How many times as much, such as 2.5 x.
  package static func ratio(_ value: Double) -> String { String(format: "%.1f x", value) }

  /// A number with a given number of decimals.
  package static func decimal(_ value: Double, digits: Int) -> String { String(format: "%.\(digits)f", value) }

  private static func scaled(_ value: Double, _ units: [(size: Double, name: String)]) -> String {
    let unit = units.first { value >= $0.size } ?? units[units.count - 1]
    let number = value / unit.size
    let format = number >= 99.95 || unit.name == "B" ? "%.0f" : number >= 9.995 ? "%.1f" : "%.2f"
    return String(format: format, number) + " " + unit.name
  }
}
