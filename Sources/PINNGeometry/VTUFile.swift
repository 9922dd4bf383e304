// VTK's files of unstructured grids, .vtu: arrays in text, in base64, or in raw bytes at the end of the file, compressed by zlib or
// not (Kitware, "VTK File Formats", XML).

import Foundation
import PINNCore

/// Reads a .vtu file.
struct VTUFile {
  private var cursor: ByteCursor
  private var headerSize = 4
  private var isCompressed = false
  private var arrays: [String: VTUArray] = [:]
  private var pointCount = 0
  private var cellCount = 0
  /// Where appended data begin, behind "_", and whether they are in base64.
  private var appended: (start: Int, isBase64: Bool)?

  /// The mesh in a file, with the groups that its cell data `gmsh:physical` have, as meshio writes them. Throws `ProblemError` for other
  /// kinds of VTK file, unknown cells and damage.
  static func mesh(_ cursor: ByteCursor) throws -> Mesh {
    var file = VTUFile(cursor: cursor)
    try file.readTags()
    return try Mesh(file.parts(), name: cursor.name)
  }

  private init(cursor: ByteCursor) { self.cursor = cursor }

  // MARK: Tags

  /// Finds the arrays of the first piece.
  private mutating func readTags() throws {
    var section = ""
    var pieces = 0
    while let tag = try nextTag() {
      switch tag.name {
      case "VTKFile":
        guard tag["type"] == "UnstructuredGrid" else {
          throw cursor.error(
            "expected a VTKFile of type UnstructuredGrid, found '\((tag["type"] ?? "none").prefix(40))'", at: tag.place)
        }
        guard tag["byte_order"] != "BigEndian" else {
          throw cursor.error(
            "numbers have their highest byte first; write the mesh in LittleEndian, or as text", at: tag.place)
        }
        headerSize = tag["header_type"] == "UInt64" ? 8 : 4
        guard [nil, "", "vtkZLibDataCompressor"].contains(tag["compressor"]) else {
          throw cursor.error(
            "the arrays are compressed by \((tag["compressor"] ?? "").prefix(40)); write them with zlib, or uncompressed "
              + "(meshio: write(..., compression=None))", at: tag.place)
        }
        isCompressed = tag["compressor"]?.isEmpty == false
      case "Piece":
        pieces += 1
        guard pieces == 1 else { throw cursor.error("the grid has several pieces; merge them to one", at: tag.place) }
        pointCount = try count(tag, "NumberOfPoints")
        cellCount = try count(tag, "NumberOfCells")
      case "Points", "Cells", "CellData", "PointData": section = tag.name
      case "/Points", "/Cells", "/CellData", "/PointData": section = ""
      case "DataArray":
        let name = section == "Points" ? "points" : tag["Name"] ?? ""
        let isWanted = section == "Points" || section == "Cells" || (section == "CellData" && name == "gmsh:physical")
        if isWanted { arrays[name] = VTUArray(tag, content: cursor.place) }
      case "AppendedData":
        cursor.skipSpace()
        guard cursor.bytes[cursor.place] == 95 else { throw cursor.error("expected '_' before the appended data") }
        appended = (cursor.place + 1, tag["encoding"] == "base64")
        return
      default: break
      }
    }
    guard pieces == 1 else { throw cursor.error("the file has no Piece; it is cut off, or no grid of VTK") }
  }

  private func count(_ tag: VTUTag, _ name: String) throws -> Int {
    guard let text = tag[name], let count = Int(text), count >= 0, count <= Int32.max else {
      throw cursor.error(
        "expected a number of at least 0 as \(name), found '\((tag[name] ?? "nothing").prefix(20))'", at: tag.place)
    }
    return count
  }

  /// The next tag; comments are passed over.
  private mutating func nextTag() throws -> VTUTag? {
    while let start = cursor.bytes[cursor.place..<cursor.count].firstIndex(of: 60) {
      if cursor.bytes[start...].starts(with: "<!--".utf8) {
        var end = start + 4
        while end < cursor.count, !cursor.bytes[end...].starts(with: "-->".utf8) { end += 1 }
        cursor.place = min(end + 3, cursor.count)
        continue
      }
      guard let end = cursor.bytes[start..<cursor.count].firstIndex(of: 62), end - start < 10_000 else {
        throw cursor.error("a tag has no end; the file is cut off or damaged", at: start)
      }
      cursor.place = end + 1
      return VTUTag(String(decoding: cursor.bytes[start + 1..<end], as: UTF8.self), place: start)
    }
    return nil
  }

  // MARK: Arrays

