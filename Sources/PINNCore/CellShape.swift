// The shapes of a mesh's cells: what VTK and XDMF call them, how many nodes they have, and what their corners are.

/// A shape of a cell by VTK's number, with VTK's order of nodes: first the corners, then the nodes within edges, faces and the cell
/// (Kitware, VTK File Formats).
package enum CellShape: UInt8, Sendable, CaseIterable {
  case line = 3
  case triangle = 5
  case quadrilateral = 9
  case tetrahedron = 10
  case hexahedron = 12
  case prism = 13
  case pyramid = 14
  case line3 = 21
  case triangle6 = 22
  case quadrilateral8 = 23
  case tetrahedron10 = 24
  case hexahedron20 = 25
  case prism15 = 26
  case pyramid13 = 27
  case quadrilateral9 = 28
  case hexahedron27 = 29
  case prism18 = 32

  /// The number of nodes.
  package var nodeCount: Int {
    switch self {
    case .line: 2
    case .triangle, .line3: 3
    case .quadrilateral, .tetrahedron: 4
    case .pyramid: 5
    case .prism, .triangle6: 6
    case .hexahedron, .quadrilateral8: 8
    case .quadrilateral9: 9
    case .tetrahedron10: 10
    case .pyramid13: 13
    case .prism15: 15
    case .prism18: 18
    case .hexahedron20: 20
    case .hexahedron27: 27
    }
  }

  /// The shape with the same corners and no other nodes.
  package var straight: CellShape {
    switch self {
    case .line, .line3: .line
    case .triangle, .triangle6: .triangle
    case .quadrilateral, .quadrilateral8, .quadrilateral9: .quadrilateral
    case .tetrahedron, .tetrahedron10: .tetrahedron
    case .pyramid, .pyramid13: .pyramid
    case .prism, .prism15, .prism18: .prism
    case .hexahedron, .hexahedron20, .hexahedron27: .hexahedron
    }
  }

  /// The number of corners.
  package var cornerCount: Int { straight.nodeCount }

  /// 1 for lines, 2 for triangles and quadrilaterals, 3 for the others.
  package var dimension: Int {
    switch straight {
    case .line: 1
    case .triangle, .quadrilateral: 2
    default: 3
    }
  }

  /// XDMF's number and name ("XDMF Model and Format", version 3); of a line with the number of its nodes.
  package var xdmf: (number: Int, name: String) {
    switch self {
    case .line: (2, "Polyline")
    case .triangle: (4, "Triangle")
    case .quadrilateral: (5, "Quadrilateral")
    case .tetrahedron: (6, "Tetrahedron")
    case .pyramid: (7, "Pyramid")
    case .prism: (8, "Wedge")
    case .hexahedron: (9, "Hexahedron")
    case .line3: (34, "Edge_3")
    case .quadrilateral9: (35, "Quadrilateral_9")
    case .triangle6: (36, "Triangle_6")
    case .quadrilateral8: (37, "Quadrilateral_8")
    case .tetrahedron10: (38, "Tetrahedron_10")
    case .pyramid13: (39, "Pyramid_13")
    case .prism15: (40, "Wedge_15")
    case .prism18: (41, "Wedge_18")
    case .hexahedron20: (48, "Hexahedron_20")
    case .hexahedron27: (50, "Hexahedron_27")
    }
  }

  /// "triangles", "hexahedra of 20 nodes".
  package var plural: String {
    let name =
      switch straight {
      case .line: "lines"
      case .triangle: "triangles"
      case .quadrilateral: "quadrilaterals"
      case .tetrahedron: "tetrahedra"
      case .pyramid: "pyramids"
      case .prism: "prisms"
      default: "hexahedra"
      }
    return self == straight ? name : "\(name) of \(nodeCount) nodes"
  }

  /// The shape of so many nodes over so many axes: in the plane lines of 2 nodes, triangles of 3 or 6 and quadrilaterals of 4, 8 or 9;
  /// in space lines of 2, triangles of 3 and all solid shapes. Nil for other numbers.
  package init?(nodes: Int, axes: Int) {
    guard let shape = Self.over(axes: axes).first(where: { $0.nodeCount == nodes }) else { return nil }
    self = shape
  }

  /// The numbers of nodes that cells over so many axes may have.
  package static func nodeCounts(axes: Int) -> [Int] { over(axes: axes).map(\.nodeCount).sorted() }

  private static func over(axes: Int) -> [CellShape] {
    allCases.filter { $0 == .line || $0 == .triangle || $0.dimension == (axes < 3 ? 2 : 3) }
  }
}
