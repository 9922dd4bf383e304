// The residuals of a loss for whoever asks the loss itself: by name, or one by one as a least-squares objective.

import PINNCore

extension Loss: LeastSquaresObjective {
  /// The number of residuals at the present points.
  public var residualCount: Int { residuals.residualCount }

  /// rho_i = sqrt(w q / N) r_i, whose squares add up to the loss: condition by condition, in each all points of its first residual,
  /// then of the second, ...
  public func residuals(at x: [Double]) -> [Double] { residuals.residuals(at: x) }

  /// Calls `body` with the residuals and the transposed Jacobian d rho / d theta, slab by slab.
  public func forEachSlab(at x: [Double], _ body: (JacobianSlab) -> Void) { residuals.forEachSlab(at: x, body) }

  /// J^T w.
  public func transposedProduct(_ w: [Double], at x: [Double]) -> [Double] { residuals.transposedProduct(w, at: x) }

  /// d^2 rho(x + s v) / ds^2 at s = 0.
  public func curvature(at x: [Double], along v: [Double]) -> [Double] { residuals.curvature(at: x, along: v) }
}

extension Loss {
  /// The names of the terms.
  public var termNames: [String] { terms.map(\.name) }

  /// The residual called `name`, one of `terms`, at the present points, [N]: in the problem's units, without any weight. Throws `ProblemError`, listing all
  /// terms, if there is none of that name.
  public func residuals(_ name: String, at parameters: [Double]) throws -> [Double] {
    for law in laws {
      guard let k = law.terms.firstIndex(where: { $0.name == name }) else { continue }
      return try law.values(at: parameters).column(k).map { law.sizes[k] * $0 }
    }
    throw ProblemError(
      "the loss has no term '\(name)'; its terms are \(terms.map { "'\($0.name)'" }.joined(separator: ", "))")
  }

  /// All residuals at points that are never trained on: as many as each condition asks for, of random streams of their own.
  public func heldOutResiduals(at parameters: [Double]) throws -> [HeldOutResidual] {
    try heldOut.report(at: parameters)
  }

  /// The points of each condition as they are now, by its name (the equation's are its residuals'). The columns are the region's axes;
  /// of pairs of points, the first.
  public var collocationPoints: [(condition: String, points: Tensor<Double>)] {
    zip(conditionNames, laws).map { ($0, $1.points.first(axes.count)) }
  }

  /// The conditions' names; the equation is called by its residuals.
  package var conditionNames: [String] {
    laws.map { $0.source == .equation ? $0.terms.map(\.name).joined(separator: ", ") : $0.name }
  }

  /// The numbers of each law's residuals among the residuals one by one.
  package var rows: [ResidualRows] {
    ResidualRows.numbered(points: laws.map(\.points.table.count), widths: laws.map(\.width))
  }
}
