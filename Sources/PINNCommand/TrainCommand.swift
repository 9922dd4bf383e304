// pinn train: solves the problem of a file and writes its fields, so that the other commands can go on from there.

import ArgumentParser
import Foundation
import PINN
import PINNHDF5
import PINNProblemFile
import TrainerCommand

/// Trains a problem file.
struct TrainCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Solve the problem that a file describes.",
    discussion: "Guides/ProblemFiles.md explains what a problem file says. Flags count more than the file.")

  @Argument(help: "The problem file.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String
  @Option(
    help: "File to write to: .h5, .xdmf, .vti, .vtr or .csv (default: the problem file's name with .h5).",
    completion: .file())
  var output: String?
  @Option(parsing: .unconditional, help: "Largest training time in seconds.")
  var seconds: Double?
  @Option(parsing: .unconditional, help: "Largest number of optimiser steps.")
  var steps: Int?
  @Option(help: "Seed of the initial weights and the points.")
  var seed: UInt64?
  @Option(help: "Arithmetic of residuals and gradients: float or double.")
  var precision: Precision?
  @Option(parsing: .unconditional, help: "Number of threads. Results don't depend on it.")
  var threads: Int?
  @Option(
    help: "HDF5 file with a known solution, to compare with at its own points.", completion: .file(extensions: ["h5"]))
  var reference: String?
  @Option(help: "Folder to draw pictures into.", completion: .directory)
  var plot: String?
  @OptionGroup var runOptions: RunOptions
  @Flag(help: "Replace the output file and pictures if they exist.")
  var force = false
  @Flag(help: "Print the errors only.")
  var quiet = false
  @Flag(help: "Check the file and say what would be done, without training.")
  var check = false

  func validate() throws {
    if let seconds, !(seconds > 0) { throw ValidationError("--seconds must be more than 0, not \(seconds)") }
    for (name, value) in [("steps", steps), ("threads", threads)] {
      if let value, value < 1 { throw ValidationError("--\(name) must be at least 1, not \(value)") }
    }
  }

  func run(_ catalog: Catalog) throws {
    var problem = try ProblemFile(path: file, catalog: catalog)
    if seconds != nil || steps != nil { problem.budget = Budget(seconds: seconds, steps: steps) }
    problem.seed = seed ?? problem.seed
    problem.reference = reference.map { .file($0) } ?? problem.reference
    problem.precision = precision ?? problem.precision
    problem.threads = threads ?? problem.threads
    let training = try problem.training()
    if check {
      print(training.summary)
      return print("boundary      \(training.region.boundary.map(\.name).joined(separator: ", "))")
    }

    let path = outputPath(problem)
    let writer = try FileFormat.all.writer(to: path, force: force)
    try writer.validate()
    let pictures = plot.map { PictureFolder(path: $0, force: force) }
    try pictures?.validate()
    if !quiet {
      if let title = problem.title { print("\(title)\n") }
      print(training.summary)
      // Progress goes to standard error; through a pipe it must not overtake the summary.
      fflush(nil)
    }
    let solution = try training.run(
      with: CommandRun(options: runOptions, quiet: quiet, output: path, force: force))
    let snapshot = try solution.snapshot()
    try writer.write(snapshot)
    if !quiet { print("wrote \(path)") }
    if let pictures {
      let files = try pictures.write(
        snapshot, points: training.collocationPoints, axes: training.region.axes,
        bounds: training.region.bounds)
      if !quiet { print("drew \(files.joined(separator: ", ")) in \(pictures.path)") }
    }
    solution.report.show(quiet: quiet)
    if case .notFinite = solution.report.end { throw ProblemError("\(solution.report.end)") }
  }

  /// The flag's, the file's, or the problem file's name with .h5 in the current folder, numbered if that exists.
  private func outputPath(_ problem: ProblemFile) -> String {
    if let output { return output }
    if let output = problem.output { return output }
    return freePath(URL(filePath: file).deletingPathExtension().lastPathComponent, ".h5", force: force)
  }
}

/// A run with checkpoints, a log and a progress line, as the flags say.
private struct CommandRun: TrainingRunner {
  let options: RunOptions
  let quiet: Bool
  let output: String
  let force: Bool

  func run<E: Equation>(
    _ training: Training<E>, _ stages: [Stage], budget: Budget, error: (([Double]) -> Double)?
  ) throws -> Solution<E> {
    try options.run(
      training, stages, budget: budget, observers: quiet ? [] : [ProgressLine(error: error)], error: error,
      output: output, force: force)
  }
}
