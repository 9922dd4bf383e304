// How much a run may take.

import PINNLoss

/// How much a run may take. A stage takes at most an equal share of the time that is left to it and the stages after it, so
/// that a slow first stage can't use up everything; what it leaves goes to the next.
public struct Budget: Sendable, Equatable {
  /// The largest number of seconds; nil for no limit.
  public var seconds: Double?
  /// The largest number of steps over all stages; nil for no limit.
  public var steps: Int?
  /// An estimate of the error to stop at: the root of the loss at points that are never trained on, a weighted norm of all
  /// residuals; nil for none. Looked at every 10 steps.
  public var tolerance: Double?

  /// A budget of seconds, steps and a tolerance, without a limit where nil.
  public init(seconds: Double? = nil, steps: Int? = nil, tolerance: Double? = nil) {
    self.seconds = seconds
    self.steps = steps
    self.tolerance = tolerance
  }

  /// The stages' steps, however long they take.
  public static let unlimited = Budget()
  /// At most `seconds` seconds.
  public static func seconds(_ seconds: Double) -> Budget { Budget(seconds: seconds) }
  /// At most `steps` steps.
  public static func steps(_ steps: Int) -> Budget { Budget(steps: steps) }
  /// Until the root of the held-out loss, in which residuals far from size 1 count relative to their sizes, is below `tolerance`.
  public static func tolerance(_ tolerance: Double) -> Budget { Budget(tolerance: tolerance) }

  func validate() throws {
    if let seconds, !(seconds > 0) { throw ProblemError("a budget needs more than 0 seconds, not \(seconds)") }
    if let tolerance, !(tolerance > 0) {
      throw ProblemError("a budget's tolerance must be more than 0, not \(tolerance)")
    }
    if let steps, steps < 0 { throw ProblemError("a budget can't have a negative number of steps, \(steps)") }
  }
}
