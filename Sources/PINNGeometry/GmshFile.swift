// Gmsh's mesh files, MSH of the versions 2 and 4.1, text and binary (Geuzaine & Remacle, "Gmsh reference manual", "MSH file
// format").

import PINNCore

/// Reads a file of Gmsh.
struct GmshFile {
  private var cursor: ByteCursor
  private var version = ""
  private var isBinary = false
  private var parts = MeshParts()
  private var nodeNumbers = NodeNumbers()
  /// The physical groups of each entity, by dimension and number.
  private var entities: [SIMD2<Int>: [Int]] = [:]
  private var isPartitioned = false

  /// The mesh in a file. Throws `ProblemError` for other versions, unknown elements and damage.
  static func mesh(_ cursor: ByteCursor) throws -> Mesh {
    var file = GmshFile(cursor: cursor)
    try file.read()
    return try Mesh(file.parts, name: cursor.name)
  }

  private init(cursor: ByteCursor) { self.cursor = cursor }

  private mutating func read() throws {
    var hasNodes = false
    var hasElements = false
    while true {
      cursor.skipSpace()
      guard cursor.left > 0 else { break }
      let start = cursor.place
      let title = String(decoding: cursor.word().prefix(40), as: UTF8.self)
      guard title.hasPrefix("$"), !title.hasPrefix("$End") else { throw cursor.expected("a section such as $Nodes") }
      _ = cursor.line()
      let section = String(title.dropFirst())
      guard section == "MeshFormat" || !version.isEmpty else {
        throw cursor.error("expected $MeshFormat first, found \(title)", at: start)
      }
      let isVersion2 = version.hasPrefix("2")
      switch section {
      case "MeshFormat": try readFormat()
      case "PhysicalNames": try readNames()
      case "Entities" where !isVersion2: try inNumbers { try $0.readEntities() }
      case "PartitionedEntities":
        throw cursor.error("the mesh is in partitions; save it in one piece: gmsh -unpartition", at: start)
      case "Nodes":
        hasNodes = true
        if isVersion2 { try readNodes2() } else { try inNumbers { try $0.readNodes4() } }
      case "Elements":
        guard hasNodes else { throw cursor.error("$Elements comes before $Nodes", at: start) }
        hasElements = true
        if isVersion2 { try readElements2() } else { try inNumbers { try $0.readElements4() } }
      default:
        try skip(section)
        continue
      }
      try expectEnd(section)
    }
    guard hasElements else {
      throw cursor.error("the file has no $\(hasNodes ? "Elements" : "Nodes"); it is cut off, or has no mesh")
    }
  }

  /// Calls `body` where numbers are as the file says, binary or text.
  private mutating func inNumbers(_ body: (inout GmshFile) throws -> Void) throws {
    cursor.isBinary = isBinary
    try body(&self)
    cursor.isBinary = false
  }

  private mutating func expectEnd(_ section: String) throws {
    cursor.skipSpace()
    guard cursor.word().elementsEqual("$End\(section)".utf8) else {
      cursor.isBinary = isBinary
      throw cursor.left > 0
        ? cursor.error("expected $End\(section) after the data") : cursor.expected("$End\(section)")
    }
    cursor.place += section.utf8.count + 4
  }

  /// Goes behind a section that says nothing about the mesh.
  private mutating func skip(_ section: String) throws {
    let end = Array("$End\(section)".utf8)
    let start = cursor.place
    while let next = cursor.bytes[cursor.place..<cursor.count].firstIndex(of: 36) {
      cursor.place = next
      if cursor.bytes[next...].starts(with: end) {
        cursor.place += end.count
        return
      }
      cursor.place += 1
    }
    throw cursor.error("the section $\(section) has no end", at: start)
  }

  // MARK: Head

