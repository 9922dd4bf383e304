// Closed lines in the plane: the outlines of polygons and their holes, checked, and as formulas.

import Foundation
import PINNCore

/// A directed edge with the inside on its left.
struct Edge: Sendable {
  let start: [Double]
  let end: [Double]

  var length: Double { norm(minus(end, start)) }
  var along: [Double] { normalized(minus(end, start)) }
  var normal: [Double] { [along[1], -along[0]] }

  func distance(to point: [Double]) -> Double { PINNGeometry.distance(point, toSegment: start, end) }

  /// Whether a ray from the point to the right meets the edge.
  func isRight(of point: [Double]) -> Bool {
    guard (start[1] > point[1]) != (end[1] > point[1]) else { return false }
    return point[0] < abscissa(at: point[1])
  }

  func abscissa(at height: Double) -> Double {
    start[0] + (height - start[1]) / (end[1] - start[1]) * (end[0] - start[0])
  }

  /// Whether two edges have a point in common.
  func meets(_ other: Edge) -> Bool {
    func side(_ a: [Double], _ b: [Double], _ c: [Double]) -> Double {
      (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    }
    let mine = (side(other.start, other.end, start), side(other.start, other.end, end))
    let theirs = (side(start, end, other.start), side(start, end, other.end))
    if mine.0 * mine.1 < 0, theirs.0 * theirs.1 < 0 { return true }
    let rounding = 1e-12 * max(length, other.length)
    return distance(to: other.start) <= rounding || distance(to: other.end) <= rounding
      || other.distance(to: start) <= rounding || other.distance(to: end) <= rounding
  }

  /// The distance from the edge's line, positive on its left.
  func line(_ point: [Expr]) -> Expr {
    let n = normal
    let offset = dot(n, start)
    if n[0] == 0 { return offset - n[1] * point[1] }
    return n[1] == 0 ? offset - n[0] * point[0] : offset - (n[0] * point[0] + n[1] * point[1])
  }

  /// (L^2 / 4 - |x - middle|^2) / L, positive in the circle around the edge.
  func circle(_ point: [Expr]) -> Expr {
    let middle = plus(start, 0.5, minus(end, start))
    return (0.25 * length * length - sumOfSquares(zip(point, middle).map { $0 - $1 })) / length
  }
}

/// A closed line without crossings: counterclockwise, or clockwise as a hole's.
struct Ring: Sendable {
  let vertices: [[Double]]
  /// Whether the vertices were given in the other direction.
  let isTurned: Bool
  /// Negative for a hole.
  let area: Double

  init(_ given: [[Double]], isHole: Bool, name: String) throws {
    guard given.count >= 3 else { throw ProblemError("\(name) needs at least 3 vertices, not \(given.count)") }
    for vertex in given { _ = try checkedAxes(nil, for: vertex, "a vertex of \(name)", allowed: 2...2) }
    let edges = Self.edges(given)
    for (i, edge) in edges.enumerated() {
      guard edge.length > 0 else { throw ProblemError("\(name) has the vertex \(list(edge.start)) twice in a row") }
      let next = edges[(i + 1) % edges.count]
      guard edge.distance(to: next.end) > 1e-12 * next.length, next.distance(to: edge.start) > 1e-12 * edge.length
      else {
        throw ProblemError("\(name) turns back on itself at \(list(edge.end))")
      }
      for j in edges.indices where j > i + 1 && !(i == 0 && j == edges.count - 1) && edge.meets(edges[j]) {
        throw ProblemError(
          "\(name) crosses or touches itself: its edge from \(list(edge.start)) to \(list(edge.end)) meets that from "
            + "\(list(edges[j].start)) to \(list(edges[j].end))")
      }
    }
    let origin = given[0]
    let doubled = edges.reduce(0) { sum, edge in
      let (a, b) = (minus(edge.start, origin), minus(edge.end, origin))
      return sum + (a[0] * b[1] - a[1] * b[0])
    }
    guard doubled != 0, doubled.isFinite else { throw ProblemError("\(name) has an area of \(0.5 * doubled)") }
    isTurned = (doubled < 0) != isHole
    vertices = isTurned ? given.reversed() : given
    area = (isHole ? -0.5 : 0.5) * doubled.magnitude
  }

