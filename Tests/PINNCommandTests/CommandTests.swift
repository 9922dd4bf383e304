// The commands one after another, as a person uses them: train a file, look at it, evaluate, compare, draw.

import Foundation
import PINN
import PINNCommand
import PINNHDF5
import PINNProblemFile
import Testing

@Suite struct CommandTests {
  private static let text = """
    equation: {heat: {diffusivity: 0.1}}
    domain: {x: [0, 1], t: [0, 1]}
    points: 300
    conditions:
      - initial: {u: sin(pi*x)}
      - dirichlet: {u: 0}
        on: [x=0, x=1]
    network: {mlp: {width: 12, depth: 2}}
    training: {steps: 60, threads: 1}
    reference: {u: exp(-0.1*pi^2*t)*sin(pi*x)}
    grid: {x: 21, t: 11}

    """

  /// A folder that is removed in the end.
  private final class Folder {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: path) }
    func file(_ name: String, _ text: String? = nil) throws -> String {
      let file = "\(path)/\(name)"
      try text?.write(toFile: file, atomically: true, encoding: .utf8)
      return file
    }
  }

  @Test func aRunIsTrainedAndLookedAt() throws {
    let folder = try Folder()
    let (problem, run) = (try folder.file("heat.yaml", Self.text), try folder.file("heat.h5"))
    try PinnCommand.run(["train", problem, "--output", run, "--quiet"])
    let snapshot = try HDF5Reader(path: run).snapshot()
    #expect(snapshot.shape == [11, 21] && snapshot.attributes.contains { $0.name == "corrections" })
    #expect(snapshot.attributes.contains { $0.name == "problem_file" && $0.value == .text(Self.text) })

    // The network that is made again from the file has the values on the file's own grid, bit for bit.
    let points = try folder.file("grid.csv")
    var grid = FieldSnapshot(points: try PointSet(axes: snapshot.axes, points: snapshot.pointTable), fields: [])
    grid.fields = [("count", Tensor(shape: [231], repeating: 1))]
    try CSVWriter(path: points).write(grid)
    let values = try folder.file("values.csv")
    try PinnCommand.run(["evaluate", run, "--at", points, "--output", values])
    let columns = try CSVReader(path: values).columns
    #expect(columns.map(\.name) == ["x", "t", "u"])
    #expect(columns[2].values == (try snapshot.field("u").elements))
    let (x, t) = (columns[0].values, columns[1].values)
    let exact = zip(x, t).map { exp(-0.1 * Double.pi * Double.pi * $1) * sin(.pi * $0) }
    #expect(relativeL2Error(columns[2].values, exact) < 1e-3)

    try PinnCommand.run(["plot", run, "--output", folder.file("pictures")])
    let pictures = try FileManager.default.contentsOfDirectory(atPath: folder.file("pictures"))
    #expect(Set(pictures).isSuperset(of: ["u.png", "error_u.png", "loss.png"]))
    try PinnCommand.run(["info", run])
    try PinnCommand.run(["compare", run, run])

    // The file as a reference of another run, in the place of the formula.
    let other = try folder.file("other.h5")
    try train(problem, "--output", other, "--quiet", "--steps", "1", "--reference", run)
    #expect(try HDF5Reader(path: other).attribute("reference") == .text("heat.h5"))
    let plain = try folder.file("plain.h5")
    try train(problem, "--output", plain, "--quiet", "--steps", "1", "--no-correction")
    let attributes = try HDF5Reader(path: plain).snapshot().attributes
    #expect(!attributes.contains { $0.name == "corrections" })
  }

  /// The sizes of the unknowns are those of corrected outputs, too.
  @Test func correctedRunsOfLargeUnknownsAreEvaluatedAsTheyAre() throws {
    let text = """
      equation: poisson
      domain: {x: [0, 1], y: [0, 1]}
      points: 200
      conditions:
        - dirichlet: {u: 300*x*y}
          on: [x=0, x=1, y=0, y=1]
      network: {mlp: {width: 10, depth: 2}}
      training: {steps: 40, threads: 1}
      grid: 7

      """
    let folder = try Folder()
    let (problem, run) = (try folder.file("p.yaml", text), try folder.file("p.h5"))
    let (places, values) = (try folder.file("places.csv"), try folder.file("values.csv"))
    try train(problem, "--output", run, "--quiet")
    let snapshot = try HDF5Reader(path: run).snapshot()
    let names = snapshot.attributes.map(\.name)
    #expect(names.contains("corrections") && names.contains("output_map"))
    var grid = FieldSnapshot(points: try PointSet(axes: snapshot.axes, points: snapshot.pointTable), fields: [])
    grid.fields = [("count", Tensor(shape: [49], repeating: 1))]
    try CSVWriter(path: places).write(grid)
    try PinnCommand.run(["evaluate", run, "--at", places, "--output", values])
    #expect(try CSVReader(path: values).columns[2].values == snapshot.field("u").elements)
  }

  /// A run that goes on from a checkpoint ends like one that was never stopped.
  @Test func runsGoOnFromCheckpoints() throws {
    let folder = try Folder()
    let problem = try folder.file("heat.yaml", Self.text)
    func train(_ output: String, _ flags: String...) throws -> [Double] {
      let run = try folder.file(output)
      try PinnCommand.run(["train", problem, "--output", run, "--quiet"] + flags)
      return try HDF5Reader(path: run).snapshot().parameters
    }
    let checkpoint = try folder.file("heat.checkpoint.h5")
    let log = try folder.file("log.jsonl")
    let whole = try train("whole.h5", "--steps", "20", "--log", log)
    _ = try train("half.h5", "--steps", "10", "--checkpoint-every", "0", "--checkpoint", checkpoint)
    let resumed = try train("resumed.h5", "--steps", "20", "--resume", checkpoint)
    #expect(resumed == whole)
    #expect(try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").count > 2)
  }

  @Test func refusalsAreSentences() throws {
    let folder = try Folder()
    let (problem, run) = (try folder.file("heat.yaml", Self.text), try folder.file("heat.h5"))
    try train(problem, "--output", run, "--quiet", "--steps", "1")
    let points = try folder.file("points.csv", "x\n0.5\n")
    let foreign = try folder.file("foreign.h5")
    try HDF5Writer(path: foreign).write(
      FieldSnapshot(
        coordinates: [(.t, [0, 1]), (.x, [0, 1])], fields: [("speed", Tensor(shape: [2, 2], repeating: 1.0))]))
    try PinnCommand.run(["compare", run, foreign, "--field", "u=speed"])
    let cases: [(arguments: [String], words: String)] = [
      (["train", problem, "--output", run, "--quiet"], "exists already"),
      (["train", "nowhere.yaml"], "can't be read"), (["train", problem, "--steps", "0"], "at least 1"),
      (["train", problem, "--output", folder.path + "/run.xyz"], "no format"),
      (["evaluate", run, "--at", points], "no column 't'"), (["info", problem], "not an HDF5 file"),
      (["describe", "burgurs"], "did you mean 'burgers'"), (["new", "problem", "heet"], "did you mean 'heat'"),
      (["new", "equation", "lower"], "capital letter"), (["compare", run, points], "not an HDF5 file"),
      (["compare", run, run, "--up-to-constant", "w"], "no common field"),
      (["compare", run, foreign], "has 'u', '\(foreign)' has 'speed'"),
      (["compare", run, foreign], "--field u=speed"),
      (["compare", run, foreign, "--field", "u"], "such as u=velocity_x"),
      (["compare", run, foreign, "--field", "v=speed"], "has no field 'v'"),
      (["compare", run, foreign, "--field", "u=sped"], "did you mean 'speed'"),
    ]
    for (arguments, words) in cases {
      let error = #expect(throws: (any Error).self, "\(arguments)") { try PinnCommand.run(arguments) }
      let message = error.map { PinnCommand.fullMessage(for: $0) } ?? ""
      #expect(message.contains(words), "\(arguments): \(message)")
    }
  }

  @Test func newPackagesClashWithNoneOfThisOne() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
    let folders = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Equations").path)
    for name in folders.filter({ !$0.hasPrefix(".") }) + ["PINN"] {
      let error = #expect(throws: (any Error).self, "\(name)") {
        try PinnCommand.run(["new", "equation", name, "--print"])
      }
      let message = error.map { PinnCommand.fullMessage(for: $0) } ?? ""
      #expect(message.contains("such as 'My\(name)'"), "\(message)")
      try PinnCommand.run(["new", "equation", "My\(name)", "--print"])
    }
  }

  @Test func everythingListedIsDescribed() throws {
    try PinnCommand.run(["list"])
    let names =
      Catalog.standard.equations.map(\.name) + Catalog.standard.regions.map(\.name)
      + Catalog.standard.networks.map(\.name)
      + Catalog.standard.samplers.map(\.name) + Catalog.standard.optimizers.map(\.name)
      + Catalog.standard.weightings.map(\.name) + Catalog.standard.adaptiveSamplers.map(\.name)
    for name in names { try PinnCommand.run(["describe", name]) }
    for name in ["heat", "burgers", "poisson"] { try PinnCommand.run(["new", "problem", name]) }
  }
}
