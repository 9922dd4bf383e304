// What every optimiser promises, whatever its method.

import Foundation
import PINNCore

/// Throws what `optimizer` does wrong on a quadratic of six parameters, a sum of nine squares that is zero at a known answer two
/// units away from the start.
///
/// It must accept its own settings; start at the given point, with nothing evaluated; come within `tolerance` of the answer, in
/// the largest entry, in at most `steps` steps, with each value that of its position; do the same again, to the last bit, after
/// starting again, from a copy, which must not feel what becomes of the original, and from its saved state; never hold a position where the objective isn't
/// finite; fail where it starts on such a point, and stay there; and say with `.notLeastSquares` if residuals are what it needs.
public func checkOptimizer(_ optimizer: some Optimizer, steps: Int = 1_000, tolerance: Double = 1e-6) throws {
  let check = OptimizerCheck(original: optimizer, steps: steps, tolerance: tolerance)
  try check.accepts()
  try check.descends()
  try check.copiesAreStates()
  try check.goesOnFromSavedState()
  try check.staysWhereValuesAreFinite()
  try check.failsOnWhatIsNotFinite()
  try check.saysWhatItNeeds()
}

private struct OptimizerCheck<Subject: Optimizer> {
  let original: Subject
  let steps: Int
  let tolerance: Double

  private func fail(_ finding: String) -> CheckFailure { CheckFailure(original.name, finding) }

  private func started() -> Subject {
    var optimizer = original
    optimizer.start(at: Quadratic.start)
    return optimizer
  }

  func accepts() throws {
    guard !original.name.isEmpty else { throw CheckFailure("\(Subject.self)", "has no name to print") }
    do { try original.validate() } catch { throw fail("refuses its own settings: \(error)") }
    let optimizer = started()
    guard optimizer.position == Quadratic.start else {
      throw fail("starts at \(optimizer.position), not at \(Quadratic.start), where it is told to")
    }
    guard optimizer.evaluations == 0, optimizer.value.isNaN else {
      throw fail("counts \(optimizer.evaluations) evaluations and the value \(optimizer.value) before its first step")
    }
  }

  func descends() throws {
    var optimizer = started()
    var outcome = StepOutcome.advanced
    var made = 0
    let objective = Quadratic()
    while outcome == .advanced, made < steps {
      outcome = optimizer.step(on: objective)
      made += 1
      try checkPosition(optimizer, objective, after: made)
    }
    if case .converged(let reason) = outcome, reason.description.isEmpty { throw fail("stops without a reason") }
    if case .failed(let reason) = outcome, Quadratic.error(optimizer.position) > tolerance {
      throw fail("fails on a quadratic after \(made) steps: \(reason)")
    }
    guard Quadratic.error(optimizer.position) <= tolerance else {
      throw fail(
        "is \(Quadratic.error(optimizer.position)) away from a quadratic's answer after \(made) steps, not within \(tolerance)"
      )
    }
    guard optimizer.evaluations > 0 else { throw fail("says it has evaluated nothing after \(made) steps") }
    let expected = optimizer.position
    optimizer.start(at: Quadratic.start)
    advance(&optimizer, made)
    guard optimizer.position == expected else {
      throw fail("takes other steps after starting again: it must forget all")
    }
  }

  func copiesAreStates() throws {
    var first = started()
    advance(&first, 3)
    var second = first
    let (position, value) = (second.position, second.value)
    advance(&first, 3)
    guard second.position == position, second.value.bitPattern == value.bitPattern else {
      throw fail("has a copy that moves with it: it must be a value")
    }
    advance(&second, 3)
    guard second.position == first.position, second.evaluations == first.evaluations else {
      throw fail("goes to \(first.position) and from a copy of the same state to \(second.position)")
    }
  }

  func goesOnFromSavedState() throws {
    for made in [0, 1, 5] {
      var first = started()
      advance(&first, made)
      let state: [String: [Double]]
      do { state = try first.state() } catch { throw fail("can't save its state after \(made) steps: \(error)") }
      var second = original
      do { try second.restore(state, count: Quadratic.start.count) } catch {
        throw fail("refuses the state that it saved after \(made) steps: \(error)")
      }
      advance(&first, 5)
      advance(&second, 5)
      guard second.position == first.position, second.evaluations == first.evaluations,
        second.value.bitPattern == first.value.bitPattern
      else {
        throw fail("goes to \(first.position), and from the state saved after \(made) steps to \(second.position)")
      }
    }
  }

