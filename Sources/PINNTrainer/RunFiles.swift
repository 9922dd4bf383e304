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
  private let names: [ReservedName]
  /// Whether the checkpoint is of no use once the solution is written: nobody asked for it.
  private let isTemporary: Bool

  /// The files that the flags say, or those called after `name`: the first of NAME.h5, NAME-2.h5, ... that isn't there yet.
  ///
  /// - Throws: `FileError` for a file that couldn't be written, or that another run is going to write.
  init(_ options: RunOptions, name: String, grid: Grid, reading inputs: [DistinctFiles.File]) throws {
    self.options = options
    let output = try ReservedName(options.output, "--output", stem: name, end: ".h5", force: options.force)
    let stem = (output.path as NSString).deletingPathExtension
    let writer = try FileFormat.all.writer(to: output.path, force: options.force)
    try writer.validate()
    try writer.validate(for: grid)
    let asked = options.checkpoint ?? options.resume
    func checkDistinct(_ checkpoint: String) throws {
      let resumed = checkpoint == options.resume ? nil : options.resume
      let written = writer.paths.map { ("--output", $0) } + [("--checkpoint", checkpoint)]
      try DistinctFiles(
        reading: inputs + [("--reference", options.reference), ("--resume", resumed)],
        writing: written + [("--log", options.log)]
      ).validate()
    }
    if let asked { try checkDistinct(asked) }
    isTemporary = asked == nil && options.checkpointEvery == nil
    // What nobody asked for takes nothing's place.
    let checkpoint = try ReservedName(
      asked, "--checkpoint", stem: stem, end: ".checkpoint.h5", force: options.force && !isTemporary)
    try checkDistinct(checkpoint.path)
    checkpoints = CheckpointFiles(path: checkpoint.path, count: isTemporary ? 1 : 2)
    try checkpoints.validate(force: options.force && !isTemporary || checkpoint.path == options.resume)
    resumed = try options.resume.map { try Checkpoint(path: $0) }
    (self.output, names) = (output.path, [output, checkpoint])
  }

  /// Gives the names up.
  func release() { for name in names { name.release() } }

  /// When checkpoints are kept. The last state of a run is kept in any case, until the solution is written.
  var schedule: CheckpointSchedule {
    var schedule = CheckpointSchedule(checkpoints, every: options.checkpointEvery ?? .infinity)
    schedule.keepsLast = isTemporary
    return schedule
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
      let path = freePath(stem, end)
      try FileFormat.all.writer(to: path, force: false).write(snapshot)
      return (path, "note: '\(output)' came into being during the run and is left as it is", false)
    }
    let name = (stem as NSString).lastPathComponent
    for folder in [(checkpoints.path as NSString).deletingLastPathComponent, NSTemporaryDirectory()] {
      let path = freePath((folder as NSString).appendingPathComponent(name), end)
      guard path != output, (try? FileFormat.all.writer(to: path, force: false).write(snapshot)) != nil else {
        continue
      }
      return (path, "\(failure); the solution is in '\(path)' instead", true)
    }
    throw failure
  }
}

/// A name for a file that no other run is going to write.
private struct ReservedName {
  let path: String
  private let reservation: FileReservation?

  /// The name asked for by a flag, or the first of `stem` and `end`, `stem`-2 and `end`, ... that isn't there yet, unless it may be
  /// replaced. Throws `FileError` if another run has the name asked for.
  init(_ asked: String?, _ flag: String, stem: String, end: String, force: Bool) throws {
    if let asked {
      guard let reservation = FileReservation(path: asked) else {
        throw FileError("another run is going to write '\(asked)'; choose another \(flag)")
      }
      (path, self.reservation) = (asked, reservation)
      return
    }
    for path in paths(stem, end) where force || !exists(path) {
      guard let reservation = FileReservation(path: path) else { continue }
      (self.path, self.reservation) = (path, reservation)
      return
    }
    (path, reservation) = (stem + end, nil)
  }

  func release() { reservation?.release() }
}

private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

/// `stem` and `end`, or the first of `stem`-2, `stem`-3, ... with `end` that isn't there yet.
private func freePath(_ stem: String, _ end: String) -> String {
  paths(stem, end).first { !exists($0) } ?? stem + end
}

/// `stem` and `end`, and `stem`-2, `stem`-3, ... with `end`.
private func paths(_ stem: String, _ end: String) -> some Sequence<String> {
  (1...).lazy.map { $0 == 1 ? stem + end : "\(stem)-\($0)\(end)" }
}
