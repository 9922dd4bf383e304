// The flags that all trainers share, and the training of a problem written in Swift by the course of all trainings.

import ArgumentParser
import Foundation
import PINN
import PINNHDF5

/// What a trainer does unless its flags say otherwise; chosen to reach the example's stated error.
public struct TrainerDefaults: Sendable {
  var name: String
  var points: Int
  var width: Int
  var depth: Int
  var activation: Activation
  var seconds: Double

  /// The name of the files it writes, points of the equation, sizes of the network and its activation, seconds.
  public init(
    name: String, points: Int, width: Int, depth: Int, activation: Activation = .tanh, seconds: Double
  ) {
    self.name = name
    self.points = points
    self.width = width
    self.depth = depth
    self.activation = activation
    self.seconds = seconds
  }
}

/// Flags for the size of a training, and those of every run.
public struct TrainerOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help:
      "Points of the equation, which decide what share of each batch it gets; boundary conditions get theirs in proportion."
  )
  var points: Int?
  @Option(parsing: .unconditional, help: "Width of the network's hidden layers.")
  var width: Int?
  @Option(parsing: .unconditional, help: "Number of hidden layers.")
  var depth: Int?
  @Option(
    help: "Activation of the network: \(Activation.all.map(\.description).joined(separator: ", ")).",
    transform: Activation.init(named:))
  var activation: Activation?
  @OptionGroup var runOptions: RunOptions

  /// No flags given.
  public init() {}

  /// Refuses numbers that make no sense, before anything is computed.
  public func validate() throws {
    try checkCounts([("points", points, 100_000_000), ("width", width, 100_000), ("depth", depth, 1_000)])
  }

  /// Seed of all random numbers.
  public var seed: UInt64 { runOptions.seed ?? 0 }
  /// The folder for pictures.
  public var plot: String? { runOptions.plot }

  /// The default recipe, for which single precision is too coarse: Adam, then L-BFGS there.
  private var stages: [Stage] {
    let limit = runOptions.steps ?? .max
    guard runOptions.precision == .float else { return [.automatic(steps: limit)] }
    let first = min(500, limit)
    return [.adam(steps: first, learningRate: 2e-3), .lbfgs(steps: limit - first)]
  }

  /// Trains the problem that `makeProblem` makes for a number of points, and prints the run's report with relative L2 errors by
  /// field: against `exact`, and against the fields of `--reference` at that file's own points.
  ///
  /// - Parameters:
  ///   - network: makes the network of the width and depth that flags or defaults ask for.
  ///   - completing: adds what else there is to say about the solution to its report.
  /// - Throws: `ProblemError`, `FileError`, and what `Course` throws.
  public func train<E: Equation>(
    _ defaults: TrainerDefaults, network: (MLP) -> any Network = { $0 }, exact: ReferenceSolution<E.Unknown>? = nil,
    completing: (inout RunReport, Solution<E>) throws -> Void = { _, _ in },
    _ makeProblem: (_ points: Int) throws -> Problem<E>
  ) throws {
    let problem = try makeProblem(points ?? defaults.points)
    let course = try Course(runOptions, name: defaults.name, grid: Grid(over: problem.region))
    var known = try runOptions.reference.map {
      try KnownFields<E.Unknown>(HDF5Reader(path: $0), region: problem.region)
    }
    known?.upToConstant = exact?.upToConstant ?? []
    let perceptron = MLP(
      width: width ?? defaults.width, depth: depth ?? defaults.depth, activation: activation ?? defaults.activation)
    let training = try Training(
      problem, network: network(perceptron), seed: seed, precision: runOptions.precision ?? .double,
      threads: runOptions.threads ?? ProcessInfo.processInfo.activeProcessorCount)
    let region = problem.region
    try course.take(training.summary(stages), axes: region.axes, bounds: region.bounds) {
      let error = try exact.map { try training.error(against: $0) }
      let budget = Budget(seconds: runOptions.seconds ?? defaults.seconds)
      var solution = try course.run(training, stages, budget: budget, error: error)
      let errors = try [exact.map { try solution.errors(against: $0) }, known.map { try $0.errors(of: solution) }]
      solution.report = try solution.report(with: errors.compactMap(\.self))
      let trained = solution
      let completion = Result { try completing(&solution.report, trained) }
      // Without an exact solution the file's is drawn, on the file's own grid.
      let own = exact == nil ? try known.map { try trained.snapshot(on: Grid($0.grid)) } : nil
      return try Course.Ending(
        snapshot: solution.adding(reference: exact, to: solution.snapshot()),
        drawn: own.map { try solution.adding(reference: known?.onGrid, to: $0) }, report: solution.report,
        points: training.loss.collocationPoints, mishap: completion.failure)
    }
  }
}

extension Result {
  fileprivate var failure: Failure? {
    if case .failure(let error) = self { error } else { nil }
  }
}