  var edges: [Edge] { Self.edges(vertices) }

  /// Whether it is the outline of a convex polygon.
  var isConvex: Bool {
    let edges = edges
    return area > 0 && edges.indices.allSatisfy { dot(edges[$0].normal, edges[($0 + 1) % edges.count].along) <= 0 }
  }

  /// Whether a point is inside, by the even-odd rule.
  func surrounds(_ point: [Double]) -> Bool { edges.reduce(false) { $0 != $1.isRight(of: point) } }

  /// Positive on the left, negative on the right.
  func function(_ point: [Expr]) -> Expr {
    area > 0 ? Self.function(vertices, point) : -Self.function(vertices.reversed(), point)
  }

  /// The function of the region on the left of a chain of vertices, closed unless `isOpen`: the R-conjunction of the lines of
  /// those edges that lie on the convex hull, and, for each pocket between the chain and its hull, of the negated function of
  /// the pocket's chain. Every edge is used once, so there are corners at vertices only (Rvachev; Tor & Middleditch, "Convex
  /// decomposition of simple polygons", ACM Trans. Graph. 3 (1984) 244-265, doi:10.1145/357346.357348).
  private static func function(_ chain: [[Double]], _ point: [Expr], isOpen: Bool = false) -> Expr {
    let hull = hullIndices(chain)
    var terms: [Expr] = []
    for (k, from) in hull.enumerated() {
      let isLast = k == hull.count - 1
      if isLast && isOpen { break }
      let pocket = isLast ? Array(chain[from...]) + chain[...hull[0]] : Array(chain[from...hull[k + 1]])
      terms.append(
        pocket.count == 2
          ? Edge(start: pocket[0], end: pocket[1]).line(point)
          : -function(pocket.reversed(), point, isOpen: true))
    }
    return terms.dropFirst().reduce(terms[0], RFunction.and)
  }

  /// The indices of the vertices of a counterclockwise chain that lie on its convex hull, in order. An open chain's ends do.
  private static func hullIndices(_ chain: [[Double]]) -> [Int] {
    chain.indices.filter { i in
      // On the hull: some half-plane with the vertex on its rim holds all others, so the directions to them span at most pi.
      let angles = chain.indices.filter { $0 != i }.map { j in
        atan2(chain[j][1] - chain[i][1], chain[j][0] - chain[i][0])
      }.sorted()
      let gaps = zip(angles, angles.dropFirst() + [angles[0] + 2 * .pi]).map { $1 - $0 }
      return gaps.max()! >= .pi - 1e-9
    }
  }

  private static func edges(_ vertices: [[Double]]) -> [Edge] {
    zip(vertices, vertices.dropFirst() + [vertices[0]]).map { Edge(start: $0, end: $1) }
  }
}

/// Throws `ProblemError` unless all further rings are holes in the first one, apart from it and from one another.
func checkNesting(_ rings: [Ring]) throws {
  for (i, ring) in rings.enumerated() {
    for j in 0..<i {
      let edges = rings[j].edges
      if let touching = ring.edges.first(where: { edge in edges.contains { $0.meets(edge) } }) {
        throw ProblemError(
          "hole \(i) meets \(j == 0 ? "the outline of its polygon" : "hole \(j)") on its edge from \(list(touching.start)) to "
            + list(touching.end))
      }
      let isInside = rings[j].surrounds(ring.vertices[0])
      guard isInside == (j == 0), j == 0 || !ring.surrounds(rings[j].vertices[0]) else {
        throw ProblemError(
          j == 0 ? "hole \(i) lies outside of its polygon" : "one of the holes \(j) and \(i) lies in the other")
      }
    }
  }
}