  private mutating func readFormat() throws {
    let start = cursor.place
    let words = cursor.line().split(separator: " ")
    guard words.count >= 3 else {
      throw cursor.error("expected the version, 0 or 1, and the size of a number", at: start)
    }
    version = String(words[0])
    guard ["2", "2.0", "2.1", "2.2", "4.1"].contains(version) else {
      throw cursor.error(
        "the version of the format is \(version.prefix(20)), but 2.2 or 4.1 is needed; save it again: "
          + "gmsh FILE -save -format msh41 -o NEW.msh", at: start)
    }
    guard ["0", "1"].contains(words[1]), words[2] == "8" else {
      throw cursor.error(
        "expected 0 (text) or 1 (binary) and numbers of 8 bytes, found '\(words[1].prefix(20)) \(words[2].prefix(20))'",
        at: start)
    }
    isBinary = words[1] == "1"
    guard isBinary else { return }
    cursor.isBinary = true
    let one = try cursor.integer(UInt32.self, "the number 1 in binary")
    guard one == 1 else {
      throw cursor.error(
        one == 0x0100_0000
          ? "numbers have their highest byte first; save the mesh again on an Intel or ARM machine, or as text"
          : "expected the number 1 in binary, found \(one)", at: cursor.place - 4)
    }
    cursor.isBinary = false
  }

  private mutating func readNames() throws {
    for _ in 0..<(try cursor.number(of: "physical names", Int32.self, bytesEach: 5)) {
      let dimension = try cursor.integer(Int32.self, "a dimension")
      let number = try cursor.integer(Int32.self, "the number of a physical group")
      let start = cursor.place
      let line = cursor.line()
      guard line.count > 2, line.hasPrefix("\""), line.hasSuffix("\"") else {
        throw cursor.error("expected a name in quotes, found '\(line.prefix(30))'", at: start)
      }
      parts.name(String(line.dropFirst().dropLast()), dimension: dimension, number: number)
    }
  }

  /// Which physical groups points, curves, surfaces and volumes are in.
  private mutating func readEntities() throws {
    let kinds = ["points", "curves", "surfaces", "volumes"]
    let counts = try kinds.map { try cursor.number(of: $0, UInt64.self, bytesEach: 8) }
    for (dimension, count) in counts.enumerated() {
      for _ in 0..<count {
        let number = try cursor.integer(Int32.self, "the number of an entity")
        for _ in 0..<(dimension == 0 ? 3 : 6) { _ = try cursor.double("a coordinate of an entity") }
        let groups = try (0..<cursor.number(of: "physical groups", UInt64.self, bytesEach: isBinary ? 4 : 2)).map { _ in
          try cursor.integer(Int32.self, "the number of a physical group")
        }
        if dimension > 0 {
          for _ in 0..<(try cursor.number(of: "bounding entities", UInt64.self, bytesEach: isBinary ? 4 : 2)) {
            _ = try cursor.integer(Int32.self, "the number of a bounding entity")
          }
        }
        // A sign tells the direction of a part in its group.
        entities[SIMD2(dimension, number)] = groups.map { abs($0) }
      }
    }
  }

  // MARK: Nodes

  private mutating func readNodes2() throws {
    let count = try cursor.number(of: "nodes", Int32.self, bytesEach: isBinary ? 28 : 8)
    try goToNumbers()
    try inNumbers { file in
      file.parts.nodes.reserveCapacity(count)
      for _ in 0..<count {
        let number = try file.cursor.integer(Int32.self, "the number of a node")
        try file.addNode(number)
      }
    }
  }

  private mutating func readNodes4() throws {
    let blocks = try cursor.number(of: "blocks of nodes", UInt64.self, bytesEach: isBinary ? 20 : 8)
    let total = try cursor.number(of: "nodes", UInt64.self, bytesEach: isBinary ? 32 : 8)
    for what in ["least", "largest"] { _ = try cursor.integer(UInt64.self, "the \(what) number of a node") }
    parts.nodes.reserveCapacity(total)
    for _ in 0..<blocks {
      let dimension = try cursor.integer(Int32.self, "the dimension of an entity")
      _ = try cursor.integer(Int32.self, "the number of an entity")
      let isParametric = try cursor.integer(Int32.self, "0 or 1 for parameters") != 0
      let count = try cursor.number(of: "nodes", UInt64.self, bytesEach: isBinary ? 32 : 8)
      let numbers = try (0..<count).map { _ in try cursor.integer(UInt64.self, "the number of a node") }
      for number in numbers {
        try addNode(number)
        if isParametric {
          for _ in 0..<max(0, min(dimension, 3)) { _ = try cursor.double("a parameter of a node") }
        }
      }
    }
  }

