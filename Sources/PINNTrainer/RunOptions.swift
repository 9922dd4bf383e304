// The flags of every training on the command line: how long, from which numbers, with what arithmetic, and its files.

import ArgumentParser
import PINN

extension Precision: ExpressibleByArgument {}

/// Flags for the length of a training, its arithmetic and its files.
public struct RunOptions: ParsableArguments {
  /// Largest number of steps.
  @Option(parsing: .unconditional, help: "Largest number of optimiser steps.")
  public var steps: Int?
  /// Largest time in seconds.
  @Option(parsing: .unconditional, help: "Largest training time in seconds.")
  public var seconds: Double?
  /// Windows of time.
  @Option(
    parsing: .unconditional,
    help: "Number of windows of time, solved one after another (default: one, and more where that fails).")
  public var windows: Int?
  /// Seed of all random numbers.
  @Option(help: "Seed of the initial weights, the points, and measurements that are made up (default: 0).")
  public var seed: UInt64?
  /// Arithmetic of residuals and gradients.
  @Option(help: "Arithmetic of residuals and gradients: double, or float with first-order and quasi-Newton optimisers.")
  public var precision: Precision?
  /// Number of threads.
  @Option(parsing: .unconditional, help: "Number of threads (default: one for each core). Results don't depend on it.")
  public var threads: Int?
  /// File with a known solution.
  @Option(
    help: "HDF5 file with a known solution, to compare with at its own points.", completion: .file(extensions: ["h5"]))
  public var reference: String?
  /// File for the solution.
  @Option(
    help: "File to write the solution to: .h5, .xdmf, .vti, .vtr or .csv (default: NAME.h5, numbered if that exists).",
    completion: .file())
  public var output: String?
  /// The folder for pictures.
  @Option(help: "Folder to draw pictures into: fields, errors, slices, loss, points.", completion: .directory)
  public var plot: String?
  @Option(
    parsing: .unconditional, help: "Seconds between checkpoints (default: none but that of an interrupted run).")
  var checkpointEvery: Double?
  @Option(
    help: "File for checkpoints (default: that of --resume, or the output file's name with .checkpoint.h5).",
    completion: .file(extensions: ["h5"]))
  var checkpoint: String?
  @Option(
    help: "Checkpoint to go on from, of a run with the same flags but for steps, seconds, threads and files.",
    completion: .file(extensions: ["h5"]))
  var resume: String?
  @Option(help: "File for the history as JSON lines, written while the run goes on.", completion: .file())
  var log: String?
  @Flag(
    inversion: .prefixedNo,
    help: "Add an estimate of the trained solution's error to it, where that lowers the residuals.")
  var correction = true
  @Flag(help: "Replace the output file and pictures if they exist.")
  var force = false
  @Flag(help: "Print the errors only.")
  var quiet = false

  /// No flags given.
  public init() {}

  /// Refuses numbers that make no sense, before anything is computed.
  public func validate() throws {
    try checkCounts([("steps", steps, .max), ("windows", windows, 10_000), ("threads", threads, 1_024)])
    if let seconds, !(seconds > 0) { throw ValidationError("--seconds must be more than 0, not \(seconds)") }
    if let checkpointEvery, !(checkpointEvery >= 0) {
      throw ValidationError("--checkpoint-every must be 0 or more seconds, not \(checkpointEvery)")
    }
  }
}

/// Refuses numbers below 1 or too large.
func checkCounts(_ counts: [(name: String, value: Int?, largest: Int)]) throws {
  for (name, value, largest) in counts {
    guard let value else { continue }
    if value < 1 { throw ValidationError("--\(name) must be at least 1, not \(value)") }
    if value > largest { throw ValidationError("--\(name) must be at most \(largest), not \(value)") }
  }
}
