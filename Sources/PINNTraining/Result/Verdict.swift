// Whether a problem is solved, and how well: what a run comes to, in a sentence.

import Foundation
import PINNLoss

/// The estimated error of one unknown.
public struct ErrorEstimate: Sendable, Equatable {
  /// The unknown.
  public let name: String
  /// The L2 norm of the estimated error over that of the unknown.
  public let relativeL2: Double

  /// An estimate of the error of the unknown called `name`.
  public init(name: String, relativeL2: Double) { (self.name, self.relativeL2) = (name, relativeL2) }
}

/// Whether a problem is solved.
///
/// It is based on an estimate of the error e itself: L'(u) e = -r with all conditions, solved with random functions at points that
/// were never trained on. It can't see errors of the equation or its data, another solution if there are several, and features smaller
/// than about 1/30 of the domain in several dimensions of which the network shows nothing.
public enum Verdict: Sendable, Equatable, CustomStringConvertible {
  /// Solved, with errors of about these.
  case solved([ErrorEstimate])
  /// Not solved, and why.
  case notSolved([Reason])
  /// It can't be determined, and why.
  case notJudged(String)

  /// Why a problem isn't solved.
  public enum Reason: Sendable, Equatable, CustomStringConvertible {
    /// The loss is no longer a number.
    case notFinite
    /// The estimated errors, and the time from which on they are larger than a tenth of the unknown, if it isn't the first.
    case error([ErrorEstimate], from: Double?)
    /// A law that doesn't hold, though no error of the fields explains what is left of it, such as one of two that contradict each
    /// other: what is left, in terms of its terms.
    case unmet(residual: String, relative: Double)
    /// A law differentiates a coefficient that jumps, so the problem isn't the one that was meant.
    case lostJump(LostJump)
    /// The start of the time lacks conditions.
    case missing(MissingConditions)
    /// The run came so far in time, and no further.
    case unfinished(from: Double)
    /// Coefficients that can change by their own size while the residuals stay as small as they are.
    case undetermined([String])

    /// A clause such as "u is off by about 40 %".
    public var description: String {
      switch self {
      case .notFinite: "the loss stopped being a finite number"
      case .error(let errors, let time):
        (errors.isEmpty
          ? "what is left of the conditions has no small cause"
          : errors.map { "\($0.name) is off by about \(percent($0.relativeL2))" }.joined(separator: ", "))
          + (time.map { String(format: ", from t = %.3g on", $0) } ?? "")
      case .unfinished(let time): String(format: "no window could be solved from t = %.4g on in this time", time)
      case .unmet(let name, let relative): "'\(name)' isn't met: what is left is \(percent(relative)) of its terms"
      case .lostJump(let jump): "\(jump)"
      case .missing(let missing): "\(missing)"
      case .undetermined(let names):
        names.count == 1
          ? "'\(names[0])' isn't determined" : "\(names.map { "'\($0)'" }.joined(separator: " and ")) aren't determined"
      }
    }

    private func percent(_ share: Double) -> String {
      share < 10 ? String(format: "%.0f %%", 100 * share) : String(format: "%.0e times its size", share)
    }
  }

  /// Errors above this are too large for a solution.
  static var largestError: Double { 0.03 }

  /// The estimated errors: all of them of a problem that is solved, the large ones of one that isn't.
  public var estimates: [ErrorEstimate] {
    switch self {
    case .solved(let errors): errors
    case .notSolved(let reasons):
      reasons.flatMap { reason -> [ErrorEstimate] in
        if case .error(let errors, _) = reason { errors } else { [] }
      }
    case .notJudged: []
    }
  }

  /// Whether the problem is solved.
  public var isSolved: Bool { if case .solved = self { true } else { false } }

  /// "solved: u to about 2e-06", "not solved: u is off by about 40 %, from t = 3 on".
  public var description: String {
    switch self {
    case .solved(let errors):
      "solved: " + errors.map { "\($0.name) to about " + String(format: "%.0e", $0.relativeL2) }.joined(separator: ", ")
    case .notSolved(let reasons): "not solved: " + reasons.map(\.description).joined(separator: "; ")
    case .notJudged(let reason): "not judged: \(reason)"
    }
  }
}

