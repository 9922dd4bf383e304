// A tree of boxes around things in space, which finds those at a point or near one without looking at all of them.

import PINNCore

/// A binary tree of boxes. Each is halved by number across the longest side of its things' centres.
struct BoxTree: Sendable {
  /// A box and what is in it.
  struct Node: Sendable {
    var lower: SIMD3<Double>
    var upper: SIMD3<Double>
    /// Its things, as a part of `order`.
    var first: Int32
    var end: Int32
    /// The second half; the first one follows its parent. 0 for a leaf.
    var second: Int32 = 0
    /// The axis across which it is halved.
    var axis: Int32 = 0

    func squaredDistance(_ p: SIMD3<Double>) -> Double {
      let gap = pointwiseMax(pointwiseMax(lower - p, p - upper), .zero)
      return dot(gap, gap)
    }

    /// Whether a point lies in the box, up to a billionth of its size.
    func contains(_ p: SIMD3<Double>) -> Bool {
      let slack = 1e-9 * (upper - lower)
      return all(p .>= lower - slack) && all(p .<= upper + slack)
    }
  }

  /// The things in the order of the leaves, in which neighbors are near each other.
  let order: [Int32]
  let nodes: [Node]

  /// The tree of things within boxes from `lower` to `upper`, at least one.
  init(lower: [SIMD3<Double>], upper: [SIMD3<Double>]) {
    var order = lower.indices.map { Int32($0) }
    var nodes: [Node] = []
    nodes.reserveCapacity(lower.count)
    var keys = [Double](repeating: 0, count: lower.count)
    func build(_ first: Int, _ end: Int) {
      let index = nodes.count
      var (low, high) = (SIMD3(repeating: Double.infinity), SIMD3(repeating: -Double.infinity))
      var (least, largest) = (low, high)
      for i in order[first..<end] {
        let (a, b) = (lower[Int(i)], upper[Int(i)])
        (low, high) = (pointwiseMin(low, a), pointwiseMax(high, b))
        (least, largest) = (pointwiseMin(least, a + b), pointwiseMax(largest, a + b))
      }
      nodes.append(Node(lower: low, upper: high, first: Int32(first), end: Int32(end)))
      guard end - first > 4 else { return }
      let size = largest - least
      let axis = size.x >= size.y && size.x >= size.z ? 0 : size.y >= size.z ? 1 : 2
      let half = first + (end - first) / 2
      for i in order[first..<end] { keys[Int(i)] = lower[Int(i)][axis] + upper[Int(i)][axis] }
      partition(&order, first, end, at: half, by: keys)
      build(first, half)
      nodes[index].second = Int32(nodes.count)
      nodes[index].axis = Int32(axis)
      build(half, end)
    }
    build(0, order.count)
    self.order = order
    self.nodes = nodes
  }

  /// The thing nearest to a point of those whose square of the distance is below `limit`: its place in `order`, and that square.
  func nearest(
    to p: SIMD3<Double>, below limit: Double, squaredDistance: (Int) -> Double
  ) -> (place: Int, square: Double)? {
    var best: (place: Int, square: Double)?
    var least = limit
    func search(_ index: Int) {
      let node = nodes[index]
      guard node.second > 0 else {
        for place in Int(node.first)..<Int(node.end) {
          let square = squaredDistance(place)
          if square < least { (best, least) = ((place, square), square) }
        }
        return
      }
      let (first, second) = (index + 1, Int(node.second))
      let (a, b) = (nodes[first].squaredDistance(p), nodes[second].squaredDistance(p))
      let isFirst = a <= b
      if min(a, b) < least { search(isFirst ? first : second) }
      if max(a, b) < least { search(isFirst ? second : first) }
    }
    if nodes[0].squaredDistance(p) < limit { search(0) }
    return best
  }

  /// Whether `isHit` holds for any of the things whose boxes hold the point, by their places in `order`.
  func contains(_ p: SIMD3<Double>, where isHit: (Int) -> Bool) -> Bool {
    func search(_ index: Int) -> Bool {
      let node = nodes[index]
      guard node.contains(p) else { return false }
      guard node.second > 0 else { return (Int(node.first)..<Int(node.end)).contains(where: isHit) }
      return search(index + 1) || search(Int(node.second))
    }
    return search(0)
  }
}

/// Puts the things `first` to `end` of `order` so that none before `half` has a larger key than any from there on (Hoare's
/// selection). Equal keys go by the things' numbers, so that the result doesn't depend on what came before.
private func partition(_ order: inout [Int32], _ first: Int, _ end: Int, at half: Int, by keys: [Double]) {
  order.withUnsafeMutableBufferPointer { order in
    keys.withUnsafeBufferPointer { keys in
      func precedes(_ a: Int32, _ b: Int32) -> Bool {
        let (x, y) = (keys[Int(a)], keys[Int(b)])
        return x < y || x == y && a < b
      }
      var (low, high) = (first, end - 1)
      while low < high {
        // The middle one of three, so that sorted things are no bad case.
        let middle = low + (high - low) / 2
        if precedes(order[middle], order[low]) { order.swapAt(middle, low) }
        if precedes(order[high], order[low]) { order.swapAt(high, low) }
        if precedes(order[high], order[middle]) { order.swapAt(high, middle) }
        let pivot = order[middle]
        var (i, j) = (low, high)
        while i <= j {
          while precedes(order[i], pivot) { i += 1 }
          while precedes(pivot, order[j]) { j -= 1 }
          if i <= j {
            order.swapAt(i, j)
            i += 1
            j -= 1
          }
        }
        if half <= j { high = j } else if half >= i { low = i } else { return }
      }
    }
  }
}
