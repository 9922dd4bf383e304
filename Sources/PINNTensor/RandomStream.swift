// Counter-based random numbers: Philox4x32-10 (Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3",
// SC11, doi:10.1145/2063384.2063405). A stream is a pure function of (seed, key, step, draw), so a resumed run draws
// what an uninterrupted one would have drawn, and independent parts of a program never disturb each other's numbers.

import Foundation

/// A reproducible stream of random numbers, keyed by a seed, what the numbers are for, and a step number.
public struct RandomStream: RandomNumberGenerator, Sendable, Equatable {
  private let key: (UInt32, UInt32)
  /// The step number of the stream's key.
  public let step: UInt32
  /// The number of 64-bit words drawn so far; two draws share one Philox block.
  public private(set) var position: UInt64

  /// The stream named `key` at step `step` of the run with `seed`, ready to draw its word number `position`.
  public init(seed: UInt64, for key: StreamKey, step: UInt32 = 0, position: UInt64 = 0) {
    self.init(key: key.blockKey(seed: seed), step: step, position: position)
  }

  private init(key: (UInt32, UInt32), step: UInt32, position: UInt64) {
    self.key = key
    self.step = step
    self.position = position
  }

  /// Equal streams draw equal numbers from here on.
  public static func == (a: RandomStream, b: RandomStream) -> Bool {
    a.key == b.key && a.step == b.step && a.position == b.position
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    let block = position >> 1
    let words = Self.philox(
      (UInt32(truncatingIfNeeded: block), UInt32(truncatingIfNeeded: block >> 32), step, 0), key: key)
    let odd = position & 1 == 1
    position += 1
    return odd ? UInt64(words.3) << 32 | UInt64(words.2) : UInt64(words.1) << 32 | UInt64(words.0)
  }

  /// A number uniform on [0, 1), a multiple of 2^-53.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A standard normal number (Box-Muller; two uniform draws).
  public mutating func normal() -> Double {
    let radius = (-2 * log(1 - uniform())).squareRoot()
    return radius * cos(2 * Double.pi * uniform())
  }

  /// A random permutation of 0..<count.
  public mutating func permutation(_ count: Int) -> [Int] { (0..<count).shuffled(using: &self) }

  /// What `body` draws from the stream of step 0 at the same position. Equal at every step, while this stream goes on behind the
  /// words that were drawn: for randomness that lasts as long as the run, such as the scrambling of a sequence.
  public mutating func atFirstStep<Result, Failure: Error>(
    _ body: (inout RandomStream) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var first = RandomStream(key: key, step: 0, position: position)
    defer { position = first.position }
    return try body(&first)
  }

  /// The block function: ten rounds on a 128-bit counter with a 64-bit key.
  package static func philox(
    _ counter: (UInt32, UInt32, UInt32, UInt32), key: (UInt32, UInt32)
  ) -> (UInt32, UInt32, UInt32, UInt32) {
    var c = counter
    var k = key
    for _ in 0..<10 {
      let p0 = UInt64(0xD251_1F53) * UInt64(c.0)
      let p1 = UInt64(0xCD9E_8D57) * UInt64(c.2)
      c = (
        UInt32(p1 >> 32) ^ c.1 ^ k.0, UInt32(truncatingIfNeeded: p1),
        UInt32(p0 >> 32) ^ c.3 ^ k.1, UInt32(truncatingIfNeeded: p0)
      )
      k = (k.0 &+ 0x9E37_79B9, k.1 &+ 0xBB67_AE85)
    }
    return c
  }
}
