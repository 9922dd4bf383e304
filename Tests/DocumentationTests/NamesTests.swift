// Types that the README and the guides name are in the code: a name in backticks that was changed there is found here.

import Foundation
import Testing

@Suite struct NamesTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Names in a reader's own code, and of processors.
  private static let others: Set = ["AntitheticSampling", "MyOptimizer", "Haswell", "SkylakeX"]

  private static let documents = ["README.md"] + guides.map { "Guides/\($0)" }
  private static let guides =
    (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Guides").path).sorted())?
    .filter { $0.hasSuffix(".md") } ?? []

  /// All words of the code, and the names of its folders.
  private static let words: Set<Substring> = {
    var words: Set<Substring> = []
    for folder in ["Sources", "Equations", "Samplers", "Examples", "Snippets", "Tests"] {
      let folder = root.appending(path: folder)
      for path in (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? [] {
        guard !path.contains(".build/") else { continue }
        words.formUnion(path.split { $0 == "/" || $0 == "." })
        guard path.hasSuffix(".swift"),
          let text = try? String(contentsOf: folder.appending(path: path), encoding: .utf8)
        else { continue }
        words.formUnion(text.utf8.split { !isPartOfAName($0) }.map { Substring($0) })
      }
    }
    // Modules that the manifest makes of folders.
    for (folder, suffix) in [("Equations", "Equations"), ("Samplers", "Sampling")] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)) ?? []
      words.formUnion(names.map { Substring($0 + suffix) })
    }
    return words
  }()

  private static func isPartOfAName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  @Test(arguments: documents) func typesAreInTheCode(_ document: String) throws {
    var prose = try String(contentsOf: Self.root.appending(path: document), encoding: .utf8)
      .replacing(/(?ms)^```.*?^```$/, with: "")
    // The first column of its tables has the names of other packages.
    if document.hasSuffix("ComingFromElsewhere.md") { prose = prose.replacing(/(?m)^\|[^|]*\|/, with: "") }
    for match in prose.matches(of: /`(?<name>[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)(?:[.(<][^`]*)?`/) {
      #expect(
        Self.words.contains(match.name) || Self.others.contains(String(match.name)),
        "\(document) names \(match.name), which is nowhere in the code")
    }
  }
}
