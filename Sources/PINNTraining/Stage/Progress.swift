// When a batch, or a whole stage, has nothing more to gain.

import Foundation

/// Decides when a batch has given what it can. At every drawing it sees the loss on fresh points before a step, and the loss that
/// the last step left on the points before.
///
/// A batch is done when the loss on fresh points, by its median over `window` drawings, fell by less than `decades` against the
/// window before, and is more than `gap` times the loss on points trained on: it fits its points rather than the problem.
package struct BatchProgress {
  /// The losses of the last two windows.
  var fresh: [Double] = []
  var trained: [Double] = []

  package init() {}

  private static let window = 12
  private static let decades = 0.15
  private static let gap = 1.3

  /// Takes note of a drawing and says whether the batch is done.
  package mutating func isDone(fresh freshLoss: Double, trained trainedLoss: Double) -> Bool {
    fresh = fresh.suffix(2 * Self.window - 1) + [freshLoss]
    trained = trained.suffix(2 * Self.window - 1) + [trainedLoss]
    guard fresh.count == 2 * Self.window else { return false }
    let before = Self.median(fresh.prefix(Self.window))
    let now = Self.median(fresh.suffix(Self.window))
    return now > before * pow(10, -Self.decades) && now > Self.gap * Self.median(trained.suffix(Self.window))
  }

  private static func median(_ values: ArraySlice<Double>) -> Double {
    let sorted = values.sorted()
    return 0.5 * (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2])
  }
}

/// Decides when a last batch has given what it can: the least loss on held-out points fell by less than 5 % in the last 300 steps,
/// or while the number of all steps doubled if that takes longer.
package struct Patience {
  /// The step of the last progress, and the loss then.
  private(set) var step: Int
  private(set) var value: Double

  package init(step: Int, value: Double = .infinity) { (self.step, self.value) = (step, value) }

  /// Takes note of the least loss so far and says whether to stop.
  package mutating func isOver(_ least: Double, step now: Int) -> Bool {
    if least <= 0.95 * value { (value, step) = (least, now) }
    return now - step > max(300, step)
  }
}
