// Training and solution of a problem file, whatever its equation's type.

import Foundation
import PINNCore
import PINNTraining

/// The training that a problem file describes.
public protocol ProblemTraining {
  /// What is going to be done, in words.
  var summary: TrainingSummary { get }
  /// The blocks of everything that is trained.
  var layout: ParameterLayout { get }
  /// The parameters that a run starts from.
  var initialParameters: [Double] { get }
  /// Where it is solved.
  var region: any Region { get }
  /// The grid that the solution is evaluated on.
  var grid: Grid { get }
  /// The collocation points of each condition as they are now.
  var collocationPoints: [(condition: String, points: Tensor<Double>)] { get }
  /// What looks wrong before anything is trained.
  var diagnosis: [Finding] { get throws }
  /// Trains as the file says, by a runner of your own.
  func run(with runner: some TrainingRunner) throws -> any ProblemSolution
  /// The solution of given parameters, such as those of a file, without training; with the text of the file's windows of time, if it has
  /// any. Throws `ProblemError` if they don't fit.
  func solution(_ parameters: [Double], windows: String?) throws -> any ProblemSolution
}

extension ProblemTraining {
  /// Trains as the file says.
  public func run(observers: [any TrainingObserver]) throws -> any ProblemSolution {
    try run(with: ObservedRun(observers: observers))
  }
}

/// Runs a training whose equation is known to its file alone: for checkpoints, logs and the like.
public protocol TrainingRunner {
  /// Runs `stages` within `budget`, in `windows` of time; `error` gives the error of parameters where the solution is known.
  func run<E: Equation>(
    _ training: Training<E>, _ stages: [Stage], budget: Budget, windows: TimeWindows, error: (([Double]) -> Double)?
  ) throws -> Solution<E>
}

/// Runs a training under the eyes of observers.
private struct ObservedRun: TrainingRunner {
  let observers: [any TrainingObserver]

  func run<E: Equation>(
    _ training: Training<E>, _ stages: [Stage], budget: Budget, windows: TimeWindows, error: (([Double]) -> Double)?
  ) throws -> Solution<E> { try training.run(stages, budget: budget, observers: observers, windows: windows) }
}

/// A solution of a problem file.
public protocol ProblemSolution {
  /// What the run came to, with findings, standard errors of trained coefficients, and the errors against the file's `reference`.
  var report: RunReport { get }
  /// The errors against the file's `reference`; nil without one.
  func errors() throws -> FieldErrors?
  /// The coefficients with the values found.
  var coefficients: [(name: String, value: Double)] { get }
  /// All unknowns at points over the region's axes in any order.
  func values(at points: PointSet) throws -> [(name: String, values: [Double])]
  /// The fields on the file's grid, with residuals, errors and the text of the problem file.
  func snapshot() throws -> FieldSnapshot
}

extension FieldSnapshot {
  /// The attribute under which a run keeps the text of its problem file.
  public static let problemFileAttribute = "problem_file"
  /// The attribute under which a run keeps the name of its problem file, without the folder, which is nobody's business.
  public static let problemNameAttribute = "problem_file_name"
}

extension ProblemFile {
  /// Puts the conditions to the equation and compiles the training. Throws `ProblemFileError` with the place of a mistake.
  public func training() throws -> any ProblemTraining { try compile(equation) }

  private func compile<E: Equation>(_ equation: E) throws -> any ProblemTraining {
    let reader = ConditionReader<E.Unknown>(context: context, region: region, points: max(20, points / 10))
    let (conditions, enforced) = try sections["conditions"].map(reader.conditions) ?? ([], [])
    let place = sections["conditions"] ?? sections["equation"]!
    let known: KnownSolution<E.Unknown>? = try known()
    return try place.located {
      let problem = try Problem(equation, on: region, points: points, conditions: conditions, enforced: enforced)
      let training = try Training(
        problem, network: network, seed: seed, precision: precision, threads: threads, sampling: sampling)
      return FileTraining(file: self, training: training, known: known, grid: try grid(known?.file?.grid))
    }
  }

  /// What the solution is compared with, if anything.
  private func known<Unknown: UnknownName>() throws -> KnownSolution<Unknown>? {
    switch reference {
    case .none: return nil
    case .file(let path): return try KnownSolution(file: path, region: region)
    case .written:
      guard let item = sections["reference"], !item.isEmpty else { return nil }
      return try KnownSolution(item, context, region: region)
    }
  }

