// Where a run's solution and checkpoints go, so that none is lost: neither to another run of the same name nor to a full disk.

import Foundation
import PINN
import PINNFiles
import PINNHDF5

/// The files that a run writes.
struct RunFiles {
  /// Where the solution is to go.
  let output: String
  /// Where checkpoints go.
  let checkpoints: CheckpointFiles
  /// The checkpoint that the run goes on from.
  let resumed: Checkpoint?
  private let options: RunOptions
  private let reservation: FileReservation?

  /// The files that the flags say, or those called after `name`: the first of NAME.h5, NAME-2.h5, ... that isn't there yet.
  ///
  /// - Throws: `FileError` for a file that couldn't be written, or that another run is going to write.
  init(_ options: RunOptions, name: String, grid: Grid, reading inputs: [DistinctFiles.File]) throws {
    self.options = options
    (output, reservation) = try Self.reserve(options, name: name)
    let stem = (output as NSString).deletingPathExtension
    let writer = try FileFormat.all.writer(to: output, force: options.force)
    try writer.validate()
    try writer.validate(for: grid)
    let path = options.checkpoint ?? options.resume ?? freePath(stem, ".checkpoint.h5", force: options.force)
    checkpoints = CheckpointFiles(path: path)
    let read =
      inputs + [("--reference", options.reference), ("--resume", path == options.resume ? nil : options.resume)]
    let written = writer.paths.map { ("--output", $0) } + checkpoints.paths.prefix(1).map { ("--checkpoint", $0) }
    try DistinctFiles(reading: read, writing: written + [("--log", options.log)]).validate()
    try checkpoints.validate(force: options.force || path == options.resume)
    resumed = try options.resume.map { try Checkpoint(path: $0) }
  }

  /// The output file, and the right to write it.
  private static func reserve(_ options: RunOptions, name: String) throws -> (String, FileReservation?) {
    if let output = options.output {
      guard let reservation = FileReservation(path: output) else {
        throw FileError("another run is going to write '\(output)'; choose another --output")
      }
      return (output, reservation)
    }
    for path in paths(name, ".h5") where options.force || !exists(path) {
      if let reservation = FileReservation(path: path) { return (path, reservation) }
    }
    return (name + ".h5", nil)
  }

  /// Gives the output's name up.
  func release() { reservation?.release() }

  /// When checkpoints are kept. The last state of a run is kept in any case, until the solution is written.
  var schedule: CheckpointSchedule {
    var schedule = CheckpointSchedule(checkpoints, every: options.checkpointEvery ?? .infinity)
    schedule.keepsLast = isTemporary
    return schedule
  }

  /// Whether the checkpoint is of no use once the solution is written: nobody asked for it.
  private var isTemporary: Bool {
    options.checkpoint == nil && options.resume == nil && options.checkpointEvery == nil
  }

  /// Removes the last state of a run whose solution is written.
  func removeTemporary() { if isTemporary { unlink(checkpoints.path) } }

  /// Writes the solution; returns where, and what there is to say about that.
  ///
  /// Where another run has taken the name meanwhile, the next free one is taken. Where it can't be written, it goes beside the
  /// checkpoints or into the folder for temporary files.
  ///
  /// - Throws: `FileError` for parts that the format can't hold, or if it can't be written anywhere.
  func write(_ snapshot: FieldSnapshot) throws -> (path: String, note: String?, isElsewhere: Bool) {
    let failure: any Error
    do {
      try FileFormat.all.writer(to: output, force: options.force).write(snapshot)
      return (output, nil, false)
    } catch { failure = error }
    let (stem, end) = ((output as NSString).deletingPathExtension, "." + (output as NSString).pathExtension)
    if !options.force, exists(output) {
      let path = freePath(stem, end, force: false)
      try FileFormat.all.writer(to: path, force: false).write(snapshot)
      return (path, "note: '\(output)' came into being during the run and is left as it is", false)
    }
    let name = (stem as NSString).lastPathComponent
    for folder in [(checkpoints.path as NSString).deletingLastPathComponent, NSTemporaryDirectory()] {
      let path = freePath((folder as NSString).appendingPathComponent(name), end, force: false)
      guard path != output, (try? FileFormat.all.writer(to: path, force: false).write(snapshot)) != nil else {
        continue
      }
      return (path, "\(failure); the solution is in '\(path)' instead", true)
    }
    throw failure
  }
}

private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

/// `stem` and `end`, or the first of `stem`-2, `stem`-3, ... with `end` that isn't there yet, unless it may be replaced.
func freePath(_ stem: String, _ end: String, force: Bool) -> String {
  let first = stem + end
  return force ? first : paths(stem, end).first { !exists($0) } ?? first
}

/// `stem` and `end`, and `stem`-2, `stem`-3, ... with `end`.
private func paths(_ stem: String, _ end: String) -> some Sequence<String> {
  (1...).lazy.map { $0 == 1 ? stem + end : "\(stem)-\($0)\(end)" }
}
