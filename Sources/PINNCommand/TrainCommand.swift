// pinn train: solves the problem of a file and writes its fields, so that the other commands can go on from there.

import ArgumentParser
import Foundation
import PINN
import PINNProblemFile
import PINNTrainer

/// Trains a problem file.
struct TrainCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Solve the problem that a file describes.",
    discussion: "Guides/ProblemFiles.md explains what a problem file says. Flags count more than the file.")

  @Argument(help: "The problem file.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String
  @OptionGroup var options: RunOptions
  @Flag(help: "Check the file and say what would be done, without training.")
  var check = false

  func run(_ catalog: Catalog) throws {
    var problem = try ProblemFile(path: file, catalog: catalog)
    if options.seconds != nil || options.steps != nil {
      problem.budget = Budget(seconds: options.seconds, steps: options.steps)
    }
    problem.seed = options.seed ?? problem.seed
    problem.reference = options.reference.map { .file($0) } ?? problem.reference
    problem.precision = options.precision ?? problem.precision
    problem.threads = options.threads ?? problem.threads
    let training = try problem.training()
    let region = training.region
    if check {
      print(training.summary)
      print("boundary      \(region.boundary.map(\.name).joined(separator: ", "))")
      for finding in try training.diagnosis { print("note: \(finding)") }
      return
    }
    var options = options
    options.output = options.output ?? problem.output
    let name = URL(filePath: file).deletingPathExtension().lastPathComponent
    let files = [("the problem file", file)] + problem.files.map { ("a file of the problem", $0) }
    let course = try Course(options, name: name, grid: training.grid, reading: files)
    try course.take(title: problem.title, training.summary, axes: region.axes, bounds: region.bounds) {
      let solution = try training.run(with: course)
      return Course.Ending(
        snapshot: try solution.snapshot(), report: solution.report, points: training.collocationPoints)
    }
  }
}

extension Course: TrainingRunner {}