  /// The same quadratic, not a number a little further from the answer than the start is.
  func staysWhereValuesAreFinite() throws {
    var optimizer = started()
    let objective = Quadratic(radius: 1.001 * Quadratic.distance(Quadratic.start))
    for made in 1...20 {
      let outcome = optimizer.step(on: objective)
      try checkPosition(optimizer, objective, after: made)
      if outcome != .advanced { break }
    }
  }

  func failsOnWhatIsNotFinite() throws {
    var optimizer = started()
    let outcome = optimizer.step(on: Quadratic(radius: 0))
    guard case .failed = outcome else { throw fail("must fail where the objective is not a number, but \(outcome)") }
    guard optimizer.position == Quadratic.start else {
      throw fail("leaves its start, to \(optimizer.position), where the objective is not a number")
    }
  }

  func saysWhatItNeeds() throws {
    var optimizer = started()
    let outcome = optimizer.step(on: GradientOnly())
    guard outcome != .failed(.notLeastSquares) || optimizer.position == Quadratic.start else {
      throw fail("needs residuals one by one, gets none, and moves all the same")
    }
    if case .failed(let reason) = outcome, reason != .notLeastSquares {
      throw fail("fails on a smooth function without residuals, not because it needs them: \(reason)")
    }
  }

  private func advance(_ optimizer: inout Subject, _ steps: Int) {
    let objective = Quadratic()
    for _ in 0..<steps where optimizer.step(on: objective) != .advanced { return }
  }

  private func checkPosition(_ optimizer: Subject, _ objective: Quadratic, after steps: Int) throws {
    let expected = squaredNorm(objective.residuals(at: optimizer.position))
    guard expected.isFinite else {
      throw fail("holds a position at which the objective is not finite after \(steps) steps: \(optimizer.position)")
    }
    guard abs(optimizer.value - expected) <= 1e-12 * squaredNorm(objective.residuals(at: Quadratic.start)) else {
      throw fail("has the value \(optimizer.value) after \(steps) steps, where its position has \(expected)")
    }
  }
}

/// |A (x - answer)|^2, not a number further than `radius` from the answer.
private struct Quadratic: Objective, LeastSquaresObjective {
  static let answer = [1.0, -0.5, 0.25, 0, 2, -1]
  static let start = [0.0, 0.5, -0.75, 1, 1, 0.25]
  private static let rows = (0..<9).map { i in
    answer.indices.map { j in cos(1.3 * Double(i * j) + Double(i)) + (i == j ? 2 : 0) }
  }

  var radius = Double.infinity
  let count = 6
  let residualCount = 9
  let threads = 2
  var leastSquares: (any LeastSquaresObjective)? { self }

  static func error(_ x: [Double]) -> Double { zip(x, answer).map { abs($0 - $1) }.max() ?? 0 }
  static func distance(_ x: [Double]) -> Double { squaredNorm(zip(x, answer).map(-)).squareRoot() }

  func residuals(at x: [Double]) -> [Double] {
    guard Self.distance(x) <= radius else { return Array(repeating: .nan, count: 9) }
    return Self.rows.map { row in row.indices.reduce(0) { $0 + row[$1] * (x[$1] - Self.answer[$1]) } }
  }

  func value(at x: [Double], gradient: inout [Double]) -> Double {
    let r = residuals(at: x)
    gradient = transposedProduct(r, at: x).map { 2 * $0 }
    return squaredNorm(r)
  }

  func forEachSlab(at x: [Double], _ body: (JacobianSlab) -> Void) {
    let r = residuals(at: x)
    // Slabs aren't in the order of residuals, nor of consecutive ones.
    for ranges in [[5..<7, 0..<2], [2..<5], [7..<9]] {
      let rows = ranges.flatMap(Array.init)
      let transposed = Self.answer.indices.flatMap { j in rows.map { Self.rows[$0][j] } }
      rows.map { r[$0] }.withUnsafeBufferPointer { r in
        transposed.withUnsafeBufferPointer { t in
          guard let r = r.baseAddress, let t = t.baseAddress else { return }
          body(JacobianSlab(ranges, residuals: r, transposed: t, stride: rows.count))
        }
      }
    }
  }

  func transposedProduct(_ w: [Double], at x: [Double]) -> [Double] {
    x.indices.map { j in w.indices.reduce(0) { $0 + Self.rows[$1][j] * w[$1] } }
  }

  func curvature(at x: [Double], along v: [Double]) -> [Double] { Array(repeating: 0, count: 9) }
}

/// The quadratic as a function with a gradient and nothing else.
private struct GradientOnly: Objective {
  let count = 6
  func value(at x: [Double], gradient: inout [Double]) -> Double { Quadratic().value(at: x, gradient: &gradient) }
}

private func squaredNorm(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 } }
