// When a stage redraws its points, how many, and by what rule.

import Foundation
import PINNLoss

/// How a stage's points change.
public struct PointSchedule: Sendable {
  /// Steps between drawings; nil: points are drawn once, as the stage starts.
  public var every: Int?
  /// Chooses points by their residuals; nil: points are spread by the training's samplers alone.
  public var sampler: (any AdaptiveSampler)?
  /// Residuals in each phase, as multiples of the number of parameters, ascending: the batch grows. All phases but the last draw
  /// at every step. Empty: the conditions' own numbers of points, which otherwise count as proportions.
  public var rowsPerParameter: [Double] = []
  /// How often the last of these batches may double: it does when the loss on points newly drawn is more than ten times that on the
  /// points trained on, which then fits the points rather than the problem.
  public var doublings = 0

  /// As many points as the conditions have, redrawn every `every` steps by `sampler`.
  public init(every: Int? = nil, sampler: (any AdaptiveSampler)? = nil) {
    self.every = every
    self.sampler = sampler
  }

  /// Residuals a parameter beyond which a batch is a mistake.
  private static let mostRows = 1e5

  /// Throws `ProblemError` for numbers that make no sense.
  func validate() throws {
    guard (0...20).contains(doublings) else {
      throw ProblemError("a batch may double 0 to 20 times, not \(doublings)")
    }
    if let every, every < 1 { throw ProblemError("points can be redrawn every 1 or more steps, not every \(every)") }
    for rows in batches where !(rows > 0 && rows <= Self.mostRows) {
      throw ProblemError("a batch needs over 0 and at most \(Int(Self.mostRows)) residuals a parameter, not \(rows)")
    }
  }

  /// Residuals a parameter in each phase, those of doubled batches included.
  var batches: [Double] {
    guard let last = rowsPerParameter.last else { return [] }
    return rowsPerParameter + (0..<max(0, doublings)).map { last * pow(2, Double($0 + 1)) }
  }

  /// Whether a phase draws every `every` steps.
  func isLate(_ phase: Int) -> Bool { phase >= rowsPerParameter.count - 1 }

  /// The ratio of the losses on fresh points and on points trained on above which a last batch doubles.
  static let largestGap = 10.0

  var description: String {
    var words: [String] = []
    if let first = rowsPerParameter.first, let last = batches.last {
      words.append("batches of \(short(first)) to \(short(last)) residuals a parameter")
    }
    if let every {
      words.append(
        "points redrawn every \(every == 1 ? "step" : "\(every) steps")" + (sampler.map { " by \($0)" } ?? ""))
    } else if let sampler {
      words.append("points refined by \(sampler)")
    }
    return words.joined(separator: ", ")
  }

  private func short(_ x: Double) -> String { x == x.rounded() ? "\(Int(x))" : "\(x)" }
}