  /// Reads three coordinates.
  private mutating func addNode(_ number: Int) throws {
    let start = cursor.place
    let node = SIMD3(
      try cursor.double("a coordinate"), try cursor.double("a coordinate"), try cursor.double("a coordinate"))
    guard parts.nodes.count < Int32.max, nodeNumbers.add(number, Int32(parts.nodes.count)) else {
      throw cursor.error("node \(number) is there twice", at: start)
    }
    // Adding 0 turns -0 into 0.
    parts.nodes.append(node + SIMD3())
  }

  /// Goes from a number in text to what follows in binary.
  private mutating func goToNumbers() throws {
    guard isBinary else { return }
    let start = cursor.place
    guard cursor.line().isEmpty else { throw cursor.error("expected the end of the line", at: start) }
  }

  // MARK: Elements

  private mutating func readElements2() throws {
    let count = try cursor.number(of: "elements", Int32.self, bytesEach: isBinary ? 8 : 6)
    try goToNumbers()
    try inNumbers { file in
      var done = 0
      while done < count {
        // In binary elements of one type come together.
        var (type, size, tags, number) = (0, 1, 0, 0)
        if file.isBinary {
          type = try file.cursor.integer(Int32.self, "the type of an element")
          size = try file.cursor.integer(Int32.self, "the number of elements of this type")
          tags = try file.cursor.integer(Int32.self, "the number of tags")
          guard 1...count - done ~= size else {
            throw file.cursor.error("\(size) elements of one type don't fit into the \(count - done) that are left")
          }
        }
        for _ in 0..<size {
          number = try file.cursor.integer(Int32.self, "the number of an element")
          if !file.isBinary {
            type = try file.cursor.integer(Int32.self, "the type of an element")
            tags = try file.cursor.integer(Int32.self, "the number of tags")
          }
          guard 0...1000 ~= tags else { throw file.cursor.error("element \(number) has \(tags) tags") }
          let element = try file.element(type, number)
          var group = 0
          for k in 0..<tags {
            let tag = try file.cursor.integer(Int32.self, "a tag")
            if k == 0 { group = abs(tag) }
          }
          let set = file.parts.set(dimension: element.dimension, numbers: group == 0 ? [] : [group])
          try file.readElement(element, number, Int32.self, set: set)
        }
        done += size
      }
    }
  }

  private mutating func readElements4() throws {
    let blocks = try cursor.number(of: "blocks of elements", UInt64.self, bytesEach: isBinary ? 20 : 8)
    _ = try cursor.number(of: "elements", UInt64.self, bytesEach: isBinary ? 16 : 4)
    for what in ["least", "largest"] { _ = try cursor.integer(UInt64.self, "the \(what) number of an element") }
    for _ in 0..<blocks {
      let dimension = try cursor.integer(Int32.self, "the dimension of an entity")
      let entity = try cursor.integer(Int32.self, "the number of an entity")
      let type = try cursor.integer(Int32.self, "the type of an element")
      let element = try element(type, nil)
      guard element.dimension == dimension else {
        throw cursor.error("elements of type \(type) don't belong to an entity of dimension \(dimension)")
      }
      let count = try cursor.number(
        of: "elements", UInt64.self, bytesEach: (isBinary ? 8 : 2) * (1 + element.nodeCount))
      let set = parts.set(dimension: dimension, numbers: entities[SIMD2(dimension, entity)] ?? [])
      for _ in 0..<count {
        let number = try cursor.integer(UInt64.self, "the number of an element")
        try readElement(element, number, UInt64.self, set: set)
      }
    }
  }

