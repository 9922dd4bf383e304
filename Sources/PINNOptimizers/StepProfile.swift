// Where the time of a least-squares optimiser goes, seen from outside: an objective that hands everything on to another and keeps
// the time. An optimiser that isn't given one has nothing to pay.

import Dispatch
import PINNCore

/// An objective that keeps the time which its user spends in it, and between rows of its Jacobian.
///
///     let profile = StepProfile(objective)
///     let outcome = profile.time { optimizer.step(on: profile) }
///     print(profile)
///
/// Times are seconds. For one optimiser on one thread at a time.
public final class StepProfile: Objective, LeastSquaresObjective, CustomStringConvertible {
  /// Computing residuals with their rows of the Jacobian.
  public private(set) var rows = 0.0
  /// What the optimiser does with each slab of rows: the Gram matrix and J^T r, or a copy of the rows in sample space.
  public private(set) var gram = 0.0
  /// Residuals alone, of trial points.
  public private(set) var trials = 0.0
  /// Second derivatives along a direction, and products J^T w with them: the geodesic acceleration but its solve.
  public private(set) var acceleration = 0.0
  /// Whole steps that were run through `time`.
  public private(set) var total = 0.0
  /// How many.
  public private(set) var steps = 0

  private let objective: any LeastSquaresObjective

  /// A profile of what is done with `objective`.
  public init(_ objective: any LeastSquaresObjective) { self.objective = objective }

  /// What is left of the steps: Cholesky factors, solves, vectors; in sample space the Gram matrix too.
  public var factorisation: Double { max(0, total - rows - gram - trials - acceleration) }

  /// Runs a step and adds its time to the total.
  public func time<Result>(_ step: () throws -> Result) rethrows -> Result {
    steps += 1
    return try measure(\.total, step)
  }

  /// Milliseconds a step, such as "rows 4.1, gram 33.5, factor 7.9, acceleration 3.0, trials 1.2 of 50.1 ms".
  public var description: String {
    func milliseconds(_ seconds: Double) -> String {
      let tenths = (seconds / Double(max(steps, 1)) * 1e4).rounded()
      return "\(tenths / 10)"
    }
    return "rows \(milliseconds(rows)), gram \(milliseconds(gram)), factor \(milliseconds(factorisation)), "
      + "acceleration \(milliseconds(acceleration)), trials \(milliseconds(trials)) of \(milliseconds(total)) ms"
  }

  private func measure<Result>(
    _ share: ReferenceWritableKeyPath<StepProfile, Double>, _ body: () throws -> Result
  ) rethrows -> Result {
    let start = DispatchTime.now().uptimeNanoseconds
    defer { self[keyPath: share] += 1e-9 * Double(DispatchTime.now().uptimeNanoseconds - start) }
    return try body()
  }

  /// The objective's number of parameters.
  public var count: Int { objective.count }
  /// The objective's number of residuals.
  public var residualCount: Int { objective.residualCount }
  /// The objective's threads.
  public var threads: Int { objective.threads }
  /// This profile.
  public var leastSquares: (any LeastSquaresObjective)? { self }

  /// The sum of squares and its gradient.
  public func value(at x: [Double], gradient: inout [Double]) -> Double {
    let r = residuals(at: x)
    gradient = transposedProduct(r, at: x).map { 2 * $0 }
    return squared(r)
  }

  /// The objective's residuals.
  public func residuals(at x: [Double]) -> [Double] { measure(\.trials) { objective.residuals(at: x) } }

  /// The objective's slabs.
  public func forEachSlab(at x: [Double], _ body: (JacobianSlab) -> Void) {
    let before = gram
    measure(\.rows) { objective.forEachSlab(at: x) { slab in measure(\.gram) { body(slab) } } }
    rows -= gram - before
  }

  /// The objective's J^T w.
  public func transposedProduct(_ w: [Double], at x: [Double]) -> [Double] {
    measure(\.acceleration) { objective.transposedProduct(w, at: x) }
  }

  /// The objective's second derivatives along v.
  public func curvature(at x: [Double], along v: [Double]) -> [Double] {
    measure(\.acceleration) { objective.curvature(at: x, along: v) }
  }
}
