// What every network must do.

import PINNCore

/// Throws a `CheckFailure` unless the network keeps the promises of `Network`: as many scalars as asked for, the same weights at
/// a second call, values that depend on every input and every parameter block, and first and second derivatives, and a gradient
/// by the parameters, that agree with difference quotients.
///
/// - Parameters:
///   - axes: the inputs to try it with, each on [-1, 1].
///   - outputs: the number of outputs to ask for.
public func checkNetwork(_ network: some Network, axes: [Axis] = [.x, .t], outputs: Int = 2) throws {
  let subject = "\(network)"
  do { try network.validate() } catch {
    throw CheckFailure(subject, "it must be a network that its own validation accepts, which says: \(error)")
  }
  let scope = ParameterScope()
  let fields = network(axes.map { .coordinate($0) }, outputs: outputs, scope.scope("network"))
  guard fields.count == outputs, fields.allSatisfy({ $0.width == 1 }) else {
    throw CheckFailure(
      subject, "asked for \(outputs) scalars, it gave \(fields.count) of widths \(fields.map(\.width))")
  }
  let layout = scope.layout
  let partners = network(axes.map { .coordinate($0, side: 1) }, outputs: outputs, scope.scope("network"))
  guard scope.layout == layout else {
    throw CheckFailure(subject, "a second call must ask for the same blocks, not for others as well")
  }
  guard layout.blocks.allSatisfy({ $0.name.hasPrefix("network/") }) else {
    throw CheckFailure(subject, "all blocks must come from the scope that is passed in")
  }
  let check = try NetworkCheck(subject, axes, layout, fields: fields, partners: partners)
  try check.partnersAreEqual()
  try check.derivatives()
  try check.parameters()
}

private struct NetworkCheck {
  let subject: String
  let axes: [Axis]
  let layout: ParameterLayout
  let fields: [Expr]
  let partners: [Expr]
  /// Initial values, moved at random: biases and slopes that start at 0 count too.
  let theta: [Double]
  /// [N, axes.count] inside of [-1, 1].
  let points: Tensor<Double>

  init(_ subject: String, _ axes: [Axis], _ layout: ParameterLayout, fields: [Expr], partners: [Expr]) throws {
    (self.subject, self.axes, self.layout, self.fields, self.partners) = (subject, axes, layout, fields, partners)
    var rng = RandomStream(seed: 7, for: StreamKey(.checks, of: "network"))
    theta = layout.initialValues(seed: 3).map { $0 + 0.1 * rng.normal() }
    points = Tensor(shape: [9, axes.count], elements: (0..<9 * axes.count).map { _ in 1.8 * rng.uniform() - 0.9 })
  }

  /// Values of expressions at `points`, or points beside them: [point][expression].
  func values(_ expressions: [Expr], at points: Tensor<Double>, sides: Int = 1) throws -> [[Double]] {
    do {
      let program = try Program<Double>(values: expressions, axes: axes, sides: sides, layout: layout)
      let table = try program.values(at: points, parameters: theta)
      return (0..<table.count).map { Array(table.row($0)) }
    } catch { throw CheckFailure(subject, "it can't be compiled: \(error)") }
  }

  /// At the second place of a paired condition the network is the same function, of the coordinates there alone.
  func partnersAreEqual() throws {
    let count = points.count
    let pairs = Tensor(
      rows: (0..<count).map { i in Array(points.row((i + 1) % count)) + Array(points.row(i)) })
    for (here, there) in zip(try values(fields, at: points), try values(partners, at: pairs, sides: 2)) {
      for (k, (value, partner)) in zip(here, there).enumerated() {
        guard value.isFinite else { throw CheckFailure(subject, "output \(k) is \(value), not a finite number") }
        guard abs(value - partner) <= 1e-12 * max(1, abs(value)) else {
          throw CheckFailure(
            subject, "for one point, output \(k) is \(value) at side 0 and \(partner) at side 1")
        }
      }
    }
  }

  /// Derivatives against central differences of the next lower order: (8 (f(h) - f(-h)) - f(2h) + f(-2h)) / 12 h.
  func derivatives() throws {
    let lower = fields + axes.flatMap { a in fields.map { diff($0, a) } }
    for (j, axis) in axes.enumerated() {
      let h = 1e-4
      let beside = try [-2, -1, 1, 2].map { steps in
        var moved = points
        for i in 0..<points.count { moved[i, j] += steps * h }
        return try values(lower, at: moved)
      }
      let table = try values(lower.map { diff($0, axis) }, at: points)
      for k in lower.indices {
        let column = table.map { $0[k] }
        guard column.allSatisfy(\.isFinite) else {
          throw CheckFailure(subject, "a derivative along \(axis) is not a finite number")
        }
        let size = column.reduce(0) { max($0, abs($1)) }
        if k < fields.count, size < 1e-9 {
          throw CheckFailure(subject, "output \(k) doesn't depend on the input \(axis)")
        }
        for i in 0..<points.count {
          let quotient =
            (8 * (beside[2][i][k] - beside[1][i][k]) - (beside[3][i][k] - beside[0][i][k])) / (12 * h)
          guard abs(quotient - column[i]) < 1e-6 * max(1, size) else {
            throw CheckFailure(
              subject,
              "a derivative of output \(k % fields.count) along \(axis) is \(column[i]), but its difference "
                + "quotient \(quotient)")
          }
        }
      }
    }
  }

  /// The gradient of the sum of the outputs' squares: against difference quotients along a random direction, and other than 0 in
  /// every block.
  func parameters() throws {
    let program = try Program<Double>(sums: fields.map { $0 * $0 }, gradient: true, axes: axes, layout: layout)
    let bound = try program.bind(points)
    let weights = [Array(repeating: 1.0, count: fields.count)]
    func sum(at theta: [Double], gradient: inout [Double]?) -> Double {
      Program<Double>.evaluate([bound], weights: weights, parameters: theta, gradient: &gradient, threads: 1)[0]
        .reduce(0, +)
    }
    var gradient: [Double]? = Array(repeating: 0, count: layout.count)
    _ = sum(at: theta, gradient: &gradient)
    for block in layout.blocks where gradient![block.range].allSatisfy({ abs($0) < 1e-12 }) {
      throw CheckFailure(subject, "the block '\(block.name)' has no influence on the outputs")
    }
    var rng = RandomStream(seed: 8, for: StreamKey(.checks, of: "direction"))
    let direction = theta.map { _ in rng.normal() }
    var none: [Double]?
    let h = 1e-5
    let sums = [-2.0, -1, 1, 2].map { steps in
      sum(at: zip(theta, direction).map { $0 + steps * h * $1 }, gradient: &none)
    }
    let quotient = (8 * (sums[2] - sums[1]) - (sums[3] - sums[0])) / (12 * h)
    let slope = zip(gradient!, direction).reduce(0) { $0 + $1.0 * $1.1 }
    guard abs(quotient - slope) < 1e-5 * max(1, abs(slope)) else {
      throw CheckFailure(subject, "the gradient along a direction is \(slope), but its difference quotient \(quotient)")
    }
  }
}
