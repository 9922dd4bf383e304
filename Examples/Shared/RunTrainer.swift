// The course of every trainer: check the files, say what is solved, train, save, and print the report with the errors last.

import ArgumentParser
import Foundation
import PINN
import PINNHDF5

extension TrainerOptions {
  /// Trains the problem that `makeProblem` makes for a number of points, and prints the run's report with relative L2 errors by
  /// field: against `exact`, and against the fields of `--reference` at that file's own points.
  ///
  /// - Parameters:
  ///   - network: makes the network of the width and depth that flags or defaults ask for.
  ///   - completing: adds what else there is to say about the solution to its report.
  /// - Throws: `ProblemError`, `FileError`, and `ExitCode.failure` for a loss that stopped being a finite number.
  public func train<E: Equation>(
    _ defaults: TrainerDefaults, network: (MLP) -> any Network = { $0 }, exact: ReferenceSolution<E.Unknown>? = nil,
    completing: (inout RunReport, Solution<E>) throws -> Void = { _, _ in },
    _ makeProblem: (_ points: Int) throws -> Problem<E>
  ) throws {
    let problem = try makeProblem(points ?? defaults.points)
    let path = outputPath(name: defaults.name)
    let writer = try FileFormat.all.writer(to: path, force: force)
    try writer.validate()
    let pictures = plot.map { PictureFolder(path: $0, force: force) }
    try pictures?.validate()
    var known = try reference.map { try KnownFields<E.Unknown>(HDF5Reader(path: $0), region: problem.region) }

    let perceptron = MLP(
      width: width ?? defaults.width, depth: depth ?? defaults.depth, activation: activation ?? defaults.activation)
    let training = try Training(
      problem, network: network(perceptron), seed: seed, precision: precision,
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount)
    if !quiet {
      print(training.summary(stages))
      // Progress goes to standard error; through a pipe it must not overtake the summary.
      fflush(nil)
    }
    let error = try exact.map { try training.error(against: $0) }
    var solution = try runOptions.run(
      training, stages, budget: Budget(seconds: seconds ?? defaults.seconds),
      observers: quiet ? [] : [ProgressLine(error: error)], error: error, output: path, force: force)

    let errors = try exact.map { try solution.errors(against: $0) }
    known?.upToConstant = exact?.upToConstant ?? []
    let fileErrors = try known.map { try $0.errors(of: solution) }
    solution.report = try solution.report(with: [errors, fileErrors].compactMap(\.self))
    // Whatever goes wrong here, the fields are saved first.
    let trained = solution
    let completion = Result { try completing(&solution.report, trained) }
    let snapshot = try solution.adding(reference: exact, to: solution.snapshot())
    try writer.write(snapshot)
    try completion.get()
    if !quiet { print("wrote \(path)") }
    if let pictures {
      // Without an exact solution the file's is drawn, on the file's own grid.
      var shown = snapshot
      if exact == nil, let known {
        shown = try solution.adding(
          reference: known.onGrid, to: solution.snapshot(on: Grid(known.grid)))
      }
      let files = try pictures.write(shown, training)
      if !quiet { print("drew \(files.joined(separator: ", ")) in \(pictures.path)") }
    }
    solution.report.show(quiet: quiet)
    if case .notFinite = solution.end {
      FileHandle.standardError.write(Data("Error: \(solution.end)\n".utf8))
      throw ExitCode.failure
    }
  }
}

extension RunReport {
  /// Prints it; with `quiet` its results alone, if there are any.
  public func show(quiet: Bool) {
    let text = quiet ? results : description
    if !text.isEmpty { print(text) }
  }
}
