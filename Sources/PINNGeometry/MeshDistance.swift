// The signed distance from a closed surface of triangles: the nearest triangle by a tree, the sign by the normal of the
// nearest face, edge or vertex. With angle-weighted normals at vertices it is right everywhere: Baerentzen & Aanaes, "Signed
// distance computation using the angle weighted pseudonormal", IEEE Trans. Vis. Comput. Graph. 11 (2005) 243-253,
// doi:10.1109/TVCG.2005.49.

/// The distance from a mesh's triangles.
struct MeshDistance: Sendable {
  /// The triangles.
  let set: SimplexSet
  private let mesh: TriangleMesh

  init(_ mesh: TriangleMesh) {
    self.mesh = mesh
    set = SimplexSet(dimension: 2, nodes: mesh.vertices, corners: mesh.corners.flatMap { $0.map { Int32($0) } })
  }

  /// The signed distance of a point, negative inside, and the triangle nearest to it; not a number for a point that isn't one.
  func callAsFunction(_ p: SIMD3<Double>) -> (distance: Double, triangle: Int) {
    guard let nearest = set.nearest(to: p) else { return (.nan, 0) }
    let triangle = Int(set.order[nearest.place])
    let (point, part) = nearestPoint(to: p, on: mesh.triangles[triangle])
    let distance = nearest.square.squareRoot()
    return (dot(p - point, normal(triangle, part)) < 0 ? -distance : distance, triangle)
  }

  private func normal(_ triangle: Int, _ part: TrianglePart) -> SIMD3<Double> {
    switch part {
    case .face: mesh.normals[triangle]
    case .edge(let k): mesh.edgeNormals[triangle][k]
    case .vertex(let k): mesh.vertexNormals[triangle][k]
    }
  }
}

/// Where on a triangle a point lies; edge k goes from vertex k to the next.
enum TrianglePart { case face, edge(Int), vertex(Int) }

/// The nearest point of a triangle and what it is a part of (Ericson, "Real-Time Collision Detection", 2005, section 5.1.5).
func nearestPoint(
  to p: SIMD3<Double>, on triangle: Triangle
) -> (point: SIMD3<Double>, part: TrianglePart) {
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
