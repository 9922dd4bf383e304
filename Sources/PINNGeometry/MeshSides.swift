// The boundary of a mesh: the sides of cells that no other cell shares, and the groups that they are in. On the way cells that
// can't be right are found: without volume, turned in themselves, or on top of one another.

import PINNCore

/// The sides that cells of the full dimension have on the mesh's boundary, cut into simplices like the cells themselves.
struct MeshSides {
  /// The simplices that cells are cut into: the full dimension + 1 nodes each, in ascending order.
  private(set) var cells: [Int32] = []
  /// For each piece of the boundary its name, its simplices' nodes, and their normals.
  private(set) var pieces: [(name: String, corners: [Int32], normals: [SIMD3<Double>])] = []
  private let mesh: Mesh
  private let dimension: Int

  /// The boundary of some cells of the full dimension. Sides in no group form the piece `rest`. Throws `ProblemError` for cells that
  /// can't be right, and for sides in more than one group.
  init(_ mesh: Mesh, of cells: [Int], rest: String) throws {
    self.mesh = mesh
    dimension = mesh.dimension
    let cells = try distinct(cells)
    for cell in cells { try cut(cell) }
    let known = mesh.sides
    // A group may be called like the sides without one.
    let rest = known.contains(rest) ? "rest" : rest
    var numbers: [String: Int] = [:]
    for (cell, side, name) in try boundary(of: cells) {
      let name = name ?? rest
      let number = numbers[name] ?? pieces.count
      if number == pieces.count {
        numbers[name] = number
        pieces.append((name, [], []))
      }
      append(side, of: cell, to: number)
    }
    let order = Dictionary(known.enumerated().map { ($1, $0) }) { first, _ in first }
    pieces.sort { order[$0.name] ?? .max < order[$1.name] ?? .max }
  }

  // MARK: Simplices

  private func node(_ index: Int32) -> SIMD3<Double> { mesh.nodes[Int(index)] }

  /// Cuts a cell into simplices: those of its smallest corner with the sides that don't have it, each cut from its own smallest
  /// corner. Neighbors cut a side that they share alike.
  private mutating func cut(_ cell: Int) throws {
    let corners = mesh.cells.corners(of: cell)
    let least = corners.min()!
    let start = node(least)
    var sign = 0.0
    for side in mesh.cells.shapes[cell].sides {
      let side = side.map { corners[corners.startIndex + $0] }
      guard !side.contains(least) else { continue }
      for simplex in simplices(of: side) {
        let (u, v) = (node(simplex[0]) - start, node(simplex[1]) - start)
        let w = dimension == 2 ? v : node(simplex[2]) - start
        let volume = dimension == 2 ? cross(u, v).z : dot(cross(u, v), w)
        let size = max(dot(u, u), dot(v, v), dot(w, w)).squareRoot()
        guard volume.magnitude > 1e-14 * (dimension == 2 ? size * size : size * size * size) else {
          throw error(cell, "has no \(dimension == 2 ? "area" : "volume") of its own at the node at \(place(least))")
        }
        guard sign == 0 || (volume < 0) == (sign < 0) else {
          throw error(cell, "is turned in itself: its nodes are in a wrong order, or it isn't convex")
        }
        sign = volume
        let first = cells.count
        cells.append(least)
        cells += simplex
        cells[(first + 1)...].sort()
      }
    }
  }

  /// The simplices of a side, as a fan from its smallest corner.
  private func simplices(of side: [Int32]) -> [[Int32]] {
    guard side.count > dimension else { return [side] }
    let first = side.indices.min { side[$0] < side[$1] }!
    return (1..<side.count - 1).map { k in
      [side[first], side[(first + k) % side.count], side[(first + k + 1) % side.count]]
    }
  }

  private mutating func append(_ side: [Int32], of cell: Int, to number: Int) {
    let middle = middle(mesh.cells.corners(of: cell))
    for simplex in simplices(of: side) {
      let (a, b) = (node(simplex[0]), node(simplex[1]))
      let along = b - a
      let normal = dimension == 2 ? SIMD3(along.y, -along.x, 0) : cross(along, node(simplex[2]) - a)
      let length = dot(normal, normal).squareRoot()
      pieces[number].corners += simplex
      pieces[number].normals.append((dot(normal, middle - a) > 0 ? -1 : 1) / length * normal)
    }
  }

