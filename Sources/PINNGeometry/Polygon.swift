// Polygons with holes, triangles among them.

import PINNCore

/// The polygon inside a closed line of vertices and outside of its holes. A triangle is a polygon of three vertices.
///
/// Its boundary pieces are "boundary" and "hole" (of several "hole 1", "hole 2", ...), or, if the outer edges are given names,
/// one piece for each name.
public struct Polygon: Region {
  /// The coordinates of its points.
  public let axes: [Axis]
  /// The outer vertices counterclockwise, then those of each hole clockwise, so that the inside is on the left of every edge.
  public let rings: [[[Double]]]
  /// The area.
  public let measure: Double
  /// The smallest box around it.
  public let bounds: [ClosedRange<Double>]
  private let outline: [Ring]
  private let edges: [Edge]
  /// The edges of each piece.
  private let pieces: [(name: String, edges: [Edge], ring: Int)]
  private let slices: Slices

  /// The polygon of the given vertices, in either direction, over x and y or the given axes.
  /// - Parameters:
  ///   - vertices: at least 3 points of 2 coordinates; the last edge leads back to the first vertex.
  ///   - holes: likewise, for each hole.
  ///   - edges: a name for each outer edge, that from a vertex to the next; edges of one name are one boundary piece.
  /// - Throws: `ProblemError` for rings that have fewer than 3 vertices, cross or touch themselves or one another, or have no
  ///   area, for holes outside of the polygon or in other holes, for coordinates that aren't finite, and for names that don't fit.
  public init(_ vertices: [[Double]], holes: [[[Double]]] = [], edges names: [String]? = nil, axes: [Axis]? = nil)
    throws
  {
    self.axes = try checkedAxes(axes, for: vertices.first ?? [0, 0], "a vertex of a polygon", allowed: 2...2)
    outline = try ([vertices] + holes).enumerated().map { i, ring in
      try Ring(ring, isHole: i > 0, name: i == 0 ? "the polygon" : "hole \(i)")
    }
    try checkNesting(outline)
    pieces = try Self.pieces(of: outline, names)
    rings = outline.map(\.vertices)
    edges = outline.flatMap(\.edges)
    slices = Slices(edges)
    measure = outline.reduce(0) { $0 + $1.area }
    bounds = (0..<2).map { i in
      let values = vertices.map { $0[i] }
      return values.min()!...values.max()!
    }
  }

  private static func pieces(of outline: [Ring], _ names: [String]?) throws -> [(
    name: String, edges: [Edge], ring: Int
  )] {
    let count = outline[0].edges.count
    var names = names ?? Array(repeating: "boundary", count: count)
    guard names.count == count else {
      throw ProblemError("a polygon of \(count) edges needs as many names for them, not \(names.count)")
    }
    // Vertices 0, 1, 2 turned around are 2, 1, 0: the edge between the last two and the first comes last again.
    if outline[0].isTurned { names = names.dropLast().reversed() + [names[count - 1]] }
    var pieces: [(name: String, edges: [Edge], ring: Int)] = []
    for (edge, name) in zip(outline[0].edges, names) {
      if let index = pieces.firstIndex(where: { $0.name == name }) {
        pieces[index].edges.append(edge)
      } else {
        pieces.append((name, [edge], 0))
      }
    }
    for i in outline.indices.dropFirst() {
      let name = outline.count == 2 ? "hole" : "hole \(i)"
      guard !names.contains(name) else {
        throw ProblemError("an outer edge of a polygon can't be called '\(name)', like its hole")
      }
      pieces.append((name, outline[i].edges, i))
    }
    return pieces
  }

  /// 2.
  public var dimension: Int { 2 }
  /// "polygon of 4 vertices and 1 hole from (0, 0) (x, y)"
  public var description: String {
    let holes = rings.count == 1 ? "" : " and \(rings.count - 1) hole\(rings.count > 2 ? "s" : "")"
    return "polygon of \(rings[0].count) vertices\(holes) from \(list(rings[0][0]))\(suffix(axes))"
  }

  /// The second unit coordinate goes to the height, by the width of the polygon there, the first along that width.
  public func point(at unit: [Double]) -> [Double] { slices.point(at: unit) }

  /// The distance from the nearest edge.
  public func signedDistance(to point: [Double]) -> Double {
    let nearest = edges.reduce(Double.infinity) { min($0, $1.distance(to: point)) }
    guard !point[0].isNaN, !point[1].isNaN else { return .nan }
    // Even-odd rule: a ray to the right crosses the boundary an odd number of times.
    let isInside = edges.reduce(false) { $0 != $1.isRight(of: point) }
    return isInside ? -nearest : nearest
  }

  /// The pieces by name. The distance from a whole ring is its defining function; that from an edge of a convex polygon is the
  /// edge's line; that from other edges the R-conjunction of the distances from the segments.
  public var boundary: [BoundaryPiece] {
    pieces.map { name, edges, ring in
      BoundaryPiece(name: name, region: Edges(axes: axes, edges: edges), distance: distance(from: edges, outline[ring]))
      {
        point in
        edges.min { $0.distance(to: point) < $1.distance(to: point) }!.normal
      }
    }
  }

  /// Of a convex polygon the R-conjunction of the edges' lines, else of its hull's lines and the negated functions of the
  /// pockets that it leaves free in its hull; with holes the R-conjunction with their negated functions.
  public func definingFunction(at point: [Expr]) -> Expr {
    outline.dropFirst().reduce(outline[0].function(point)) { RFunction.and($0, $1.function(point)) }
  }

  private func distance(from edges: [Edge], _ ring: Ring) -> PieceDistance {
    if edges.count == ring.edges.count { return PieceDistance { ring.function($0) } }
    if edges.count == 1, outline.count == 1, ring.isConvex {
      return PieceDistance(carrier: { edges[0].line($0) }, extent: { edges[0].circle($0) })
    }
    return PieceDistance { point in
      let distances = edges.map { RFunction.trimmed($0.line(point), to: $0.circle(point)) }
      return distances.dropFirst().reduce(distances[0], RFunction.and)
    }
  }
}
