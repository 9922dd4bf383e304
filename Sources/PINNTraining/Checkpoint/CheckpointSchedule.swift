// When a run keeps checkpoints, and who is told if one can't be kept.

import Foundation
import PINNLoss

/// When and where a run keeps checkpoints.
public struct CheckpointSchedule: Sendable {
  /// Where they are kept.
  public var store: any CheckpointStore
  /// Seconds from one to the next; 0 for one between any two steps, infinity for none but that of an interrupted run.
  public var seconds: Double
  /// Is told when one can't be kept, by a sentence. The run goes on.
  public var warn: @Sendable (String) -> Void
  /// Whether one is also kept at the end of the run, however it ends.
  public var keepsLast = false
  /// Whether one is kept before the first step.
  var isDueAtStart = false

  /// A checkpoint every `seconds` seconds, when the run's steps or time are used up, and when it is interrupted; warnings go to
  /// standard error unless said otherwise.
  public init(
    _ store: any CheckpointStore, every seconds: Double = 300,
    warn: @escaping @Sendable (String) -> Void = Self.complain
  ) {
    self.store = store
    self.seconds = seconds
    self.warn = warn
  }

  /// Writes a line to standard error, in place of a live line that may be there.
  public static let complain: @Sendable (String) -> Void = { sentence in
    let start = isatty(STDERR_FILENO) == 1 ? "\r\u{1B}[K" : ""
    Console.tell("\(start)Warning: \(sentence)\n")
  }

  func validate() throws {
    guard seconds >= 0 else { throw ProblemError("checkpoints are kept every 0 or more seconds, not \(seconds)") }
  }
}
