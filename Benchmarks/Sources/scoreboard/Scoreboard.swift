// `make scoreboard`: solves every problem of the board with the one default recipe and prints a Markdown table.

import ArgumentParser
import Foundation

@main struct Scoreboard: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scoreboard",
    abstract: "Solve the problems of the scoreboard with the default recipe.",
    discussion: """
      Problems: \(entries.map(\.name).joined(separator: ", ")). Each run is a line on standard error as it ends; the table \
      goes to standard output. All problems with one seed take ten minutes.
      """)

  @Option(help: "Only this problem.") var only: String?
  @Option(help: "Number of seeds.") var seeds = 1
  @Option(help: "First seed.") var firstSeed: UInt64 = 0
  @Option(help: "Seconds for each problem, in place of its own.") var seconds: Double?
  @Option(help: "Steps for each problem, however long they take.") var steps: Int?
  @Option(help: "Threads.") var threads = ProcessInfo.processInfo.activeProcessorCount
  @Option(help: "Train nothing: time so many steps and say where their time goes.") var profile: Int?
  @Flag(help: "Show the course of each training.") var verbose = false

  func validate() throws {
    guard seeds > 0, threads > 0, steps ?? 1 > 0, seconds ?? 1 > 0, profile ?? 1 > 0 else {
      throw ValidationError("numbers of seeds, threads, steps and seconds must be positive")
    }
    if let only, !entries.contains(where: { $0.name == only }) {
      throw ValidationError(
        "there is no problem '\(only)': choose from \(entries.map(\.name).joined(separator: ", "))")
    }
  }

  func run() throws {
    var rows: [String] = []
    for entry in entries where only == nil || entry.name == only {
      var scores: [Score] = []
      for seed in firstSeed..<firstSeed + UInt64(seeds) {
        let setting = Setting(
          seed: seed, seconds: steps == nil ? seconds ?? entry.seconds : nil, steps: steps, threads: threads,
          verbose: verbose, profiled: profile)
        guard let score = try entry.run(setting) else {
          log("\(entry.name): skipped, its reference data are not in \(dataFolder)")
          break
        }
        log("\(entry.name), seed \(seed): \(score.profile ?? "\(score)")")
        if score.profile == nil { scores.append(score) }
      }
      if !scores.isEmpty { rows.append(row(of: entry, scores)) }
    }
    if rows.isEmpty { return }
    let header = "| problem | relative L2 error | seconds | steps | parameters | points | published |"
    print(([header, "|---|---|---|---|---|---|---|"] + rows).joined(separator: "\n"))
  }

  private func log(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }

  /// Medians over the seeds; with several, each field's largest error in brackets.
  private func row(of entry: Entry, _ scores: [Score]) -> String {
    let errors = scores[0].errors.indices.map { i in
      let values = scores.map { $0.errors[i].relativeL2 }
      let largest = scores.count > 1 ? " (\(scientific(values.max() ?? .nan)))" : ""
      return "\(scores[0].errors[i].field): \(scientific(median(values)))\(largest)"
    }
    let cells = [
      entry.name, errors.joined(separator: "; "), String(format: "%.0f", median(scores.map(\.seconds))),
      "\(Int(median(scores.map { Double($0.steps) })))", "\(scores[0].parameters)",
      "\(Int(median(scores.map { Double($0.points) })))", entry.published ?? "",
    ]
    return "| " + cells.joined(separator: " | ") + " |"
  }

  private func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return 0.5 * (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2])
  }
}

func scientific(_ x: Double) -> String { String(format: "%.1e", x) }

extension Score: CustomStringConvertible {
  var description: String {
    errors.map { "\($0.field) \(scientific($0.relativeL2))" }.joined(separator: ", ")
      + String(format: " in %.1f s, ", seconds) + "\(steps) steps, \(parameters) parameters, \(points) points; \(end)"
  }
}
