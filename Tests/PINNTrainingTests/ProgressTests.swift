// What a run says while it goes on: the progress line, and the log for other programs.

import Foundation
import HeatEquations
import PINN
import Testing

@Suite struct ProgressTests {
  let network = MLP(width: 6, depth: 1)

  @Test func theLineHasABarAndTheErrorAndPlainLinesHaveTheTime() throws {
    nonisolated(unsafe) var live = ""
    nonisolated(unsafe) var plain = ""
    let training = try Training(heatProblem(), network: network)
    let error = try training.error(against: .decayingSines(diffusivity: 0.1))
    let solution = try training.run(
      [.adam(steps: 30)],
      observers: [
        ProgressLine(isTerminal: true, error: error) { live += $0 },
        ProgressLine(isTerminal: false, error: error) { plain += $0 },
      ])
    #expect(live.contains("[--------------------]   0 %  step 0/30  loss "))
    #expect(live.contains("[####################] 100 %  step 30/30  loss "))
    #expect(plain.contains(#/(?m)^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\S*  step 0/30  loss /#))
    #expect(!plain.contains("#") && !plain.contains("\r"))
    // The error by another route: the solution's own, at the same points.
    let points = try PointSet(axes: [.x, .t], points: training.loss.collocationPoints[0].points)
    let expected = try solution.errors(against: .decayingSines(diffusivity: 0.1), at: points).largest
    #expect(abs(error(solution.parameters) - expected) < 1e-12 * expected)
    let shown = "error " + String(format: "%.2e", expected)
    #expect(plain.contains(shown) && live.contains(shown), "\(plain)")
  }

  @Test func aRunWithoutLimitsShowsNone() throws {
    nonisolated(unsafe) var text = ""
    let training = try Training(heatProblem(), network: network)
    let stop = Watcher { $0.step == 5 ? .stop("enough") : .proceed }
    _ = try training.run(
      [.adam(steps: .max)], observers: [stop, ProgressLine(isTerminal: true) { text += $0 }])
    #expect(text.contains("step 5  loss ") && !text.contains("[#") && !text.contains("/9") && !text.contains("left"))
    let unknown = ReferenceSolution<HeatEquation.Unknown>(name: "nothing") { _, _ in nil }
    #expect(sentence { _ = try training.error(against: unknown) }.contains("'nothing' knows none of the unknowns"))
  }

  // MARK: - The log

  private struct Line: Decodable {
    let event: String
    let equation, reason: String?
    let seed, step: Int?
    let loss, error: Double?
    let terms: [String: Double]?
  }

  private func withFile(_ body: (String) throws -> Void) throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).jsonl").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(path)
  }

  @Test func everyLineOfTheLogIsJSON() throws {
    try withFile { path in
      let training = try Training(heatProblem(), network: network)
      let solution = try training.run(
        [.adam(steps: 25)], observers: [try HistoryLog(path: path, error: { _ in .nan })])
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let lines = try text.split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
      #expect(lines.map(\.event) == ["start", "step", "step", "step", "end"])
      #expect(lines[0].equation == "u_t - k u_xx = 0" && lines[0].seed == 0)
      let steps = lines.dropFirst()
      #expect(steps.map(\.step) == [0, 10, 20, 25] && steps.map(\.loss) == solution.history.losses)
      let expected = zip(solution.history.terms, solution.history.termValues.map { $0[1] })
      #expect(lines[2].terms == Dictionary(uniqueKeysWithValues: expected))
      // NaN is no JSON.
      #expect(lines[2].error == nil && lines[4].reason == "all steps are done")

      #expect(sentence { _ = try HistoryLog(path: path) }.contains("exists already"))
      _ = try training.run([.adam(steps: 1)], observers: [try HistoryLog(path: path, existing: .append)])
      #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix(text))
      _ = try training.run([.adam(steps: 1)], observers: [try HistoryLog(path: path, existing: .replace)])
      #expect(try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").count == 3)
      #expect(sentence { _ = try HistoryLog(path: "/nowhere/x.jsonl") }.contains("can't be written (No such file"))
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "skipped: there is no /dev/full"))
  func aFullDiskEndsTheLogAndNotTheRun() throws {
    nonisolated(unsafe) var warnings: [String] = []
    let log = try HistoryLog(path: "/dev/full", existing: .append, warn: { warnings.append($0) })
    let solution = try Training(heatProblem(), network: network).run([.adam(steps: 20)], observers: [log])
    #expect(solution.steps == 20 && warnings.count == 1)
    #expect(warnings.first?.hasPrefix("the log '/dev/full' ends here: ") == true)
  }
}
