// Answers, by measurement, three questions people ask about derivatives of networks. See Guides/Derivatives.md.

import ArgumentParser
import PINNAutodiff

@main struct DerivativeStudy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "derivative-study",
    abstract: "Compare all ways to differentiate a network by its inputs: values, operations, memory and time.")

  @Option(help: "Threads of an evaluation.")
  var threads = 1
  @Option(help: "Largest number of points of the last table, from 100 to 1000000.")
  var points = 1_000_000

  func validate() throws {
    if threads < 1 { throw ValidationError("--threads must be at least 1, not \(threads)") }
    if !(100...1_000_000).contains(points) {
      throw ValidationError("--points must be from 100 to 1000000, not \(points)")
    }
  }

  func run() throws {
    print(
      """
      Derivatives of networks, by every route, in double precision
      \(instructionSetNames()[0]), \(threads == 1 ? "1 thread" : "\(threads) threads"), medians of repeated evaluations

      """)
    print(try firstQuestion(threads: threads), terminator: "\n\n\n")
    print(try secondQuestion(threads: threads), terminator: "\n\n\n")
    print(try thirdQuestion(threads: threads), terminator: "\n\n\n")
    print(try growthWithOrder(threads: threads), terminator: "\n\n\n")
    print(try growthWithPoints(largest: points, threads: threads))
  }
}
