// The flags for a run that takes long: checkpoints, one to go on from, a log.

import ArgumentParser
import Foundation
import PINN
import PINNHDF5

/// Flags for checkpoints and a log. Without any, a run that is interrupted (Ctrl-C, SIGTERM) still keeps one.
public struct RunOptions: ParsableArguments {
  @Option(
    parsing: .unconditional, help: "Seconds between checkpoints (default: none but that of an interrupted run).")
  var checkpointEvery: Double?
  @Option(help: "File for checkpoints (default: that of --resume, or the output file's name with .checkpoint.h5).")
  var checkpoint: String?
  @Option(help: "Checkpoint to go on from, of a run with the same flags but for steps, seconds, threads and files.")
  var resume: String?
  @Option(help: "File for the history as JSON lines, written while the run goes on.")
  var log: String?

  /// No flags given.
  public init() {}

  /// Refuses a negative number of seconds.
  public func validate() throws {
    if let checkpointEvery, !(checkpointEvery >= 0) {
      throw ValidationError("--checkpoint-every must be 0 or more seconds, not \(checkpointEvery)")
    }
  }

  /// Runs a training that SIGINT and SIGTERM end after the present step, with checkpoints beside the file `output` and, if
  /// asked for, a log that has what `error` gives for the parameters.
  ///
  /// - Throws: for an interrupted run whose checkpoint was kept, `ExitCode` of the signal, after telling how to go on; if it
  ///   couldn't be kept the solution is returned as for any other end.
  public func run<E: Equation>(
    _ training: Training<E>, _ stages: [Stage], budget: Budget, observers: [any TrainingObserver],
    error: (([Double]) -> Double)?, output: String, force: Bool
  ) throws -> Solution<E> {
    let stem = (output as NSString).deletingPathExtension
    let path = checkpoint ?? resume ?? freePath(stem, ".checkpoint.h5", force: force)
    let files = CheckpointFiles(path: path)
    try files.validate(force: force || path == resume)
    let start = try resume.map { try Checkpoint(path: $0) }
    var observers = observers
    if let log {
      let existing: HistoryLog.Existing = resume != nil ? .append : force ? .replace : .refuse
      observers.append(try HistoryLog(path: log, existing: existing, error: error))
    }
    let interruption = Interruption()
    let solution = try interruption.whileListening {
      try training.run(
        stages, budget: budget, observers: observers,
        checkpoints: CheckpointSchedule(files, every: checkpointEvery ?? .infinity), resuming: start,
        interruption: interruption)
    }
    guard solution.end == .interrupted, (try? Checkpoint(path: path))?.step == solution.steps else { return solution }
    FileHandle.standardError.write(Data("Interrupted. The same command with --resume \(path) goes on.\n".utf8))
    throw ExitCode(128 + (interruption.signal ?? 0))
  }
}

/// `stem` and `end`, or the first of `stem`-2, `stem`-3, ... with `end` that isn't there yet, unless it may be replaced.
public func freePath(_ stem: String, _ end: String, force: Bool) -> String {
  let first = stem + end
  if force || !FileManager.default.fileExists(atPath: first) { return first }
  return (2...).lazy.map { "\(stem)-\($0)\(end)" }.first { !FileManager.default.fileExists(atPath: $0) } ?? first
}
