// All conditions of a problem compiled in one precision, with the points they are evaluated at. The precision is chosen at
// run time, so the rest of training sees a protocol.

import PINNCore

/// Compiled conditions, whatever their precision.
protocol ConditionPrograms: AnyObject {
  /// Sums of the squares of each residual of the chosen conditions, and the gradient of their sum weighted by `weights`.
  func sums(
    of chosen: [Int], weights: [[Double]], parameters: [Double], gradient: inout [Double]?, threads: Int
  ) -> [[Double]]
  /// Gives the points of condition `index` other quadrature weights.
  func setQuadrature(_ index: Int, to weights: [Double])
  /// Moves condition `index` to other points.
  func bind(_ index: Int, to points: CollocationPoints) throws
}

/// Conditions compiled for one scalar type.
final class CompiledConditions<Scalar: TensorScalar>: ConditionPrograms {
  private let names: [String]
  private let data: [[String]]
  private let programs: [Program<Scalar>]
  private var bound: [Program<Scalar>.Bound] = []
  /// Runs all conditions together; made again when one of them moves.
  private var executor: Executor<Scalar>?

  /// Compiles the squares of each condition's residuals, weighted by the points' quadrature weights.
  init(
    names: [String], residuals: [[Expr]], points: [CollocationPoints], axes: [Axis], layout: ParameterLayout
  ) throws {
    var data: [[String]] = []
    var programs: [Program<Scalar>] = []
    for (name, (residuals, points)) in zip(names, zip(residuals, points)) {
      let squares = residuals.map { .datum(CollocationPoints.quadrature) * $0 * $0 }
      let needed = squares.reduce(into: Set<String>()) { $0.formUnion($1.dependencies.data) }.sorted()
      if let missing = needed.first(where: { points.data[$0] == nil }) {
        let there = points.data.keys.filter { $0 != CollocationPoints.quadrature }.sorted()
          .map { "'\($0)'" }.joined(separator: ", ")
        throw ProblemError(
          "condition '\(name)' reads the data column '\(missing)', but its points have "
            + (there.isEmpty ? "no data" : "only \(there)"))
      }
      do {
        programs.append(
          try Program<Scalar>(
            sums: squares, gradient: true, axes: axes, sides: points.sides, data: needed, layout: layout))
      } catch { throw ProblemError("condition '\(name)': \(error)") }
      data.append(needed)
    }
    self.names = names
    self.data = data
    self.programs = programs
    bound = try points.indices.map { try bind($0, points[$0]) }
  }

  func sums(
    of chosen: [Int], weights: [[Double]], parameters: [Double], gradient: inout [Double]?, threads: Int
  ) -> [[Double]] {
    if chosen.count < bound.count {
      return Program<Scalar>.evaluate(
        chosen.map { bound[$0] }, weights: weights, parameters: parameters, gradient: &gradient, threads: threads)
    }
    let executor = executor ?? Executor(bound, threads: threads)
    self.executor = executor
    return executor.evaluate(weights: weights, parameters: parameters, gradient: &gradient)
  }

  func setQuadrature(_ index: Int, to weights: [Double]) {
    weights.withUnsafeBufferPointer { bound[index].set(CollocationPoints.quadrature, to: $0) }
  }

  func bind(_ index: Int, to points: CollocationPoints) throws {
    bound[index] = try bind(index, points)
    executor = nil
  }

  private func bind(_ index: Int, _ points: CollocationPoints) throws -> Program<Scalar>.Bound {
    do {
      return try programs[index].bind(points.table, data: points.data.filter { data[index].contains($0.key) })
    } catch { throw ProblemError("condition '\(names[index])': \(error)") }
  }
}
