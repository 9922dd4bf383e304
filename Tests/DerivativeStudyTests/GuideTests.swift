// The guide's code is the snippet's, which the compiler has seen.

import Foundation
import Testing

@Test func everyCodeBlockOfTheGuideIsCompiled() throws {
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../..")
  let guide = try String(contentsOf: root.appending(path: "Guides/Derivatives.md"), encoding: .utf8)
  let snippet = try String(contentsOf: root.appending(path: "Snippets/Derivatives.swift"), encoding: .utf8)
  let blocks = guide.components(separatedBy: "```swift\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
  #expect(blocks.count > 4)
  for block in blocks { #expect(snippet.contains(block), "not in Snippets/Derivatives.swift:\n\(block)") }
}
