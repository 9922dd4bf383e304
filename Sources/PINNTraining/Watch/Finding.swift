// What looks wrong with a solution, seen at points that were never trained on: when it is trained, and while it is.

import Foundation
import PINNLoss

/// Something about a solution that a person should know.
public enum Finding: Sendable, Equatable, CustomStringConvertible {
  /// A condition other than the equation is nearly all of the loss: its share.
  case dominates(term: String, share: Double)
  /// A few points in one place have half of a residual's mean square: their share of all points, and the box that they lie in.
  case concentrated(residual: String, share: Double, axes: [Axis], box: [ClosedRange<Double>])
  /// A residual is a large part of its own terms, so its law doesn't hold: the part.
  case unsolved(residual: String, relative: Double)
  /// A law differentiates a coefficient that jumps, and so says nothing about what holds across the jump.
  case lostJump(LostJump)
  /// The equation needs more conditions than there are.
  case missing(MissingConditions)
  /// A coefficient can change by its own size, with everything else following, while the residuals stay as small as they are.
  case undetermined(coefficient: String)

  /// A sentence that says what to try.
  public var description: String {
    switch self {
    case .dominates(let term, let share):
      "'\(term)' is \(percent(share)) of the loss: the other conditions are met far better than this one; give them less weight, "
        + "or this one more points"
    case .concentrated(let residual, let share, let axes, let box):
      "half of the mean square of '\(residual)' is at \(percent(share)) of the points, within "
        + zip(axes, box).map { String(format: "\($0) = %.3g ... %.3g", $1.lowerBound, $1.upperBound) }
        .joined(separator: ", ") + ": the network could be larger, if points are drawn by residuals already"
    case .unsolved(let residual, let relative):
      "'\(residual)' isn't solved: what is left is \(percent(relative)) of its terms, by their root mean squares at points that were "
        + "never trained on"
    case .lostJump(let jump):
      "\(jump): the law says nothing about what holds across that, such as a flux that goes on; give each part an unknown and a law "
        + "of its own, with .interface between them"
    case .missing(let missing):
      "\(missing): the solution is one of many"
    case .undetermined(let coefficient):
      "'\(coefficient)' can't be told from this problem: it can change by its own size, with the fields and the other coefficients "
        + "following, while the residuals stay as small as they are"
    }
  }

  private func percent(_ share: Double) -> String { String(format: share < 0.1 ? "%.1f %%" : "%.0f %%", 100 * share) }
}
