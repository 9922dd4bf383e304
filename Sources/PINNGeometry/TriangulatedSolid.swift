// Solids within triangulated surfaces, such as a CAD program's STL file.

import Foundation
import PINNCore

/// The solid inside a closed surface of triangles, with one boundary piece.
///
/// The surface must be closed, two triangles at each edge, but may have several parts and cavities. It must not cross itself,
/// which isn't checked. It has no smooth formula: its boundary conditions are terms of the loss.
public struct TriangulatedSolid: Region {
  /// x, y, z.
  public let axes: [Axis]
  /// The smallest box around it.
  public let bounds: [ClosedRange<Double>]
  /// The volume.
  public let measure: Double
  /// The number of triangles.
  public let triangleCount: Int
  private let name: String
  private let piece: String
  private let surface: TriangulatedSurface
  private let warp: UnitWarp

  /// The solid in an STL file, binary or text, over x, y, z, whose boundary piece is called `piece`. Throws `ProblemError` for a
  /// file that can't be read or is damaged, and for a surface that isn't closed, has triangles of no area, or has none.
  public init(stl path: String, piece: String = "boundary") throws {
    let name = URL(filePath: path).lastPathComponent
    let data: Data
    do {
      data = try Data(contentsOf: URL(filePath: path))
    } catch {
      throw ProblemError("\(path) can't be read; is it there, and is it a file?")
    }
    try self.init(stl: data, name: name, piece: piece)
  }

  /// The solid in the contents of an STL file; `name` is what errors and the description call it. Throws as for a file.
  public init(stl data: Data, name: String, piece: String = "boundary") throws {
    let mesh = try TriangleMesh(STLFile.triangles(data, name: name), name: name)
    let surface = TriangulatedSurface(mesh, axes: [.x, .y, .z], name: name)
    axes = surface.axes
    bounds = surface.bounds
    measure = mesh.volume
    triangleCount = mesh.triangles.count
    self.name = name
    self.piece = piece
    self.surface = surface
    warp = UnitWarp(
      box: bounds, mixed: 4096,
      verdict: { cell in
        let (distance, radius) = (surface.signed(cell.center).distance, 0.5 * norm(cell.size))
        return distance > radius ? .outside : distance < -radius ? .inside : .mixed
      },
      density: { surface.signed($0).distance < 0 ? 1 : 0 })
    guard warp.mass > 0 else { throw ProblemError("\(name) is thinner than a thousandth of its bounding box") }
  }

  /// 3.
  public var dimension: Int { 3 }
  /// "solid in part.stl of 12 triangles (x, y, z)"
  public var description: String { "solid in \(name) of \(triangleCount) triangles\(suffix(axes))" }

  /// A tree over the bounding box gives each of its cells the share of the unit cube that its inner part demands.
  public func point(at unit: [Double]) -> [Double] {
    warp.point(at: unit) { surface.signed($0).distance <= 0 }
  }

  /// The distance from the nearest triangle.
  public func signedDistance(to point: [Double]) -> Double { surface.signed(point).distance }

  /// The whole surface; its normals are the triangles'.
  public var boundary: [BoundaryPiece] {
    let surface = surface
    return [
      BoundaryPiece(name: piece, region: surface) { point in
        let normal = surface.mesh.normals[surface.signed(point).triangle]
        return [normal.x, normal.y, normal.z]
      }
    ]
  }
}

/// The triangles of a closed surface.
private struct TriangulatedSurface: Region {
  let axes: [Axis]
  let mesh: TriangleMesh
  private let name: String
  private let distance: MeshDistance

  init(_ mesh: TriangleMesh, axes: [Axis], name: String) {
    self.mesh = mesh
    self.axes = axes
    self.name = name
    distance = MeshDistance(mesh)
  }

  var measure: Double { distance.set.measure }
  var bounds: [ClosedRange<Double>] {
    let box = distance.set.box
    return (0..<3).map { box.lower[$0]...box.upper[$0] }
  }
  var dimension: Int { 2 }
  var boundary: [BoundaryPiece] { [] }
  var description: String { "surface of \(name)\(suffix(axes))" }

  func point(at unit: [Double]) -> [Double] {
    let point = distance.set.point(at: unit)
    return [point.x, point.y, point.z]
  }

  func signed(_ point: [Double]) -> (distance: Double, triangle: Int) { distance(SIMD3(point)) }
  func signedDistance(to point: [Double]) -> Double { signed(point).distance.magnitude }
}
