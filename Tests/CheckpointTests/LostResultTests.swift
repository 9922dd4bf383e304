// Runs whose surroundings fail: closed or full streams, a disk that fills up, a folder that goes away, other runs of the same name,
// signals while the solution is written. None loses its solution.

import Foundation
import PINN
import PINNHDF5
import Testing

/// The trainer, which is built beside the tests.
private let trainer = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "heat").path
private let isBuilt = FileManager.default.isExecutableFile(atPath: trainer)

@Suite(.enabled(if: isBuilt, "skipped: the trainer 'heat' isn't built"), .timeLimit(.minutes(5)))
struct LostResultTests {
  private static let flags = "--points 100 --width 8 --depth 2 --seconds 1000"

  /// Starts a line of the shell in which `heat` is the trainer with a small network.
  private func start(_ line: String, in folder: String) throws -> (process: Process, said: Pipe) {
    let (process, pipe) = (Process(), Pipe())
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", "heat() { \"\(trainer)\" \(Self.flags) \"$@\"; }\n\(line)"]
    process.currentDirectoryURL = URL(filePath: folder)
    process.environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": "\(folder)/tmp"]) { $1 }
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    return (process, pipe)
  }

  private func run(_ line: String, in folder: String) throws -> (status: Int32, said: String) {
    let (process, pipe) = try start(line, in: folder)
    let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, said)
  }

  private func files(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  @Test(arguments: ["2>&-", "2>/dev/full", ">&-", ">/dev/full", ">&- 2>&-", "<&- >&- 2>&-", "2>&1 | head -c 1"])
  func streamsThatFailLoseNothing(_ streams: String) throws {
    try withFolder { folder in
      let (status, said) = try run("set -o pipefail; heat --steps 40 \(streams)", in: folder)
      #expect(status == 0, "\(said)")
      #expect(try files(folder) == ["heat.h5"])
      // What was opened after a stream was closed must not have got what was meant for the stream.
      #expect(try HDF5Reader(path: "\(folder)/heat.h5").snapshot().fields.map(\.name).contains("u"))
    }
  }

  @Test func runsOfTheSameNameKeepOutOfEachOthersWay() throws {
    try withFolder { folder in
      let line =
        "for i in 1 2 3; do heat --seed $i --steps 40 & pids+=($!); done; for p in ${pids[@]}; do wait $p || exit; done"
      let (status, said) = try run(line, in: folder)
      #expect(status == 0, "\(said)")
      #expect(try files(folder) == ["heat-2.h5", "heat-3.h5", "heat.h5"])
      let all = try files(folder).map {
        try HDF5Reader(path: "\(folder)/\($0)").values(of: "/network/parameters").elements
      }
      #expect(Set(all).count == 3)
    }
  }

  @Test func anOutputThatAnotherRunWritesIsRefusedAtOnce() throws {
    try withFolder { folder in
      let (process, _) = try start("exec \"\(trainer)\" \(Self.flags) --steps 1000000 --output a.h5", in: folder)
      defer { process.waitUntilExit() }
      defer { kill(process.processIdentifier, SIGKILL) }
      let limit = Date(timeIntervalSinceNow: 60)
      while !FileManager.default.fileExists(atPath: "\(folder)/.a.h5.lock"), limit.timeIntervalSinceNow > 0 {
        usleep(1_000)
      }
      let (status, said) = try run("heat --steps 5 --output a.h5", in: folder)
      #expect(status == 1 && said.contains("another run is going to write 'a.h5'"), "\(said)")
    }
  }

  /// Two runs whose outputs differ by their ending have one name for the checkpoint that nobody asked for.
  @Test func checkpointsOfRunsOfOneNameKeepOutOfEachOthersWay() throws {
    try withFolder { folder in
      let line =
        "for e in h5 csv; do heat --steps 40 --output a.$e & pids+=($!); done; for p in ${pids[@]}; do wait $p || exit; done"
      let (status, said) = try run(line, in: folder)
      #expect(status == 0, "\(said)")
      #expect(try files(folder) == ["a.csv", "a.h5"])
    }
  }

  /// `--force` is about the output: a checkpoint that somebody kept isn't replaced by one that is thrown away at the end.
  @Test func forceLeavesAKeptCheckpointAlone() throws {
    try withFolder { folder in
      let path = "\(folder)/heat.checkpoint.h5"
      try "mine\n".write(toFile: path, atomically: true, encoding: .utf8)
      let (status, said) = try run("heat --steps 40 --force", in: folder)
      #expect(status == 0, "\(said)")
      #expect(try files(folder) == ["heat.checkpoint.h5", "heat.h5"])
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine\n")
    }
  }

  /// A run of two seconds, and what is done as soon as its training has begun.
  private func meanwhile(_ output: String, _ action: String, in folder: String) throws -> (status: Int32, said: String)
  {
    try run(
      "heat --seconds 2 --steps 100000000 --output \(output) --log run.jsonl & while [ ! -s run.jsonl ]; do sleep 0.01; done; "
        + "\(action); wait $!", in: folder)
  }

  @Test func aFileThatComesIntoBeingMeanwhileStays() throws {
    try withFolder { folder in
      let (status, said) = try meanwhile("a.h5", "echo mine > a.h5", in: folder)
      #expect(status == 0 && said.contains("'a.h5' came into being during the run and is left as it is"), "\(said)")
      #expect(said.contains("wrote a-2.h5"))
      #expect(try String(contentsOfFile: "\(folder)/a.h5", encoding: .utf8) == "mine\n")
      #expect(try files(folder) == ["a-2.h5", "a.h5", "run.jsonl"])
    }
  }

  @Test func aFolderThatGoesAwayIsReplaced() throws {
    try withFolder { folder in
      for name in ["tmp", "out"] {
        try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: false)
      }
      let (status, said) = try meanwhile("out/a.h5", "mv out gone", in: folder)
      #expect(status == 1 && said.contains("the solution is in '\(folder)/tmp/a.h5' instead"), "\(said)")
      #expect(try HDF5Reader(path: "\(folder)/tmp/a.h5").snapshot().fields.map(\.name).contains("u"))
    }
  }

  @Test func aDiskTooSmallForTheSolutionKeepsTheNetwork() throws {
    try withFolder { folder in
      // In units of 1,024 bytes: room for a checkpoint, not for the fields.
      let (status, said) = try run("ulimit -f 128; heat --steps 40", in: folder)
      #expect(status == 1 && said.contains("--resume heat.checkpoint.h5 goes on"), "\(said)")
      #expect(try Checkpoint(path: "\(folder)/heat.checkpoint.h5").step == 40)
      let (end, more) = try run("heat --steps 40 --resume heat.checkpoint.h5", in: folder)
      #expect(end == 0 && more.contains("wrote heat.h5"), "\(more)")
    }
  }
}