  private func element(_ type: Int, _ number: Int?) throws -> GmshElement {
    guard let element = GmshElement.all[type] else {
      let which = number.map { "element \($0) is" } ?? "there are elements"
      throw cursor.error(
        "\(which) of type \(type), which isn't read; lines, triangles, quadrilaterals, tetrahedra, hexahedra, prisms and "
          + "pyramids of order 1 and 2 are (Mesh.ElementOrder = 1)")
    }
    return element
  }

  /// Reads the nodes of an element.
  private mutating func readElement<Number: FixedWidthInteger>(
    _ element: GmshElement, _ number: Int, _: Number.Type, set: Int32
  ) throws {
    let start = cursor.place
    var nodes = [Int32](repeating: 0, count: element.nodeCount)
    for k in nodes.indices {
      let node = try cursor.integer(Number.self, "the number of a node")
      guard let index = nodeNumbers[node] else {
        throw cursor.error("element \(number) has the node \(node), which isn't there", at: start)
      }
      nodes[k] = index
    }
    // A point is no cell.
    guard let shape = element.shape else { return }
    parts.cells.append(shape, element.order.map { nodes[$0] }, set: set, number: number)
  }
}

/// The nodes by the numbers that a file gives them.
private struct NodeNumbers {
  private var dense: [Int32] = []
  private var sparse: [Int: Int32] = [:]
  private var count = 0

  /// Whether the number is new.
  mutating func add(_ number: Int, _ index: Int32) -> Bool {
    count += 1
    guard 0..<4 * count + 1000 ~= number else {
      return self[number] == nil && sparse.updateValue(index, forKey: number) == nil
    }
    guard sparse.isEmpty || sparse[number] == nil else { return false }
    while dense.count <= number { dense.append(-1) }
    guard dense[number] < 0 else { return false }
    dense[number] = index
    return true
  }

  subscript(number: Int) -> Int32? {
    if dense.indices.contains(number), dense[number] >= 0 { return dense[number] }
    return sparse.isEmpty ? nil : sparse[number]
  }
}

/// An element of Gmsh: which cell it is, and where VTK's nodes are among its own.
private struct GmshElement {
  let shape: CellShape?
  let nodeCount: Int
  let order: [Int]

  private init(_ shape: CellShape?, nodes: Int? = nil, _ order: [Int]? = nil) {
    let count = shape?.nodeCount ?? 1
    self.shape = shape
    nodeCount = nodes ?? count
    self.order = Array(0..<count - (order?.count ?? 0)) + (order ?? [])
  }

  var dimension: Int { shape?.dimension ?? 0 }

  /// By number. Nodes in edges and faces come in another order than VTK's; corners don't. The node in the middle of a pyramid's
  /// base has no place in VTK's pyramid.
  static let all: [Int: GmshElement] = [
    1: .init(.line), 2: .init(.triangle), 3: .init(.quadrilateral), 4: .init(.tetrahedron), 5: .init(.hexahedron),
    6: .init(.prism), 7: .init(.pyramid), 8: .init(.line3), 9: .init(.triangle6), 10: .init(.quadrilateral9),
    11: .init(.tetrahedron10, [9, 8]),
    12: .init(.hexahedron27, [11, 13, 9, 16, 18, 19, 17, 10, 12, 14, 15, 22, 23, 21, 24, 20, 25, 26]),
    13: .init(.prism18, [6, 9, 7, 12, 14, 13, 8, 10, 11, 15, 17, 16]),
    14: .init(.pyramid13, nodes: 14, [5, 8, 10, 6, 7, 9, 11, 12]), 15: .init(nil),
    16: .init(.quadrilateral8), 17: .init(.hexahedron20, [11, 13, 9, 16, 18, 19, 17, 10, 12, 14, 15]),
    18: .init(.prism15, [6, 9, 7, 12, 14, 13, 8, 10, 11]),
    19: .init(.pyramid13, [5, 8, 10, 6, 7, 9, 11, 12]),
  ]

  private init(_ shape: CellShape?) { self.init(shape, nil) }
}
