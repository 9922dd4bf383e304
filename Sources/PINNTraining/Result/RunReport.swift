// What a run came to, in one value: for a person to read after it, and for the file with its fields to keep.

import Foundation
import PINNFields
import PINNLoss

/// Everything about a finished run. It prints as a small table, followed by what was found.
///
///     residual       rms trained  rms held out  relative  largest   at
///     heat           1.20e-05     1.43e-05      2e-05     5.31e-05  x=0.98, t=0.02
///     initial u      2.81e-06     2.64e-06      2e-06     6.04e-06  x=1, t=0
///     u on x=0, x=1  3.02e-06     3.33e-06      6e-06     9.76e-06  x=1, t=0.01
///     ended after 2674 steps in 30 s, the last on 1337 points: the time is used up
///     solved: u to about 2e-10
///     relative L2 error of u against exact (separated variables): 1.67e-10
///
/// `Solution.report` has what the run itself knows. `Solution.report(against:)` adds what takes more computing.
public struct RunReport: Sendable, CustomStringConvertible {
  /// What remains of each residual, at the points trained on last and at points that were never trained on.
  public let residuals: ResidualReport
  /// Why the training ended.
  public internal(set) var end: TrainingEnd
  /// Steps made.
  public let steps: Int
  /// What was done besides training, such as a correction, in a sentence each.
  public var course: [String] = []
  /// Seconds taken.
  public let seconds: Double
  /// Collocation points of the last step, over all conditions.
  public let pointCount: Int
  /// The trained coefficients, with standard errors if there are measurements.
  public var coefficients: [CoefficientEstimate] = []
  /// Relative L2 errors, one value for each reference.
  public var errors: [FieldErrors] = []
  /// Whether the problem is solved, and how well; nil if this wasn't checked.
  public var verdict: Verdict?
  /// What looks wrong.
  public var findings: [Finding] = []
  /// Other results that a program adds, a line each.
  public var remarks: [String] = []

  /// Only the verdict, coefficients, errors and remarks, a line each.
  public var results: String {
    let verdict = verdict.map { ["\($0)"] } ?? []
    return (verdict + coefficients.map { "\($0)" } + errors.map { "\($0)" } + remarks).joined(separator: "\n")
  }

  /// Residuals, the end, findings, and then `results`.
  public var description: String {
    let ending = "ended after \(steps) steps in \(ProgressLine.time(seconds)), the last on \(pointCount) points: \(end)"
    let parts = ["\(residuals)", ending] + course + findings.map { "note: \($0)" } + [results]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// Adds for each coefficient how far it is from its true value, if `known` has one with its name.
  public mutating func compareCoefficients(with known: [String: Double]) {
    for i in coefficients.indices { coefficients[i].known = known[coefficients[i].name] ?? coefficients[i].known }
  }

  /// The facts as attributes of a file, with "_" for spaces in names, and all of the report as the text "report".
  var attributes: [(name: String, value: FieldSnapshot.Attribute)] {
    var facts: [(name: String, value: FieldSnapshot.Attribute)] = [
      ("steps", .integer(steps)), ("seconds", .number(seconds)), ("points", .integer(pointCount)),
      ("end", .text("\(end)")),
    ]
    for row in residuals.rows {
      facts.append(("held_out_rms_\(row.name)", .number(row.heldOut.rootMeanSquare)))
      facts.append(("held_out_relative_\(row.name)", .number(row.heldOut.relative)))
      facts.append(("held_out_largest_\(row.name)", .number(row.heldOut.maximum)))
    }
    for coefficient in coefficients {
      if let error = coefficient.standardError { facts.append(("\(coefficient.name)_standard_error", .number(error))) }
    }
    if let verdict {
      facts.append(("verdict", .text("\(verdict)")))
      facts += verdict.estimates.map { ("estimated_relative_l2_error_\($0.name)", .number($0.relativeL2)) }
    }
    for errors in errors {
      facts.append(("reference", .text(errors.reference)))
      facts += errors.errors.map { ("relative_l2_error_\($0.name)", .number($0.relativeL2)) }
    }
    facts.append(("report", .text(description)))
    return facts.map { ($0.name.replacing(" ", with: "_"), $0.value) }
  }
}