extension Verdict {
  /// The verdict on what trainings of a problem came to, one after another in time.
  init<E: Equation>(
    _ solutions: [Solution<E>], _ corrections: Result<[Correction<E>], any Error>, unsolvedFrom: Double? = nil
  ) {
    var reasons: [Reason] = unsolvedFrom.map { [.unfinished(from: $0)] } ?? []
    if solutions.contains(where: { if case .notFinite = $0.end { true } else { false } }) { reasons.append(.notFinite) }
    if let first = solutions.first {
      reasons += ((try? first.problem.lostJumps()) ?? []).map { .lostJump($0) }
      // At other ends, such as an outlet's, there may be good reasons to say nothing.
      reasons += ((try? first.ansatz.missingConditions(first.problem)) ?? []).filter { $0.axis == .t }.map {
        .missing($0)
      }
    }
    switch corrections {
    case .success(let corrections):
      let undetermined = corrections.flatMap(\.undetermined)
      if !undetermined.isEmpty { reasons.append(.undetermined(undetermined)) }
      let estimates = Correction.estimates(corrections)
      let wrong = estimates.filter { !($0.relativeL2 <= Self.largestError) }
      if !wrong.isEmpty { reasons.append(.error(wrong, from: Correction.start(corrections))) }
      reasons += zip(solutions, corrections).flatMap { $0.unmet($1) }
      self = reasons.isEmpty ? .solved(estimates) : .notSolved(reasons)
    case .failure(let error):
      self = reasons.isEmpty ? .notJudged("\(error)") : .notSolved(reasons)
    }
  }
}

extension Solution {
  /// The residuals that no error of the fields explains, if they are more than a twentieth of their terms; but of measurements.
  fileprivate func unmet(_ correction: Correction<E>) -> [Verdict.Reason] {
    guard correction.unexplained > 0.9 else { return [] }
    let measured = problem.conditions.filter { if case .points = $0.place { true } else { false } }.map(\.name)
    return heldOut.filter { row in
      row.relative > 0.05 && !measured.contains { row.name == $0 || row.name.hasPrefix("\($0): ") }
    }.map { .unmet(residual: $0.name, relative: $0.relative) }
  }
}

extension Correction {
  /// Residuals of this size count as none.
  private static var smallestResidual: Double { 1e-5 }

  /// The coefficients that can change by their own size while the residuals stay as small as they are.
  var undetermined: [String] {
    coefficients.filter { $0.sensitivity * max(residual, Self.smallestResidual) > abs($0.value) }.map(\.name)
  }

  /// What the random functions don't explain of the residuals is taken to cause errors of the same kind, up to ten times as large.
  private var share: Double { max(0.1, (1 - unexplained * unexplained).squareRoot()) }

  /// The relative errors of solutions that follow each other, over all of the time.
  static func estimates(_ all: [Correction]) -> [ErrorEstimate] {
    func root(_ values: [Double]) -> Double {
      (values.reduce(0) { $0 + $1 * $1 } / Double(values.count)).squareRoot()
    }
    return E.Unknown.allCases.enumerated().map { j, unknown in
      let error = root(all.map { $0.sizes[j].error / $0.share })
      return ErrorEstimate(name: unknown.rawValue, relativeL2: error / root(all.map { $0.sizes[j].value }))
    }
  }

  /// The largest relative error, infinite if one is no number, and the time from which on it is large.
  var largest: (size: Double, from: Double?) {
    let errors = Self.estimates([self]).map(\.relativeL2)
    return (errors.contains(where: \.isNaN) ? .infinity : errors.max() ?? 0, Self.start([self]))
  }

  /// The start of the first span of time in which an error is larger than a tenth of its unknown, if it isn't the first.
  static func start(_ all: [Correction]) -> Double? {
    let spans = all.flatMap { correction in
      correction.growth.map { span in
        (span.time, zip(span.errors, correction.sizes).contains { $0 > 0.1 * $1.value })
      }
    }
    return spans.firstIndex { $0.1 }.flatMap { $0 == 0 ? nil : spans[$0].0.lowerBound }
  }
}
