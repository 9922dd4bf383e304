// The list of modules in Guides/Architecture.md is the list of the manifest's targets that lie in Sources/.

import Foundation
import Testing

@Suite struct ModuleListTests {
  private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The targets of the manifest without a path of their own: those are in Sources/.
  private func targets() throws -> [String] {
    let manifest = try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
    let first = try #require(manifest.range(of: "\n  targets: ["), "the manifest has no list of targets")
    // Up to the next target of any kind, so that a path belongs to the one before it.
    return manifest[first.upperBound...].split(separator: /\n    \.(?=[a-zA-Z]+\()/).compactMap { target in
      guard let match = target.firstMatch(of: /^(?:target|executableTarget|systemLibrary)\(\s*name: "(?<name>\w+)"/)
      else { return nil }
      return target.contains("path: ") ? nil : String(match.name)
    }
  }

  /// What begins the lines of the first block of code after the heading: names with commas between them.
  private func listed() throws -> [String] {
    let guide = try String(contentsOf: root.appending(path: "Guides/Architecture.md"), encoding: .utf8)
    let block = try #require(
      guide.firstMatch(of: /(?ms)^## Modules$.*?^```$\n(?<lines>.*?)^```$/), "Architecture.md has no list of modules")
    return block.lines.split(separator: "\n").flatMap { line in
      (line.prefixMatch(of: /[\w\/*]+(?:, [\w\/*]+)*/)?.0 ?? "").split(separator: ", ").map(String.init)
    }
  }

  @Test func theListIsThatOfTheManifest() throws {
    let (targets, listed) = try (targets(), listed())
    #expect(targets.count > 20 && targets.contains("PINN"))
    #expect(listed.filter { !$0.hasSuffix("/*") }.sorted() == targets.sorted())
    #expect(listed.filter { $0.hasSuffix("/*") } == ["Equations/*", "Samplers/*"])
  }

  @Test func everyTargetOfTheManifestHasAFolderInSources() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Sources").path)
    #expect(folders.filter { !$0.hasPrefix(".") }.sorted() == (try targets().sorted()))
  }
}
