// Numbers to be found, by name: in coefficients, sources, conditions and initial values of a problem file.

import Foundation
import PINN
import PINNProblemFile
import Testing

@Suite struct UnknownNumberTests {
  private func file(_ text: String) throws -> ProblemFile {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let rows = (0..<20).map { (Double($0) + 0.5) / 20 }.map { "\($0),\(1 - 2 * $0 / 3)" }
    try Data((["x,u"] + rows).joined(separator: "\n").utf8).write(to: folder.appending(path: "line.csv"))
    return try ProblemFile(text: text, path: "problem.yaml", folder: folder.path)
  }

  /// u = 1 - 2 x / 3 solves u_xx + q = 0 with q = 0, u(0) = a = 1, h u + u_x = 0 at 1 with h = 2.
  private let text = """
    constants:
      h: {trainable: 0.5, scale: logarithmic}
      q: {trainable: 0.3}
      a: {trainable: 0.5}
    equation: {poisson: {source: q}}
    domain: {x: [0, 1]}
    points: 40
    conditions:
      - dirichlet: {u: a}
        on: x=0
        points: 1
      - robin: {u: 0}
        a: h
        on: x=1
        points: 1
      - data: line.csv
    network: {mlp: {width: 8, depth: 1}}
    optimizer: {levenbergMarquardt: {steps: 80}}
    """

  @Test func areFound() throws {
    let training = try file(text).training()
    #expect(training.layout.blocks.map(\.name).suffix(3) == ["q", "a", "h"])
    let found = try training.run(observers: []).coefficients
    let values = Dictionary(uniqueKeysWithValues: found.map { ($0.name, $0.value) })
    #expect(abs(values["h"]! - 2) < 1e-3 && abs(values["q"]!) < 1e-3 && abs(values["a"]! - 1) < 1e-4, "\(found)")
  }

  @Test(arguments: [
    ("points: 40", "points: h", "'h' is a number to be found, and here a known one is needed"),
    ("h: {trainable: 0.5, scale: logarithmic}", "h: {trainable: -0.5, scale: logarithmic}", "must start above 0"),
    ("q: {trainable: 0.3}", "q: {trainable: h}", "'h' is a number to be found"),
    ("q: {trainable: 0.3}", "x: {trainable: 0.3}", "unknown name 'q'"),
    ("q: {trainable: 0.3}", "q: {trainable: 0.3}\n  x: {trainable: 1}", "an axis of the domain already"),
    ("source: q", "source: qq", "unknown name 'qq'"),
  ]) func mistakesAreShownWhereTheyAre(_ right: String, _ wrong: String, _ sentence: String) throws {
    do {
      _ = try file(text.replacing(right, with: wrong)).training()
      Issue.record("nothing wrong with '\(wrong)'")
    } catch { #expect("\(error)".contains(sentence) && "\(error)".contains("problem.yaml:"), "\(error)") }
  }
}
