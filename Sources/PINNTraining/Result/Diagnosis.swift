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
    get throws { try diagnosis(by: makeLoss(), correction) }
  }

  func diagnosis(by loss: Loss, _ correction: Result<Correction<E>, any Error>) throws -> [Finding] {
    let verdict = Verdict([self], correction.map { [$0] })
    let isSolved = verdict.isSolved
    // Who has so many digits needs no advice.
    let isPrecise = isSolved && verdict.estimates.allSatisfy { $0.relativeL2 < 1e-5 }
    return try problem.lostJumps().map { .lostJump($0) } + ansatz.missingConditions(problem).map { .missing($0) }
      + (isSolved ? [] : unsolved(loss))
      + (isPrecise ? [] : loss.heldOut.findings(loss.heldOut.residuals(at: parameters)))
      + ((try? correction.get())?.undetermined ?? []).map { .undetermined(coefficient: $0) }
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
  /// Whether the problem is solved, and how well: an estimate of the error, made without knowing the answer.
  ///
  /// It takes about a second for networks of any size.
  public var verdict: Verdict { Verdict([self], correction.map { [$0] }) }

  /// What the solution lacks.
  var correction: Result<Correction<E>, any Error> { Result { try Correction(self, of: problem) } }
}