  private func middle(_ corners: some Collection<Int32>) -> SIMD3<Double> {
    corners.reduce(SIMD3()) { $0 + node($1) } / Double(corners.count)
  }

  // MARK: Neighbors

  /// The cells without those that are there again: version 2 of Gmsh's files has a cell once for each of its groups.
  private func distinct(_ cells: [Int]) throws -> [Int] {
    var lists = NodeLists(size: 8, count: mesh.nodes.count)
    for (index, cell) in cells.enumerated() {
      lists.append(mesh.cells.corners(of: cell))
      guard !lists.repeatsNode(index) else { throw error(cell, "has a node twice") }
    }
    var isAgain = [Bool](repeating: false, count: cells.count)
    lists.forEachGroup { group in for index in group.dropFirst() { isAgain[index] = true } }
    return cells.indices.filter { !isAgain[$0] }.map { cells[$0] }
  }

  /// The sides with one cell only, with their corners and the name of their group if they are in one, in the order of the cells.
  private func boundary(of cells: [Int]) throws -> [(cell: Int, side: [Int32], name: String?)] {
    var lists = NodeLists(size: dimension == 2 ? 2 : 4, count: mesh.nodes.count)
    var owners: [(cell: Int32, side: Int8)] = []
    for cell in cells {
      let corners = mesh.cells.corners(of: cell)
      for (number, side) in mesh.cells.shapes[cell].sides.enumerated() {
        lists.append(side.lazy.map { corners[corners.startIndex + $0] })
        owners.append((Int32(cell), Int8(number)))
      }
    }
    var groups: [Int32] = []
    for cell in mesh.cells.shapes.indices
    where mesh.cells.shapes[cell].dimension == dimension - 1 && mesh.cells.sets[cell] > 0 {
      lists.append(mesh.cells.corners(of: cell))
      groups.append(mesh.cells.sets[cell])
    }
    var found: [(owner: Int, name: String?)] = []
    var mistake: ProblemError?
    lists.forEachGroup { group in
      guard mistake == nil else { return }
      let mine = group.filter { $0 < owners.count }
      guard mine.count == 1 else {
        if mine.count > 1 { mistake = overlap(mine.map { owners[$0] }) }
        return
      }
      var names: [String] = []
      for index in group where index >= owners.count {
        for number in mesh.groupSets[Int(groups[index - owners.count])] where !names.contains(mesh.groups[number].name)
        {
          names.append(mesh.groups[number].name)
        }
      }
      guard names.count <= 1 else {
        let side = side(owners[mine[0]])
        mistake = ProblemError(
          "\(mesh.name): the side from \(place(side[0])) to \(place(side[1])) is in several physical groups, "
            + "\(names.sorted().map { "'\($0)'" }.joined(separator: ", ")), but pieces of the boundary can't overlap; leave it in one of them"
        )
        return
      }
      found.append((mine[0], names.first))
    }
    if let mistake { throw mistake }
    return found.sorted { $0.owner < $1.owner }.map { owner, name in
      (Int(owners[owner].cell), side(owners[owner]), name)
    }
  }

  private func side(_ owner: (cell: Int32, side: Int8)) -> [Int32] {
    let corners = mesh.cells.corners(of: Int(owner.cell))
    return mesh.cells.shapes[Int(owner.cell)].sides[Int(owner.side)].map { corners[corners.startIndex + $0] }
  }

  /// What is wrong with cells that share a side, if anything: more than two, or two on one side of it.
  private func overlap(_ owners: [(cell: Int32, side: Int8)]) -> ProblemError? {
    let side = side(owners[0])
    let numbers = { owners.map { "\(mesh.cells.numbers[Int($0.cell)])" } }
    guard owners.count == 2 else {
      return ProblemError(
        "\(mesh.name): the \(owners.count) cells \(numbers().joined(separator: ", ")) share the side from \(place(side[0])) to "
          + "\(place(side[1])), but a side has two cells at most")
    }
    let (a, b) = (node(side[0]), node(side[1]))
    let normal =
      dimension == 2
      ? SIMD3((b - a).y, -(b - a).x, 0) : cross(node(side[2]) - a, side.count == 4 ? node(side[3]) - b : b - a)
    let center = middle(side)
    func height(_ k: Int) -> Double { dot(normal, middle(mesh.cells.corners(of: Int(owners[k].cell))) - center) }
    guard height(0) * height(1) >= 0 else { return nil }
    return ProblemError(
      "\(mesh.name): the cells \(numbers()[0]) and \(numbers()[1]) lie on the same side of the one that they share, from "
        + "\(place(side[0])) to \(place(side[1])): one of them is inverted, or they overlap")
  }

