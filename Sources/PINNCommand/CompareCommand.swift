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
  @Argument(help: "An HDF5 file with fields on a grid.", completion: .file(extensions: ["h5"]))
  var reference: String
  @Option(
    help: ArgumentHelp(
      "A field of the run and one of the other file, such as u=velocity_x. May be repeated; fields of the same name are "
        + "compared anyway.", valueName: "name=other"))
  var field: [String] = []
  @Option(help: "A field of the run that is compared without its mean, such as a pressure. May be repeated.")
  var upToConstant: [String] = []
  @OptionGroup var evaluation: EvaluationOptions

  func run(_ catalog: Catalog) throws {
    let run = try RunFile(file)
    let reader = try HDF5Reader(path: reference)
    let pairs = try pairs(run, reader)
    let common = pairs.map(\.mine)
    if let unknown = upToConstant.first(where: { !common.contains($0) }) {
      throw ProblemError("there is no common field '\(unknown)'" + suggestion(for: unknown, among: common))
    }
    let solved = try run.solution(catalog, files: evaluation.files)
    for (name, other) in pairs {
      let known = try reader.field(other, mayLackValues: true)
      var points = try known.points(over: solved?.training.region.axes)
      var values =
        try solved?.solution.values(at: points).first { $0.name == name }?.values
        ?? HDF5Reader(path: file).field(name, mayLackValues: true).values(at: points)
      var exact = known.values.elements
      // Only where both have a value.
      let rows = exact.indices.filter { i in
        !exact[i].isNaN && !values[i].isNaN && solved?.training.region.contains(Array(points.points.row(i))) ?? true
      }
      guard !rows.isEmpty else {
        throw ProblemError("'\(file)' and '\(reference)' have no place in common where both know '\(name)'")
      }
      (values, exact) = (rows.map { values[$0] }, rows.map { exact[$0] })
      points = points.selecting(rows)
      if upToConstant.contains(name) { (values, exact) = (withoutMean(values), withoutMean(exact)) }
      let errors = zip(values, exact).map { abs($0 - $1) }
      let worst = errors.indices.max { errors[$0] < errors[$1] } ?? 0
      let place = zip(points.axes, points.points.row(worst)).map { "\($0) = " + String(format: "%.4g", $1) }
      let title = name == other ? name : "\(name) against \(other)"
      show(
        "\(title): relative L2 error " + String(format: "%.3e", relativeL2Error(values, exact)) + ", largest error "
          + String(format: "%.3e", errors[worst]) + " at \(place.joined(separator: ", ")), \(errors.count) points\n")
    }
  }

  /// The fields to compare, in the order of the run's.
  private func pairs(_ run: RunFile, _ reader: HDF5Reader) throws -> [(mine: String, other: String)] {
    let mine = run.snapshot.fields.map(\.name).filter { run.snapshot.quantity($0).role == .value }
    let there = try reader.datasets().map(\.path)
    let theirs = (try? reader.snapshot())?.fields.map(\.name) ?? there
    func has(_ name: String) -> Bool { [name, "/\(name)", "/fields/\(name)"].contains(where: there.contains) }
    var others: [String: String] = [:]
    for name in mine where has(name) { others[name] = name }
    for text in field {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, !parts.contains("") else {
        throw ValidationError("--field names a field of each file, such as u=velocity_x, not '\(text)'")
      }
      guard mine.contains(parts[0]) else {
        throw ProblemError("'\(file)' has no field '\(parts[0])'" + suggestion(for: parts[0], among: mine))
      }
      guard has(parts[1]) else {
        throw ProblemError("'\(reference)' has no field '\(parts[1])'" + suggestion(for: parts[1], among: theirs))
      }
      others[parts[0]] = parts[1]
    }
    guard !others.isEmpty else {
      throw ProblemError(
        "no field is in both files: '\(file)' has \(quoted(mine)), '\(reference)' has \(quoted(theirs)); say which belong "
          + "together, such as --field \(mine.first ?? "u")=\(theirs.first ?? "velocity_x")")
    }
    return mine.compactMap { name in others[name].map { (name, $0) } }
  }
}
