// pinn evaluate: the trained network at points of one's own.

import ArgumentParser
import Foundation
import PINN
import PINNHDF5
import PINNProblemFile

/// Evaluates a trained network.
struct EvaluateCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Evaluate the network in a file that 'pinn train' wrote, at points of a table or the nodes of a mesh.")

  @Argument(help: "A file that 'pinn train' wrote.", completion: .file(extensions: ["h5"]))
  var file: String
  @Option(
    name: .customLong("at"),
    help: "CSV file with a column for each axis; or a mesh, .msh or .vtu, at whose nodes to evaluate.",
    completion: .file(extensions: ["csv", "msh", "vtu"]))
  var points: String
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Times at which to evaluate on a mesh (default: the last).", valueName: "t"))
  var times: [Double] = []
  @Option(help: "File to write to: .csv, .h5, .xdmf or .vtu (default: CSV on standard output).", completion: .file())
  var output: String?
  @OptionGroup var evaluation: EvaluationOptions
  @Flag(help: "Replace the output file if it exists.")
  var force = false

  func run(_ catalog: Catalog) throws {
    let writer = try output.map { try FileFormat.all.writer(to: $0, force: force) }
    try DistinctFiles(
      reading: [("the run", file), ("--at", points)], writing: (writer?.paths ?? []).map { ("--output", $0) }
    ).validate()
    try writer?.validate()
    let run = try RunFile(file)
    guard let (training, solution) = try run.solution(catalog, files: evaluation.files) else {
      throw ProblemError(
        "'\(file)' has no problem file to rebuild its network from; only files of 'pinn train' can be evaluated")
    }
    var snapshot = try places(in: training.region)
    try writer?.validate(for: snapshot)
    let points = try PointSet(axes: snapshot.axes, points: snapshot.pointTable)
    let columns = training.region.axes.map { axis in points.axes.firstIndex(of: axis)! }
    let outside = (0..<points.count).filter { i in !training.region.contains(columns.map { points.points[i, $0] }) }
    if let first = outside.first {
      let place = zip(points.axes, points.points.row(first)).map { "\($0) = \($1)" }.joined(separator: ", ")
      let note =
        "note: \(outside.count) of \(points.count) points lie outside of \(training.region), where the network was never "
        + "trained; the first is \(place)\n"
      Console.tell(note)
    }
    snapshot.fields = try solution.values(at: points).map { name, values in
      (name, Tensor(shape: snapshot.shape, elements: values))
    }
    if let writer { try writer.write(snapshot) } else { show(try CSVWriter.text(of: snapshot)) }
  }

  /// Where to evaluate, before there are fields: the rows of a table, or the nodes of a mesh, at some times if the region has time.
  private func places(in region: any Region) throws -> FieldSnapshot {
    guard ["msh", "vtu"].contains(fileExtension(of: points)) else {
      guard times.isEmpty else { throw ProblemError("--times are for a mesh; a table has a column t") }
      var table = try CSVReader(path: points).points(over: region.axes)
      table.data = [:]
      return FieldSnapshot(points: table, fields: [])
    }
    let mesh = try Mesh(contentsOf: points)
    let nodes = try mesh.points
    guard Set(region.axes.filter { $0 != .t }) == Set(nodes.axes) else {
      func list(_ axes: [Axis]) -> String { axes.map(\.name).joined(separator: ", ") }
      throw ProblemError("the mesh '\(points)' is over \(list(nodes.axes)), but the run over \(list(region.axes))")
    }
    var snapshot = FieldSnapshot(points: nodes, fields: [])
    snapshot.cells = mesh.cellNodes
    if let time = region.axes.firstIndex(of: .t) {
      snapshot.coordinates = [(.t, times.isEmpty ? [region.bounds[time].upperBound] : times)]
    } else if !times.isEmpty {
      throw ProblemError("--times are for a run over time, but this one is over \(region)")
    }
    return snapshot
  }
}
