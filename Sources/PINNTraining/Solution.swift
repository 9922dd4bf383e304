// What a training comes to: fields to evaluate, errors against known solutions, a snapshot to save.

import Foundation
import PINNCore

/// A trained solution: the best parameters seen, with all that led to them.
public struct Solution<E: Equation>: SolvedFields {
  /// The names of the fields.
  public typealias Unknown = E.Unknown

  /// What was solved.
  public let problem: Problem<E>
  /// The parameters, flat.
  public let parameters: [Double]
  /// The blocks of `parameters`.
  public let layout: ParameterLayout
  /// The loss at `parameters`.
  public let loss: Double
  /// The loss and its terms by step.
  public let history: TrainingHistory
  /// What the run came to. What is added to it (errors, standard errors, findings) is kept in snapshots.
  public var report: RunReport
  /// What the training was asked to do.
  public let summary: TrainingSummary
  let ansatz: Ansatz<E.Unknown>
  private let program: Program<Double>

  init(
    problem: Problem<E>, ansatz: Ansatz<E.Unknown>, parameters: [Double], loss: Double, history: TrainingHistory,
    report: RunReport, summary: TrainingSummary
  ) throws {
    self.problem = problem
    self.ansatz = ansatz
    self.parameters = parameters
    self.loss = loss
    self.history = history
    self.report = report
    self.summary = summary
    layout = ansatz.layout
    program = try Program<Double>(values: ansatz.outputs, axes: problem.region.axes, layout: ansatz.layout)
  }

  /// Where it was solved.
  public var region: any Region { problem.region }

  /// Why the training ended.
  public var end: TrainingEnd { report.end }
  /// Steps made.
  public var steps: Int { report.steps }
  /// Seconds taken.
  public var seconds: Double { report.seconds }
  /// The residuals at points that were never trained on, in the order of the loss's terms.
  public var heldOut: [HeldOutResidual] { report.residuals.rows.map(\.heldOut) }

  /// The equation's coefficients by property name, but those that are axes; trained ones with the values found.
  public var coefficients: [(name: String, value: Double)] {
    problem.equation.coefficients.filter { $0.coefficient.axis == nil }.map { name, coefficient in
      let block = coefficient.trainableName.flatMap { layout.block(named: $0) }
      return (name, block.map { coefficient.value(at: parameters[$0.offset]).value } ?? coefficient.value)
    }
  }

  /// All unknowns at points over the region's axes in any order, in double precision: one array of length N each.
  public func values(at points: PointSet) throws -> [E.Unknown: [Double]] {
    let table = try table(of: points)
    let values = try program.values(
      at: table, parameters: parameters, threads: summary.threads)
    return Dictionary(uniqueKeysWithValues: E.Unknown.allCases.enumerated().map { ($1, values.column($0)) })
  }

  /// The time derivatives of all unknowns at points.
  func rates(at points: PointSet) throws -> [E.Unknown: [Double]] {
    let rates = ansatz.outputs.map { diff($0, .t) }
    let values = try Program<Double>(values: rates, axes: problem.region.axes, layout: layout)
      .values(at: table(of: points), parameters: parameters, threads: summary.threads)
    return Dictionary(uniqueKeysWithValues: E.Unknown.allCases.enumerated().map { ($1, values.column($0)) })
  }

  /// The points with their columns in the order of the region's axes.
  private func table(of points: PointSet) throws -> Tensor<Double> {
    let axes = problem.region.axes
    guard points.axes.sorted() == axes.sorted() else {
      throw ProblemError(
        "the solution is over (\(axes.map(\.name).joined(separator: ", "))), the points are over "
          + "(\(points.axes.map(\.name).joined(separator: ", ")))")
    }
    var table = points.points
    if points.axes != axes {
      let order = axes.map { points.axes.firstIndex(of: $0)! }
      for i in 0..<table.count {
        for (j, k) in order.enumerated() { table[i, j] = points.points[i, k] }
      }
    }
    return table
  }

  // MARK: - Saving

  /// The fields on a grid (default: `Grid(over: region)`) with the history, the parameters and facts about the run, among
  /// them its report with the given errors as "relative_l2_error_u", ... Grid points outside of the region have the value NaN.
  public func snapshot(on grid: Grid? = nil, errors: FieldErrors? = nil) throws -> FieldSnapshot {
    let grid = try grid ?? Grid(over: problem.region)
    return try snapshot(
      of: FieldSnapshot(coordinates: grid.axes, fields: []), at: grid.points(over: problem.region.axes), errors: errors)
  }
}

/// Relative L2 errors against one reference, field by field.
public struct FieldErrors: Sendable, CustomStringConvertible {
  /// What was compared with.
  public let reference: String
  /// The errors, in the order of the unknowns.
  public let errors: [(name: String, relativeL2: Double)]

  /// Errors against `reference`, field by field.
  public init(reference: String, errors: [(name: String, relativeL2: Double)]) {
    self.reference = reference
    self.errors = errors
  }

  /// The error of a field, if the reference knows it.
  public subscript(name: String) -> Double? { errors.first { $0.name == name }?.relativeL2 }

  /// The largest error.
  public var largest: Double { errors.map(\.relativeL2).max() ?? .nan }

  /// One line a field: "relative L2 error of u against exact (Cole-Hopf): 4.2e-04".
  public var description: String {
    errors.map { "relative L2 error of \($0.name) against \(reference): " + String(format: "%.2e", $0.relativeL2) }
      .joined(separator: "\n")
  }
}

/// The version of this package, as files record it.
public let packageVersion = "0.2.0"