  private func parts() throws -> MeshParts {
    var parts = MeshParts()
    let places = try doubles("points", count: 3 * pointCount)
    parts.nodes = (0..<pointCount).map { SIMD3(places[3 * $0], places[3 * $0 + 1], places[3 * $0 + 2]) + SIMD3() }
    let types = try integers("types", count: cellCount)
    let ends = try integers("offsets", count: cellCount)
    let nodes = try integers("connectivity", count: max(0, ends.last ?? 0))
    let groups = arrays["gmsh:physical"] == nil ? nil : try integers("gmsh:physical", count: cellCount)
    var start = 0
    for cell in 0..<cellCount {
      guard types[cell] != 1 || ends[cell] != start + 1 else {
        start += 1
        continue
      }
      guard let shape = UInt8(exactly: types[cell]).flatMap(CellShape.init) else {
        throw cursor.error(
          "cell \(cell) is of VTK's type \(types[cell]), which isn't read; lines, triangles, quadrilaterals, tetrahedra, "
            + "hexahedra, wedges and pyramids of order 1 and 2 are", at: arrays["types"]!.tag.place)
      }
      guard ends[cell] == start + shape.nodeCount, ends[cell] <= nodes.count else {
        throw cursor.error(
          "cell \(cell), of VTK's type \(shape.rawValue), ends at the offset \(ends[cell]) instead of \(start + shape.nodeCount)",
          at: arrays["offsets"]!.tag.place)
      }
      for node in nodes[start..<ends[cell]] where !(0..<pointCount ~= node) {
        throw cursor.error(
          "cell \(cell) has the node \(node), but the nodes are 0 to \(pointCount - 1)",
          at: arrays["connectivity"]!.tag.place)
      }
      let group = groups?[cell] ?? 0
      let set = parts.set(dimension: shape.dimension, numbers: group == 0 ? [] : [group])
      parts.cells.append(shape, nodes[start..<ends[cell]].lazy.map { Int32($0) }, set: set, number: cell)
      start = ends[cell]
    }
    return parts
  }

  private func array(_ name: String) throws -> VTUArray {
    guard let array = arrays[name] else {
      throw cursor.error("the file has no array of \(name); it is cut off, or no grid of VTK")
    }
    return array
  }

  private func doubles(_ name: String, count: Int) throws -> [Double] {
    let array = try array(name)
    if array.isText { return try text(array, count) { try $0.double("a coordinate") } }
    let bytes = try bytes(array, count)
    let values: [Double]
    switch array.type {
    case "Float64": values = bytes.words(UInt64.self).map { Double(bitPattern: $0) }
    case "Float32": values = bytes.words(UInt32.self).map { Double(Float(bitPattern: $0)) }
    default: throw unknownType(array)
    }
    guard let wrong = values.firstIndex(where: { !$0.isFinite }) else { return values }
    throw cursor.error("coordinate \(wrong) is \(values[wrong]), but must be a finite number", at: array.tag.place)
  }

  private func integers(_ name: String, count: Int) throws -> [Int] {
    let array = try array(name)
    if array.isText { return try text(array, count) { try $0.integer(Int64.self, "a whole number") } }
    let bytes = try bytes(array, count)
    switch array.type {
    case "Int64": return bytes.words(Int64.self).map { Int($0) }
    case "UInt64": return bytes.words(UInt64.self).map { Int(clamping: $0) }
    case "Int32": return bytes.words(Int32.self).map { Int($0) }
    case "UInt32": return bytes.words(UInt32.self).map { Int($0) }
    case "Int16": return bytes.words(Int16.self).map { Int($0) }
    case "UInt16": return bytes.words(UInt16.self).map { Int($0) }
    case "Int8": return bytes.words(Int8.self).map { Int($0) }
    case "UInt8": return bytes.map { Int($0) }
    default: throw unknownType(array)
    }
  }

  private func unknownType(_ array: VTUArray) -> ProblemError {
    cursor.error("numbers of type '\(array.type.prefix(20))' aren't read here", at: array.tag.place)
  }

  private func text<Number>(
    _ array: VTUArray, _ count: Int, _ read: (inout ByteCursor) throws -> Number
  ) throws -> [Number] {
    var cursor = cursor
    cursor.place = array.content
    guard count <= cursor.left else { throw noRoom(array, count) }
    return try (0..<count).map { _ in
      cursor.skipSpace()
      // A number may be followed by the end of the array.
      guard cursor.bytes[cursor.place] != 60 else {
        throw cursor.error("the array '\(array.name)' has less than \(count) numbers")
      }
      return try read(&cursor)
    }
  }

  private func noRoom(_ array: VTUArray, _ count: Int) -> ProblemError {
    cursor.error(
      "the array '\(array.name)' is to have \(count) numbers, but its data have fewer; the file is cut off or damaged",
      at: array.tag.place)
  }

