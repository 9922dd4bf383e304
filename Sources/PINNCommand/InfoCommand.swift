// pinn info: what lies in a file of a run.

import ArgumentParser
import Foundation
import PINN
import PINNHDF5
import PINNProblemFile

/// Says what lies in a file.
struct InfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "Say what lies in a file: how it came about, its fields, the end of its history.")

  @Argument(help: "A file that a training wrote, or any other HDF5 file.", completion: .file(extensions: ["h5"]))
  var file: String
  @Flag(help: "Print the problem file that lies in it, and nothing else.")
  var problem = false

  func run() throws {
    let run: RunFile
    do { run = try RunFile(file) } catch let error as HDF5Error {
      guard !problem, let datasets = try? HDF5Reader(path: file).datasets(), !datasets.isEmpty else { throw error }
      show("\(file) has no solution in it (a checkpoint is for 'train --resume'); its data sets are\n\n")
      show(table(datasets.map { ($0.path, "\($0.shape)") }) + "\n")
      return try tellOfLinks()
    }
    if problem {
      guard let text = run.text(FieldSnapshot.problemFileAttribute) else {
        throw ProblemError("'\(file)' has no problem file; only 'pinn train' puts one in")
      }
      return show(text + (text.hasSuffix("\n") ? "" : "\n"))
    }
    let hidden = [FieldSnapshot.problemFileAttribute, "problem_folder", "report"]
    // The report says what is held out, in a table.
    let facts = run.snapshot.attributes.filter { !hidden.contains($0.name) && !$0.name.hasPrefix("held_out_") }
      .map { ($0.name, Self.text($0.value).replacing("\n", with: "\n" + String(repeating: " ", count: 27))) }
    show(table(facts.map { ($0.0.padding(toLength: 23, withPad: " ", startingAt: 0), $0.1) }) + "\n")
    if let report = run.text("report") { show("\nreport\n\(report)\n") }
    var places = run.snapshot.coordinates.map { axis, values in (axis.name, Self.range(values)) }
    if let points = run.snapshot.points {
      places.append((points.axes.map(\.name).joined(separator: ", "), "\(points.count) points"))
    }
    show("\ngrid and points\n" + table(places) + "\n")
    show("\nfields\n" + table(run.snapshot.fields.map { ($0.name, Self.range($0.values.elements)) }) + "\n")
    let ends = run.snapshot.history.compactMap { name, values in values.last.map { (name, "\($0)") } }
    if !ends.isEmpty {
      show("\nend of the history (\(run.snapshot.history[0].values.count) entries)\n" + table(ends) + "\n")
    }
    if !run.snapshot.parameters.isEmpty {
      let blocks = run.snapshot.layout.blocks.map { ($0.name, "[\($0.rows), \($0.columns)]") }
      show("\nparameters: \(run.snapshot.parameters.count)\n" + table(blocks) + "\n")
    }
    try tellOfLinks()
  }

  /// Says which links of the file weren't followed, so that nobody takes what is shown for all of it.
  private func tellOfLinks() throws {
    let links = try HDF5Reader(path: file).linksLeftOut()
    guard !links.isEmpty else { return }
    let names = links.prefix(5).map { $0.excerpt() }.joined(separator: ", ")
    show("\nnot followed: \(links.count) links by name or to other files (\(names)\(links.count > 5 ? ", ..." : ""))\n")
  }

  private static func text(_ value: FieldSnapshot.Attribute) -> String {
    switch value {
    case .number(let number): "\(number)"
    case .integer(let number): "\(number)"
    case .text(let text): text
    }
  }

  /// "101 values from 0.0 to 1.0"
  private static func range(_ values: [Double]) -> String {
    let finite = values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return "\(values.count) values, none a number" }
    let others = finite.count == values.count ? "" : ", \(values.count - finite.count) more outside of the region"
    return "\(finite.count) values from \(low) to \(high)\(others)"
  }
}
