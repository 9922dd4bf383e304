// pinn evaluate: the trained network at points of one's own.

import ArgumentParser
import Foundation
import PINN
import PINNHDF5
import PINNProblemFile

/// Evaluates a trained network.
struct EvaluateCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Evaluate the network in a file that 'pinn train' wrote, at points of a table.")

  @Argument(help: "A file that 'pinn train' wrote.", completion: .file(extensions: ["h5"]))
  var file: String
  @Option(
    name: .customLong("at"), help: "CSV file with a column for each axis.", completion: .file(extensions: ["csv"]))
  var points: String
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
    var points = try CSVReader(path: points).points(over: training.region.axes)
    points.data = [:]
    try writer?.validate(for: FieldSnapshot(points: points, fields: []))
    let outside = (0..<points.count).filter { !training.region.contains(Array(points.points.row($0))) }
    if let first = outside.first {
      let place = zip(points.axes, points.points.row(first)).map { "\($0) = \($1)" }.joined(separator: ", ")
      let note =
        "note: \(outside.count) of \(points.count) points lie outside of \(training.region), where the network was never "
        + "trained; the first is \(place)\n"
      Console.tell(note)
    }
    let fields = try solution.values(at: points).map { name, values in
      (name: name, values: Tensor(shape: [values.count], elements: values))
    }
    let snapshot = FieldSnapshot(points: points, fields: fields)
    if let writer { try writer.write(snapshot) } else { show(try CSVWriter.text(of: snapshot)) }
  }
}
