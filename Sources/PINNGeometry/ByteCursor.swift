// Reads numbers and words out of a file's bytes, whose damage it reports with the line or the byte.

import Foundation
import PINNCore

/// A place in a file's bytes.
struct ByteCursor {
  /// The bytes, and a zero behind them at which words end.
  let bytes: [UInt8]
  /// The name of the file.
  let name: String
  /// The byte that is read next.
  var place = 0
  /// Whether numbers are binary, the lowest byte first.
  var isBinary = false

  init(_ data: Data, name: String) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(data.count + 1)
    bytes.append(contentsOf: data)
    bytes.append(0)
    self.bytes = bytes
    self.name = name
  }

  /// The number of bytes.
  var count: Int { bytes.count - 1 }
  /// The number of bytes that are left.
  var left: Int { count - place }

  /// Whether the bytes begin with a text, after white space.
  func begins(with text: String) -> Bool {
    bytes.drop { Self.isSpace($0) || [0xEF, 0xBB, 0xBF].contains($0) }.starts(with: text.utf8)
  }

  /// An error at the place, or another one: "part.msh, line 12: ...".
  func error(_ sentence: String, at other: Int? = nil) -> ProblemError {
    let place = min(other ?? self.place, count)
    if isBinary { return ProblemError("\(name), byte \(place): \(sentence)") }
    return ProblemError("\(name), line \(1 + bytes[..<place].count { $0 == 10 }): \(sentence)")
  }

  /// An error about what was expected and what is there.
  func expected(_ what: String) -> ProblemError {
    var other = self
    other.skipSpace()
    if isBinary || other.left <= 0 { return error("expected \(what), but the file ends", at: count) }
    let word = String(decoding: other.word().prefix(30), as: UTF8.self)
    return error("expected \(what), found '\(word.filter { $0.asciiValue ?? 32 >= 32 })'", at: other.place)
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || 9...13 ~= byte }

  /// Whether a word may end before a byte: before white space, the end of the file, or a tag.
  private func isEnd(_ place: Int) -> Bool { place == count || Self.isSpace(bytes[place]) || bytes[place] == 60 }

  mutating func skipSpace() { while place < count, Self.isSpace(bytes[place]) { place += 1 } }

  /// The bytes up to the next white space, which stay.
  func word() -> ArraySlice<UInt8> {
    var end = place
    while end < count, !Self.isSpace(bytes[end]) { end += 1 }
    return bytes[place..<end]
  }

  /// The rest of the line, and goes behind its end.
  mutating func line() -> String {
    let end = bytes[place..<count].firstIndex(of: 10) ?? count
    defer { place = min(end + 1, count) }
    return String(decoding: bytes[place..<end], as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  // MARK: Numbers

  /// A number of the type's size if binary, a word otherwise.
  mutating func integer<Number: FixedWidthInteger>(_: Number.Type, _ what: String) throws -> Int {
    if isBinary {
      guard let number = Int(exactly: try load(Number.self, what)) else { throw error("\(what) is too large") }
      return number
    }
    skipSpace()
    let start = place
    let isNegative = place < count && bytes[place] == 45
    if isNegative { place += 1 }
    var (value, digits) = (0, 0)
    while place < count, 48...57 ~= bytes[place] {
      guard digits < 18 else {
        place = start
        throw expected(what)
      }
      value = 10 * value + Int(bytes[place] - 48)
      (place, digits) = (place + 1, digits + 1)
    }
    guard digits > 0, isEnd(place) else {
      place = start
      throw expected(what)
    }
    return isNegative ? -value : value
  }

  /// A finite number of 8 bytes if binary, a word otherwise.
  mutating func double(_ what: String) throws -> Double {
    let start = place
    let value: Double
    if isBinary {
      value = Double(bitPattern: try load(UInt64.self, what))
    } else {
      skipSpace()
      let length: Int
      (value, length) = bytes.withUnsafeBytes { bytes in
        let start = bytes.baseAddress!.advanced(by: place).assumingMemoryBound(to: CChar.self)
        var end: UnsafeMutablePointer<CChar>?
        let value = strtod(start, &end)
        return (value, end.map { UnsafePointer($0) - start } ?? 0)
      }
      guard length > 0, place + length <= count, isEnd(place + length) else {
        throw expected(what)
      }
      place += length
    }
    guard value.isFinite else { throw error("\(what) is \(value), but must be a finite number", at: start) }
    return value
  }

  private mutating func load<Number: FixedWidthInteger>(_: Number.Type, _ what: String) throws -> Number {
    let size = MemoryLayout<Number>.size
    guard left >= size else { throw expected(what) }
    let number = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: Number.self) }
    place += size
    return Number(littleEndian: number)
  }

  /// How many things there are, of which each takes so many bytes at least: a number that the rest of the file has room for.
  mutating func number<Number: FixedWidthInteger>(
    of things: String, _ type: Number.Type, bytesEach: Int
  ) throws -> Int {
    let start = place
    let number = try integer(type, "the number of \(things)")
    guard number >= 0 else { throw error("the number of \(things) is \(number)", at: start) }
    guard number <= left / bytesEach else {
      throw error(
        "there are to be \(number) \(things), but the \(left) bytes that are left have no room for them; the file is cut off "
          + "or damaged", at: start)
    }
    return number
  }
}
