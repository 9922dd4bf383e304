// The signed distance from a closed surface of triangles: the nearest triangle by a tree of boxes, the sign by the normal of the
// nearest face, edge or vertex. With angle-weighted normals at vertices it is right everywhere: Baerentzen & Aanaes, "Signed
// distance computation using the angle weighted pseudonormal", IEEE Trans. Vis. Comput. Graph. 11 (2005) 243-253,
// doi:10.1109/TVCG.2005.49.

/// A tree of boxes around the triangles of a mesh.
struct MeshDistance: Sendable {
  /// The triangles in the order of the tree, in which neighbors are near each other.
  let order: [Int]
  private let mesh: TriangleMesh
  private var nodes: [Node] = []

  private struct Node {
    var lower: SIMD3<Double>
    var upper: SIMD3<Double>
    /// The triangles of a leaf, as a part of `order`.
    var range: Range<Int>
    /// The second half; the first one follows its parent. 0 for a leaf.
    var second = 0

    func squaredDistance(_ p: SIMD3<Double>) -> Double {
      let gap = pointwiseMax(pointwiseMax(lower - p, p - upper), .zero)
      return dot(gap, gap)
    }
  }

  init(_ mesh: TriangleMesh) {
    self.mesh = mesh
    var order = Array(mesh.triangles.indices)
    var nodes: [Node] = []
    func build(_ range: Range<Int>) {
      let index = nodes.count
      var (lower, upper) = (SIMD3(repeating: Double.infinity), SIMD3(repeating: -Double.infinity))
      for i in order[range] {
        let (a, b, c) = mesh.triangles[i]
        lower = pointwiseMin(lower, pointwiseMin(a, pointwiseMin(b, c)))
        upper = pointwiseMax(upper, pointwiseMax(a, pointwiseMax(b, c)))
      }
      nodes.append(Node(lower: lower, upper: upper, range: range))
      guard range.count > 4 else { return }
      let size = upper - lower
      let axis = (0..<3).max { size[$0] < size[$1] }!
      func middle(_ i: Int) -> Double {
        mesh.triangles[i].0[axis] + mesh.triangles[i].1[axis] + mesh.triangles[i].2[axis]
      }
      order[range].sort { middle($0) < middle($1) }
      let half = range.lowerBound + range.count / 2
      build(range.lowerBound..<half)
      nodes[index].second = nodes.count
      build(half..<range.upperBound)
    }
    build(0..<order.count)
    self.order = order
    self.nodes = nodes
  }

  /// The signed distance of a point, negative inside, and the triangle nearest to it.
  func callAsFunction(_ p: SIMD3<Double>) -> (distance: Double, triangle: Int) {
    var best = (square: Double.infinity, triangle: 0, from: SIMD3<Double>.zero, normal: SIMD3<Double>.zero)
    func search(_ index: Int) {
      let node = nodes[index]
      guard node.second > 0 else {
        for i in order[node.range] {
          let (point, part) = nearest(to: p, on: mesh.triangles[i])
          let square = dot(p - point, p - point)
          if square < best.square { best = (square, i, p - point, normal(i, part)) }
        }
        return
      }
      let halves = [index + 1, node.second].map { (nodes[$0].squaredDistance(p), $0) }
      for (square, half) in halves[0].0 <= halves[1].0 ? halves : halves.reversed() where square < best.square {
        search(half)
      }
    }
    search(0)
    let distance = best.square.squareRoot()
    return (dot(best.from, best.normal) < 0 ? -distance : distance, best.triangle)
  }

  private enum Part { case face, edge(Int), vertex(Int) }

  private func normal(_ triangle: Int, _ part: Part) -> SIMD3<Double> {
    switch part {
    case .face: mesh.normals[triangle]
    case .edge(let k): mesh.edgeNormals[triangle][k]
    case .vertex(let k): mesh.vertexNormals[triangle][k]
    }
  }

  /// The nearest point of a triangle and what it is a part of (Ericson, "Real-Time Collision Detection", 2005, section 5.1.5).
  private func nearest(to p: SIMD3<Double>, on triangle: Triangle) -> (SIMD3<Double>, Part) {
    let (a, b, c) = triangle
    let (ab, ac) = (b - a, c - a)
    let (d1, d2) = (dot(ab, p - a), dot(ac, p - a))
    if d1 <= 0, d2 <= 0 { return (a, .vertex(0)) }
    let (d3, d4) = (dot(ab, p - b), dot(ac, p - b))
    if d3 >= 0, d4 <= d3 { return (b, .vertex(1)) }
    let vc = d1 * d4 - d3 * d2
    if vc <= 0, d1 >= 0, d3 <= 0 { return (a + d1 / (d1 - d3) * ab, .edge(0)) }
    let (d5, d6) = (dot(ab, p - c), dot(ac, p - c))
    if d6 >= 0, d5 <= d6 { return (c, .vertex(2)) }
    let vb = d5 * d2 - d1 * d6
    if vb <= 0, d2 >= 0, d6 <= 0 { return (a + d2 / (d2 - d6) * ac, .edge(2)) }
    let va = d3 * d6 - d5 * d4
    if va <= 0, d4 >= d3, d5 >= d6 {
      return (b + (d4 - d3) / ((d4 - d3) + (d5 - d6)) * (c - b), .edge(1))
    }
    let scale = 1 / (va + vb + vc)
    return (a + vb * scale * ab + vc * scale * ac, .face)
  }
}
