// How far, for damped methods: the damping that a step's success or failure asks for.

import PINNCore

/// Nielsen's rule for the damping lambda of a Levenberg-Marquardt step (1999, IMM-REP-1999-05): after a step that gained the
/// share rho of what the linear model promised, lambda *= max(1/3, 1 - (2 rho - 1)^3); after a refused one lambda *= nu and
/// nu *= 2, nu being 2 after each accepted step.
public struct NielsenDamping: Sendable, Equatable {
  /// The damping of the next step.
  public internal(set) var value: Double
  private var growth = 2.0

  /// Smaller dampings change nothing in double precision.
  private static let smallest = 1e-18

  /// A rule that starts with the damping `initial`.
  public init(_ initial: Double) { value = initial }

  /// The next damping after a step that lowered the value by `gain` where the linear model promised `predicted`.
  public mutating func accept(gain: Double, predicted: Double) {
    let share = predicted > 0 ? gain / predicted : 1
    let q = 2 * share - 1
    value = max(Self.smallest, value * max(1 / 3, 1 - q * q * q))
    growth = 2
  }

  mutating func carryState(through archive: inout OptimizerArchive) throws {
    try archive.carry("damping", &value)
    try archive.carry("damping growth", &growth)
  }

  /// The next damping after a step that lowered nothing.
  public mutating func refuse() {
    value *= growth
    growth *= 2
  }
}
