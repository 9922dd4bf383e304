// The guide's problem files work as they stand there.

import Foundation
import PINN
import PINNProblemFile
import Testing

@Suite struct GuideTests {
  private static let blocks: [String] = {
    let guide = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Guides/ProblemFiles.md")
    let text = (try? String(contentsOf: guide, encoding: .utf8)) ?? ""
    return text.matches(of: /(?ms)^```yaml\n(?<file>.*?)^```$/).map { String($0.file) }
  }()

  @Test func theWholeFileTrains() throws {
    let text = try #require(Self.blocks.first)
    var file = try ProblemFile(text: text, path: "rod.yaml")
    file.budget = .steps(60)
    let history = try file.training().run(observers: []).snapshot().history
    let losses = try #require(history.first { $0.name == "loss" }).values
    #expect(losses[losses.count - 1] < 1e-5 * losses[0])
  }

  @Test func thePartsFitIntoAFile() throws {
    #expect(Self.blocks.count > 2)
    for part in Self.blocks.dropFirst() {
      let domain = part.hasPrefix("domain") ? "" : "domain: {x: [0, 1], y: [0, 1]}\n"
      _ = try ProblemFile(text: "equation: poisson\npoints: 50\n" + domain + part, path: "part.yaml").training()
    }
  }
}
