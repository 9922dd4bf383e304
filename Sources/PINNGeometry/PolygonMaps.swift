// How the unit cube is mapped onto polygons and their edges.

import PINNCore

/// A polygon cut at the heights of its vertices. Between two of them it consists of trapezoids side by side, and its width is
/// linear in the height, so the height has a quadratic cumulative distribution.
struct Slices: Sendable {
  private struct Slice {
    let lower: Double
    let upper: Double
    /// The edges from left to right; the inside is between the first and second, third and fourth, ...
    let edges: [Edge]
    /// The area of all slices below.
    let below: Double

    func spans(at height: Double) -> [(left: Double, width: Double)] {
      stride(from: 0, to: edges.count - 1, by: 2).map { i in
        let left = edges[i].abscissa(at: height)
        return (left, max(edges[i + 1].abscissa(at: height) - left, 0))
      }
    }
    func width(at height: Double) -> Double { spans(at: height).reduce(0) { $0 + $1.width } }
  }

  private let slices: [Slice]
  private let area: Double

  init(_ edges: [Edge]) {
    let heights = Set(edges.map { $0.start[1] }).sorted()
    var slices: [Slice] = []
    var area = 0.0
    for (lower, upper) in zip(heights, heights.dropFirst()) {
      let middle = 0.5 * (lower + upper)
      let cut = edges.filter { min($0.start[1], $0.end[1]) <= lower && max($0.start[1], $0.end[1]) >= upper }
      let slice = Slice(
        lower: lower, upper: upper, edges: cut.sorted { $0.abscissa(at: middle) < $1.abscissa(at: middle) }, below: area
      )
      area += (upper - lower) * 0.5 * (slice.width(at: lower) + slice.width(at: upper))
      slices.append(slice)
    }
    self.slices = slices
    self.area = area
  }

  func point(at unit: [Double]) -> [Double] {
    let target = unit[1] * area
    var (first, last) = (0, slices.count - 1)
    while first < last {
      let middle = (first + last + 1) / 2
      if slices[middle].below <= target { first = middle } else { last = middle - 1 }
    }
    let slice = slices[first]
    let (a, b) = (slice.width(at: slice.lower), slice.width(at: slice.upper))
    // The share s of the slice's height with a s + (b - a) s^2 / 2 = rest.
    let rest = (target - slice.below) / (slice.upper - slice.lower)
    let root = max(a * a + 2 * (b - a) * rest, 0).squareRoot()
    let share = rest > 0 ? min(2 * rest / (a + root), 1) : 0
    let height = (1 - share) * slice.lower + share * slice.upper
    let spans = slice.spans(at: height)
    var distance = unit[0] * spans.reduce(0) { $0 + $1.width }
    for span in spans.dropLast() {
      if distance < span.width { return [span.left + distance, height] }
      distance -= span.width
    }
    let span = spans[spans.count - 1]
    return [span.left + min(distance, span.width), height]
  }
}

/// Edges of a polygon, one after another by arc length.
struct Edges: Region {
  let axes: [Axis]
  let edges: [Edge]

  var bounds: [ClosedRange<Double>] {
    (0..<2).map { i in
      let values = edges.flatMap { [$0.start[i], $0.end[i]] }
      return values.min()!...values.max()!
    }
  }
  var measure: Double { edges.reduce(0) { $0 + $1.length } }
  var dimension: Int { 1 }
  var boundary: [BoundaryPiece] { [] }
  var description: String { "\(edges.count) edges from \(list(edges[0].start))\(suffix(axes))" }

  func point(at unit: [Double]) -> [Double] {
    var rest = unit[0] * measure
    for edge in edges.dropLast() {
      if rest < edge.length { return plus(edge.start, rest, edge.along) }
      rest -= edge.length
    }
    let last = edges[edges.count - 1]
    return rest < last.length ? plus(last.start, rest, last.along) : last.end
  }

  func signedDistance(to point: [Double]) -> Double {
    edges.reduce(.infinity) { min($0, $1.distance(to: point)) }
  }
}
