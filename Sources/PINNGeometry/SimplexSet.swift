// Segments, triangles or tetrahedra in space: points evenly among them, the nearest one to a point, and whether one holds a point.

import Foundation
import PINNCore

/// Simplices of one dimension, at least one, in a tree of boxes.
struct SimplexSet: Sendable {
  /// 1 for segments, 2 for triangles, 3 for tetrahedra.
  let dimension: Int
  private let nodes: [SIMD3<Double>]
  /// The nodes of each simplex, `dimension` + 1 of them, in the tree's order.
  private let corners: [Int32]
  private let tree: BoxTree
  /// The measure of all simplices up to and with each one, in the tree's order.
  private let sums: [Double]
  /// Which unit coordinate a halving across each axis uses up.
  private let coordinates: [Int]

  /// The simplices with the given corners, `dimension` + 1 nodes for each.
  init(dimension: Int, nodes: [SIMD3<Double>], corners: [Int32]) {
    let size = dimension + 1
    let count = corners.count / size
    var lower = [SIMD3<Double>](repeating: .zero, count: count)
    var upper = lower
    for i in 0..<count {
      var (low, high) = (nodes[Int(corners[size * i])], nodes[Int(corners[size * i])])
      for k in 1..<size {
        let node = nodes[Int(corners[size * i + k])]
        (low, high) = (pointwiseMin(low, node), pointwiseMax(high, node))
      }
      (lower[i], upper[i]) = (low, high)
    }
    let tree = BoxTree(lower: lower, upper: upper)
    var sorted: [Int32] = []
    sorted.reserveCapacity(corners.count)
    for i in tree.order { sorted += corners[size * Int(i)..<size * Int(i) + size] }
    self.dimension = dimension
    self.nodes = nodes
    self.corners = sorted
    self.tree = tree
    let extent = tree.nodes[0].upper - tree.nodes[0].lower
    // The longest sides of a set that is thinner than space get coordinates of their own.
    let axes = (0..<3).sorted { extent[$0] != extent[$1] ? extent[$0] > extent[$1] : $0 < $1 }
    let isFull = dimension == (extent.z > 0 ? 3 : 2)
    coordinates = isFull ? [0, 1, min(2, dimension - 1)] : (0..<3).map { axes.firstIndex(of: $0)! % dimension }
    // With what rounding has taken from the sum (Kahan): there may be millions.
    var (total, lost) = (0.0, 0.0)
    sums = (0..<count).map { place in
      let points = (0..<size).map { nodes[Int(sorted[size * place + $0])] }
      let part = PINNGeometry.measure(of: points) - lost
      let sum = total + part
      lost = (sum - total) - part
      total = sum
      return total
    }
  }

  /// The number of simplices.
  var count: Int { sums.count }
  /// The numbers that simplices had when they were given, by their places in the tree.
  var order: [Int32] { tree.order }
  /// The sum of lengths, areas or volumes.
  var measure: Double { sums[sums.count - 1] }
  /// The corners of the box around all.
  var box: (lower: SIMD3<Double>, upper: SIMD3<Double>) { (tree.nodes[0].lower, tree.nodes[0].upper) }

  private func corner(_ place: Int, _ k: Int) -> SIMD3<Double> { nodes[Int(corners[(dimension + 1) * place + k])] }

  private func measure(_ first: Int, _ end: Int) -> Double { sums[end - 1] - (first > 0 ? sums[first - 1] : 0) }

