// Training and solution of a problem file, whatever its equation's type.

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
  /// The region's axes.
  var axes: [Axis] { get }
  /// The bounding box of the region.
  var bounds: [ClosedRange<Double>] { get }
  /// The collocation points of each condition as they are now.
  var collocationPoints: [(condition: String, points: Tensor<Double>)] { get }
  /// Trains as the file says, by a runner of one's own.
  func run(with runner: some TrainingRunner) throws -> any ProblemSolution
  /// The solution of given parameters, such as those of a file, without training. Throws `ProblemError` if they don't fit.
  func solution(_ parameters: [Double]) throws -> any ProblemSolution
}

extension ProblemTraining {
  /// Trains as the file says.
  public func run(observers: [any TrainingObserver]) throws -> any ProblemSolution {
    try run(with: ObservedRun(observers: observers))
  }
}

/// Runs a training whose equation is known to its file alone: for checkpoints, logs and the like.
public protocol TrainingRunner {
  /// Runs `stages` within `budget`; `error` gives the error of parameters where the solution is known.
  func run<E: Equation>(
    _ training: Training<E>, _ stages: [Stage], budget: Budget, error: (([Double]) -> Double)?
  ) throws -> Solution<E>
}

/// Runs a training under the eyes of observers.
private struct ObservedRun: TrainingRunner {
  let observers: [any TrainingObserver]

  func run<E: Equation>(
    _ training: Training<E>, _ stages: [Stage], budget: Budget, error: (([Double]) -> Double)?
  ) throws -> Solution<E> { try training.run(stages, budget: budget, observers: observers) }
}

/// A solution of a problem file.
public protocol ProblemSolution {
  /// Why the training ended.
  var end: TrainingEnd { get }
  /// The coefficients with the values found.
  var coefficients: [(name: String, value: Double)] { get }
  /// All unknowns at points over the region's axes in any order.
  func values(at points: PointSet) throws -> [(name: String, values: [Double])]
  /// The errors against the file's `reference`; nil without one.
  func errors() throws -> FieldErrors?
  /// What looks wrong with the solution.
  func findings() throws -> [Finding]
  /// The fields on the file's grid, with residuals, errors and the text of the problem file.
  func snapshot() throws -> FieldSnapshot
}

extension FieldSnapshot {
  /// The attributes under which a run keeps its problem file, and the folder its paths start from.
  public static let problemFileAttribute = "problem_file"
  /// The folder that paths in the problem file start from.
  public static let problemFolderAttribute = "problem_folder"
}

extension ProblemFile {
  /// Puts the conditions to the equation and compiles the training. Throws `ProblemFileError` with the place of a mistake.
  public func training() throws -> any ProblemTraining { try compile(equation) }

  private func compile<E: Equation>(_ equation: E) throws -> any ProblemTraining {
    let reader = ConditionReader<E.Unknown>(context: context, region: region, points: max(20, points / 10))
    let (conditions, enforced) = try sections["conditions"].map(reader.conditions) ?? ([], [])
    let place = sections["conditions"] ?? sections["equation"]!
    return try place.located {
      let problem = try Problem(equation, on: region, points: points, conditions: conditions, enforced: enforced)
      let training = try Training(
        problem, network: network, seed: seed, precision: precision, threads: threads, sampling: sampling)
      return FileTraining(file: self, training: training, reference: try reference(), grid: try grid())
    }
  }

  /// The known solution: formulas by unknown.
  private func reference<Unknown: UnknownName>() throws -> ReferenceSolution<Unknown>? {
    guard let item = sections["reference"], !item.isEmpty else { return nil }
    guard let entries = item.entries else {
      throw item.expected("formulas of the exact solution by unknown, such as {u: exp(-t)*sin(x)}")
    }
    let known = Unknown.allCases.map(\.rawValue)
    var formulas: [Unknown: Expr] = [:]
    for (key, value) in entries {
      guard let unknown = Unknown(rawValue: key.text ?? "") else {
        throw key.error("\(key.found) is no unknown of the equation" + suggestion(for: key.text ?? "", among: known))
      }
      formulas[unknown] = try value.formula(Vocabulary(constants: context.constants, axes: region.axes)).expression
    }
    return ReferenceSolution(name: "the file's reference", closedForm: formulas)
  }

  /// The grid to write on: one count for all axes, or counts by axis.
  private func grid() throws -> Grid {
    guard let item = sections["grid"], !item.isEmpty else { return try Grid(over: region) }
    let usual = try Grid(over: region)
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
}

/// A problem file with its training.
private struct FileTraining<E: Equation>: ProblemTraining {
  let file: ProblemFile
  let training: Training<E>
  let reference: ReferenceSolution<E.Unknown>?
  let grid: Grid

  var summary: TrainingSummary { training.summary(file.stages) }
  var layout: ParameterLayout { training.layout }
  var initialParameters: [Double] { training.initialParameters }
  var axes: [Axis] { training.problem.region.axes }
  var bounds: [ClosedRange<Double>] { training.problem.region.bounds }
  var collocationPoints: [(condition: String, points: Tensor<Double>)] { training.collocationPoints }

  func run(with runner: some TrainingRunner) throws -> any ProblemSolution {
    let error = try reference.map { try training.error(against: $0) }
    return FileSolution(
      training: self, solution: try runner.run(training, file.stages, budget: file.budget, error: error))
  }

  func solution(_ parameters: [Double]) throws -> any ProblemSolution {
    FileSolution(training: self, solution: try training.run([.adam(steps: 0)], from: parameters))
  }
}

/// A problem file with its solution.
private struct FileSolution<E: Equation>: ProblemSolution {
  let training: FileTraining<E>
  let solution: Solution<E>

  var end: TrainingEnd { solution.end }
  var coefficients: [(name: String, value: Double)] { solution.coefficients }

  func values(at points: PointSet) throws -> [(name: String, values: [Double])] {
    let values = try solution.values(at: points)
    return E.Unknown.allCases.map { ($0.rawValue, values[$0] ?? []) }
  }

  func findings() throws -> [Finding] { try training.training.findings(on: solution) }

  func errors() throws -> FieldErrors? {
    guard let reference = training.reference else { return nil }
    let region = solution.problem.region
    let all = try training.grid.points(over: region.axes).points
    let inside = (0..<all.count).map { Array(all.row($0)) }.filter(region.contains)
    let table = Tensor(shape: [inside.count, region.axes.count], elements: Array(inside.joined()))
    return try solution.errors(against: reference, at: PointSet(axes: region.axes, points: table))
  }

  func snapshot() throws -> FieldSnapshot {
    let plain = try solution.snapshot(on: training.grid, errors: errors())
    var snapshot = try solution.adding(reference: training.reference, to: plain)
    snapshot.attributes += [
      (FieldSnapshot.problemFileAttribute, .text(training.file.text)),
      (FieldSnapshot.problemFolderAttribute, .text(training.file.context.folder)),
    ]
    return snapshot
  }
}
