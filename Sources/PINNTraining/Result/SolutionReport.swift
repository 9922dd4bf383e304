// Everything that there is to say about a solution, in one report.

import PINNFields
import PINNLoss

extension Solution {
  /// The complete report of the run: whether the problem is solved, what looks wrong, the standard errors of trained coefficients if
  /// there are measurements, and the relative L2 errors against a known solution, at the points of `grid` (default: `Grid(over:
  /// region)`) that lie in the region.
  ///
  /// Standard errors are also left out above 5,000 parameters, where they would take longer than a few seconds.
  public func report(
    against reference: ReferenceSolution<E.Unknown>, on grid: Grid? = nil
  ) throws -> RunReport {
    try report(with: [errors(against: reference, on: grid)])
  }

  /// The same with errors that are known already, or none.
  public func report(with errors: [FieldErrors]) throws -> RunReport {
    var report = report
    let loss = try makeLoss()
    report.errors += errors
    let (verdict, corrections) = try judged()
    report.verdict = verdict
    report.findings = try diagnosis(by: loss, verdict, corrections)
    if !report.coefficients.isEmpty, jacobianWidth <= 5_000, let estimates = try? standardErrors(by: loss) {
      report.coefficients = estimates
    }
    return report
  }

  private var jacobianWidth: Int { layout.trainedRanges.reduce(0) { $0 + $1.count } }
}
