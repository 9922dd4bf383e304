// Command lines of trainers, and the files they read, at random: each trains or says what is wrong in a sentence; none crashes
// or hangs. The choices are the same at every run of the tests.

import ArgumentParser
import Foundation
import HeatEquations
import PINN
import PINNHDF5
import Testing
import PINNTrainer

/// A trainer that is done at once.
private struct Trainer: ParsableCommand {
  @Option var folder: String
  @OptionGroup var options: TrainerOptions

  func run() throws {
    let defaults = TrainerDefaults(name: "\(folder)/heat", points: 30, width: 3, depth: 1, seconds: 1)
    try options.train(defaults, exact: .decayingSines(diffusivity: 0.1)) { points in
      try Problem(
        HeatEquation(diffusivity: 0.1), on: Interval(0...1).over(time: 0...1), points: points,
        conditions: [.initial(.u, points: 5) { s in sin(.pi * s[.x]) }])
    }
  }
}

@Suite struct TrainerFuzzTests {
  /// The sentence that a command line ends with; nil where it trains to the end, solved or not.
  private func complaint(_ arguments: [String]) -> String? {
    do {
      var command = try Trainer.parseAsRoot(arguments)
      do { try command.run() } catch {
        #expect(error is ProblemError || error is FileError || error is ExitCode, "\(arguments): \(error)")
        throw error
      }
      return nil
    } catch let code as ExitCode where code.rawValue == 3 {
      // So few steps don't solve it.
      return nil
    } catch { return Trainer.fullMessage(for: error) }
  }

  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "pinn-trainers-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  @Test func commandLines() throws {
    try withFolder { folder in
      let whole = ["0", "1", "2", "-1", "2.5", "x", "", "9223372036854775807", "99999999999999999999", "1000000000"]
      let real = ["0", "0.1", "-1", "nan", "inf", "1e999", "", "x", "1e-300"]
      let files =
        ["a.h5", "b.xdmf", "c.csv", "d.vti", "e.vtu", "none", "é h5", "no/a.h5", ".", "\n"]
        .map { "\(folder)/\($0)" } + ["", "/proc/a.h5", "/dev/null"]
      let flags: [(name: String, values: [String])] = [
        ("--steps", ["0", "1", "3", "-1", "x"]), ("--seconds", real), ("--points", whole), ("--width", whole),
        ("--depth", whole), ("--threads", whole), ("--precision", ["float", "half", "double"]),
        ("--activation", ["swish", "sin", "relu", "", "-1"]), ("--seed", whole), ("--reference", files),
        ("--output", files), ("--plot", files), ("--checkpoint", files),
        ("--checkpoint-every", real), ("--resume", files), ("--log", files), ("--nonsense", ["1"]),
      ]
      var rng = RandomStream(seed: 1, for: "test")
      func one<T>(of choices: [T]) -> T { choices[Int(rng.uniform() * Double(choices.count))] }
      var (trained, refused) = (0, 0)
      for round in 0..<300 {
        var arguments = ["--quiet", "--folder", folder, "--steps", "4"] + (round % 2 == 0 ? ["--force"] : [])
        for _ in 0...Int(3 * rng.uniform()) {
          let flag = one(of: flags)
          arguments += [flag.name, one(of: flag.values)]
        }
        switch complaint(arguments) {
        case nil: trained += 1
        case let sentence?:
          refused += 1
          #expect(!sentence.isEmpty || arguments.contains("--resume"), "\(arguments)")
        }
      }
      #expect(trained > 30 && refused > 100, "\(trained) trained, \(refused) refused")
    }
  }

  @Test(arguments: ["reference", "resume"]) func damagedFiles(_ flag: String) throws {
    try withFolder { folder in
      let arguments = ["--quiet", "--folder", folder, "--steps", "4", "--force"]
      #expect(complaint(arguments + ["--checkpoint-every", "0", "--checkpoint", "\(folder)/run.h5"]) == nil)
      let sound = try Data(contentsOf: URL(filePath: "\(folder)/\(flag == "resume" ? "run" : "heat").h5"))
      let path = "\(folder)/damaged.h5"
      var rng = RandomStream(seed: 2, for: "test")
      var refused = 0
      for round in 0..<150 {
        var data = sound
        if round % 8 == 0 { data = data.prefix(Int(rng.uniform() * Double(data.count))) }
        for _ in 0...(round % 6) where !data.isEmpty {
          // The first bytes say what is where; the rest is numbers mostly.
          let place = Int(rng.uniform() * Double(min(data.count, round % 2 == 0 ? 4_096 : data.count)))
          data[place] = UInt8(255 * rng.uniform())
        }
        try data.write(to: URL(filePath: path))
        if complaint(arguments + ["--\(flag)", path]) != nil { refused += 1 }
      }
      #expect(refused > 30, "\(refused) refused")
    }
  }
}
