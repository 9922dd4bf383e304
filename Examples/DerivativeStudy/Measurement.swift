// Compiling, running and timing routes side by side.

import Foundation
import PINNAutodiff
import PINNTensor

/// A compiled program with its points, ready to be run.
package final class Candidate {
  /// Name of the route.
  package let name: String
  /// Products of a matrix with a stream at one point.
  package let products: Int
  /// Multiplications at one point.
  package let multiplications: Int
  /// Bytes that a thread works in.
  package let workspaceBytes: Int
  /// Bytes of the workspace that belong to one point.
  package let bytesPerPoint: Int

  private let executor: Executor<Double>
  private let theta: [Double]
  private var results: [Double]
  private var gradient: [Double]?

  /// Values of expressions at points.
  /// - Throws: `CompileError` for an expression that makes no sense or points of a wrong shape.
  package convenience init(
    _ name: String, values: [Expr], of network: StudyNetwork, at points: Tensor<Double>, threads: Int = 1
  ) throws {
    let program = try Program<Double>(values: values, axes: network.axes, layout: network.layout)
    try self.init(name, program, network, points, threads: threads, gradient: nil)
  }

  /// A step of training: the mean square of a residual over the points, and its gradient by all weights.
  /// - Throws: `CompileError` for an expression that makes no sense or points of a wrong shape.
  package convenience init(
    _ name: String, trainingStep residual: Expr, of network: StudyNetwork, at points: Tensor<Double>, threads: Int = 1
  ) throws {
    let program = try Program<Double>(
      sums: [residual * residual], gradient: true, axes: network.axes, layout: network.layout)
    let gradient = [Double](repeating: 0, count: network.layout.count)
    try self.init(name, program, network, points, threads: threads, gradient: gradient)
  }

  private init(
    _ name: String, _ program: Program<Double>, _ network: StudyNetwork, _ points: Tensor<Double>, threads: Int,
    gradient: [Double]?
  ) throws {
    self.name = name
    products = program.plan.products
    multiplications = program.plan.multiplications
    workspaceBytes = program.workspaceBytes
    bytesPerPoint = program.workspaceBytes / program.tilePoints
    executor = Executor([try program.bind(points)], threads: threads)
    theta = network.theta
    results = gradient == nil ? [] : [0]
    self.gradient = gradient
  }

  /// Evaluates at all points.
  package func run() {
    guard gradient != nil else { return executor.evaluate(parameters: theta, values: &results) }
    let weight = 1 / Double(executor.programs[0].count)
    results[0] = weight * executor.evaluate(weights: [[weight]], parameters: theta, gradient: &gradient)[0][0]
  }

  /// What the last run computed: values [N, m] row by row, or the loss and its gradient.
  package var values: [Double] { results + (gradient ?? []) }

  /// The largest difference to another candidate's values, as a part of the largest of those.
  package func difference(to other: Candidate) -> Double {
    let scale = other.values.reduce(0) { max($0, abs($1)) }
    return zip(values, other.values).reduce(0) { max($0, abs($1.0 - $1.1)) } / scale
  }
}

/// The median seconds of one run of each candidate. They take turns, so that a busy moment of the machine meets all
/// alike; `budget` seconds are for each, after a first run that doesn't count.
package func medianSeconds(_ candidates: [Candidate], budget: Double = 0.1) -> [Double] {
  let clock = ContinuousClock()
  func seconds(_ candidate: Candidate) -> Double { clock.measure(candidate.run) / .seconds(1) }
  let longest = candidates.map(seconds).max() ?? 0
  let rounds = max(1, min(10_000, Int(budget / max(longest, 1e-9))))
  var times = candidates.map { _ in [Double]() }
  for _ in 0..<rounds {
    for (i, candidate) in candidates.enumerated() { times[i].append(seconds(candidate)) }
  }
  return times.map { $0.sorted()[rounds / 2] }
}
