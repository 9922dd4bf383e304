// What a training comes to: fields to evaluate, errors against known solutions, a snapshot to save.

import PINNFields
import PINNLoss

/// A trained solution: the best parameters seen, with everything that led to them. It answers all questions about itself without the
/// training that it comes from.
public struct Solution<E: Equation>: SolvedFields {
  /// The names of the fields.
  public typealias Unknown = E.Unknown

  /// What was solved.
  public let problem: Problem<E>
  /// The parameters, flat.
  public let parameters: [Double]
  /// The loss at `parameters`.
  public let loss: Double
  /// The loss and its terms by step.
  public let history: TrainingHistory
  /// The result of the run. What you add to it (errors, standard errors, findings) is kept in snapshots.
  public var report: RunReport
  /// What the training was asked to do.
  public let summary: TrainingSummary
  let ansatz: Ansatz<E.Unknown>
  let setup: TrainingSetup
  /// The solutions of the windows of time, as far as they are at hand.
  let parts: [Solution<E>]
  private let program: Program<Double>

  init(
    problem: Problem<E>, ansatz: Ansatz<E.Unknown>, setup: TrainingSetup, parameters: [Double], loss: Double,
    history: TrainingHistory, report: RunReport, summary: TrainingSummary, parts: [Solution<E>] = []
  ) throws {
    self.problem = problem
    self.ansatz = ansatz
    self.setup = setup
    self.parameters = parameters
    self.loss = loss
    self.history = history
    self.report = report
    self.summary = summary
    self.parts = parts
    program = try Program<Double>(values: ansatz.outputs, axes: problem.region.axes, layout: ansatz.layout)
  }

  /// The blocks of `parameters`.
  public var layout: ParameterLayout { ansatz.layout }

  /// The loss that was minimised, at its first points.
  public func makeLoss() throws -> Loss { try setup.loss(of: problem, ansatz) }

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

  /// The problem's coefficients by name, except those that are axes. Trained ones have the values found.
  public var coefficients: [(name: String, value: Double)] {
    problem.coefficients.filter { $0.coefficient.axis == nil }.map { name, coefficient in
      guard let number = coefficient.trainable, let block = layout.block(named: number.name) else {
        return (name, coefficient.value)
      }
      return (name, number.value(at: parameters[block.offset]).value)
    }
  }

  /// All unknowns at points over the region's axes in any order, in double precision: one array of length N each.
  /// NaN at times that a run in windows of time didn't come to.
  public func values(at points: PointSet) throws -> [E.Unknown: [Double]] {
    let table = try table(of: points)
    var values = try program.values(
      at: table, parameters: parameters, threads: summary.threads)
    if let end = setup.windows.last?.end, let t = problem.region.axes.firstIndex(of: .t) {
      for i in 0..<table.count where table[i, t] > end {
        for j in 0..<values.rowLength { values[i, j] = .nan }
      }
    }
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
}
