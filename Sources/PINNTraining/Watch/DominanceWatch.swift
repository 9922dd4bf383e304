// Looks now and then, while a training goes on, for what is wrong with it.

import PINNLoss

/// Finds a condition that dominates the loss at held-out points, seldom enough to take at most a hundredth of the time, and says it
/// once. Residuals that concentrate are no news before the end: those of a front or a corner do so until the network has learnt it.
struct DominanceWatch {
  private let heldOut: HeldOut
  private let interval: Double
  private var due: Double?
  private var suspect: String?
  private var lastLoss = Double.infinity
  private var told: Set<String> = []

  /// Looks every `interval` seconds, or less often where a look takes long.
  init(_ heldOut: HeldOut, every interval: Double) { (self.heldOut, self.interval) = (heldOut, interval) }

  /// What is found if it is time to look, and wasn't said yet. It must have been so at the look before too, and the loss not have
  /// halved since: a training that gets on meets its conditions one after another.
  mutating func finding(_ progress: TrainingProgress) throws -> Finding? {
    guard let due else {
      due = progress.seconds + interval
      return nil
    }
    guard progress.seconds >= due else { return nil }
    let clock = ContinuousClock()
    let start = clock.now
    let tables = try heldOut.residuals(at: progress.parameters)
    let (found, loss) = (heldOut.dominance(tables), heldOut.meanSquares(of: tables).reduce(0, +))
    let cost = (clock.now - start) / .seconds(1)
    self.due = progress.seconds + max(interval, 100 * cost)
    let lasts = loss > 0.5 * lastLoss && found?.term == suspect
    (suspect, lastLoss) = (found?.term, loss)
    guard lasts, let found, told.insert(found.term).inserted else { return nil }
    return .dominates(term: found.term, share: found.share)
  }
}
