// The tables of Guides/Equations.md, made of the equations' entries. With PINN_WRITE_GUIDES=1 in the environment this writes
// them; otherwise it compares.

import Foundation
import PINNCore
import PINNEquations
import Testing

@Suite struct EquationGuideTests {
  @Test func theGuideSaysWhatTheEntriesSay() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Guides/Equations.md")
      .standardized
    let guide = try String(contentsOf: path, encoding: .utf8)
    let start = try #require(guide.firstRange(of: /<!-- The tables are made of [^\n]*\n\n/)).upperBound
    let end = try #require(guide.firstRange(of: "<!-- The end of the tables. -->")).lowerBound
    let tables = EquationEntry.Subject.allCases.map(section).joined()
    if ProcessInfo.processInfo.environment["PINN_WRITE_GUIDES"] == "1" {
      let text = guide[..<start] + tables + guide[end...]
      try text.write(to: path, atomically: true, encoding: .utf8)
    } else {
      #expect(
        String(guide[start..<end]) == tables, "PINN_WRITE_GUIDES=1 swift test --filter EquationGuideTests writes it")
    }
  }

  private func section(_ subject: EquationEntry.Subject) -> String {
    let rows = allEquations.filter { $0.subject == subject }.compactMap(row)
    guard !rows.isEmpty else { return "" }
    return """
      ## \(subject.rawValue)

      | name, type and module | residuals | unknowns | arguments | solutions known |
      |---|---|---|---|---|
      \(rows.joined(separator: "\n"))


      """
  }

  private func row(_ entry: EquationEntry) -> String? {
    guard let equation = entry.example else { return nil }
    func unknowns<E: Equation>(_: E) -> String { E.Unknown.allCases.map(\.rawValue).joined(separator: ", ") }
    let type = String(reflecting: type(of: equation)).split(separator: ".")
    let cells = [
      "\(entry.name)<br>`\(type[1])`<br>\(type[0])",
      entry.formula.split(separator: "\n").map { "`\($0)`" }.joined(separator: "<br>"), unknowns(equation),
      entry.arguments.map { "`\($0.name)`: \(details($0))" }.joined(separator: "<br>"), entry.solutions,
    ]
    // A bar would end the cell.
    return "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
  }

  private func details(_ asked: AskedArgument) -> String {
    asked.argument.details + (asked.byDefault.map { " (\($0))" } ?? "")
  }
}
