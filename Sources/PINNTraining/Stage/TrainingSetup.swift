// What a training has besides its problem, so that its loss can be made again.

import Foundation
import PINNLoss

/// Network, seed, precision, threads and samplers.
struct TrainingSetup: Sendable {
  var network: any Network
  /// The functions that `network` is corrected by, if it is.
  var corrections: RandomFunctions?
  /// The windows of time, each with a network of its own; none for a problem that is solved over the whole time at once.
  var windows: [SolvedWindow] = []
  var seed: UInt64
  var precision: Precision
  var threads: Int
  var sampling: Sampling

  /// The loss of a problem at its first points.
  func loss<E: Equation>(of problem: Problem<E>, _ ansatz: Ansatz<E.Unknown>) throws -> Loss {
    try Loss(problem, ansatz, seed: seed, precision: precision, threads: threads, sampling: sampling)
  }
}

/// What a window of time was solved with, besides its parameters.
struct SolvedWindow: Codable, Sendable {
  /// Where it ends; it starts where the one before does, or the problem.
  let end: Double
  let scales: Scales
  /// The functions that its network is corrected by, if it is.
  let corrections: RandomFunctions?
  /// Whether it was good enough to go on from.
  var isSolved = true
}

/// The attribute of a file whose solution is in windows of time: these as JSON.
package let solutionWindowsAttribute = "time_windows"

extension [SolvedWindow] {
  var text: String { (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "" }

  /// The windows of an attribute's text over some time; `name` is what messages call the file. Throws `ProblemError` for any other text.
  init(text: String, over time: ClosedRange<Double>?, unknowns: Int, of name: String) throws {
    guard let windows = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)), let last = windows.last, let time,
      zip(windows.dropLast(), windows.dropFirst()).allSatisfy({ $0.end < $1.end }), windows[0].end > time.lowerBound,
      last.end <= time.upperBound,
      windows.allSatisfy({ window in
        let (sizes, shifts) = (window.scales.unknowns, window.scales.shifts)
        return sizes.count == unknowns && shifts.count == unknowns && sizes.allSatisfy { $0 > 0 && $0.isFinite }
          && shifts.allSatisfy(\.isFinite)
      })
    else {
      throw ProblemError("\(name) is damaged: its '\(solutionWindowsAttribute)' are no windows of the problem's time")
    }
    self = windows
  }

  /// The start of the first window that isn't solved, in a time that starts at `start`.
  func unsolved(from start: Double) -> Double? {
    zip(times(from: start), self).first { !$1.isSolved }?.0.lowerBound
  }

  /// The windows' parts of a time that starts at `start`.
  func times(from start: Double) -> [ClosedRange<Double>] { zip([start] + map(\.end), self).map { $0...$1.end } }
}
