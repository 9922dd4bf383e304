// Where the trainers' made-up measurements are taken.

import PINN

extension PointSet {
  /// `count` places, each coordinate uniform in its range, for a quantity that is measured there. Noise on it by the same seed has
  /// nothing to do with them.
  package static func scattered(
    _ count: Int, over ranges: [(axis: Axis, range: ClosedRange<Double>)], measuring quantity: String, seed: UInt64
  ) throws -> PointSet {
    var rng = RandomStream(seed: seed, for: StreamKey(.measuredPlaces, of: quantity))
    let rows = (0..<count).map { _ in
      ranges.map { $0.range.lowerBound + ($0.range.upperBound - $0.range.lowerBound) * rng.uniform() }
    }
    return try PointSet(axes: ranges.map(\.axis), points: Tensor(rows: rows))
  }
}
