// That the checker of optimisers catches what is broken: gradient descent that keeps all promises, and with one flaw at a time.

import PINNCore
import PINNTestSupport
import Synchronization
import Testing

/// x <- x - 0.03 g.
private struct Descent: Optimizer {
  enum Flaw: String, CaseIterable {
    case none, climbs, refusesItself, startsElsewhere, forgetsNothing, sharesState, staleValue, acceptsAnything
    case goesOnFromNaN, countsNothing, savesTooLittle, refusesItsState
  }

  /// State that copies share.
  final class Shared: Sendable {
    let calls = Atomic(0)
  }

  let flaw: Flaw
  private(set) var position: [Double] = []
  private(set) var value = Double.nan
  private(set) var evaluations = 0
  private var momentum = 1.0
  private let shared = Shared()
  var name: String { "descent that \(flaw.rawValue)" }

  init(_ flaw: Flaw) { self.flaw = flaw }

  func validate() throws { if flaw == .refusesItself { throw ProblemError("no") } }

  mutating func start(at x: [Double]) {
    position = flaw == .startsElsewhere ? x.map { $0 + 1 } : x
    (value, evaluations) = (.nan, 0)
    if flaw != .forgetsNothing { momentum = 1 }
  }

  mutating func carryState(through archive: inout OptimizerArchive) throws {
    try archive.carry("position", &position)
    try archive.carry("value", &value)
    if flaw == .refusesItsState {
      // As many as steps were made, which an optimiser that was just started doesn't know.
      var trail = [Double](repeating: 0, count: evaluations)
      try archive.carry("trail", &trail)
    }
    try archive.carry("evaluations", &evaluations)
    if flaw != .savesTooLittle { try archive.carry("momentum", &momentum) }
  }

  mutating func step(on objective: some Objective) -> StepOutcome {
    var gradient = [Double](repeating: 0, count: position.count)
    let before = objective.value(at: position, gradient: &gradient)
    guard before.isFinite || flaw == .goesOnFromNaN else { return .failed(.notFinite) }
    if before.isFinite, gradient.allSatisfy({ abs($0) < 1e-9 }) { return .converged(.smallGradient) }
    momentum *= 0.999
    let calls = shared.calls.add(1, ordering: .relaxed).newValue
    let shaken = flaw == .sharesState ? 1 + 1e-6 * Double(calls) : 1
    let rate = (flaw == .climbs ? -0.03 : 0.03) * shaken * (1 + 0.1 * momentum) * (flaw == .acceptsAnything ? 30 : 1)
    let trial = zip(position, gradient).map { $0 - rate * $1 }
    let after = objective.value(at: trial, gradient: &gradient)
    guard after.isFinite || flaw == .acceptsAnything || flaw == .goesOnFromNaN else { return .failed(.notFinite) }
    if flaw != .countsNothing { evaluations += 2 }
    (position, value) = (trial, flaw == .staleValue ? before : after)
    return .advanced
  }
}

@Suite struct BrokenOptimizerTests {
  @Test func soundDescentPasses() throws { try checkOptimizer(Descent(.none)) }

  @Test(arguments: [
    ("climbs", "fails on a quadratic"), ("refusesItself", "refuses its own settings"),
    ("startsElsewhere", "where it is told to"), ("forgetsNothing", "after starting again"),
    ("sharesState", "after starting again"), ("staleValue", "where its position has"),
    ("acceptsAnything", "holds a position at which the objective is not finite"),
    ("goesOnFromNaN", "must fail where the objective is not a number"), ("countsNothing", "evaluated nothing"),
    ("savesTooLittle", "from the state saved after 1 steps"), ("refusesItsState", "refuses the state that it saved"),
  ])
  func flawsAreCaught(_ flaw: String, _ finding: String) throws {
    let descent = Descent(try #require(Descent.Flaw(rawValue: flaw)))
    do {
      try checkOptimizer(descent)
      Issue.record("\(flaw) passes")
    } catch { #expect("\(error)".contains(finding), "\(error)") }
  }
}
