// Decompresses what zlib compressed: RFC 1950 around RFC 1951 (Deutsch, 1996).

/// The `count` bytes that a zlib stream stands for; nil for a stream that is damaged or stands for another number of bytes.
func inflated(_ stream: ArraySlice<UInt8>, count: Int) -> [UInt8]? {
  guard stream.count >= 6, stream.first! & 15 == 8 else { return nil }
  let start = stream.startIndex
  guard (Int(stream[start]) << 8 | Int(stream[start + 1])) % 31 == 0, stream[start + 1] & 32 == 0 else { return nil }
  var bits = Bits(stream.dropFirst(2).dropLast(4))
  var output: [UInt8] = []
  output.reserveCapacity(count)
  var isLast = false
  while !isLast {
    guard let final = bits.next(1), let kind = bits.next(2) else { return nil }
    isLast = final == 1
    let isRead =
      switch kind {
      case 0: bits.stored(&output, limit: count)
      case 1: bits.codes(.fixedLengths, .fixedDistances, &output, limit: count)
      case 2: bits.dynamic(&output, limit: count)
      default: false
      }
    guard isRead else { return nil }
  }
  let sum = stream.suffix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
  return output.count == count && adler32(output) == sum ? output : nil
}

private func adler32(_ bytes: [UInt8]) -> UInt32 {
  var (a, b) = (UInt32(1), UInt32(0))
  for chunk in stride(from: 0, to: bytes.count, by: 5552) {
    for byte in bytes[chunk..<min(chunk + 5552, bytes.count)] {
      a += UInt32(byte)
      b += a
    }
    (a, b) = (a % 65521, b % 65521)
  }
  return b << 16 | a
}

/// A canonical Huffman code.
private struct HuffmanCode {
  /// How many codes there are of each length.
  var counts = [Int](repeating: 0, count: 16)
  /// The symbols in the order of their codes.
  var symbols: [Int] = []

  init(_ lengths: [Int]) {
    for length in lengths { counts[length] += 1 }
    counts[0] = 0
    for length in 1...15 { symbols += lengths.indices.filter { lengths[$0] == length } }
  }

  static let fixedLengths = HuffmanCode((0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
  static let fixedDistances = HuffmanCode([Int](repeating: 5, count: 30))
}

/// A stream of bits, the lowest of each byte first.
private struct Bits {
  private let bytes: ArraySlice<UInt8>
  private var place: Int
  private var bit = 0

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    place = bytes.startIndex
  }

  mutating func next(_ count: Int) -> Int? {
    var value = 0
    for k in 0..<count {
      guard place < bytes.endIndex else { return nil }
      value |= Int(bytes[place] >> UInt8(bit) & 1) << k
      bit += 1
      if bit == 8 { (bit, place) = (0, place + 1) }
    }
    return value
  }

  private mutating func symbol(_ code: HuffmanCode) -> Int? {
    var (value, first, index) = (0, 0, 0)
    for length in 1...15 {
      guard let bit = next(1) else { return nil }
      value |= bit
      let count = code.counts[length]
      if value >= first, value - first < count { return code.symbols[index + value - first] }
      index += count
      first = (first + count) << 1
      value <<= 1
    }
    return nil
  }

  mutating func stored(_ output: inout [UInt8], limit: Int) -> Bool {
    if bit > 0 { (bit, place) = (0, place + 1) }
    guard let count = next(16), let complement = next(16), count == complement ^ 0xFFFF,
      count <= bytes.endIndex - place,
      count <= limit - output.count
    else { return false }
    output += bytes[place..<place + count]
    place += count
    return true
  }

  mutating func dynamic(_ output: inout [UInt8], limit: Int) -> Bool {
    guard let literals = next(5), let distances = next(5), let lengths = next(4) else { return false }
    let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    var first = [Int](repeating: 0, count: 19)
    for k in 0..<lengths + 4 {
      guard let length = next(3) else { return false }
      first[order[k]] = length
    }
    let code = HuffmanCode(first)
    var all: [Int] = []
    while all.count < literals + 257 + distances + 1 {
      guard let symbol = symbol(code) else { return false }
      switch symbol {
      case 0...15: all.append(symbol)
      case 16:
        guard let last = all.last, let more = next(2) else { return false }
        all += Array(repeating: last, count: 3 + more)
      default:
        guard let more = next(symbol == 17 ? 3 : 7) else { return false }
        all += Array(repeating: 0, count: (symbol == 17 ? 3 : 11) + more)
      }
    }
    guard all.count == literals + 257 + distances + 1 else { return false }
    return codes(
      HuffmanCode(Array(all.prefix(literals + 257))), HuffmanCode(Array(all.dropFirst(literals + 257))), &output,
      limit: limit)
  }

  mutating func codes(_ lengths: HuffmanCode, _ distances: HuffmanCode, _ output: inout [UInt8], limit: Int) -> Bool {
    while true {
      guard let symbol = symbol(lengths) else { return false }
      if symbol == 256 { return true }
      if symbol < 256 {
        guard output.count < limit else { return false }
        output.append(UInt8(symbol))
        continue
      }
      guard symbol < 286 else { return false }
      // Each power of two from 8 on is cut into four lengths, each from 4 on into two distances.
      let k = symbol - 257
      let extra = k < 8 || k == 28 ? 0 : k / 4 - 1
      guard let more = next(extra), let code = self.symbol(distances), code < 30 else { return false }
      let length = k == 28 ? 258 : k < 8 ? 3 + k : 3 + (4 + k % 4) << extra + more
      let far = code < 4 ? 0 : code / 2 - 1
      guard let rest = next(far) else { return false }
      let distance = code < 4 ? 1 + code : 1 + (2 + code % 2) << far + rest
      guard distance <= output.count, length <= limit - output.count else { return false }
      for _ in 0..<length { output.append(output[output.count - distance]) }
    }
  }
}
