// pinn compare: a run against a reference, field by field.

import ArgumentParser
import Foundation
import PINN
import PINNHDF5
import PINNProblemFile

/// Compares two files.
struct CompareCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Compare the fields of a run with those of another file.",
    discussion: """
      At the other file's points, by the run's network if 'pinn train' wrote it; of other files the values on the grid are \
      interpolated, which adds an error of the order of its step squared.
      """)

  @Argument(help: "A file that a training wrote.", completion: .file(extensions: ["h5"]))
  var file: String
  @Argument(help: "An HDF5 file with fields of the same names on a grid.", completion: .file(extensions: ["h5"]))
  var reference: String
  @Option(help: "A field that is compared without its mean, such as a pressure. May be repeated.")
  var upToConstant: [String] = []

  func run(_ catalog: Catalog) throws {
    let run = try RunFile(file)
    let reader = try HDF5Reader(path: reference)
    let there = Set(try reader.datasets().map(\.path))
    let mine = run.snapshot.fields.map(\.name).filter { run.snapshot.quantity($0).role == .value }
    let common = mine.filter { there.contains("/\($0)") || there.contains("/fields/\($0)") }
    guard !common.isEmpty else {
      throw ProblemError(
        "'\(reference)' has none of the fields \(quoted(mine)); its data sets are \(there.sorted().joined(separator: ", "))"
      )
    }
    if let unknown = upToConstant.first(where: { !common.contains($0) }) {
      throw ProblemError("there is no common field '\(unknown)'" + suggestion(for: unknown, among: common))
    }
    let solution = try run.solution(catalog)?.solution
    for name in common {
      let known = try reader.field(name)
      let points = try known.points()
      var values =
        try solution?.values(at: points).first { $0.name == name }?.values
        ?? HDF5Reader(path: file).field(name).values(at: points)
      var exact = known.values.elements
      if upToConstant.contains(name) { (values, exact) = (withoutMean(values), withoutMean(exact)) }
      let errors = zip(values, exact).map { abs($0 - $1) }
      let worst = errors.indices.max { errors[$0] < errors[$1] } ?? 0
      let place = zip(points.axes, points.points.row(worst)).map { "\($0) = " + String(format: "%.4g", $1) }
      print(
        "\(name): relative L2 error " + String(format: "%.3e", relativeL2Error(values, exact)) + ", largest error "
          + String(format: "%.3e", errors[worst]) + " at \(place.joined(separator: ", ")), \(errors.count) points")
    }
  }
}
