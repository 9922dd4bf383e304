// A trainer that is killed at any moment loses nothing that was kept, and ends where an undisturbed one does.

import Foundation
import PINN
import PINNHDF5
import Testing

@Suite struct KillTests {
  private static let flags = ["--points", "60", "--width", "6", "--depth", "1", "--seed", "5", "--seconds", "1000"]

  /// The trainer, which is built beside the tests.
  private static let trainer = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "heat")
  private static let isBuilt = FileManager.default.isExecutableFile(atPath: trainer.path)

  private static func start(_ arguments: [String], in folder: String) throws -> (process: Process, errors: Pipe) {
    let (process, errors) = (Process(), Pipe())
    process.executableURL = trainer
    process.arguments = flags + arguments
    process.currentDirectoryURL = URL(filePath: folder)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    try process.run()
    return (process, errors)
  }

  /// SIGKILL at 50 random moments; whatever is there under a checkpoint's name opens, and no step that was kept is lost.
  @Test(.enabled(if: isBuilt, "skipped: the trainer 'heat' isn't built"), .timeLimit(.minutes(10)))
  func nothingThatWasKeptIsLost() throws {
    try withFolder { folder in
      let files = CheckpointFiles(path: "\(folder)/heat.checkpoint.h5")
      let flags = ["--checkpoint-every", "0", "--steps", "1000000", "--output", "killed.h5", "--force"]
      var last = -1
      for _ in 0..<50 {
        let place = last < 0 ? ["--checkpoint", files.path] : ["--resume", files.path]
        let (process, _) = try Self.start(flags + place, in: folder)
        // The moment lies after the run has kept something, anywhere between two checkpoints or in one.
        while process.isRunning, try Self.step(files.path) ?? -1 <= last { usleep(1_000) }
        usleep(UInt32.random(in: 0...20_000))
        let seen = try Self.step(files.path) ?? -1
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        for name in names where name.contains("checkpoint") && name.hasSuffix(".h5") {
          _ = try Checkpoint(path: "\(folder)/\(name)")
        }
        let kept = try #require(try Self.step(files.path))
        #expect(kept >= seen && seen >= last)
        last = kept
      }
      let steps = "\(last + 20)"
      let ends = [("resumed.h5", ["--resume", files.path]), ("whole.h5", [])]
      let solutions = try ends.map { name, flags in
        let (process, errors) = try Self.start(flags + ["--steps", steps, "--output", name], in: folder)
        let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(said)")
        return try HDF5Reader(path: "\(folder)/\(name)").values(of: "/network/parameters").elements
      }
      #expect(solutions[0] == solutions[1], "after \(last) steps with 50 kills")
    }
  }

  /// The step of the checkpoint at a path; nil if there is none yet.
  private static func step(_ path: String) throws -> Int? {
    FileManager.default.fileExists(atPath: path) ? try Checkpoint(path: path).step : nil
  }

  @Test(
    .enabled(if: isBuilt, "skipped: the trainer 'heat' isn't built"), .timeLimit(.minutes(5)),
    arguments: [SIGINT, SIGTERM, SIGHUP])
  func signalsKeepACheckpoint(_ signal: Int32) throws {
    try withFolder { folder in
      let (process, errors) = try Self.start(
        // In single precision no stage ends by itself.
        ["--steps", "1000000", "--checkpoint-every", "0", "--precision", "float"], in: folder)
      let path = "\(folder)/heat.checkpoint.h5"
      let limit = Date(timeIntervalSinceNow: 60)
      while try Self.step(path) ?? 0 < 1, limit.timeIntervalSinceNow > 0 { usleep(1_000) }
      kill(process.processIdentifier, signal)
      let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 128 + signal)
      #expect(said.hasSuffix("Interrupted. The same command with --resume heat.checkpoint.h5 goes on.\n"), "\(said)")
      #expect(try (Self.step(path) ?? 0) > 0)
      #expect(!FileManager.default.fileExists(atPath: "\(folder)/heat.h5"))
    }
  }

  /// A limit on the size of files does to a write what a full disk does.
  @Test(.enabled(if: isBuilt, "skipped: the trainer 'heat' isn't built"), .timeLimit(.minutes(5)))
  func aFullDiskStopsTheWriteOnly() throws {
    try withFolder { folder in
      let (process, errors) = (Process(), Pipe())
      process.executableURL = URL(filePath: "/bin/bash")
      process.arguments =
        ["-c", "trap '' XFSZ; ulimit -f 4; exec \"$0\" \"$@\"", Self.trainer.path] + Self.flags
        + ["--checkpoint-every", "0", "--steps", "12"]
      process.currentDirectoryURL = URL(filePath: folder)
      process.standardOutput = FileHandle.nullDevice
      process.standardError = errors
      try process.run()
      let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(
        said.contains("Warning: no checkpoint could be kept after step 0: 'heat.checkpoint.h5' can't be written ("))
      #expect(said.contains("The run goes on.") && said.contains("ended after 12 steps"), "\(said)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [], "half-written files stay")
    }
  }
}
