// Closed surfaces of triangles: checks, volumes, normals.

import Foundation
import PINNCore

/// A closed surface of triangles, counterclockwise seen from outside.
struct TriangleMesh: Sendable {
  /// The points that triangles share.
  let vertices: [SIMD3<Double>]
  /// The numbers of each triangle's three vertices.
  let corners: [[Int]]
  let triangles: [Triangle]
  /// The unit normal of each triangle.
  let normals: [SIMD3<Double>]
  /// At each triangle's edges from vertex 0 to 1, 1 to 2, 2 to 0: the sum of the normals on both sides.
  let edgeNormals: [[SIMD3<Double>]]
  /// At each triangle's vertices: the sum of the normals around, weighted by angles.
  let vertexNormals: [[SIMD3<Double>]]
  let volume: Double

  /// Throws `ProblemError` for no triangles, triangles without area, a surface that isn't closed or whose triangles don't agree
  /// about the outside, and one around no volume. Triangles that are clockwise all of them are turned.
  init(_ given: [Triangle], name: String) throws {
    guard !given.isEmpty else { throw ProblemError("\(name) has no triangles") }
    let isInsideOut = Self.volume(given) < 0
    let triangles = isInsideOut ? given.map { ($0.0, $0.2, $0.1) } : given
    volume = Self.volume(triangles)
    var indices: [SIMD3<Double>: Int] = [:]
    var vertices: [SIMD3<Double>] = []
    let corners = triangles.map { triangle in
      [triangle.0, triangle.1, triangle.2].map { vertex in
        if let index = indices[vertex] { return index }
        indices[vertex] = vertices.count
        vertices.append(vertex)
        return vertices.count - 1
      }
    }
    (self.vertices, self.corners) = (vertices, corners)
    self.triangles = triangles
    normals = try triangles.enumerated().map { index, triangle in
      let normal = cross(triangle.1 - triangle.0, triangle.2 - triangle.0)
      let length = dot(normal, normal).squareRoot()
      guard length > 0, length.isFinite else {
        throw ProblemError("triangle \(index) of \(name) has an area of \(0.5 * length)")
      }
      return normal / length
    }
    let neighbors = try Self.neighbors(corners, triangles, name)
    guard volume > 0, volume.isFinite else { throw ProblemError("the surface \(name) encloses a volume of \(volume)") }
    var around = [SIMD3<Double>](repeating: .zero, count: vertices.count)
    for (i, triangle) in triangles.enumerated() {
      let points = [triangle.0, triangle.1, triangle.2]
      for k in 0..<3 {
        let (a, b) = (points[(k + 1) % 3] - points[k], points[(k + 2) % 3] - points[k])
        let sine = cross(a, b)
        around[corners[i][k]] += atan2(dot(sine, sine).squareRoot(), dot(a, b)) * normals[i]
      }
    }
    let normals = normals
    edgeNormals = neighbors.enumerated().map { i, others in others.map { normals[i] + normals[$0] } }
    vertexNormals = corners.map { $0.map { around[$0] } }
  }

  /// The triangle on the other side of each triangle's edges.
  private static func neighbors(_ corners: [[Int]], _ triangles: [Triangle], _ name: String) throws -> [[Int]] {
    var owner: [SIMD2<Int>: Int] = [:]
    func place(_ i: Int, _ k: Int) -> String {
      let points = [triangles[i].0, triangles[i].1, triangles[i].2].map { p in list([p.x, p.y, p.z]) }
      return "the edge from \(points[k]) to \(points[(k + 1) % 3])"
    }
    for (i, vertices) in corners.enumerated() {
      for k in 0..<3 {
        let edge = SIMD2(vertices[k], vertices[(k + 1) % 3])
        guard owner.updateValue(i, forKey: edge) == nil else {
          throw ProblemError(
            "\(place(i, k)) of \(name) belongs to triangles that run along it in the same direction; triangles must be "
              + "counterclockwise seen from outside, and two at each edge")
        }
      }
    }
    return try corners.enumerated().map { i, vertices in
      try (0..<3).map { k in
        guard let other = owner[SIMD2(vertices[(k + 1) % 3], vertices[k])] else {
          throw ProblemError("the surface \(name) is open: \(place(i, k)) belongs to one triangle only")
        }
        return other
      }
    }
  }

  /// The sum of the signed volumes of the tetrahedra over the triangles (Gauss's theorem).
  private static func volume(_ triangles: [Triangle]) -> Double {
    let origin = triangles[0].0
    return triangles.reduce(0) { $0 + dot($1.0 - origin, cross($1.1 - origin, $1.2 - origin)) / 6 }
  }
}

func dot(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double { (a * b).sum() }

func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
  SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
}
