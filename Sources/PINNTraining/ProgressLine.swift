// Progress for people: one live line on a terminal, a plain line now and then elsewhere (a log file, a pipe).

import Foundation
import PINNCore

/// Writes the step, the loss and its terms, steps a second and the time left to standard error.
public struct ProgressLine: TrainingObserver {
  private let isTerminal: Bool
  private let interval: Double
  private let write: @Sendable (String) -> Void
  private var lastSeconds = -Double.infinity
  private var lastStep = 0
  private var lastStage = ""
  private var rate = 0.0

  /// A line on standard error: ten times a second on a terminal, every ten seconds otherwise.
  public init() {
    self.init(isTerminal: isatty(STDERR_FILENO) == 1) { FileHandle.standardError.write(Data($0.utf8)) }
  }

  /// A line written by `write`, live (with carriage returns) or as plain lines every ten seconds.
  public init(isTerminal: Bool, write: @escaping @Sendable (String) -> Void) {
    self.isTerminal = isTerminal
    self.write = write
    interval = isTerminal ? 0.1 : 10
  }

  /// Writes a line if it is time for one, or the stage has changed.
  public mutating func didStep(_ progress: TrainingProgress) -> Verdict {
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

  /// Writes the last line and why the training ended.
  public mutating func didEnd(_ end: TrainingEnd, _ progress: TrainingProgress) {
    show(line(progress))
    write((isTerminal ? "\n" : "") + "ended after \(progress.step) steps in \(Self.time(progress.seconds)): \(end)\n")
  }

  private func show(_ line: String) { write(isTerminal ? "\r\u{1B}[K" + line : line + "\n") }

  private func line(_ progress: TrainingProgress) -> String {
    let terms =
      progress.terms.count > 1
      ? " (" + progress.terms.map { "\($0.name) \(Self.short($0.value))" }.joined(separator: ", ") + ")" : ""
    var parts = ["step \(progress.step)/\(progress.lastStep)", "loss \(Self.short(progress.loss))" + terms]
    if rate > 0 {
      parts.append(String(format: rate < 10 ? "%.1f steps/s" : "%.0f steps/s", rate))
      let bySteps = Double(progress.lastStep - progress.step) / rate
      let byTime = progress.secondsLimit.map { max(0, $0 - progress.seconds) } ?? .infinity
      parts.append("at most \(Self.time(min(bySteps, byTime))) left")
    }
    let whole = parts.joined(separator: "  ")
    return isTerminal ? String(whole.prefix(Self.terminalWidth - 1)) : whole
  }

  private static func short(_ value: Double) -> String { String(format: "%.2e", value) }

  private static func time(_ seconds: Double) -> String {
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
