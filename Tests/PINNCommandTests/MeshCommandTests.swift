// Problems on a mesh from Gmsh: solved, compared with the exact solution, written back on the mesh, drawn.

import Foundation
import PINN
import PINNCommand
import PINNHDF5
import PINNProblemFile
import Testing

@Suite struct MeshCommandTests {
  /// A potential between two circles, whose exact solution holds on their polygons, too.
  private static let annulus = """
    equation: poisson
    domain:
      mesh: {file: annulus.msh}
    points: 300
    conditions:
      - dirichlet: {u: 20 + 80*log(x^2 + y^2)/log(4)}
        on: [inner, outer]
    network: {mlp: {width: 16, depth: 2}}
    training: {steps: 80, threads: 1}
    reference: {u: 20 + 80*log(x^2 + y^2)/log(4)}
    grid: 21

    """

  private func withFolder(_ meshes: [String], _ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let reference = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../PINNGeometryTests/reference")
    for mesh in meshes {
      try FileManager.default.copyItem(at: reference.appending(path: mesh), to: folder.appending(path: mesh))
    }
    try body(folder.path)
  }

  @Test func aPotentialIsSolvedAndWrittenOnItsMesh() throws {
    try withFolder(["annulus.msh"]) { folder in
      let (problem, run, mesh) = ("\(folder)/potential.yaml", "\(folder)/potential.h5", "\(folder)/annulus.msh")
      try Self.annulus.write(toFile: problem, atomically: true, encoding: .utf8)
      try train(problem, "--output", run, "--quiet", "--plot", "\(folder)/pictures")
      #expect(FileManager.default.fileExists(atPath: "\(folder)/pictures/u.png"))
      for ending in ["vtu", "h5", "csv", "xdmf"] {
        try PinnCommand.run([
          "evaluate", run, "--at", mesh, "--files", folder, "--output", "\(folder)/on-\(ending).\(ending)",
        ])
      }
      let (given, written) = (try Mesh(contentsOf: mesh), try Mesh(contentsOf: "\(folder)/on-vtu.vtu"))
      #expect(written.cellNodes == given.cellNodes)
      #expect(try written.points == given.points)
      let snapshot = try HDF5Reader(path: "\(folder)/on-h5.h5").snapshot()
      #expect(snapshot.cells == given.cellNodes && snapshot.shape == [given.nodeCount])
      let points = try given.points.points
      let exact = (0..<points.count).map { i in
        20 + 80 * log(points[i, 0] * points[i, 0] + points[i, 1] * points[i, 1]) / log(4)
      }
      #expect(relativeL2Error(try snapshot.field("u").elements, exact) < 1e-4)
      #expect(try CSVReader(path: "\(folder)/on-csv.csv").columns[2].values == snapshot.field("u").elements)
      try PinnCommand.run(["plot", "\(folder)/on-h5.h5", "--output", "\(folder)/drawn"])
      #expect(FileManager.default.fileExists(atPath: "\(folder)/drawn/u.png"))

      // Without --files a run opens no mesh, and a mesh has no times here.
      for (arguments, words) in [
        (["evaluate", run, "--at", mesh], "--files FOLDER"),
        (["evaluate", run, "--at", mesh, "--files", folder, "--times", "1"], "over time"),
        (["evaluate", run, "--at", "\(folder)/none.msh", "--files", folder], "can't be read"),
      ] {
        let error = #expect(throws: (any Error).self) { try PinnCommand.run(arguments) }
        #expect(error.map { PinnCommand.fullMessage(for: $0) }?.contains(words) == true, "\(words)")
      }
    }
  }

  @Test func aSolidIsHeatedOverTime() throws {
    let text = """
      equation: {heat: {diffusivity: 0.1}}
      domain:
        mesh: {file: solid-1.msh}
        t: [0, 0.5]
      points: 100
      conditions:
        - initial: {u: x}
        - dirichlet: {u: 0}
          on: left
        - neumann: {u: 0}
          on: boundary
      network: {mlp: {width: 6, depth: 1}}
      training: {steps: 2, threads: 1}
      grid: 4

      """
    try withFolder(["solid-1.msh", "annulus.msh"]) { folder in
      let (problem, run, mesh) = ("\(folder)/solid.yaml", "\(folder)/solid.h5", "\(folder)/solid-1.msh")
      try text.write(toFile: problem, atomically: true, encoding: .utf8)
      try train(problem, "--output", run, "--quiet", "--no-correction")
      func evaluate(_ output: String, _ flags: String...) throws {
        try PinnCommand.run(
          ["evaluate", run, "--at", mesh, "--files", folder, "--output", "\(folder)/\(output)"] + flags)
      }
      try evaluate("last.vtu")
      let given = try Mesh(contentsOf: mesh)
      #expect(try Mesh(contentsOf: "\(folder)/last.vtu").cellNodes == given.cellNodes)
      try evaluate("series.xdmf", "--times", "0", "0.25", "0.5")
      let series = try HDF5Reader(path: "\(folder)/series.h5").snapshot()
      #expect(series.shape == [3, given.nodeCount] && series.coordinates[0].values == [0, 0.25, 0.5])
      #expect(series.cells.count == given.cellCount && Set(series.cells) == Set(given.cellNodes))
      try evaluate("last.h5")
      #expect(
        try HDF5Reader(path: "\(folder)/last.h5").snapshot().field("u").elements
          == Array(series.field("u").elements.suffix(given.nodeCount)))
      let error = #expect(throws: (any Error).self) { try evaluate("series.vtu", "--times", "0", "0.5") }
      #expect(error.map { PinnCommand.fullMessage(for: $0) }?.contains("can't hold values at several t") == true)
      let other = #expect(throws: (any Error).self) {
        try PinnCommand.run(["evaluate", run, "--at", "\(folder)/annulus.msh", "--files", folder])
      }
      #expect(
        other.map { PinnCommand.fullMessage(for: $0) }?.contains("is over x, y, but the run over x, y, z, t") == true)
    }
  }

  @Test func unknownPiecesAreAnsweredByTheKnownOnes() throws {
    try withFolder(["annulus.msh"]) { folder in
      let problem = "\(folder)/potential.yaml"
      try Self.annulus.replacing("[inner, outer]", with: "iner").write(
        toFile: problem, atomically: true, encoding: .utf8)
      let error = #expect(throws: (any Error).self) { try PinnCommand.run(["train", problem, "--check"]) }
      let message = error.map { PinnCommand.fullMessage(for: $0) } ?? ""
      #expect(message.contains("'iner' is no boundary piece of mesh annulus.msh of") && message.contains("'inner'"))
    }
  }
}
