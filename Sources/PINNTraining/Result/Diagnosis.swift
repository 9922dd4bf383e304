// What looks wrong with a solution when it is trained.

import PINNLoss

extension Solution {
  /// What looks wrong with the solution, seen at points that were never trained on: a coefficient that jumps under a derivative, a residual that is more than 5 % of its own terms, a
  /// condition that dominates (more than 95 % of the loss, which the equation itself may well be), a residual that concentrates (half of its mean square at 2 % of the points or
  /// fewer, within 10 % of their domain; of several the one that adds most to the loss), trainable coefficients that the residuals
  /// don't determine. An empty answer doesn't prove that all is well.
  public var diagnosis: [Finding] {
    get throws { try diagnosis(by: makeLoss()) }
  }

  func diagnosis(by loss: Loss) throws -> [Finding] {
    let tables = try loss.heldOut.residuals(at: parameters)
    return try problem.lostJumps().map { .lostJump($0) } + unsolved(loss) + loss.heldOut.findings(tables)
      + undetermined(loss, tables)
  }

  /// Residuals that are more than a twentieth of their terms; measurements have noise, which nothing solves.
  private func unsolved(_ loss: Loss) throws -> [Finding] {
    zip(loss.terms, try loss.heldOutResiduals(at: parameters)).compactMap { term, residual in
      residual.relative > 0.05 && !loss.law(of: term.source).law.isMeasured
        ? .unsolved(residual: term.name, relative: residual.relative) : nil
    }
  }

  /// Each coefficient's column of the Jacobian, times its size and without its part along the others' columns, against the
  /// residuals.
  private func undetermined(_ loss: Loss, _ tables: [HeldOut.Residuals]) throws -> [Finding] {
    let trainable = problem.trainable(in: layout)
    guard !trainable.isEmpty else { return [] }
    func weighted(_ tables: [HeldOut.Residuals]) -> [Double] {
      tables.flatMap { table in
        let scale = (table.weight / Double(table.values.count)).squareRoot()
        return table.values.elements.map { scale * $0 }
      }
    }
    let columns = try trainable.map { _, _, index in
      let size = max(abs(parameters[index]), abs(loss.initialParameters[index]))
      let ends = try [-1e-3, 1e-3].map { step in
        var moved = parameters
        moved[index] += step * size
        return try weighted(loss.heldOut.residuals(at: moved))
      }
      return zip(ends[0], ends[1]).map { ($1 - $0) / 2e-3 }
    }
    let left = norm(weighted(tables))
    return trainable.indices.compactMap { k in
      var rest = columns[k]
      var basis: [[Double]] = []
      for other in columns.indices where other != k {
        let free = without(basis, columns[other])
        let length = norm(free)
        if length > 1e-9 * norm(columns[other]) { basis.append(free.map { $0 / length }) }
      }
      rest = without(basis, rest)
      return norm(rest) <= left ? .undetermined(coefficient: trainable[k].name) : nil
    }
  }

  /// A vector without its parts along orthonormal ones.
  private func without(_ basis: [[Double]], _ vector: [Double]) -> [Double] {
    basis.reduce(vector) { rest, unit in
      let part = zip(rest, unit).reduce(0) { $0 + $1.0 * $1.1 }
      return zip(rest, unit).map { $0 - part * $1 }
    }
  }

  private func norm(_ vector: [Double]) -> Double { vector.reduce(0) { $0 + $1 * $1 }.squareRoot() }
}
