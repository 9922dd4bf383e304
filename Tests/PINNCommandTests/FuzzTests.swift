// Whatever a person hands over is taken or refused with a sentence: problem files, formulas, tables, solids, command lines,
// files of runs, changed at random places. The changes are the same at every run of the tests.

import Foundation
import PINN
import PINNCommand
import PINNFiles
import PINNProblemFile
import Testing

@Suite struct FuzzTests {
  /// Bytes with some random changes: other bytes, parts left out, doubled or exchanged, pieces of `words` put in.
  private func mutated(_ bytes: [UInt8], _ words: [String], _ rng: inout RandomStream) -> [UInt8] {
    var bytes = bytes
    func place(_ rng: inout RandomStream) -> Int { Int(rng.uniform() * Double(bytes.count)) }
    for _ in 0...Int(rng.uniform() * 3) where !bytes.isEmpty {
      let (a, b) = (place(&rng), place(&rng))
      let range = min(a, b)..<min(max(a, b), min(a, b) + 12)
      switch Int(rng.uniform() * 5) {
      case 0: bytes[a] = UInt8(rng.uniform() * 256)
      case 1: bytes.removeSubrange(range)
      case 2: bytes.insert(contentsOf: bytes[range], at: b)
      case 3: bytes.insert(contentsOf: words[Int(rng.uniform() * Double(words.count))].utf8, at: a)
      default: bytes.swapAt(a, b)
      }
    }
    return bytes
  }

  @Test func problemFiles() throws {
    var rng = RandomStream(seed: 1, for: "test")
    let words = [
      "[", "{", "}", ": ", "\n", "- ", "'", "\"", "&a ", "*a", "!!str ", "#", "1e308", "-1", "nan", "0", "|\n", "? ",
      "%",
      "u", "x", "t", "initial", "on", "network", "stl: {file: /dev/null}",
    ]
    var taken = 0
    for example in ExampleProblem.all {
      let text = example.text.replacing(/points: \d+/, with: "points: 30").replacing("depth: 4", with: "depth: 1")
      for _ in 0..<300 {
        let changed = String(decoding: mutated(Array(text.utf8), words, &rng), as: UTF8.self)
        do {
          _ = try ProblemFile(text: changed, path: "p.yaml").training()
          taken += 1
        } catch let error as ProblemFileError {
          #expect(!error.message.isEmpty && error.line >= 1 && error.column >= 1)
        } catch {
          Issue.record("\(error) has no place in\n\(changed)")
        }
      }
    }
    // Most changes to comments, titles and numbers do no harm.
    #expect(taken > 50)
  }

  @Test func formulas() throws {
    var rng = RandomStream(seed: 2, for: "test")
    let names = Vocabulary(axes: [.x, .t], unknowns: ["u"])
    let words = ["(", ")", "^", "-", "*", "sin(", "u_x", ",", "1e9", "é", "\u{0}", "..", "_", "diff(", "x"]
    var taken = 0
    for _ in 0..<5_000 {
      let bytes = mutated(Array("-sin(pi*x)^2 + max(u_x, 0.5*t)/(1 + x^-2)".utf8), words, &rng)
      let text = String(decoding: bytes, as: UTF8.self)
      do {
        _ = try Formula(text, names).expression
        taken += 1
      } catch { #expect(error.offset <= text.unicodeScalars.count) }
    }
    #expect(taken > 100)
  }

  @Test func tablesAndSolids() throws {
    var rng = RandomStream(seed: 3, for: "test")
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "table.csv").path
    let table = Array("# measured\nx, \"t\",u\n0.1,0.5,1e-3\n\n0.2,0.25,-4\n".utf8)
    let solid = Array(
      ("solid\n"
        + ["0 0 0 0 1 0 1 0 0", "0 0 0 1 0 0 0 0 1", "0 0 0 0 0 1 0 1 0", "1 0 0 0 1 0 0 0 1"].map { corners in
          let numbers = corners.split(separator: " ").map(String.init)
          let rows = stride(from: 0, to: 9, by: 3).map { "vertex \(numbers[$0..<$0 + 3].joined(separator: " "))" }
          return "facet normal 0 0 0 outer loop \(rows.joined(separator: " ")) endloop endfacet\n"
        }.joined() + "endsolid\n").utf8)
    for _ in 0..<300 {
      try Data(mutated(table, [",", "\"", "\n", "nan", "inf", "x"], &rng)).write(to: URL(filePath: path))
      do { _ = try CSVReader(path: path).points(over: [.x, .t]) } catch is FileError {}
      do {
        _ = try TriangulatedSolid(stl: Data(mutated(solid, ["vertex", "1e308", "nan", "\u{0}"], &rng)), name: "solid")
      } catch is ProblemError {}
    }
  }

  @Test func commandLines() throws {
    var rng = RandomStream(seed: 4, for: "test")
    let words = [
      "pinn", "list", "describe", "train", "new", "equation", "problem", "info", "--at", "--seconds", "-1", "nan",
      "--force",
      "x.h5", "--help", "--", "--steps=1e9", "\u{0}", "", "--generate-completion-script", "zsh", "burgers", "é",
      "--seed",
    ]
    for _ in 0..<500 {
      let arguments = (0..<Int(rng.uniform() * 5)).map { _ in words[Int(rng.uniform() * Double(words.count))] }
      do { _ = try PinnCommand.parseAsRoot(arguments) } catch {
        #expect(!PinnCommand.fullMessage(for: error).isEmpty || PinnCommand.exitCode(for: error) == .success)
      }
    }
  }
}