  /// The bytes of `count` numbers.
  private func bytes(_ array: VTUArray, _ count: Int) throws -> [UInt8] {
    let size = array.type.hasSuffix("64") ? 8 : array.type.hasSuffix("32") ? 4 : array.type.hasSuffix("16") ? 2 : 1
    guard count <= 1 << 40 else { throw noRoom(array, count) }
    let wanted = count * size
    var source: VTUBytes
    if let offset = array.offset {
      guard let appended, 0...cursor.count - appended.start ~= offset else { throw noRoom(array, count) }
      source = VTUBytes(cursor.bytes, appended.start + offset, cursor.count, isBase64: appended.isBase64)
    } else {
      var start = cursor
      start.place = array.content
      start.skipSpace()
      source = VTUBytes(cursor.bytes, start.place, cursor.count, isBase64: true)
    }
    guard isCompressed else {
      // The length in bytes and the numbers are one string of base64.
      guard let header = source.next(headerSize + wanted), header.number(at: 0, headerSize) == wanted else {
        throw noRoom(array, count)
      }
      return Array(header[headerSize...])
    }
    // The number of blocks, the size of one, that of the last if it is smaller, and the compressed sizes.
    guard wanted > 0 else { return [] }
    var peek = source
    guard let first = peek.next(3 * headerSize), let blocks = first.number(at: 0, headerSize),
      let whole = first.number(at: headerSize, headerSize), let last = first.number(at: 2 * headerSize, headerSize),
      blocks > 0, blocks <= cursor.count, let header = source.next((3 + blocks) * headerSize)
    else { throw noRoom(array, count) }
    let sizes = (0..<blocks).map { header.number(at: (3 + $0) * headerSize, headerSize) ?? .max }
    var total = 0
    for size in sizes {
      guard size <= cursor.count - total else { throw noRoom(array, count) }
      total += size
    }
    // zlib makes at most 1032 bytes of one.
    guard wanted / 1100 <= total, let packed = source.next(total) else { throw noRoom(array, count) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(wanted)
    var start = 0
    for (index, size) in sizes.enumerated() {
      let expected = index == blocks - 1 && last > 0 ? last : whole
      guard expected <= wanted - bytes.count, let block = inflated(packed[start..<start + size], count: expected) else {
        throw noRoom(array, count)
      }
      bytes += block
      start += size
    }
    guard bytes.count == wanted else { throw noRoom(array, count) }
    return bytes
  }
}

/// A tag with its attributes.
private struct VTUTag {
  let name: String
  let place: Int
  private var attributes: [String: String] = [:]

  init(_ text: String, place: Int) {
    self.place = place
    name = String(text.prefix { !$0.isWhitespace && ($0 != "/" || text.first == "/") })
    for match in text.matches(of: /([A-Za-z_:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/) {
      attributes[String(match.1)] = String(match.2 ?? match.3 ?? "")
    }
  }

  subscript(name: String) -> String? { attributes[name] }
}

/// An array of a file before it is read.
private struct VTUArray {
  let tag: VTUTag
  let name: String
  let type: String
  let isText: Bool
  /// Where it begins in the appended data, if it is there.
  let offset: Int?
  /// The byte behind its tag.
  let content: Int

  init(_ tag: VTUTag, content: Int) {
    self.tag = tag
    self.content = content
    name = tag["Name"] ?? "points"
    type = tag["type"] ?? ""
    isText = tag["format"] == "ascii"
    offset = tag["format"] == "appended" ? Int(tag["offset"] ?? "") ?? .max : nil
  }
}

/// Bytes of a file, plain or as strings of base64 that follow each other.
private struct VTUBytes {
  private let bytes: [UInt8]
  private var place: Int
  private let end: Int
  private let isBase64: Bool

  init(_ bytes: [UInt8], _ place: Int, _ end: Int, isBase64: Bool) {
    (self.bytes, self.place, self.end, self.isBase64) = (bytes, place, end, isBase64)
  }

  /// The next bytes, in base64 a string that ends with them; nil if there are fewer.
  mutating func next(_ count: Int) -> [UInt8]? {
    guard count <= end - place else { return nil }
    guard isBase64 else {
      defer { place += count }
      return Array(bytes[place..<place + count])
    }
    let length = (count + 2) / 3 * 4
    guard length <= end - place, let data = Data(base64Encoded: Data(bytes[place..<place + length])),
      data.count >= count
    else { return nil }
    place += length
    return [UInt8](data.prefix(count))
  }
}

extension [UInt8] {
  /// Numbers of the type, the lowest byte first.
  fileprivate func words<Word: FixedWidthInteger>(_: Word.Type) -> [Word] {
    withUnsafeBytes { bytes in
      (0..<count / MemoryLayout<Word>.size).map {
        Word(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Word>.size, as: Word.self))
      }
    }
  }

  /// A number of so many bytes, the lowest first; nil if it is too large.
  fileprivate func number(at place: Int, _ size: Int) -> Int? {
    let number = self[place..<place + size].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return number <= UInt64(Int32.max) * 64 ? Int(number) : nil
  }
}
