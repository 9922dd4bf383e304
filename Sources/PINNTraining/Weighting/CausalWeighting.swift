// Causal weights: Wang, Sankaran, Perdikaris, Comput. Methods Appl. Mech. Eng. 421 (2024) 116813, doi:10.1016/j.cma.2024.116813.

import Foundation
import PINNLoss

/// Makes the equation count at a time only when it is solved at the times before: over slices of equal duration,
///
///     m_j = exp(-epsilon sum_(l < j) L_l),   L_l the mean of |r|^2 over the equation's points in slice l
///
/// and m_j is the factor of every point in slice j. epsilon begins with the first of `tolerances` and goes on to the next whenever
/// all m are above `threshold`. It has the units of 1 / |r|^2: an equation whose residuals are of size 10 wants tolerances a
/// hundred times smaller.
public struct CausalWeighting: LossWeighting {
  /// The number of slices of time.
  public let slices: Int
  /// The values of epsilon, ascending.
  public let tolerances: [Double]
  /// The least factor, in (0, 1), at which epsilon goes on.
  public let threshold: Double
  /// Steps from one update to the next.
  public let every: Int
  /// The factors of the equation's points.
  public private(set) var weights = LossWeights()
  private var level = 0

  /// Causal weights with the paper's tolerances.
  public init(
    slices: Int = 32, tolerances: [Double] = [1e-2, 1e-1, 1, 10, 100], threshold: Double = 0.99, every: Int = 1
  ) {
    self.slices = slices
    self.tolerances = tolerances
    self.threshold = threshold
    self.every = every
  }

  /// The present epsilon.
  public var tolerance: Double { tolerances[level] }

  /// Throws `ProblemError` for a region without time, fewer than two slices, tolerances that aren't positive and ascending, a
  /// threshold outside of (0, 1) and an interval below 1.
  public func validate(axes: [Axis]) throws {
    try checkInterval(every, of: "causal weighting")
    guard axes.contains(.t) else {
      throw ProblemError(
        "causal weights need an axis t, but the region has the axes (\(axes.map(\.name).joined(separator: ", ")))")
    }
    guard slices >= 2 else { throw ProblemError("causal weights need at least 2 slices of time, not \(slices)") }
    guard let first = tolerances.first, first > 0, tolerances.allSatisfy(\.isFinite),
      zip(tolerances, tolerances.dropFirst()).allSatisfy(<)
    else { throw ProblemError("causal weights need positive, ascending tolerances, not \(tolerances)") }
    guard threshold > 0, threshold < 1 else {
      throw ProblemError("the threshold of causal weights must be above 0 and below 1, not \(threshold)")
    }
  }

  /// The mean square of each slice, and from these the factors.
  public mutating func update(from loss: some LossParts) throws {
    guard let axis = loss.axes.firstIndex(of: .t) else { return }
    let (points, range) = (loss.points(of: .equation), loss.bounds[axis])
    let squares = squaredSizes(try loss.residuals(of: .equation))
    guard squares.allSatisfy(\.isFinite) else { return }
    let slice = points.column(axis).map { t in
      let share = (t - range.lowerBound) / (range.upperBound - range.lowerBound)
      return min(slices - 1, max(0, Int(share * Double(slices))))
    }
    var (sums, counts) = (Array(repeating: 0.0, count: slices), Array(repeating: 0.0, count: slices))
    for (j, square) in zip(slice, squares) {
      sums[j] += square
      counts[j] += 1
    }
    var factors: [Double] = []
    var before = 0.0
    for (sum, count) in zip(sums, counts) {
      factors.append(exp(-tolerance * before))
      before += count > 0 ? sum / count : 0
    }
    weights.points = loss.sources.map { $0 == .equation ? slice.map { factors[$0] } : [] }
    if let least = factors.last, least > threshold, level + 1 < tolerances.count { level += 1 }
  }

  /// The factors and the present epsilon.
  public mutating func carryState(through archive: inout OptimizerArchive) throws {
    try weights.carry(through: &archive)
    try archive.carry("tolerance", &level, in: 0...max(0, tolerances.count - 1))
  }

  /// "causal weights (32 slices, epsilon 0.01 to 100)"
  public var description: String {
    let range = tolerances.count > 1 ? "\(tolerances[0]) to \(tolerances.last ?? 0)" : "\(tolerances.first ?? 0)"
    return "causal weights (\(slices) slices, epsilon \(range))"
  }
}

extension LossWeighting where Self == CausalWeighting {
  /// The equation counts at a time when it is solved at the times before.
  public static func causal(
    slices: Int = 32, tolerances: [Double] = [1e-2, 1e-1, 1, 10, 100], threshold: Double = 0.99, every: Int = 1
  ) -> Self { .init(slices: slices, tolerances: tolerances, threshold: threshold, every: every) }
}
