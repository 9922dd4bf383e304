// Triangles from STL files, binary and text.

import Foundation
import PINNCore

/// A triangle in space.
typealias Triangle = (SIMD3<Double>, SIMD3<Double>, SIMD3<Double>)

/// Reads the STL format: 80 bytes, a number of triangles and 50 bytes for each, or text from "solid" to "endsolid". The normals
/// that files give are ignored: the order of the vertices says as much.
enum STLFile {
  /// The triangles of a file's contents. Throws `ProblemError` for anything that isn't a whole STL file of finite coordinates.
  static func triangles(_ data: Data, name: String) throws -> [Triangle] {
    let bytes = [UInt8](data)
    let announced = bytes.count >= 84 ? Int(littleEndian32(bytes, at: 80)) : nil
    if let announced, bytes.count == 84 + 50 * announced { return try binary(bytes, announced, name) }
    if bytes.drop(while: { $0 == 32 || 9...13 ~= $0 }).starts(with: "solid".utf8) {
      return try text(String(decoding: bytes, as: UTF8.self), name)
    }
    guard let announced else {
      throw ProblemError("\(name) is no STL file: it has \(bytes.count) bytes, less than the 84 of an empty one")
    }
    throw ProblemError(
      "\(name) is damaged or no STL file: it announces \(announced) triangles, which take \(84 + 50 * announced) bytes, but "
        + "has \(bytes.count)")
  }

  private static func binary(_ bytes: [UInt8], _ count: Int, _ name: String) throws -> [Triangle] {
    try (0..<count).map { index in
      // Twelve floats, of which the first three are the normal.
      let vertices = try (1...3).map { corner in
        try vertex(
          (0..<3).map { axis in
            Double(Float(bitPattern: littleEndian32(bytes, at: 84 + 50 * index + 12 * corner + 4 * axis)))
          }, of: index, name)
      }
      return (vertices[0], vertices[1], vertices[2])
    }
  }

  private static func text(_ text: String, _ name: String) throws -> [Triangle] {
    var words = text.split(whereSeparator: \.isWhitespace)[...]
    var triangles: [Triangle] = []
    func damaged(_ expected: String) -> ProblemError {
      let found = words.first.map { "'\($0.prefix(20))'" } ?? "its end"
      return ProblemError(
        "\(name) is damaged: after \(triangles.count) triangles it has \(found) instead of \(expected)")
    }
    func expect(_ expected: String) throws {
      for word in expected.split(separator: " ") {
        guard words.first?.lowercased() == String(word) else { throw damaged("'\(word)'") }
        words.removeFirst()
      }
    }
    func numbers() throws -> [Double] {
      try (0..<3).map { _ in
        guard let number = words.first.flatMap({ Double($0) }) else { throw damaged("a number") }
        words.removeFirst()
        return number
      }
    }
    try expect("solid")
    // A name of any words may follow.
    words = words.drop { !["facet", "endsolid"].contains($0.lowercased()) }
    while words.first?.lowercased() == "facet" {
      try expect("facet normal")
      _ = try numbers()
      try expect("outer loop")
      let vertices = try (0..<3).map { _ in
        try expect("vertex")
        return try vertex(numbers(), of: triangles.count, name)
      }
      try expect("endloop endfacet")
      triangles.append((vertices[0], vertices[1], vertices[2]))
    }
    try expect("endsolid")
    return triangles
  }

  private static func vertex(_ coordinates: [Double], of index: Int, _ name: String) throws -> SIMD3<Double> {
    guard coordinates.allSatisfy(\.isFinite) else {
      throw ProblemError("triangle \(index) of \(name) has a vertex that isn't finite, \(coordinates)")
    }
    // Adding 0 turns -0 into 0, so that equal vertices are equal bits.
    return SIMD3(coordinates) + SIMD3()
  }

  private static func littleEndian32(_ bytes: [UInt8], at offset: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << (8 * UInt32($1)) }
  }
}
