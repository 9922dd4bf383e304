// The error of a run while it goes on, where the solution is known.

import PINNFields
import PINNLoss

extension Training {
  /// A function of flat parameters: the largest relative L2 error of the unknowns that `reference` knows, but for those known up to a
  /// constant only, at the training's first points in the region. Throws `ProblemError` for a reference that knows none of them.
  public func error(
    against reference: ReferenceSolution<E.Unknown>
  ) throws -> ([Double]) -> Double {
    let axes = problem.region.axes
    let points = try PointSet(axes: axes, points: loss.firstPoints[loss.law(of: .equation).number].table)
    var known: [[Double]] = []
    var outputs: [Expr] = []
    for (unknown, output) in zip(E.Unknown.allCases, ansatz.outputs) where !reference.upToConstant.contains(unknown) {
      guard let values = try reference.values(of: unknown, at: points), values.count == points.count else { continue }
      known.append(values)
      outputs.append(output)
    }
    guard !known.isEmpty else {
      throw ProblemError("the reference '\(reference.name)' knows none of the unknowns at the training's points")
    }
    let program = try Program<Double>(values: outputs, axes: axes, layout: loss.layout)
    return { parameters in
      guard let values = try? program.values(at: points.points, parameters: parameters) else { return .nan }
      return known.indices.map { relativeL2Error(values.column($0), known[$0]) }.max() ?? .nan
    }
  }
}
