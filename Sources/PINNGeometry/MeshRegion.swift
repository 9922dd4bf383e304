// The region that a mesh covers: a domain drawn in Gmsh or another program, with its groups as pieces of the boundary.

import PINNCore

/// The points in the cells of a mesh in the plane or in space, or in those of one of its parts.
///
/// The groups of sides are the pieces of its boundary, by their names. Sides in no group form one more piece. Sides between two cells
/// are no boundary, whatever their groups.
///
/// Cells are taken between their corners by straight lines and flat triangles: those of second order lose their curves. Quadrilateral sides of solid
/// cells are cut into two triangles. It has no smooth formula: its boundary conditions are terms of the loss.
public struct MeshRegion: Region {
  /// The mesh.
  public let mesh: Mesh
  /// x, y or x, y, z.
  public let axes: [Axis]
  /// The smallest box around it.
  public let bounds: [ClosedRange<Double>]
  /// The groups of sides, and the sides in no group.
  public let boundary: [BoundaryPiece]
  /// "mesh part.msh of 812 triangles (x, y)"
  public let description: String
  private let cells: SimplexSet
  private let sides: [MeshSurface]

  /// The region in a file of Gmsh (.msh) or VTK (.vtu).
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - part: the group of cells to take; all cells without it.
  ///   - piece: what the sides in no group are called: "rest" if that is the name of a group.
  /// - Throws: `ProblemError` for a file that can't be read or is damaged, cells without volume, inverted or on top of one another,
  ///   sides in several groups, and an unknown part.
  public init(mesh path: String, part: String? = nil, piece: String = "boundary") throws {
    try self.init(Mesh(contentsOf: path), part: part, piece: piece)
  }

  /// The region of a mesh. Throws as for a file.
  public init(_ mesh: Mesh, part: String? = nil, piece: String = "boundary") throws {
    var chosen = mesh.topCells
    if let part {
      guard mesh.parts.contains(part) else {
        let known = mesh.parts.map { "'\($0)'" }.joined(separator: ", ")
        throw ProblemError(
          "'\(part)' is no part of \(mesh.name): "
            + (known.isEmpty ? "its cells are in no physical groups" : "its groups of cells are \(known)"))
      }
      let sets = mesh.groupSets.map {
        $0.contains { mesh.groups[$0].dimension == mesh.dimension && mesh.groups[$0].name == part }
      }
      chosen = chosen.filter { sets[Int(mesh.cells.sets[$0])] }
    }
    let parts = try MeshSides(mesh, of: chosen, rest: piece)
    let axes = Array([Axis.x, .y, .z].prefix(mesh.dimension))
    let flat = mesh.dimension == 2 ? mesh.nodes.map { SIMD3($0.x, $0.y, 0) } : mesh.nodes
    cells = SimplexSet(dimension: mesh.dimension, nodes: flat, corners: parts.cells)
    sides = parts.pieces.map { piece in
      let set = SimplexSet(dimension: mesh.dimension - 1, nodes: flat, corners: piece.corners)
      return MeshSurface(
        axes: axes, name: piece.name, simplices: set, normals: set.order.map { piece.normals[Int($0)] })
    }
    boundary = sides.map { side in BoundaryPiece(name: side.name, region: side) { side.normal(at: $0) } }
    self.mesh = mesh
    self.axes = axes
    bounds = cells.bounds(axes)
    let shapes = Dictionary(grouping: chosen) { mesh.cells.shapes[$0] }
    let counts = shapes.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($1.count) \($0.plural)" }
    let isCurved = shapes.keys.contains { $0 != $0.straight }
    description =
      "mesh \(mesh.name)\(part.map { ", part '\($0)'," } ?? "") of \(counts.joined(separator: ", "))"
      + (isCurved ? " taken straight between corners" : "") + suffix(axes)
  }

  /// The area or volume.
  public var measure: Double { cells.measure }
  /// 2 or 3.
  public var dimension: Int { axes.count }

  /// Each cell gets the share of the unit cube that its area or volume demands, by a tree over the cells.
  public func point(at unit: [Double]) -> [Double] { coordinates(cells.point(at: unit)) }

  /// The distance from the nearest side of the boundary.
  public func signedDistance(to point: [Double]) -> Double {
    let p = SIMD3(point, axes)
    guard !p.x.isNaN, !p.y.isNaN, !p.z.isNaN else { return .nan }
    let square = sides.reduce(Double.infinity) { $1.simplices.nearest(to: p, below: $0)?.square ?? $0 }
    return cells.contains(p) ? -square.squareRoot() : square.squareRoot()
  }

  /// Whether a cell holds the point, or the boundary is within `tolerance` of it.
  public func contains(_ point: [Double]) -> Bool {
    cells.contains(SIMD3(point, axes)) || signedDistance(to: point) <= tolerance
  }

  private func coordinates(_ p: SIMD3<Double>) -> [Double] { axes.indices.map { p[$0] } }
}

/// A piece of a mesh's boundary.
private struct MeshSurface: Region {
  let axes: [Axis]
  let name: String
  let simplices: SimplexSet
  /// By places in the set.
  let normals: [SIMD3<Double>]

  var bounds: [ClosedRange<Double>] { simplices.bounds(axes) }
  var measure: Double { simplices.measure }
  var dimension: Int { simplices.dimension }
  var boundary: [BoundaryPiece] { [] }
  var description: String { "\(name) of the mesh\(suffix(axes))" }

  func point(at unit: [Double]) -> [Double] {
    let p = simplices.point(at: unit)
    return axes.indices.map { p[$0] }
  }

  func signedDistance(to point: [Double]) -> Double {
    simplices.nearest(to: SIMD3(point, axes)).map { $0.square.squareRoot() } ?? .nan
  }

  func normal(at point: [Double]) -> [Double] {
    let normal = normals[simplices.nearest(to: SIMD3(point, axes))?.place ?? 0]
    return axes.indices.map { normal[$0] }
  }
}

extension SimplexSet {
  fileprivate func bounds(_ axes: [Axis]) -> [ClosedRange<Double>] {
    axes.indices.map { box.lower[$0]...box.upper[$0] }
  }
}

extension SIMD3<Double> {
  /// A point over two or three axes.
  fileprivate init(_ point: [Double], _ axes: [Axis]) {
    precondition(point.count == axes.count, "a point over \(axes) has \(axes.count) coordinates, not \(point.count)")
    self.init(point[0], point[1], point.count > 2 ? point[2] : 0)
  }
}
