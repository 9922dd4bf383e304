// The tables of Guides/Equations.md and Guides/Parts.md, made of what entries say. With PINN_WRITE_GUIDES=1 in the environment this
// writes them; otherwise it compares.

import Foundation
import PINN
import PINNEquations
import PINNProblemFile
import PINNSamplers
import Testing

@Suite struct GuideTableTests {
  @Test func equationsSayWhatTheirEntriesSay() throws {
    try compare("Equations.md", EquationEntry.Subject.allCases.map(section).joined())
  }

  @Test func partsSayWhatTheirEntriesSay() throws {
    let tables = [
      table("Shapes", allRegions), table("Networks", allNetworks), table("Samplers", allSamplers),
      table("Optimisers", allStages), table("Weightings", allWeightings),
      table("Adaptive samplers", allAdaptiveSamplers),
    ]
    try compare("Parts.md", tables.joined())
  }

  private func compare(_ guide: String, _ tables: String) throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Guides/\(guide)")
      .standardized
    let text = try String(contentsOf: path, encoding: .utf8)
    let start = try #require(text.firstRange(of: /<!-- The tables are made of [^\n]*\n\n/)).upperBound
    let end = try #require(text.firstRange(of: "<!-- The end of the tables. -->")).lowerBound
    if ProcessInfo.processInfo.environment["PINN_WRITE_GUIDES"] == "1" {
      try (text[..<start] + tables + text[end...]).write(to: path, atomically: true, encoding: .utf8)
    } else {
      #expect(String(text[start..<end]) == tables, "PINN_WRITE_GUIDES=1 swift test --filter GuideTableTests writes it")
    }
  }

  private func section(_ subject: EquationEntry.Subject) -> String {
    let rows = allEquations.filter { $0.subject == subject }.compactMap(row)
    guard !rows.isEmpty else { return "" }
    return table(
      subject.rawValue, ["name, type and module", "residuals", "unknowns", "arguments", "solutions known"], rows)
  }

  private func row(_ entry: EquationEntry) -> [String]? {
    guard let equation = entry.example else { return nil }
    func unknowns<E: Equation>(_: E) -> String { E.Unknown.allCases.map(\.rawValue).joined(separator: ", ") }
    let type = String(reflecting: type(of: equation)).split(separator: ".")
    return [
      "\(entry.name)<br>`\(type[1])`<br>\(type[0])",
      entry.formula.split(separator: "\n").map { "`\($0)`" }.joined(separator: "<br>"), unknowns(equation),
      entry.arguments.map { "`\($0.name)`: \(details($0))" }.joined(separator: "<br>"), entry.solutions,
    ]
  }

  private func table(_ title: String, _ entries: [PartEntry<some Any>]) -> String {
    let rows = entries.map { entry in
      [
        "`\(entry.name)`", entry.summary,
        entry.arguments.map { "`\($0.name)` (\($0.kind)): \(details($0))" }.joined(separator: "<br>"),
      ]
    }
    return table(title, ["name", "what it is", "arguments"], rows)
  }

  private func table(_ title: String, _ head: [String], _ rows: [[String]]) -> String {
    // A bar would end the cell.
    let lines = ([head] + rows).map { "| " + $0.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |" }
    let rule = "|" + head.map { _ in "---|" }.joined()
    return "## \(title)\n\n" + ([lines[0], rule] + lines.dropFirst()).joined(separator: "\n") + "\n\n"
  }

  private func details(_ asked: AskedArgument) -> String {
    asked.argument.details + (asked.byDefault.map { " (\($0))" } ?? "")
  }
}
