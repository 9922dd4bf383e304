// The course of every training on the command line: check the files, say what is solved, train, save, draw, and print the report
// with the errors last.

import ArgumentParser
import Foundation
import PINN
import PINNHDF5

extension ExitCode {
  /// 3: the solution is written, but it isn't one, or not of the problem that was meant.
  static var notSolved: ExitCode { ExitCode(3) }
}

/// The course of a training, for `pinn train` and for every trainer.
///
/// From its start until the solution is written, SIGINT, SIGTERM and SIGHUP lose nothing: the training ends after its present step
/// and keeps a checkpoint. The last state of a run is kept as a checkpoint until the solution is written.
public struct Course {
  private let options: RunOptions
  private let files: RunFiles
  private let pictures: PictureFolder?
  private let interruption: Interruption

  /// What a training came to, as files and pictures show it.
  public struct Ending {
    /// What is written.
    public var snapshot: FieldSnapshot
    /// What is drawn, if that is something else.
    public var drawn: FieldSnapshot?
    /// What is printed.
    public var report: RunReport
    /// The points of the conditions, for a picture of them.
    public var points: [(condition: String, points: Tensor<Double>)]
    /// What went wrong after the training; it is thrown once the solution is written.
    public var mishap: (any Error)?

    /// An ending without pictures of its own and without mishap.
    public init(
      snapshot: FieldSnapshot, drawn: FieldSnapshot? = nil, report: RunReport,
      points: [(condition: String, points: Tensor<Double>)] = [], mishap: (any Error)? = nil
    ) {
      (self.snapshot, self.drawn, self.report) = (snapshot, drawn, report)
      (self.points, self.mishap) = (points, mishap)
    }
  }

  /// A course with the files that the flags say; what they leave open is called after `name`.
  ///
  /// - Parameters:
  ///   - grid: where the solution is going to be evaluated, which the output's format must be able to hold.
  ///   - inputs: what is read besides the flags' files, such as the problem file, by what it is.
  /// - Throws: `FileError` or `ProblemError` for files that couldn't be written or read, before anything is computed.
  public init(
    _ options: RunOptions, name: String, grid: Grid, reading inputs: [(role: String, path: String?)] = []
  ) throws {
    Console.prepare()
    signal(SIGPIPE, SIG_IGN)
    self.options = options
    files = try RunFiles(options, name: name, grid: grid, reading: inputs)
    pictures = options.plot.map { PictureFolder(path: $0, force: options.force) }
    try pictures?.validate()
    interruption = Interruption { _ in
      Console.tell("\nEnding, and keeping what is trained so far. The same signal again ends at once.\n")
    }
  }

  /// Takes the course: tells `summary`, calls `solve`, which trains by `run`, and writes, draws and prints what it came to.
  ///
  /// - Throws: what `solve` throws; `FileError` if the solution couldn't be written where it was to go; `ExitCode` for an
  ///   interrupted run, for a loss that stopped being a finite number, and 3 for a problem that isn't solved.
  public func take(
    title: String? = nil, _ summary: TrainingSummary, axes: [Axis], bounds: [ClosedRange<Double>],
    _ solve: () throws -> Ending
  ) throws {
    defer { files.release() }
    if let title { show("\(title)\n") }
    show(summary)
    // Progress goes to standard error; through a pipe it must not overtake the summary.
    fflush(nil)
    let (ending, isElsewhere) = try interruption.whileListening {
      let ending = try solve()
      let (path, note, isElsewhere) = try write(ending.snapshot)
      if let note { Console.tell(note + "\n") }
      if !isElsewhere { files.removeTemporary() }
      show("wrote \(path)")
      return (ending, isElsewhere)
    }
    if let mishap = ending.mishap { throw mishap }
    if let pictures, !interruption.isRequested {
      let names = try pictures.write(
        ending.drawn ?? ending.snapshot, points: ending.points, axes: axes, bounds: bounds)
      show("drew \(names.joined(separator: ", ")) in \(pictures.path)")
    }
    let text = options.quiet ? ending.report.results : ending.report.description
    if !text.isEmpty { print(text) }
    if case .notFinite = ending.report.end {
      Console.tell("Error: \(ending.report.end)\n")
      throw ExitCode.failure
    }
    if let signal = interruption.signal { throw ExitCode(128 + signal) }
    if isElsewhere { throw ExitCode.failure }
    if case .notSolved? = ending.report.verdict { throw ExitCode.notSolved }
  }

  /// Trains, with checkpoints and, if they were asked for, a log and a live line that have what `error` gives for the parameters.
  ///
  /// - Throws: for an interrupted run whose checkpoint was kept, `ExitCode` of the signal, after telling how to go on; if it
  ///   couldn't be kept the solution is returned as for any other end.
  public func run<E: Equation>(
    _ training: Training<E>, _ stages: [Stage], budget: Budget, windows: TimeWindows = .automatic,
    error: (([Double]) -> Double)?
  ) throws -> Solution<E> {
    var observers: [any TrainingObserver] = options.quiet ? [] : [ProgressLine(error: error)]
    if let log = options.log {
      let existing: HistoryLog.Existing = options.resume != nil ? .append : options.force ? .replace : .refuse
      observers.append(try HistoryLog(path: log, existing: existing, error: error))
    }
    let solution = try training.run(
      stages, budget: budget, observers: observers, checkpoints: files.schedule, resuming: files.resumed,
      interruption: interruption, windows: options.windows.map { .count($0) } ?? windows)
    let path = files.checkpoints.path
    guard solution.end == .interrupted else { return options.correction ? corrected(solution) : solution }
    // A checkpoint counts the steps of the window that was being trained.
    let steps = try solution.windows.last?.steps
    guard (try? Checkpoint(path: path))?.step == steps else { return solution }
    Console.tell("Interrupted. The same command with --resume \(path) goes on.\n")
    throw ExitCode(128 + (interruption.signal ?? 0))
  }

  /// The solution with its error taken away. What can't be corrected stays as it is.
  private func corrected<E: Equation>(_ solution: Solution<E>) -> Solution<E> {
    if case .notFinite = solution.end { return solution }
    guard solution.canBeCorrected else { return solution }
    if !options.quiet { Console.tell("correcting the solution ...\n") }
    return (try? solution.corrected()) ?? solution
  }

  /// Writes the solution; if that fails altogether, says where its last state is.
  private func write(_ snapshot: FieldSnapshot) throws -> (path: String, note: String?, isElsewhere: Bool) {
    do { return try files.write(snapshot) } catch {
      let path = files.checkpoints.path
      guard (try? Checkpoint(path: path)) != nil else { throw error }
      throw FileError("\(error); the trained network is kept: the same command with --resume \(path) goes on")
    }
  }

  private func show(_ text: some CustomStringConvertible) { if !options.quiet { print(text) } }
}
