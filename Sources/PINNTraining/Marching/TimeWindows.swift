// How a training treats a long time: at once, or in windows.

import PINNLoss

/// Windows of time, solved one after another, each by a network of its own that starts from where the one before ends. Errors then
/// don't have to be small at all times at once; see Wight, Zhao, Commun. Comput. Phys. 29 (2021) 930-954,
/// doi:10.4208/cicp.OA-2020-0086.
public enum TimeWindows: Sendable, Equatable {
  /// The whole time at once, and windows if that fails: as long as they can be solved.
  case automatic
  /// So many windows of equal duration.
  case count(Int)

  /// The whole time at once, whatever comes of it.
  public static let none = TimeWindows.count(1)
}

/// Where the next window ends.
struct WindowPlan: Sendable {
  let time: ClosedRange<Double>
  /// The number of windows of equal duration; nil for as long as can be solved.
  let count: Int?
  /// The duration of the next window.
  private(set) var duration: Double
  /// Where the last window that was solved ends.
  private(set) var start: Double
  /// How many are solved.
  private(set) var solved = 0

  /// Windows no shorter than this part of the time.
  private static let shortest = 1.0 / 4_096

  /// Equal windows.
  init(_ time: ClosedRange<Double>, count: Int) {
    (self.time, self.count, start) = (time, count, time.lowerBound)
    duration = (time.upperBound - time.lowerBound) / Double(count)
  }

  /// Windows as long as can be solved, of which the first is to last so long.
  init(_ time: ClosedRange<Double>, first duration: Double) {
    (self.time, self.count, self.duration, start) = (time, nil, duration, time.lowerBound)
  }

  /// Whether all of the time is solved.
  var isDone: Bool { start >= time.upperBound }

  /// The next window. What would be left of the time is shared out, so that no window is much shorter than the others.
  var next: ClosedRange<Double> {
    if let count {
      let share = Double(solved + 1) / Double(count)
      return start...(solved + 1 == count ? time.upperBound : (1 - share) * time.lowerBound + share * time.upperBound)
    }
    let rest = time.upperBound - start
    let windows = max(1, (rest / duration - 0.25).rounded(.up))
    return start...(windows == 1 ? time.upperBound : start + rest / windows)
  }

  /// The next window as the last of all.
  mutating func takeTheRest() { duration = time.upperBound - start }

  /// Whether the next window may be made shorter.
  var canShorten: Bool {
    count == nil && next.upperBound - start > Self.shortest * (time.upperBound - time.lowerBound)
  }

  /// Makes the next window shorter: half as long, or to end at half of the time after which it failed.
  mutating func shorten(failingFrom time: Double?) {
    let present = next.upperBound - start
    let failing = time.map { 0.5 * ($0 - start) } ?? 0
    duration = failing > 0.1 * present ? min(0.5 * present, failing) : 0.5 * present
  }

  /// Makes the next window as long as that.
  mutating func lengthen(to duration: Double) { self.duration = duration }

  /// The next window is solved; the one after it may be longer if that was easy.
  mutating func accept(_ window: ClosedRange<Double>, easily: Bool) {
    (start, solved) = (window.upperBound, solved + 1)
    if easily, count == nil { duration = 2 * (window.upperBound - window.lowerBound) }
  }

  /// Takes up a plan some of whose windows are solved.
  mutating func resume(after ends: [Double], next end: Double) {
    (start, solved) = (ends.last ?? time.lowerBound, ends.count)
    duration = end - start
  }

  /// The plan in words, by which another is told from it.
  var text: String { count.map { "\($0) of equal duration over \(time)" } ?? "as long as can be solved over \(time)" }
}