  /// A point of the simplices for a point of the unit cube, so that equal volumes go to equal measures. On the way down the tree
  /// each half is given the share of a unit coordinate that its simplices have of the measure, as in `UnitWarp`.
  func point(at unit: [Double]) -> SIMD3<Double> {
    var rest = unit.map { min(max($0, 0), 1) }
    func isUpper(_ k: Int, _ lower: Double, of whole: Double) -> Bool {
      let share = whole > 0 ? min(max(lower / whole, 0), 1) : 0.5
      let isUpper = share < 1 && rest[k] >= share
      rest[k] = min(isUpper ? (rest[k] - share) / (1 - share) : rest[k] / share, 1)
      return isUpper
    }
    var index = 0
    while tree.nodes[index].second > 0 {
      let node = tree.nodes[index]
      let (first, half, end) = (Int(node.first), Int(tree.nodes[Int(node.second)].first), Int(node.end))
      let goesUp = isUpper(coordinates[Int(node.axis)], measure(first, half), of: measure(first, end))
      index = goesUp ? Int(node.second) : index + 1
    }
    let leaf = tree.nodes[index]
    var place = Int(leaf.first)
    while place < Int(leaf.end) - 1,
      isUpper(0, measure(place, place + 1), of: measure(place, Int(leaf.end)))
    {
      place += 1
    }
    return point(of: place, rest)
  }

  /// A point of one simplex, uniform if the unit coordinates are.
  private func point(of place: Int, _ unit: [Double]) -> SIMD3<Double> {
    let (a, b) = (corner(place, 0), corner(place, 1))
    switch dimension {
    case 1: return (1 - unit[0]) * a + unit[0] * b
    case 2:
      let s = unit[0].squareRoot()
      return (1 - s) * a + s * ((1 - unit[1]) * b + unit[1] * corner(place, 2))
    default:
      let (s, t) = (cbrt(unit[0]), unit[1].squareRoot())
      let face = (1 - t) * b + t * ((1 - unit[2]) * corner(place, 2) + unit[2] * corner(place, 3))
      return (1 - s) * a + s * face
    }
  }

  /// The place of the segment or triangle nearest to a point, and the square of the distance; nil if none is nearer than `limit`
  /// says, and for a point that isn't a number.
  func nearest(to p: SIMD3<Double>, below limit: Double = .infinity) -> (place: Int, square: Double)? {
    guard !p.x.isNaN, !p.y.isNaN, !p.z.isNaN else { return nil }
    return tree.nearest(to: p, below: limit) { place in
      let (a, b) = (corner(place, 0), corner(place, 1))
      guard dimension == 1 else {
        let gap = p - nearestPoint(to: p, on: (a, b, corner(place, 2))).point
        return dot(gap, gap)
      }
      let along = b - a
      let gap = p - a - min(max(dot(p - a, along) / dot(along, along), 0), 1) * along
      return dot(gap, gap)
    }
  }

  /// Whether a triangle in the plane z = 0 or a tetrahedron holds the point, up to 1e-10 of its heights. With the corners of each
  /// simplex in ascending order, neighbors round alike at the face between them, so that no point is lost there.
  func contains(_ p: SIMD3<Double>) -> Bool {
    tree.contains(p) { place in
      for k in 0...dimension where !(side(of: p, place, k) / side(of: corner(place, k), place, k) >= -1e-10) {
        return false
      }
      return true
    }
  }

  /// On which side of a simplex's face opposite to corner `k` a point lies, by sign.
  private func side(of q: SIMD3<Double>, _ place: Int, _ k: Int) -> Double {
    let a = corner(place, k == 0 ? 1 : 0)
    let (u, v) = (corner(place, k <= 1 ? 2 : 1) - a, q - a)
    guard dimension == 3 else { return u.x * v.y - u.y * v.x }
    return dot(cross(u, corner(place, k <= 2 ? 3 : 2) - a), v)
  }
}

/// The length, area or volume of the simplex with 2, 3 or 4 corners.
private func measure(of corners: [SIMD3<Double>]) -> Double {
  let u = corners[1] - corners[0]
  switch corners.count {
  case 2: return dot(u, u).squareRoot()
  case 3:
    let normal = cross(u, corners[2] - corners[0])
    return 0.5 * dot(normal, normal).squareRoot()
  default: return dot(cross(u, corners[2] - corners[0]), corners[3] - corners[0]).magnitude / 6
  }
}
