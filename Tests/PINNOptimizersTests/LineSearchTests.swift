// The line search on functions of one variable: the strong Wolfe conditions hold at the answer, checked anew here.

import Foundation
import PINNOptimizers
import Testing

@Suite struct LineSearchTests {
  /// Functions from Moré & Thuente, ACM TOMS 20, 286-307 (1994), doi:10.1145/192115.192132, section 5, and a hard wall.
  static let functions: [(name: String, f: @Sendable (Double) -> (Double, Double))] = [
    ("-a / (a^2 + 2)", { a in (-a / (a * a + 2), (a * a - 2) / ((a * a + 2) * (a * a + 2))) }),
    (
      "(a + b)^5 - 2 (a + b)^4",
      { a in
        let s = a + 0.004
        return (pow(s, 5) - 2 * pow(s, 4), 5 * pow(s, 4) - 8 * pow(s, 3))
      }
    ),
    ("(a - 3)^2, infinite beyond 5", { a in a > 5 ? (.infinity, .nan) : ((a - 3) * (a - 3), 2 * (a - 3)) }),
    ("cosh(a - 700)", { a in (cosh(a - 700), sinh(a - 700)) }),
  ]

  @Test(arguments: functions.indices, [1e-3, 0.1, 1, 10, 1e3])
  func findsAPointThatSatisfiesBothConditions(index: Int, first: Double) throws {
    let f = Self.functions[index].f
    for curvature in [0.9, 0.1, 0.01] {
      let search = WolfeLineSearch(decrease: 1e-4, curvature: curvature, noise: 1e-14, maximumTrials: 60)
      let start = LinePoint(step: 0, value: f(0).0, slope: f(0).1)
      var last: LinePoint?
      let outcome = search(from: start, step: first) { step in
        let point = LinePoint(step: step, value: f(step).0, slope: f(step).1)
        last = point
        return point
      }
      guard case .found(let point) = outcome else {
        Issue.record("\(Self.functions[index].name) from \(first): \(outcome)")
        continue
      }
      #expect(point == last, "the point found is the last one tried")
      #expect(f(point.step).0 <= f(0).0 + 1e-4 * point.step * f(0).1 + 1e-14 * abs(f(0).0))
      #expect(abs(f(point.step).1) <= curvature * abs(f(0).1))
    }
  }

  @Test func neverAcceptsWhatIsNotFinite() {
    let search = WolfeLineSearch()
    let start = LinePoint(step: 0, value: 1, slope: -1)
    let outcome = search(from: start, step: 1) { LinePoint(step: $0, value: .nan, slope: .nan) }
    #expect(outcome == .notFinite)
    // A value that is finite with a slope that isn't must not pass either.
    #expect(search(from: start, step: 1) { LinePoint(step: $0, value: 0, slope: .nan) } == .notFinite)
  }

  @Test func keepsTheLowestPointWhenTrialsRunOut() {
    let search = WolfeLineSearch(maximumTrials: 5)
    // Falls for ever with the same slope: no point is flat.
    let outcome = search(from: LinePoint(step: 0, value: 0, slope: -1), step: 1) {
      LinePoint(step: $0, value: -$0, slope: -1)
    }
    guard case .lower(let point) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(point.value < -100)
  }
}
