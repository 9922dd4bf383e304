// Progress for people: one live line with a bar on a terminal, plain lines with the time elsewhere (a log file, a pipe).

import Foundation
import PINNLoss

/// Writes the step, the loss and its terms, the error if it is known, steps a second and the time left to standard error.
public struct ProgressLine: TrainingObserver {
  private let isTerminal: Bool
  private let interval: Double
  private let error: (([Double]) -> Double)?
  private let write: @Sendable (String) -> Void
  private var lastError: (value: Double, seconds: Double, cost: Double)?
  private var lastSeconds = -Double.infinity
  private var lastStep = 0
  private var lastStage = ""
  private var rate = 0.0

  /// A line on standard error: ten times a second on a terminal, every ten seconds otherwise; with the error that `error` gives
  /// for the parameters (see `Training.error`).
  public init(error: (([Double]) -> Double)? = nil) {
    self.init(isTerminal: isatty(STDERR_FILENO) == 1, error: error) { Console.tell($0) }
  }

  /// A line written by `write`, live (with carriage returns) or as plain lines every ten seconds.
  public init(
    isTerminal: Bool, error: (([Double]) -> Double)? = nil, write: @escaping @Sendable (String) -> Void
  ) {
    self.isTerminal = isTerminal
    self.error = error
    self.write = write
    interval = isTerminal ? 0.1 : 10
  }

  /// Writes a line if it is time for one, or the stage has changed.
  public mutating func didStep(_ progress: TrainingProgress) -> ObserverDecision {
    guard progress.seconds - lastSeconds >= interval || (!isTerminal && progress.stage != lastStage) else {
      return .proceed
    }
    let elapsed = progress.seconds - lastSeconds
    if progress.step > lastStep, elapsed > 0, elapsed.isFinite {
      rate = Double(progress.step - lastStep) / elapsed
    }
    lastSeconds = progress.seconds
    lastStep = progress.step
    lastStage = progress.stage
    show(line(progress))
    return .proceed
  }

  /// Writes the finding on a line of its own; the live line goes on below.
  public mutating func didFind(_ finding: Finding, _ progress: TrainingProgress) {
    show("note: \(finding)" + (isTerminal ? "\n" : ""))
    lastSeconds = -.infinity
  }

  /// Writes the last line and why the training ended.
  public mutating func didEnd(_ end: TrainingEnd, _ progress: TrainingProgress) {
    lastError = nil
    show(line(progress))
    write((isTerminal ? "\n" : "") + "ended after \(progress.step) steps in \(Self.time(progress.seconds)): \(end)\n")
  }

  private func show(_ line: String) {
    let time = Date.now.formatted(Self.timestamp)
    write(isTerminal ? "\r\u{1B}[K" + line : "\(time)  \(line)\n")
  }

  private mutating func line(_ progress: TrainingProgress) -> String {
    let isLimited = progress.lastStep < .max
    let bySteps = isLimited ? Double(progress.step) / Double(max(1, progress.lastStep)) : 0
    let share = min(1, max(bySteps, progress.secondsLimit.map { progress.seconds / $0 } ?? 0))
    var parts = ["step \(progress.step)" + (isLimited ? "/\(progress.lastStep)" : "")]
    if isTerminal, isLimited || progress.secondsLimit != nil { parts.insert(Self.bar(share), at: 0) }
    if let window = progress.window {
      parts.insert(String(format: "t from %.4g to %.4g", window.lowerBound, window.upperBound), at: 0)
    }
    parts.append("loss \(Self.short(progress.loss))")
    if let error = errorNow(progress) { parts.append("error \(Self.short(error))") }
    if rate > 0 {
      parts.append(String(format: rate < 10 ? "%.1f steps/s" : "%.0f steps/s", rate))
      let bySteps = isLimited ? Double(progress.lastStep - progress.step) / rate : .infinity
      let byTime = progress.secondsLimit.map { max(0, $0 - progress.seconds) } ?? .infinity
      let left = min(bySteps, byTime)
      if left.isFinite { parts.append("at most \(Self.time(left)) left") }
    }
    // Last, because a narrow terminal cuts off the end.
    if progress.terms.count > 1 {
      parts.append("(" + progress.terms.map { "\($0.name) \(Self.short($0.value))" }.joined(separator: ", ") + ")")
    }
    let whole = parts.joined(separator: "  ")
    return isTerminal ? String(whole.prefix(Self.terminalWidth - 1)) : whole
  }

  /// The error at the present parameters, or the last one: looking takes at most a tenth of the time, and once a second is enough.
  private mutating func errorNow(_ progress: TrainingProgress) -> Double? {
    guard let error, progress.window == nil else { return nil }
    if let last = lastError, progress.seconds - last.seconds < max(1, 10 * last.cost) { return last.value }
    let clock = ContinuousClock()
    let start = clock.now
    let value = error(progress.parameters)
    lastError = (value, progress.seconds, (clock.now - start) / .seconds(1))
    return value
  }

  private static func bar(_ share: Double) -> String {
    let width = 20
    let done = Int(share * Double(width))
    return "[" + String(repeating: "#", count: done) + String(repeating: "-", count: width - done) + "]"
      + String(format: " %3.0f %%", 100 * share)
  }

  private static let timestamp = Date.ISO8601FormatStyle(timeZone: .current).dateSeparator(.dash)
    .dateTimeSeparator(.space).timeSeparator(.colon)

  private static func short(_ value: Double) -> String { String(format: "%.2e", value) }

  static func time(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 1e9 else { return "?" }
    let whole = Int(seconds.rounded())
    return whole < 120
      ? "\(whole) s" : whole < 7_200 ? "\(whole / 60) min" : "\(whole / 3_600) h \(whole / 60 % 60) min"
  }

  private static var terminalWidth: Int {
    var size = winsize()
    return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 1 ? Int(size.ws_col) : 120
  }
}
