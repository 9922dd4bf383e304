// How a condition's points are chosen, whatever the type of its unknowns.

import PINNCore

/// Chooses the points of one condition, for one seed.
struct PointChoice {
  /// The number that the condition asks for.
  let count: Int
  /// Whether its points are given.
  let isMeasured: Bool
  /// Whether its points may be chosen by residuals.
  let isAdaptable: Bool
  /// How many points it can have.
  private let limits: ClosedRange<Int>
  private let name: String
  private let seed: UInt64
  private let choose: (_ count: Int, _ step: UInt32, _ purpose: StreamKey.Purpose) throws -> CollocationPoints

  /// A condition isn't thinned out below this.
  private static let fewest = 8

  /// The points of condition number `index`.
  init<E: Equation>(_ index: Int, of problem: Problem<E>, _ sampling: Sampling, seed: UInt64) {
    let condition = problem.conditions[index]
    (name, count, self.seed) = (condition.name, condition.points, seed)
    choose = { count, step, purpose in
      try problem.collocationPoints(of: index, count: count, sampling, seed: seed, step: step, purpose: purpose)
    }
    isAdaptable = condition.place.isSampled
    switch condition.place {
    case .point: (limits, isMeasured) = (1...1, false)
    case .points(let points): (limits, isMeasured) = (0...points.count, true)
    case .pieces(let names): (limits, isMeasured) = (names.count...Int.max, false)
    case .interior, .part, .surface, .nodes, .pairs: (limits, isMeasured) = (0...Int.max, false)
    }
  }

  /// As many points as the condition asks for, or `count`, by the random stream of a purpose.
  func points(
    _ count: Int? = nil, step: UInt32 = 0, purpose: StreamKey.Purpose = .trainingPoints
  ) throws -> CollocationPoints { try choose(count ?? self.count, step, purpose) }

  /// How many points this condition gets if there are `rows` residuals in all in place of the `declared` ones that the conditions
  /// ask for.
  func count(rows: Int, declared: Int) -> Int {
    let share = Double(count) * Double(rows) / Double(declared)
    let wanted = max(min(count, Self.fewest), Int(share.rounded()))
    return min(max(wanted, limits.lowerBound), limits.upperBound)
  }

  /// `count` points for the drawing of a number: by `sampler`, among candidates and the points that are there, whose residuals
  /// have the sizes that `sizes` gives; by the problem's own samplers without one, or where points are given.
  func points(
    _ count: Int, by sampler: (any AdaptiveSampler)?, present: CollocationPoints, drawing: UInt32,
    sizes: (CollocationPoints) throws -> [Double]
  ) throws -> CollocationPoints {
    guard let sampler, isAdaptable else { return try points(count, step: drawing) }
    let candidates = try points(sampler.candidatesPerPoint * count, step: drawing, purpose: .candidates)
    var rng = RandomStream(seed: seed, for: StreamKey(.selection, of: name), step: drawing)
    let selection = sampler.select(count, present: try sizes(present), candidates: try sizes(candidates), using: &rng)
    let taken = candidates.chosen(selection.taken)
    let points = selection.kept.isEmpty ? taken : present.chosen(selection.kept).appending(taken)
    guard points.table.count > 0 else { throw ProblemError("\(sampler) chose no points for condition '\(name)'") }
    guard !selection.weights.isEmpty else { return points }
    return points.weighted(zip(points.quadratureWeights, selection.weights).map { $0 * $1 })
  }
}
