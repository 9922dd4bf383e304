// Self-adaptive weights: McClenny, Braga-Neto, J. Comput. Phys. 474 (2023) 111722, doi:10.1016/j.jcp.2022.111722.

import PINNLoss

/// A weight for each point that gradient ascent on the loss makes grow where residuals stay large: with the mask m(a) = a^2 in
/// front of the squared residual,
///
///     a_i <- a_i + rate m'(a_i) |r_i|^2 = a_i (1 + 2 rate |r_i|^2)
///
/// for each point of each condition, from a = 1. The paper's rate includes the 1 / N of the loss. |r| is the Euclidean norm over a
/// condition's residuals. Weights start again when points are redrawn.
public struct SelfAdaptiveWeighting: LossWeighting {
  /// The ascent's rate, above 0.
  public let rate: Double
  /// Steps from one update to the next.
  public let every: Int
  /// m(a) by point.
  public var weights: LossWeights { LossWeights(points: amplitudes.map { $0.map { $0 * $0 } }) }
  private var amplitudes: [[Double]] = []

  /// Largest amplitude: beyond it one point would drown out all others.
  private static let ceiling = 1e3

  /// Ascent with a rate in units of 1 / |r|^2.
  public init(rate: Double = 1e-2, every: Int = 1) {
    self.rate = rate
    self.every = every
  }

  /// Throws `ProblemError` for an interval below 1 and a rate that isn't a positive number.
  public func validate(axes: [Axis]) throws {
    try checkInterval(every, of: "self-adaptive weighting")
    guard rate > 0, rate.isFinite else { throw ProblemError("self-adaptive weights need a positive rate, not \(rate)") }
  }

  /// One step of ascent.
  public mutating func update(from loss: some LossParts) throws {
    let squares = try loss.sources.map { try squaredSizes(loss.residuals(of: $0)) }
    if amplitudes.isEmpty { amplitudes = squares.map { $0.map { _ in 1 } } }
    for (c, condition) in squares.enumerated() {
      for (i, square) in condition.enumerated() where square.isFinite {
        amplitudes[c][i] = min(Self.ceiling, amplitudes[c][i] * (1 + 2 * rate * square))
      }
    }
  }

  /// The weights belong to the points that are gone.
  public mutating func pointsChanged() { amplitudes = [] }

  /// The square roots of the factors.
  public mutating func carryState(through archive: inout OptimizerArchive) throws {
    try archive.carry("amplitudes", resizing: &amplitudes)
  }

  /// "self-adaptive weights (rate 0.01)"
  public var description: String { "self-adaptive weights (rate \(rate))" }
}

extension LossWeighting where Self == SelfAdaptiveWeighting {
  /// Weights by point that grow where residuals stay large.
  public static func selfAdaptive(rate: Double = 1e-2, every: Int = 1) -> Self { .init(rate: rate, every: every) }
}

/// |r_i|^2 over the rows of residuals [N, k].
func squaredSizes(_ residuals: Tensor<Double>) -> [Double] {
  (0..<residuals.count).map { residuals.row($0).reduce(0) { $0 + $1 * $1 } }
}
