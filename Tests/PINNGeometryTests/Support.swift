// What the geometry tests share: independent uniform points, and Pearson's statistic.

import PINNCore
import PINNGeometry

/// Independent uniform points: unlike stratified samplers they have the fluctuations that a chi-square test expects.
struct UniformPoints: Sampler {
  func unitPoints(_ count: Int, dimension: Int, using rng: inout RandomStream) -> Tensor<Double> {
    Tensor(shape: [count, dimension], elements: (0..<count * dimension).map { _ in rng.uniform() })
  }
}

/// Pearson's statistic sum (observed - expected)^2 / expected, divided by its degrees of freedom, for points of a box that
/// should be spread evenly over `cells` equal cells along every axis of length above 0. Near 1 for independent points.
func chiSquarePerDegree(_ points: Tensor<Double>, bounds: [ClosedRange<Double>], cells: Int) -> Double {
  let open = bounds.indices.filter { bounds[$0].upperBound > bounds[$0].lowerBound }
  var counts = [Int](repeating: 0, count: open.reduce(1) { total, _ in total * cells })
  for i in 0..<points.count {
    var cell = 0
    for j in open {
      let unit = (points[i, j] - bounds[j].lowerBound) / (bounds[j].upperBound - bounds[j].lowerBound)
      cell = cell * cells + min(max(Int(unit * Double(cells)), 0), cells - 1)
    }
    counts[cell] += 1
  }
  let expected = Double(points.count) / Double(counts.count)
  let statistic = counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
  return statistic / Double(counts.count - 1)
}

/// All regions that the tests go through.
func exampleRegions() throws -> [any Region] {
  [
    try Interval(-1...1),
    try Interval(.y, 100...100.5),
    try Box(x: -0.5...1, y: -0.5...1.5),
    try Box(x: 0...1, y: 0...2, z: -3...(-1)),
    try Box([("r", 1...2), (.z, 0...5), ("theta", 0...3), (.t, 0...1)]),
    try Interval(-1...1).over(time: 0...1),
    try Box(x: -0.5...1, y: -0.5...1.5).over(time: 2...4),
  ]
}

/// The error's sentence if `body` throws a `ProblemError`, nil otherwise.
func problem(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch { return (error as? ProblemError)?.description }
}