  /// The grid to write on: one count for all axes, or counts by axis; unless it is said, that of a file to compare with.
  private func grid(_ other: [(axis: Axis, values: [Double])]?) throws -> Grid {
    let usual = try Grid(over: region)
    guard let item = sections["grid"], !item.isEmpty else {
      guard let grid = try other.map(Grid.init), zip(grid.axes, usual.axes).allSatisfy({ spans($0.values, $1.values) })
      else { return usual }
      return grid
    }
    func values(_ axis: Axis, _ count: Int) -> [Double] {
      let range = region.bounds[region.axes.firstIndex(of: axis)!]
      return (0..<count).map { i in
        let share = Double(i) / Double(count - 1)
        return (1 - share) * range.lowerBound + share * range.upperBound
      }
    }
    func count(_ item: Item) throws -> Int {
      let count = try item.whole(context.constants, atMost: 100_000)
      guard count >= 2 else { throw item.expected("a whole number of at least 2") }
      return count
    }
    let given = try item.entries == nil ? nil : item.byAxis(region.axes) { try count($1) }
    let whole = try item.entries == nil ? count(item) : nil
    let grid = try Grid(
      usual.axes.map { axis, usual in
        guard let count = whole ?? given?[axis] else { return (axis, usual) }
        return (axis, values(axis, count))
      })
    let size = grid.shape.reduce(1.0) { $0 * Double($1) }
    guard size <= 1e8 else { throw item.error("a grid has at most 100000000 points, not \(Int(size))") }
    return grid
  }

  /// Whether two sets of values go from the same place to the same place, up to rounding.
  private func spans(_ a: [Double], _ b: [Double]) -> Bool {
    guard let low = b.min(), let high = b.max(), let first = a.min(), let last = a.max() else { return false }
    return max(abs(first - low), abs(last - high)) <= 1e-6 * (high - low)
  }
}

/// A problem file with its training.
private struct FileTraining<E: Equation>: ProblemTraining {
  let file: ProblemFile
  let training: Training<E>
  let known: KnownSolution<E.Unknown>?
  let grid: Grid

  var summary: TrainingSummary { training.summary(file.stages) }
  var layout: ParameterLayout { training.loss.layout }
  var diagnosis: [Finding] { get throws { try training.diagnosis } }
  var initialParameters: [Double] { training.loss.initialParameters }
  var region: any Region { training.problem.region }
  var collocationPoints: [(condition: String, points: Tensor<Double>)] { training.loss.collocationPoints }

  func run(with runner: some TrainingRunner) throws -> any ProblemSolution {
    let error = try known?.formulas.flatMap { formulas in
      // Of unknowns known up to a constant alone there is no error to watch.
      try formulas.upToConstant.isSuperset(of: formulas.closedForm.keys) ? nil : training.error(against: formulas)
    }
    var result = FileSolution(
      training: self,
      solution: try runner.run(training, file.stages, budget: file.budget, windows: file.windows, error: error))
    result.solution.report = try result.solution.report(with: [result.errors()].compactMap(\.self))
    return result
  }

  func solution(_ parameters: [Double], windows: String?) throws -> any ProblemSolution {
    FileSolution(training: self, solution: try training.solution(parameters, windows: windows))
  }
}

/// A problem file with its solution.
private struct FileSolution<E: Equation>: ProblemSolution {
  let training: FileTraining<E>
  var solution: Solution<E>

  var report: RunReport { solution.report }
  var coefficients: [(name: String, value: Double)] { solution.coefficients }

  func values(at points: PointSet) throws -> [(name: String, values: [Double])] {
    let values = try solution.values(at: points)
    return E.Unknown.allCases.map { ($0.rawValue, values[$0] ?? []) }
  }

  func errors() throws -> FieldErrors? {
    guard let known = training.known else { return nil }
    if let file = known.file { return try file.errors(of: solution) }
    return try known.formulas.map { try solution.errors(against: $0, on: training.grid) }
  }

  func snapshot() throws -> FieldSnapshot {
    let (known, grid) = (training.known, training.grid)
    let plain = try solution.snapshot(on: grid)
    // The fields of a file are known at its own points only.
    let there = try known?.file.flatMap { file in
      try Grid(file.grid).axes.elementsEqual(grid.axes, by: ==) ? file.onGrid : nil
    }
    var snapshot = try solution.adding(
      reference: known?.formulas ?? there, to: plain)
    snapshot.attributes += [
      (FieldSnapshot.problemFileAttribute, .text(training.file.text)),
      (FieldSnapshot.problemNameAttribute, .text(URL(filePath: training.file.path).lastPathComponent)),
    ]
    return snapshot
  }
}
