// Measure-preserving maps where there is no formula. A tree halves a box, cell by cell; each half is given the part of
// its parent's measure that it has. Coordinates are stretched accordingly on the way down, one axis at a time, so the map is
// piecewise affine with as many pieces as the tree has leaves, and stratified or low-discrepancy points keep their evenness:
// hierarchical warping (Clarberg, Jarosz, Akenine-Moller, Jensen, "Wavelet importance sampling", ACM Trans. Graph. 24 (2005)
// 1166-1175, doi:10.1145/1073204.1073328). All is deterministic.

import Foundation
import PINNCore

/// A map of the unit cube into a box whose points have a given density.
struct UnitWarp: Sendable {
  /// A part of the box.
  struct Cell {
    var lower: [Double]
    var size: [Double]

    func point(_ share: [Double]) -> [Double] { lower.indices.map { lower[$0] + share[$0] * size[$0] } }
    var center: [Double] { point(lower.map { _ in 0.5 }) }
    var corners: [[Double]] {
      (0..<1 << lower.count).map { corner in point(lower.indices.map { Double(corner >> $0 & 1) }) }
    }
    /// The lower or upper half across an axis.
    func half(_ axis: Int, upper: Bool) -> Cell {
      var half = self
      half.size[axis] *= 0.5
      if upper { half.lower[axis] += half.size[axis] }
      return half
    }
    /// The volume; 1 for a single point.
    var volume: Double { size.reduce(1, *) }
  }

  /// What is known of a cell without looking at its points.
  enum Verdict { case outside, inside, mixed }

  /// A cell that is halved across `axis`; its halves are at `halves` and `halves` + 1. Leaves have the axis -1.
  private struct Node {
    var axis = -1
    var halves = 0
    var mass: Double
  }

  private let root: Cell
  private var nodes: [Node] = []
  /// A regular lattice of about 64 points in the middles of equal parts of a cell, as shares of its sides.
  private let lattice: [[Double]]

  /// The integral of the density over the box.
  var mass: Double { nodes[0].mass }

  /// The warp of a box to a density, 0 to 1 for the indicator of a set. Cells are halved across their longest side.
  /// - Parameters:
  ///   - minimumDepth: mixed cells are halved at least as often.
  ///   - mixed: how many mixed cells are enough. Their mass is the mean over a lattice.
  init(
    box: [ClosedRange<Double>], minimumDepth: Int = 0, mixed: Int, verdict: (Cell) -> Verdict,
    density: ([Double]) -> Double
  ) {
    let dimension = box.count
    root = Cell(lower: box.map(\.lowerBound), size: box.map { $0.upperBound - $0.lowerBound })
    lattice = Self.lattice(dimension)
    nodes = [Node(mass: 0)]
    var queue: [(node: Int, cell: Cell, depth: Int)] = [(0, root, 0)]
    var parents: [Int] = []
    var next = 0
    while next < queue.count {
      let (node, cell, depth) = queue[next]
      let enough = queue.count - next >= mixed && depth >= minimumDepth
      guard dimension > 0, !enough, depth < 48 * dimension else { break }
      next += 1
      let axis = box.indices.max { cell.size[$0] < cell.size[$1] }!
      nodes[node].axis = axis
      nodes[node].halves = nodes.count
      parents.append(node)
      for half in [cell.half(axis, upper: false), cell.half(axis, upper: true)] {
        switch verdict(half) {
        case .outside: nodes.append(Node(mass: 0))
        case .inside: nodes.append(Node(mass: half.volume))
        case .mixed:
          queue.append((nodes.count, half, depth + 1))
          nodes.append(Node(mass: 0))
        }
      }
    }
    for (node, cell, _) in queue[next...] {
      nodes[node].mass = cell.volume * lattice.reduce(0) { $0 + density(cell.point($1)) } / Double(lattice.count)
    }
    for node in parents.reversed() {
      let halves = nodes[node].halves
      nodes[node].mass = nodes[halves].mass + nodes[halves + 1].mass
    }
  }

  /// Where a point of the unit cube goes, and the leaf it goes to.
  func callAsFunction(_ unit: [Double]) -> (point: [Double], leaf: Cell) {
    var rest = unit
    var cell = root
    var node = nodes[0]
    while node.axis >= 0 {
      let (axis, lower) = (node.axis, nodes[node.halves])
      let share = lower.mass / node.mass
      let isUpper = share < 1 && rest[axis] >= share
      rest[axis] = isUpper ? (rest[axis] - share) / (1 - share) : rest[axis] / share
      cell = cell.half(axis, upper: isUpper)
      node = isUpper ? nodes[node.halves + 1] : lower
    }
    return (cell.point(rest), cell)
  }

  /// Where a point of the unit cube goes among the points of a set whose indicator is the density: where the warp sends it, or
  /// if that isn't in the set (in a mixed leaf) to the first of a sequence of random points of the leaf that is. The sequence
  /// is a function of the point, so the map is one too, and uniform in the set's part of the leaf.
  func point(at unit: [Double], accepting: ([Double]) -> Bool) -> [Double] {
    let (point, leaf) = self(unit)
    guard !accepting(point) else { return point }
    let seed = unit.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ $1.bitPattern) &* 0x0000_0100_0000_01B3 }
    var rng = RandomStream(seed: seed, for: StreamKey(.cellPoints))
    for _ in 0..<1000 {
      let candidate = leaf.point(unit.map { _ in rng.uniform() })
      if accepting(candidate) { return candidate }
    }
    // A leaf with less than a thousandth of its points in the set: one of the lattice is, else its mass were 0.
    return lattice.lazy.map(leaf.point).first(where: accepting) ?? point
  }

  private static func lattice(_ dimension: Int) -> [[Double]] {
    let count = dimension == 0 ? 1 : max(2, Int(pow(64, 1 / Double(dimension)) + 0.5))
    let total = (0..<dimension).reduce(1) { product, _ in product * count }
    return (0..<total).map { index in
      var rest = index
      return (0..<dimension).map { _ in
        defer { rest /= count }
        return (Double(rest % count) + 0.5) / Double(count)
      }
    }
  }
}
