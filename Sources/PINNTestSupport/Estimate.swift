// Integrals over cubes by random points in pairs, two in each cell of a grid: the differences within the pairs tell the error.

import PINNCore

/// An integral with its standard deviation.
struct Estimate {
  var value = 0.0
  var variance = 0.0

  /// Whether another estimate is as near as five standard deviations and `slack` allow.
  func agrees(with other: Estimate, slack: Double) -> Bool {
    (value - other.value).magnitude <= 5 * (variance + other.variance).squareRoot() + slack
  }
}

/// Points of the unit cube in pairs, two independent uniform ones in each of about `cells` equal cells: 0 and 1 belong
/// together, 2 and 3, and so on.
func stratifiedPairs(dimension: Int, cells: Int, using rng: inout RandomStream) -> [[Double]] {
  var count = 1
  while dimension > 0, power(count + 1, dimension) <= cells { count += 1 }
  return (0..<2 * power(count, dimension)).map { index in
    var rest = index / 2
    return (0..<dimension).map { _ in
      defer { rest /= count }
      return (Double(rest % count) + rng.uniform()) / Double(count)
    }
  }
}

/// The integral over the unit cube of a function with the given values at stratified pairs, times `volume`.
func integral(_ values: [Double], times volume: Double) -> Estimate {
  let (count, pairs) = (Double(values.count), stride(from: 0, to: values.count, by: 2))
  // The variance of a mean of pairs is sum (v0 - v1)^2 / count^2.
  let spread = pairs.reduce(0.0) { $0 + (values[$1] - values[$1 + 1]) * (values[$1] - values[$1 + 1]) }
  return Estimate(
    value: volume * values.reduce(0, +) / count, variance: volume * volume * spread / (count * count))
}

private func power(_ base: Int, _ exponent: Int) -> Int { (0..<exponent).reduce(1) { product, _ in product * base } }
