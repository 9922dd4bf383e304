// What the file of a stranger can do to those who look at it: nothing that it names is opened, and nothing in it reaches the terminal
// but as text.

import Foundation
import PINN
import PINNCommand
import PINNHDF5
import PINNProblemFile
import Testing

@Suite struct StrangerFileTests {
  private static let problem = """
    title: heat
    equation: {heat: {diffusivity: 0.1}}
    domain: {x: [0, 1], t: [0, 1]}
    points: 30
    conditions:
      - initial: {u: sin(pi*x)}
      - data: points.csv
    network: {mlp: {width: 4, depth: 1}}
    training: {steps: 1, threads: 1}
    reference: {file: known.h5}
    grid: {x: 5, t: 4}

    """
  private static let secret = "root:x:0:0:top secret\nsync:x:4:65534\n"

  /// A folder with the problem, its data, and secret.txt, gone afterwards.
  private final class Folder {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    init() throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try write("heat.yaml", StrangerFileTests.problem)
      try write("points.csv", "x,t,u\n0.5,0.5,0.2\n0.25,0.5,0.1\n")
      try write("places.csv", "x,t\n0.5,0.5\n")
      try write("secret.txt", StrangerFileTests.secret)
      try HDF5Writer(path: "\(path)/known.h5").write(
        FieldSnapshot(coordinates: [(.t, [0, 1]), (.x, [0, 1])], fields: [("u", Tensor(shape: [2, 2]))]))
    }
    deinit { try? FileManager.default.removeItem(atPath: path) }
    func write(_ name: String, _ text: String) throws {
      try text.write(toFile: "\(path)/\(name)", atomically: true, encoding: .utf8)
    }
    /// The file of a run of the problem.
    func run() throws -> String {
      try train("\(path)/heat.yaml", "--output", "\(path)/run.h5", "--quiet", "--force")
      return "\(path)/run.h5"
    }
    /// Puts another problem into the file of a run.
    func replaceProblem(in run: String, _ change: (String) -> String) throws {
      var snapshot = try HDF5Reader(path: run).snapshot()
      let place = try #require(snapshot.attributes.firstIndex { $0.name == FieldSnapshot.problemFileAttribute })
      snapshot.attributes[place].value = .text(change(StrangerFileTests.problem))
      try HDF5Writer(path: run, force: true).write(snapshot)
    }
  }

  private func message(_ arguments: [String]) -> String? {
    do {
      try PinnCommand.run(arguments)
      return nil
    } catch { return PinnCommand.fullMessage(for: error) }
  }

  /// What a process of its own prints, and its errors.
  private func output(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = Bundle.main.bundleURL.appending(path: "pinn")
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let said = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: said, as: UTF8.self)
  }

  @Test func evaluatingNeedsNeitherDataNorReference() throws {
    let folder = try Folder()
    let run = try folder.run()
    for name in ["points.csv", "known.h5"] { unlink("\(folder.path)/\(name)") }
    #expect(message(["evaluate", run, "--at", "\(folder.path)/places.csv", "--output", "\(folder.path)/v.csv"]) == nil)
    #expect(try CSVReader(path: "\(folder.path)/v.csv").columns.map(\.name) == ["x", "t", "u"])
  }

  @Test func nothingThatAResultNamesIsOpened() throws {
    let folder = try Folder()
    let run = try folder.run()
    let evaluate = ["evaluate", run, "--at", "\(folder.path)/places.csv"]
    try folder.replaceProblem(in: run) { $0.replacing("points.csv", with: "\(folder.path)/secret.txt") }
    #expect(message(evaluate) == nil && message(["compare", run, run]) == nil)
    // A solid is needed to evaluate, and yet it isn't opened.
    try folder.replaceProblem(in: run) {
      $0.replacing("{x: [0, 1], t: [0, 1]}", with: "{stl: {file: \(folder.path)/secret.txt}, t: [0, 1]}")
    }
    let refusal = try #require(message(evaluate))
    #expect(refusal.contains("isn't opened, because its name comes out of a result"), "\(refusal)")
    #expect(refusal.contains("--files FOLDER") && !refusal.contains("top secret"))
    // Said so, files in the folder are opened, and no others.
    let allowed = try #require(message(evaluate + ["--files", folder.path]))
    #expect(allowed.contains("no STL file") || allowed.contains("secret.txt is damaged"), "\(allowed)")
    for place in ["/etc/hostname", "\(folder.path)/../\(URL(filePath: folder.path).lastPathComponent)x"] {
      try folder.replaceProblem(in: run) {
        $0.replacing("{x: [0, 1], t: [0, 1]}", with: "{stl: {file: \(place)}, t: [0, 1]}")
      }
      let refusal = try #require(message(evaluate + ["--files", folder.path]))
      #expect(refusal.contains("doesn't lie in the folder") || refusal.contains("there is no"), "\(refusal)")
    }
  }

  /// A problem file may name any file as data; if it is none, no line of it is shown.
  @Test func messagesShowNoLinesOfOtherFiles() throws {
    let folder = try Folder()
    let lines = [
      "root:x:0:0:" + String(repeating: "s", count: 300), "a,b\n1,2,3", "\u{1B}[2J,x,t\n\u{1B}[31m,1,2\n",
      "x,t\n1,\u{1B}]0;owned\u{7}",
    ]
    for text in lines + [Self.secret, "# " + Self.secret] {
      try folder.write("points.csv", text)
      let said = try #require(
        message(["train", "\(folder.path)/heat.yaml", "--output", "\(folder.path)/o.h5", "--quiet"]))
      #expect(said.contains("points.csv"), "\(said)")
      #expect(!said.unicodeScalars.contains { $0.isUnprintable }, "\(said)")
      // The cell at which the file turned out to be no table is all that is shown of it.
      for line in text.split(whereSeparator: \.isNewline) where line.count > 40 || line.contains(",") {
        #expect(!said.contains(line), "\(said)")
      }
    }
    try folder.write("heat.yaml", Self.problem.replacing("points.csv", with: "/dev/zero"))
    #expect(message(["train", "\(folder.path)/heat.yaml", "--quiet"])?.contains("no ordinary file") == true)
  }

  @Test func nothingReachesTheTerminalRaw() throws {
    let folder = try Folder()
    let run = "\(folder.path)/evil.h5"
    let escape = "\u{1B}]0;owned\u{7}\u{9B}2J\u{202E}"
    var snapshot = FieldSnapshot(
      coordinates: [(.t, [0, 0.5, 1]), (Axis("x\(escape)"), [0, 0.5, 1])],
      fields: [("u\(escape)", Tensor(shape: [3, 3], elements: (0..<9).map(Double.init)))],
      attributes: [
        ("title\(escape)", .text("text\(escape)\n\(escape)")), ("report", .text("all well\(escape)")),
        (FieldSnapshot.problemFileAttribute, .text("title: \"a\(escape)")),
      ], history: [("step", [0, 1]), ("loss\(escape)", [1, 2])])
    try HDF5Writer(path: run).write(snapshot)
    snapshot.fields[0].name = "w\(escape)"
    try HDF5Writer(path: "\(folder.path)/other.h5").write(snapshot)
    let commands = [
      ["info", run], ["info", "--problem", run], ["compare", run, run], ["compare", run, "\(folder.path)/other.h5"],
      ["evaluate", run, "--at", "\(folder.path)/places.csv"], ["plot", run, "--output", "\(folder.path)/pictures"],
    ]
    for arguments in commands {
      let said = try output(arguments)
      #expect(!said.isEmpty)
      #expect(!said.unicodeScalars.contains { $0.isUnprintable }, "\(arguments): \(said.printable)")
    }
    // YAML can write such characters in letters.
    for text in ["\"\\e[2Ja\"", "\"a\\u202Eb\"", "\"\\x9b2J\""] {
      try folder.write("heat.yaml", Self.problem.replacing("title: heat", with: "title: \(text)"))
      let said = try #require(message(["train", "\(folder.path)/heat.yaml", "--check"]))
      #expect(said.contains("can't be printed") && said.contains("heat.yaml:1:"), "\(said)")
      #expect(!said.unicodeScalars.contains { $0.isUnprintable })
    }
  }

  @Test func theAuthorsFolderIsNotInTheFile() throws {
    let folder = try Folder()
    let run = try folder.run()
    let bytes = try Data(contentsOf: URL(filePath: run))
    #expect(bytes.range(of: Data(folder.path.utf8)) == nil)
    #expect(bytes.range(of: Data(URL(filePath: folder.path).lastPathComponent.utf8)) == nil)
    #expect(try HDF5Reader(path: run).attribute("problem_file_name") == .text("heat.yaml"))
  }

  @Test func nothingIsWrittenOverWhatIsRead() throws {
    let folder = try Folder()
    let run = try folder.run()
    let places = "\(folder.path)/places.csv"
    for output in [run, places, "\(folder.path)/run.xdmf", "\(folder.path)/./places.csv"] {
      let said = message(["evaluate", run, "--at", places, "--output", output, "--force"])
      #expect(said?.contains("are the same file") == true, "\(output): \(said ?? "written")")
    }
    // What can't hold points is refused before the network is made again.
    let grid = message(["evaluate", run, "--at", places, "--output", "\(folder.path)/v.vti"])
    #expect(grid?.contains("write .vtu instead") == true)
    let pictures = "\(folder.path)/pictures"
    try FileManager.default.createDirectory(atPath: pictures, withIntermediateDirectories: true)
    link(run, "\(pictures)/u.png")
    let said = message(["plot", run, "--output", pictures, "--force"])
    #expect(said?.contains("are the same file") == true)
    #expect(try HDF5Reader(path: run).snapshot().shape == [4, 5])
  }

  @Test func theFilesThatAProblemNamesAreKnown() throws {
    let folder = try Folder()
    let problem = try ProblemFile(path: folder.path + "/heat.yaml")
    #expect(problem.files.isEmpty)
    _ = try problem.training()
    #expect(problem.files.map { URL(filePath: $0).lastPathComponent } == ["points.csv", "known.h5"])
  }

  /// What maps the network's outputs to the unknowns is either there or damaged, never guessed.
  @Test(arguments: ["", "[[1]]", "[[1], [0], [0]]", "1", "[[\"a\"], [0]]", "[[1], [null]]"])
  func damagedOutputMapsAreRefused(_ map: String) throws {
    let folder = try Folder()
    let run = try folder.run()
    var snapshot = try HDF5Reader(path: run).snapshot()
    snapshot.attributes.append((FieldSnapshot.outputMapAttribute, .text(map)))
    try HDF5Writer(path: run, force: true).write(snapshot)
    let said = message(["evaluate", run, "--at", "\(folder.path)/places.csv"])
    #expect(said?.contains("is damaged: its 'output_map' is no list of scales and of shifts") == true, "\(said ?? "")")
  }
}
