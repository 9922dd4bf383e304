// `make bench`: a table of training steps, or one JSON object a line.

import ArgumentParser
import Foundation
import PINNAutodiff

@main struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Times training steps and derivative evaluations on fixed workloads.",
    discussion: "Workloads: \(workloads.map(\.name).joined(separator: ", ")).")

  @Option(help: "Only this workload.") var only: String?
  @Option(help: "float, double or both.") var precision = "both"
  @Option(help: "Number of threads.") var threads = 1
  @Option(help: "Number of points, in place of the workload's own.") var points: Int?
  @Option(help: "Steps to time at least.") var steps = 20
  @Option(help: "Instruction set to force: \(instructionSetNames().joined(separator: ", ")).") var target: String?
  @Option(help: "Also write one JSON object a line to this file.") var json: String?
  @Flag(help: "Print the compiler's plan of each workload.") var plan = false

  func validate() throws {
    if let only, !workloads.contains(where: { $0.name == only }) {
      throw ValidationError(
        "there is no workload '\(only)': choose from \(workloads.map(\.name).joined(separator: ", "))")
    }
    guard ["float", "double", "both"].contains(precision) else {
      throw ValidationError("the precision is float, double or both, not '\(precision)'")
    }
    guard threads > 0, steps > 0, points ?? 1 > 0 else { throw ValidationError("counts must be at least 1") }
    if let target, !instructionSetNames().contains(target) {
      throw ValidationError("this machine can run \(instructionSetNames().joined(separator: ", ")), not '\(target)'")
    }
  }

  func run() throws {
    var lines = ""
    print("workload            precision        n  threads   ms/step  compile ms  GFLOP/s  peak MB")
    for workload in workloads where only == nil || workload.name == only {
      let workload = points.map(workload.with) ?? workload
      for name in ["float", "double"] where precision == "both" || precision == name {
        if name == "float", workload.rows { continue }
        let m =
          name == "float"
          ? try measure(workload, Float.self, threads: threads, steps: steps, forcing: target)
          : try measure(workload, Double.self, threads: threads, steps: steps, forcing: target)
        let cells = [
          m.workload.padding(toLength: 20, withPad: " ", startingAt: 0),
          m.precision.padding(toLength: 8, withPad: " ", startingAt: 0),
          String(
            format: "%9d %8d %9.3f %11.2f %8.1f %8.1f", m.n, m.threads, m.ms_per_step, m.compile_ms, m.gflops,
            m.peak_rss_mb),
        ]
        print(cells.joined(separator: " "))
        if plan { print("    \(m.plan)") }
        lines += String(decoding: try JSONEncoder().encode(m), as: UTF8.self) + "\n"
      }
    }
    if let json { try lines.write(toFile: json, atomically: true, encoding: .utf8) }
  }
}
