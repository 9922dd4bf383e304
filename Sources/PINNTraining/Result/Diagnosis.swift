// What looks wrong with a solution when it is trained.

import PINNLoss

extension Solution {
  /// What looks wrong with the solution, seen at points that were never trained on:
  ///
  /// - a coefficient that jumps under a derivative;
  /// - an unknown with too few conditions at the start or at the ends of an axis;
  /// - a residual that is more than 5 % of its own terms in a problem that isn't solved;
  /// - a condition that dominates, with more than 95 % of the loss (the equation itself may);
  /// - a residual that concentrates: half of its mean square at 2 % of the points or fewer, within 10 % of their domain; of several the
  ///   one that adds most to the loss;
  /// - trainable coefficients that the problem doesn't determine.
  ///
  /// Dominance and concentration aren't reported for a solution of five digits. `Solution.verdict` says whether the problem is solved.
  public var diagnosis: [Finding] {
    get throws {
      let (verdict, corrections) = try judged()
      return try diagnosis(by: makeLoss(), verdict, corrections)
    }
  }

  func diagnosis(by loss: Loss, _ verdict: Verdict, _ corrections: [Correction<E>]) throws -> [Finding] {
    // Who has so many digits needs no advice.
    let isPrecise = verdict.isSolved && verdict.estimates.allSatisfy { $0.relativeL2 < 1e-5 }
    return try problem.lostJumps().map { .lostJump($0) } + ansatz.missingConditions(problem).map { .missing($0) }
      + (verdict.isSolved ? [] : unsolved(loss))
      + (isPrecise ? [] : loss.heldOut.findings(loss.heldOut.residuals(at: parameters)))
      + corrections.flatMap(\.undetermined).map { .undetermined(coefficient: $0) }
  }

  /// Residuals that are more than a twentieth of their terms; measurements have noise, which nothing solves.
  private func unsolved(_ loss: Loss) throws -> [Finding] {
    zip(loss.terms, try loss.heldOutResiduals(at: parameters)).compactMap { term, residual in
      residual.relative > 0.05 && !loss.law(of: term.source).law.isMeasured
        ? .unsolved(residual: term.name, relative: residual.relative) : nil
    }
  }
}

extension Solution {
  /// Whether the problem is solved, and how well: an estimate of the error, made without knowing the answer. In windows of time errors are
  /// carried on from each to the next.
  ///
  /// Takes a second or so for each window, whatever the size of the network.
  public var verdict: Verdict { (try? judged().verdict) ?? .notJudged("its windows of time can't be made again") }

  /// The verdict, and what the solution lacks, window by window; nothing where that can't be told.
  func judged() throws -> (verdict: Verdict, corrections: [Correction<E>]) {
    let windows = try windows
    let corrections = Result { try Self.corrections(of: windows) }
    let verdict = Verdict(
      windows, corrections, unsolvedFrom: problem.time.flatMap { setup.windows.unsolved(from: $0.lowerBound) })
    if let time = problem.time, let last = lastTime, last < time.upperBound, verdict.isSolved {
      return (.notJudged(String(format: "the run ended at t = %.4g of %.4g", last, time.upperBound)), [])
    }
    return (verdict, (try? corrections.get()) ?? [])
  }

  /// What the solutions of windows lack, where each window starts from what the one before comes to with its correction.
  private static func corrections(of windows: [Solution<E>]) throws -> [Correction<E>] {
    var corrections: [Correction<E>] = []
    for window in windows {
      let problem = try corrections.last.map { before in
        guard let time = window.problem.time else { return window.problem }
        return try window.problem.during(time, from: before.corrected.startOfNext)
      }
      corrections.append(try Correction(window, of: problem ?? window.problem))
    }
    return corrections
  }
}
