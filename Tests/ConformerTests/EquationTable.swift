// Every equation of this package against all that its entry says: what `checkEntry` asks of it, its docstring says. And that the
// entries are all there.

import Foundation
import PINNCore
import PINNEquations
import PINNTestSupport
import Testing

@Suite("Every equation") struct EquationTable {
  @Test("does what its entry says", arguments: allEquations.map(\.name))
  func doesWhatItSays(_ name: String) throws {
    try checkEntry(try #require(allEquations.first { $0.name == name }))
  }

  @Test func namesAndTypesAreDifferent() {
    #expect(Set(allEquations.map(\.name)).count == allEquations.count)
    #expect(Set(allEquations.compactMap { $0.example.map { "\(type(of: $0))" } }).count == allEquations.count)
  }

  /// An entry that isn't in the list, and a module that isn't imported beside it, would go unnoticed.
  @Test func theListIsWhole() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
    let list = try String(
      contentsOf: root.appending(path: "Sources/PINNEquations/PINNEquations.swift"), encoding: .utf8)
    let folder = root.appending(path: "Equations").path
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder) where path.hasSuffix(".swift") {
      #expect(list.contains("import \(path.prefix { $0 != "/" })Equations\n"), "\(path)")
      let text = try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)
      for entry in text.matches(of: /static let (?<name>\w+) = EquationEntry\(/) {
        #expect(list.contains(".\(entry.name),") || list.contains(".\(entry.name)\n"), "\(path): \(entry.name)")
      }
    }
  }
}
