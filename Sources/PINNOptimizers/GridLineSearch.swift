// How far to go along a direction whose natural length is one, from values alone: lengths on a geometric grid.

import PINNCore

/// Tries the lengths 1, q, q^2, ... and takes the one where the value is lowest, going on as long as values fall.
public struct GridLineSearch: Sendable, Equatable {
  /// q, in (0, 1).
  public var ratio: Double
  /// How many lengths may be tried.
  public var maximumTrials: Int

  /// A search with the given settings.
  public init(ratio: Double = 0.5, maximumTrials: Int = 30) {
    self.ratio = ratio
    self.maximumTrials = maximumTrials
  }

  /// Throws `ProblemError` for a ratio outside (0, 1) and for no trials.
  public func validate() throws {
    guard ratio > 0, ratio < 1, maximumTrials > 0 else {
      throw ProblemError(
        "a grid of step lengths needs a ratio between 0 and 1 and at least one trial, not \(ratio) and \(maximumTrials)"
      )
    }
  }

  /// The length with the lowest value below `start`, and that value; nil if none is below. Values that aren't finite count as
  /// too high.
  public func callAsFunction(below start: Double, _ value: (Double) -> Double) -> (length: Double, value: Double)? {
    var best: (length: Double, value: Double)?
    var length = 1.0
    for _ in 0..<maximumTrials {
      let candidate = value(length)
      if candidate < best?.value ?? start {
        best = (length, candidate)
      } else if best != nil {
        break
      }
      length *= ratio
    }
    return best
  }
}
