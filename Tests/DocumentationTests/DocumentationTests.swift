// Documents can't go stale: every block of Swift in README.md and Guides/ is a part of a file in Snippets/, which the package
// compiles, and every link leads to a file that is there. A block fenced as "swift fragment" is left out: it is for a place
// that is no file of this package, such as the reader's own Package.swift.

import Foundation
import Testing

@Suite struct DocumentationTests {
  @Test func theReadmeBeginsWithAWholeProgram() throws {
    let first = try #require(try swiftBlocks(of: "README.md").first)
    let program = try text(of: "Snippets/SolveBurgers.swift")
    #expect(first + "\n" == program)
  }

  @Test(arguments: try documents()) func codeIsCompiled(_ document: String) throws {
    let snippets = try files(in: "Snippets", ".swift").map { "\n" + withoutIndentation(try text(of: $0)) + "\n" }
    for block in try swiftBlocks(of: document) {
      #expect(
        snippets.contains { $0.contains("\n" + withoutIndentation(block) + "\n") },
        "\(document) has code that is in no file of Snippets/:\n\(block)")
    }
  }

  /// Random streams by names of one's own are for users: the package's are in one list, in StreamKey.swift.
  @Test(arguments: ["Sources", "Equations", "Samplers", "Examples"]) func streamsAreThoseOfTheList(_ folder: String)
    throws
  {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
    let sources = paths.filter { $0.hasSuffix(".swift") && !$0.hasSuffix("StreamKey.swift") && !$0.contains(".build/") }
    #expect(!sources.isEmpty)
    for path in sources {
      let text = try text(of: "\(folder)/\(path)")
      #expect(text.firstMatch(of: /for: "|StreamKey\((?!\.)(?!purpose)/) == nil, "\(folder)/\(path)")
    }
  }

  @Test(arguments: try documents()) func linksLeadSomewhere(_ document: String) throws {
    let folder = root.appending(path: document).deletingLastPathComponent()
    for match in try text(of: document).matches(of: /\]\((?<target>[^)#\s]+)[^)]*\)/) {
      let target = String(match.target)
      guard !target.contains("://") else { continue }
      let isThere = FileManager.default.fileExists(atPath: folder.appending(path: target).path)
      #expect(isThere, "\(document) links to \(target), which isn't there")
    }
  }

  @Test func testsThatTheSecurityPolicyNamesAreThere() throws {
    let tests = try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: "Tests").path)
      .filter { $0.hasSuffix(".swift") }.map { try text(of: "Tests/\($0)") }
    let named = try text(of: "SECURITY.md").matches(of: /`(?<suite>\w+Tests)(\.(?<test>\w+))?`/)
    #expect(named.count > 5)
    for match in named {
      let words = ["struct \(match.suite) "] + (match.test.map { ["func \($0)("] } ?? [])
      let isThere = tests.contains { file in words.allSatisfy { file.contains($0) } }
      #expect(isThere, "there is no test \(match.0)")
    }
  }

  @Test func allSayTheSameVersion() throws {
    func first(_ pattern: Regex<(Substring, version: Substring)>, in document: String) throws -> String {
      String(try #require(try text(of: document).firstMatch(of: pattern), "\(document) says no version").version)
    }
    let version = try first(/packageVersion = "(?<version>[0-9.]+)"/, in: "Sources/PINNTraining/PackageVersion.swift")
    #expect(try first(/\n## \[(?<version>[0-9.]+)\] - 20/, in: "CHANGELOG.md") == version)
    #expect(try first(/\nversion: (?<version>[0-9.]+)\n/, in: "CITATION.cff") == version)
    #expect(try first(/This is version (?<version>[0-9.]+)\./, in: "Package.swift") == version)
    #expect(try first(/from: "(?<version>[0-9.]+)"/, in: "README.md") == version)
  }
}

/// The package's folder.
private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

private func text(of path: String) throws -> String {
  try String(contentsOf: root.appending(path: path), encoding: .utf8)
}

private func files(in folder: String, _ suffix: String) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)
    .filter { $0.hasSuffix(suffix) }.sorted().map { "\(folder)/\($0)" }
}

private func documents() throws -> [String] {
  try ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "Benchmarks/peers/README.md"]
    + files(in: "Guides", ".md")
}

/// The contents of the blocks that are fenced as "swift" and nothing else.
private func swiftBlocks(of document: String) throws -> [String] {
  try text(of: document).matches(of: /(?ms)^```swift\n(?<code>.*?)\n```$/).map { String($0.code) }
}

/// A block may stand deeper in its file than in the document.
private func withoutIndentation(_ code: String) -> String {
  code.split(separator: "\n", omittingEmptySubsequences: false)
    .map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "\n")
}
