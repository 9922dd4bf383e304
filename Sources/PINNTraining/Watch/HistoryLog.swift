// The history of a run for other programs, line by line while it goes on.

import Foundation
import PINNLoss

/// Writes JSON lines to a file: one at the start, one every few steps, one at the end. Numbers that aren't finite are left out.
///
///     {"event":"start","equation":"u_t - k u_xx = 0","network":"MLP 20 x 2, tanh","seed":0, ...}
///     {"event":"step","loss":0.0123,"seconds":0.5,"stage":"L-BFGS (memory 50)","step":10,"terms":{"heat":0.01, ...}}
///     {"event":"finding","finding":"'initial u' is 99 % of the loss: ...","seconds":60.1,"step":3100}
///     {"event":"end","reason":"all steps are done","step":300, ...}
///
/// A run that continues from a checkpoint writes "start" again. If a step is logged twice, the later line is valid. If a line can't be
/// written, the log ends with a warning, but the run continues.
public struct HistoryLog: TrainingObserver {
  /// What happens to a file that already exists.
  public enum Existing: Sendable {
    /// It stays unchanged, and no log is written.
    case refuse
    /// It is emptied.
    case replace
    /// Lines are added at its end.
    case append
  }

  private var file: FileHandle?
  private let path: String
  private let every: Int
  private let error: (([Double]) -> Double)?
  private let warn: @Sendable (String) -> Void

  /// A log at `path` of every `every`th step, with the error that `error` gives for the parameters, if it is known.
  ///
  /// Throws `ProblemError` for a file that can't be written, and for one that exists if it must stay unchanged.
  public init(
    path: String, existing: Existing = .refuse, every: Int = 10, error: (([Double]) -> Double)? = nil,
    warn: @escaping @Sendable (String) -> Void = CheckpointSchedule.complain
  ) throws {
    guard every > 0 else { throw ProblemError("the log has every 1st or a later step, not every \(every)th") }
    let mode = [.refuse: O_EXCL, .replace: O_TRUNC, .append: O_APPEND][existing] ?? O_EXCL
    let descriptor = open(path, O_WRONLY | O_CREAT | mode, 0o666)
    guard descriptor >= 0 else {
      throw ProblemError(
        errno == EEXIST
          ? "'\(path)' exists already and is left as it is; choose another name, or force to replace it"
          : "'\(path)' can't be written (\(String(cString: strerror(errno))))")
    }
    file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    (self.path, self.every, self.error, self.warn) = (path, every, error, warn)
  }

  /// Writes what is solved, and how.
  public mutating func willStart(_ summary: TrainingSummary) {
    write(
      Start(
        equation: summary.equation, domain: summary.domain, network: summary.network,
        parameters: summary.parameterCount, stages: summary.stages.map(\.name), seed: summary.seed,
        precision: summary.precision.rawValue))
  }

  /// Writes every `every`th step.
  public mutating func didStep(_ progress: TrainingProgress) -> ObserverDecision {
    if progress.step.isMultiple(of: every) { write(Step("step", progress, error)) }
    return .proceed
  }

  /// Writes the finding.
  public mutating func didFind(_ finding: Finding, _ progress: TrainingProgress) {
    write(Found(step: progress.step, seconds: progress.seconds, finding: "\(finding)"))
  }

  /// Writes the last state and the reason.
  public mutating func didEnd(_ end: TrainingEnd, _ progress: TrainingProgress) {
    write(Step("end", progress, error, reason: "\(end)"))
  }

  private mutating func write(_ line: some Encodable) {
    guard let file else { return }
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      try file.write(contentsOf: encoder.encode(line) + Data("\n".utf8))
    } catch {
      self.file = nil
      warn("the log '\(path)' ends here: \((error as NSError).localizedDescription). The run goes on.")
    }
  }
}

private struct Start: Encodable {
  let event = "start"
  let equation: String
  let domain: String
  let network: String
  let parameters: Int
  let stages: [String]
  let seed: UInt64
  let precision: String
}

private struct Found: Encodable {
  let event = "finding"
  let step: Int
  let seconds: Double
  let finding: String
}

private struct Step: Encodable {
  let event: String
  let step: Int
  let seconds: Double
  let stage: String
  let loss: Double?
  let terms: [String: Double]
  let error: Double?
  let window: [Double]?
  let reason: String?

  init(_ event: String, _ progress: TrainingProgress, _ error: (([Double]) -> Double)?, reason: String? = nil) {
    self.event = event
    step = progress.step
    seconds = progress.seconds
    stage = progress.stage
    loss = progress.loss.isFinite ? progress.loss : nil
    terms = Dictionary(progress.terms.filter(\.value.isFinite), uniquingKeysWith: { first, _ in first })
    let value = progress.window == nil ? error?(progress.parameters) : nil
    window = progress.window.map { [$0.lowerBound, $0.upperBound] }
    self.error = value?.isFinite == true ? value : nil
    self.reason = reason
  }
}