  private func place(_ index: Int32) -> String { list((0..<dimension).map { node(index)[$0] }) }

  private func error(_ cell: Int, _ what: String) -> ProblemError {
    ProblemError(
      "\(mesh.name): cell \(mesh.cells.numbers[cell]), one of the \(mesh.cells.shapes[cell].plural), \(what)")
  }
}

extension CellShape {
  /// The corners of each side, of a solid cell in an order around it.
  fileprivate var sides: [[Int]] {
    switch straight {
    case .triangle: Self.triangleSides
    case .quadrilateral: Self.quadrilateralSides
    case .tetrahedron: Self.tetrahedronSides
    case .pyramid: Self.pyramidSides
    case .prism: Self.prismSides
    case .hexahedron: Self.hexahedronSides
    default: []
    }
  }

  private static let triangleSides = [[0, 1], [1, 2], [2, 0]]
  private static let quadrilateralSides = [[0, 1], [1, 2], [2, 3], [3, 0]]
  // Counterclockwise seen from outside.
  private static let tetrahedronSides = [[0, 2, 1], [0, 1, 3], [1, 2, 3], [0, 3, 2]]
  private static let pyramidSides = [[0, 3, 2, 1], [0, 1, 4], [1, 2, 4], [2, 3, 4], [3, 0, 4]]
  private static let prismSides = [[0, 2, 1], [3, 4, 5], [0, 1, 4, 3], [1, 2, 5, 4], [2, 0, 3, 5]]
  private static let hexahedronSides = [
    [0, 3, 2, 1], [4, 5, 6, 7], [0, 1, 5, 4], [1, 2, 6, 5], [2, 3, 7, 6], [3, 0, 4, 7],
  ]
}

/// Short lists of nodes, to find those that are equal but for the order.
private struct NodeLists {
  private let size: Int
  private let count: Int
  /// Sorted lists, filled up with the largest number.
  private var elements: [Int32] = []

  /// Lists of at most `size` of `count` nodes.
  init(size: Int, count: Int) { (self.size, self.count) = (size, count) }

  mutating func append(_ list: some Sequence<Int32>) {
    let start = elements.count
    for element in list {
      elements.append(element)
      var k = elements.count - 1
      while k > start, elements[k - 1] > elements[k] {
        elements.swapAt(k - 1, k)
        k -= 1
      }
    }
    while elements.count < start + size { elements.append(.max) }
  }

  /// Whether a list has a node more than once.
  func repeatsNode(_ list: Int) -> Bool {
    for k in size * list + 1..<size * (list + 1) where elements[k] == elements[k - 1] && elements[k] != .max {
      return true
    }
    return false
  }

  /// Calls `body` with the numbers of lists that are equal, in ascending order, once for each of them.
  func forEachGroup(_ body: (ArraySlice<Int>) -> Void) {
    // By their first node, then among the few lists that share it.
    var ends = [Int](repeating: 0, count: count + 1)
    let total = elements.count / size
    for list in 0..<total { ends[Int(elements[size * list]) + 1] += 1 }
    for node in 0..<count { ends[node + 1] += ends[node] }
    var next = ends
    var order = [Int](repeating: 0, count: total)
    for list in 0..<total {
      let node = Int(elements[size * list])
      order[next[node]] = list
      next[node] += 1
    }
    func compare(_ a: Int, _ b: Int) -> Int32 {
      for k in 1..<size where elements[size * a + k] != elements[size * b + k] {
        return elements[size * a + k] < elements[size * b + k] ? -1 : 1
      }
      return 0
    }
    for node in 0..<count where ends[node] < ends[node + 1] {
      let range = ends[node]..<ends[node + 1]
      order[range].sort { a, b in
        let sign = compare(a, b)
        return sign < 0 || sign == 0 && a < b
      }
      var start = range.lowerBound
      for i in range where i + 1 == range.upperBound || compare(order[start], order[i + 1]) != 0 {
        body(order[start...i])
        start = i + 1
      }
    }
  }
}
