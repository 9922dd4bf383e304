// Meshes as programs such as Gmsh make them: nodes, cells, and groups of cells with names.

import Foundation
import PINNCore

/// A mesh from a file: nodes in space, cells of one to three dimensions, and named groups of them.
///
/// Gmsh's `.msh` files of the versions 2 and 4.1 are read, text and binary, and VTK's `.vtu`. Cells are lines, triangles,
/// quadrilaterals, tetrahedra, hexahedra, prisms and pyramids of first and second order.
public struct Mesh: Sendable {
  /// The name of the file, for errors.
  let name: String
  let nodes: [SIMD3<Double>]
  let cells: MeshCells
  let groups: [MeshGroup]
  /// Which groups cells are in; the first set is empty.
  let groupSets: [[Int]]

  /// The mesh in a file. Throws `ProblemError`, with the line or the byte, for a file that can't be read, is damaged, or of another
  /// format.
  public init(contentsOf path: String) throws {
    let data: Data
    do {
      data = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
    } catch {
      throw ProblemError("\(path) can't be read; is it there, and is it a file?")
    }
    try self.init(data, name: URL(filePath: path).lastPathComponent)
  }

  /// The mesh in the contents of a file; `name` is what errors call it. Throws as for a file.
  public init(_ data: Data, name: String) throws {
    let cursor = ByteCursor(data, name: name)
    if cursor.begins(with: "$") {
      self = try GmshFile.mesh(cursor)
    } else if cursor.begins(with: "<") {
      self = try VTUFile.mesh(cursor)
    } else {
      throw ProblemError("\(name) is no mesh: Gmsh's .msh begins with '$MeshFormat', VTK's .vtu with '<'")
    }
  }

  init(_ parts: MeshParts, name: String) throws {
    self.name = name
    self.nodes = parts.nodes
    self.cells = parts.cells
    groups = parts.groups
    groupSets = parts.groupSets
    let (nodes, cells) = (parts.nodes, parts.cells)
    guard let dimension = cells.shapes.lazy.map(\.dimension).max() else {
      throw ProblemError("\(name) has no cells\(nodes.isEmpty ? " and no nodes" : "")")
    }
    guard dimension > 1 else {
      throw ProblemError(
        "\(name) has lines only, and no cells to solve in. Gmsh saves nothing but physical groups if there are any: put the "
          + "surface or volume in one, or set Mesh.SaveAll = 1")
    }
    let top = cells.shapes.indices.filter { cells.shapes[$0].dimension == dimension }
    if dimension == 2, let first = cells.nodes(of: top[0]).first {
      let height = nodes[Int(first)].z
      let size = nodes.reduce(0) { max($0, $1.x.magnitude, $1.y.magnitude, $1.z.magnitude) }
      guard top.allSatisfy({ cells.nodes(of: $0).allSatisfy { abs(nodes[Int($0)].z - height) <= 1e-9 * size } }) else {
        throw ProblemError(
          "\(name) has triangles or quadrilaterals out of the plane z = \(String(format: "%g", height)), but no solid cells; a "
            + "domain is a plane mesh of constant z, or a mesh of the volume")
      }
    }
    self.dimension = dimension
    topCells = top
  }

  /// 2 for triangles and quadrilaterals, 3 for solid cells.
  public let dimension: Int
  /// The numbers of the cells of the full dimension.
  let topCells: [Int]

  /// The number of nodes.
  public var nodeCount: Int { nodes.count }
  /// The number of cells of the full dimension.
  public var cellCount: Int { topCells.count }

  /// The names of the parts: the groups of cells of the full dimension.
  public var parts: [String] { names(of: dimension) }
  /// The names of the groups of sides, one dimension less.
  public var sides: [String] { names(of: dimension - 1) }

  /// In the order of the groups' numbers.
  private func names(of dimension: Int) -> [String] {
    var names: [String] = []
    for group in groups.sorted(by: { $0.number < $1.number })
    where group.dimension == dimension && !names.contains(group.name) {
      names.append(group.name)
    }
    return names
  }

  /// All nodes, over x and y or x, y and z.
  public var points: PointSet {
    get throws {
      let axes = Array([Axis.x, .y, .z].prefix(dimension))
      let elements = nodes.flatMap { node in (0..<dimension).map { node[$0] } }
      return try PointSet(axes: axes, points: Tensor(shape: [nodes.count, dimension], elements: elements))
    }
  }

  /// The nodes of each cell of the full dimension, in VTK's order: the `cells` of a snapshot at `points`.
  public var cellNodes: [[Int]] { topCells.map { cells.nodes(of: $0).map { Int($0) } } }
}

/// A named group of cells of one dimension: a physical group of Gmsh.
struct MeshGroup: Sendable, Hashable {
  let dimension: Int
  let number: Int
  let name: String
}

/// Cells of all shapes and dimensions.
struct MeshCells: Sendable {
  private(set) var shapes: [CellShape] = []
  /// Each cell's set of groups.
  private(set) var sets: [Int32] = []
  /// What the file calls each cell.
  private(set) var numbers: [Int] = []
  private var ends: [Int] = []
  private var nodes: [Int32] = []

  mutating func append(_ shape: CellShape, _ corners: some Sequence<Int32>, set: Int32, number: Int) {
    shapes.append(shape)
    nodes.append(contentsOf: corners)
    ends.append(nodes.count)
    sets.append(set)
    numbers.append(number)
  }

  /// A cell's nodes, in VTK's order.
  func nodes(of cell: Int) -> ArraySlice<Int32> { nodes[(cell == 0 ? 0 : ends[cell - 1])..<ends[cell]] }

  /// A cell's corners.
  func corners(of cell: Int) -> ArraySlice<Int32> { nodes(of: cell).prefix(shapes[cell].cornerCount) }
}

/// A mesh while it is read.
struct MeshParts {
  var nodes: [SIMD3<Double>] = []
  var cells = MeshCells()
  private(set) var groups: [MeshGroup] = []
  private(set) var groupSets: [[Int]] = [[]]
  private var sets: [[Int]: Int32] = [:]
  private var names: [SIMD2<Int>: String] = [:]

  /// Says what a group is called.
  mutating func name(_ name: String, dimension: Int, number: Int) { names[SIMD2(dimension, number)] = name }

  /// The number of the set of groups with these numbers; a group without a name is called by its number.
  mutating func set(dimension: Int, numbers: [Int]) -> Int32 {
    guard !numbers.isEmpty else { return 0 }
    let key = [dimension] + numbers
    if let set = sets[key] { return set }
    let set = numbers.map { number in
      let group = MeshGroup(
        dimension: dimension, number: number, name: names[SIMD2(dimension, number)] ?? "\(number)")
      if let index = groups.firstIndex(of: group) { return index }
      groups.append(group)
      return groups.count - 1
    }
    groupSets.append(set)
    sets[key] = Int32(groupSets.count - 1)
    return Int32(groupSets.count - 1)
  }
}
