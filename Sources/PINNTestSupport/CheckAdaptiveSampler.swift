// What every adaptive sampler must do.

import PINNCore

/// Throws a `CheckFailure` unless the sampler keeps the promises of `AdaptiveSampler`: at least one point whatever the residuals
/// are, indices that exist, ascending and none twice, a choice that depends on residuals and stream alone, points that lean
/// towards large residuals, and weights, if it gives any, of mean 1 whose weighted means are those over the candidates.
public func checkAdaptiveSampler(_ sampler: some AdaptiveSampler) throws {
  let check = AdaptiveSamplerCheck(subject: "\(sampler)", sampler: sampler)
  guard sampler.candidatesPerPoint >= 1 else {
    throw CheckFailure(check.subject, "it must want at least one candidate a point, not \(sampler.candidatesPerPoint)")
  }
  for count in [1, 2, 40] {
    for (name, size) in AdaptiveSamplerCheck.profiles {
      for present in [0, count, 3 * count] { try check.selection(count, present: present, name, size) }
    }
  }
  try check.dependence()
  try check.leaning()
}

private struct AdaptiveSamplerCheck {
  typealias Residual = @Sendable (inout RandomStream) -> Double
  let subject: String
  let sampler: any AdaptiveSampler

  /// |r| at a random point.
  static let profiles: [(name: String, size: Residual)] = [
    ("that vanish", { _ in 0 }), ("that are equal", { _ in 3 }), ("that are spread", { rng in rng.uniform() }),
    ("with a peak", peaked), ("of which some are infinite", { rng in rng.uniform() < 0.2 ? .infinity : 1 }),
  ]
  /// Small but in a tenth of the region.
  static let peaked: Residual = { rng in rng.uniform() < 0.1 ? 5 + rng.uniform() : 0.1 * rng.uniform() }

  func draw(
    _ count: Int, present: Int, _ size: Residual, seed: UInt64 = 1
  ) -> (present: [Double], candidates: [Double], choice: AdaptiveSelection) {
    var values = RandomStream(seed: seed, for: StreamKey(.checks, of: "residuals"))
    let present = (0..<present).map { _ in size(&values) }
    let candidates = (0..<sampler.candidatesPerPoint * count).map { _ in size(&values) }
    var rng = RandomStream(seed: seed, for: StreamKey(.checks, of: "adaptive sampler"))
    return (
      present, candidates, sampler.select(count, present: present, candidates: candidates, using: &rng)
    )
  }

  func selection(_ count: Int, present: Int, _ name: String, _ size: Residual) throws {
    let (present, candidates, choice) = draw(count, present: present, size)
    for (word, indices, all) in [
      ("keeps", choice.kept, present.indices), ("takes", choice.taken, candidates.indices),
    ] {
      guard zip(indices, indices.dropFirst()).allSatisfy(<), indices.allSatisfy(all.contains) else {
        throw CheckFailure(
          subject, "with residuals \(name) it \(word) \(indices); expected ascending indices below \(all.count)")
      }
    }
    let total = choice.kept.count + choice.taken.count
    guard total > 0 else {
      throw CheckFailure(subject, "with residuals \(name) it chooses no point of \(count) wanted")
    }
    guard !choice.weights.isEmpty else { return }
    let mean = choice.weights.reduce(0, +) / Double(total)
    guard choice.weights.count == total, choice.weights.allSatisfy({ $0 > 0 }), abs(mean - 1) < 1e-9 else {
      throw CheckFailure(
        subject,
        "with residuals \(name) its \(total) points have \(choice.weights.count) weights of mean \(mean); expected as many, "
          + "positive and of mean 1")
    }
  }

  func dependence() throws {
    let first = draw(40, present: 40, Self.peaked)
    let again = draw(40, present: 40, Self.peaked)
    guard first.choice == again.choice else {
      throw CheckFailure(subject, "equal residuals and streams must give equal choices; is there randomness besides?")
    }
  }

  /// Over 50 draws: the mean |r| of the chosen points, and the weighted mean of |r| against that of the candidates.
  func leaning() throws {
    var (chosen, everywhere) = (0.0, 0.0)
    var differences: [Double] = []
    for seed in 1...50 {
      let (present, candidates, choice) = draw(40, present: 40, Self.peaked, seed: UInt64(seed))
      let sizes = choice.kept.map { present[$0] } + choice.taken.map { candidates[$0] }
      let mean = candidates.reduce(0, +) / Double(candidates.count)
      chosen += sizes.reduce(0, +) / Double(sizes.count)
      everywhere += mean
      guard !choice.weights.isEmpty else { continue }
      differences.append(zip(sizes, choice.weights).reduce(0) { $0 + $1.0 * $1.1 } / Double(sizes.count) - mean)
    }
    guard chosen > 1.05 * everywhere else {
      throw CheckFailure(
        subject, "the mean |r| of its points is \(chosen / 50), of all points \(everywhere / 50); expected more")
    }
    guard differences.count == 50 else { return }
    let bias = differences.reduce(0, +) / 50
    let deviation = (differences.reduce(0) { $0 + ($1 - bias) * ($1 - bias) } / (49 * 50)).squareRoot()
    guard abs(bias) < 5 * deviation + 0.02 * everywhere / 50 else {
      throw CheckFailure(
        subject, "weighted means of |r| differ from those of the candidates by \(bias) on average; expected no bias")
    }
  }
}
