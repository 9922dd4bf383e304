// Solves every problem of the board with the one default recipe and prints a table.

import ArgumentParser
import Foundation

@main struct Scoreboard: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scoreboard", abstract: "Solve the problems of the scoreboard with the default recipe.")

  @Option(help: "Only problems whose names contain this.") var only: String?
  @Option(help: "Number of seeds, from 0.") var seeds = 1
  @Option(help: "First seed.") var firstSeed: UInt64 = 0
  @Option(help: "Seconds for each problem, in place of its own.") var seconds: Double?
  @Option(help: "Steps for each problem, however long they take.") var steps: Int?
  @Option(help: "Threads.") var threads = ProcessInfo.processInfo.activeProcessorCount
  @Flag(help: "Show the course of each training.") var verbose = false

  func run() throws {
    for entry in entries where only.map({ entry.name.contains($0) }) ?? true {
      for seed in firstSeed..<firstSeed + UInt64(seeds) {
        let setting = Setting(
          seed: seed, seconds: steps == nil ? seconds ?? entry.seconds : nil, steps: steps, threads: threads,
          verbose: verbose)
        guard let score = try entry.run(setting) else {
          print("\(entry.name): skipped, its reference data are not in \(dataFolder)")
          break
        }
        let errors = score.errors.map { "\($0.field) " + String(format: "%.2e", $0.relativeL2) }.joined(separator: "  ")
        print(
          "\(entry.name.padding(toLength: 14, withPad: " ", startingAt: 0)) seed \(seed)  \(errors)  "
            + String(format: "%.1f s", score.seconds)
            + "  \(score.steps) steps  \(score.parameters) parameters  \(score.end)")
        fflush(nil)
      }
    }
  }
}
