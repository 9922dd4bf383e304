// What the geometry tests share: independent uniform points, and Pearson's statistic.

import Foundation
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

/// A torus of radii 2 and 0.7 as a binary STL file of 2 * 24 * 12 triangles.
func torusSTL() -> Data {
  func vertex(_ i: Int, _ j: Int) -> [Double] {
    let (a, b) = (2 * .pi * Double(i % 24) / 24, 2 * .pi * Double(j % 12) / 12)
    return [(2 + 0.7 * cos(b)) * cos(a), (2 + 0.7 * cos(b)) * sin(a), 0.7 * sin(b)]
  }
  var triangles: [[[Double]]] = []
  for i in 0..<24 {
    for j in 0..<12 {
      let (a, b, c, d) = (vertex(i, j), vertex(i + 1, j), vertex(i + 1, j + 1), vertex(i, j + 1))
      triangles += [[a, b, c], [a, c, d]]
    }
  }
  return binarySTL(triangles)
}

/// Triangles as a binary STL file, with normals of 0 as many programs write them.
func binarySTL(_ triangles: [[[Double]]]) -> Data {
  var data = Data(repeating: 32, count: 80)
  func append(_ word: UInt32) { withUnsafeBytes(of: word.littleEndian) { data.append(contentsOf: $0) } }
  append(UInt32(triangles.count))
  for triangle in triangles {
    for value in [0, 0, 0] + triangle.joined() { append(Float(value).bitPattern) }
    data.append(contentsOf: [0, 0])
  }
  return data
}

/// The four triangles of the simplex with the corners 0, e_x, e_y, e_z.
let simplex: [[[Double]]] = [
  [[0, 0, 0], [0, 1, 0], [1, 0, 0]], [[0, 0, 0], [1, 0, 0], [0, 0, 1]], [[0, 0, 0], [0, 0, 1], [0, 1, 0]],
  [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
]

/// Triangles as a text STL file.
func textSTL(_ triangles: [[[Double]]]) -> String {
  let facets = triangles.map { triangle in
    let vertices = triangle.map { "      vertex \($0[0]) \($0[1]) \($0[2])\n" }.joined()
    return "  facet normal 0 0 0\n    outer loop\n\(vertices)    endloop\n  endfacet\n"
  }
  return "solid some part\n" + facets.joined() + "endsolid some part\n"
}
