// Looks now and then, while a training goes on, for what is wrong with it.

import PINNCore

/// Finds what looks wrong at held-out points, seldom enough to take at most a hundredth of the time, and says each thing once.
struct Lookout {
  private let heldOut: HeldOut
  private let interval: Double
  private var due: Double?
  private var suspects: Set<String> = []
  private var told: Set<String> = []

  /// Looks every `interval` seconds, or less often where a look takes long.
  init(_ heldOut: HeldOut, every interval: Double) { (self.heldOut, self.interval) = (heldOut, interval) }

  /// What is found if it is time to look: what was so at the look before too, for a training meets its conditions one after another,
  /// and wasn't said yet.
  mutating func findings(_ progress: TrainingProgress) throws -> [Finding] {
    guard let due else {
      due = progress.seconds + interval
      return []
    }
    guard progress.seconds >= due else { return [] }
    let clock = ContinuousClock()
    let start = clock.now
    let found = try heldOut.findings(heldOut.residuals(at: progress.parameters))
    let cost = (clock.now - start) / .seconds(1)
    self.due = progress.seconds + max(interval, 100 * cost)
    let lasting = found.filter { suspects.contains($0.subject) && told.insert($0.subject).inserted }
    suspects = Set(found.map(\.subject))
    return lasting
  }
}
