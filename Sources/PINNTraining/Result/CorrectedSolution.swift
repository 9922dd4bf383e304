// Taking the error of a solution away, as far as it can be told.

import Foundation
import PINNLoss

extension Solution {
  /// The solution plus an estimate of its error, a sum of random functions, if that lowers the loss at held-out points. Otherwise the
  /// unchanged solution.
  ///
  ///     let solution = try training.run(budget: .seconds(20)).corrected()
  ///
  /// If a network's solution is already close, its error solves a linear problem, and that can be solved to many more digits. On smooth
  /// problems errors become 100 to 10,000 times smaller in a second or two. Near a shock they become only a little smaller. The problem
  /// is linearised up to six times, as long as the residuals halve. Each time it is a least-squares problem with up to 1,600 functions
  /// for each unknown and 2,400 in total.
  ///
  /// What comes out is a solution like any other, with more parameters. A solution that is corrected already is returned as it is; windows of time
  /// are corrected one by one as they are solved.
  ///
  /// - Throws: `ProblemError` for a problem whose residuals aren't finite.
  public func corrected() throws -> Solution<E> { try corrected(.removal) }

  /// Whether `corrected()` has anything to do.
  package var canBeCorrected: Bool { setup.corrections == nil && setup.windows.isEmpty }

  func corrected(_ effort: CorrectionEffort) throws -> Solution<E> {
    guard canBeCorrected else { return self }
    let start = ContinuousClock.now
    let before = try makeLoss().heldOut.loss(at: parameters)
    var best: (value: Double, loss: Loss, solution: Solution<E>)?
    for ridge in effort.ridges {
      let candidate = try Correction(self, of: problem, effort, ridge: ridge).corrected
      let loss = try candidate.makeLoss()
      let after = try loss.heldOut.loss(at: candidate.parameters)
      if after < best?.value ?? before { best = (after, loss, candidate) }
      if after < 0.1 * before { break }
    }
    guard let (after, loss, candidate) = best else { return self }
    var changed = RunReport(
      residuals: try ResidualReport(of: loss, at: candidate.parameters), end: report.end, steps: report.steps,
      seconds: report.seconds + (ContinuousClock.now - start) / .seconds(1), pointCount: report.pointCount,
      coefficients: problem.coefficients(candidate.layout, at: candidate.parameters), errors: report.errors,
      remarks: report.remarks)
    changed.course = [
      "corrected by \(candidate.setup.corrections?.count ?? 0) random functions: the loss at held-out points fell from "
        + String(format: "%.1e to %.1e", before, after)
    ]
    return try Solution(
      problem: problem, ansatz: candidate.ansatz, setup: candidate.setup, parameters: candidate.parameters,
      loss: loss.value(at: candidate.parameters), history: history, report: changed, summary: summary)
  }
}
