// Random streams: Philox against its authors' vectors, the order of draws, and moments of the distributions.

import Foundation
import PINNTensor
import Testing

@Suite struct RandomStreamTests {
  typealias Words = (UInt32, UInt32, UInt32, UInt32)

  /// The lines "philox4x32 10" of `kat_vectors` in Random123 (D. E. Shaw Research).
  static let vectors: [(counter: Words, key: (UInt32, UInt32), expected: Words)] = [
    ((0, 0, 0, 0), (0, 0), (0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8)),
    (
      (.max, .max, .max, .max), (.max, .max),
      (0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd)
    ),
    (
      (0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344), (0xa409_3822, 0x299f_31d0),
      (0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1)
    ),
  ]

  @Test func philoxMatchesThePublishedVectors() {
    for vector in Self.vectors { #expect(RandomStream.philox(vector.counter, key: vector.key) == vector.expected) }
  }

  @Test func wordsAreTheBlocksInOrder() {
    // The counter is (block, low and high; step; 0).
    let block = RandomStream.philox((7, 3, 9, 0), key: StreamKey("a").blockKey(seed: 0x1_0000_0002))
    let position: UInt64 = 0x3_0000_0007 << 1
    var rng = RandomStream(seed: 0x1_0000_0002, for: "a", step: 9, position: position)
    #expect(rng.next() == UInt64(block.1) << 32 | UInt64(block.0))
    #expect(rng.next() == UInt64(block.3) << 32 | UInt64(block.2))
    #expect(rng.position == position + 2)
  }

  @Test func aStreamGoesOnFromItsPosition() {
    var whole = RandomStream(seed: 7, for: "a", step: 5)
    let draws = (0..<9).map { _ in whole.next() }
    for position in 0..<9 {
      var resumed = RandomStream(seed: 7, for: "a", step: 5, position: UInt64(position))
      #expect(resumed.next() == draws[position])
    }
    #expect(Set(draws).count == 9)
  }

  @Test func seedKeyAndStepEachMakeAnotherStream() {
    let streams = [
      RandomStream(seed: 1, for: "a"), RandomStream(seed: 1 << 32, for: "a"), RandomStream(seed: 0, for: "b"),
      RandomStream(seed: 0, for: "a", step: 1), RandomStream(seed: 0, for: "a"),
    ]
    var firsts: Set<UInt64> = []
    for var stream in streams { firsts.insert(stream.next()) }
    #expect(firsts.count == streams.count)
    #expect(streams[0] != streams[4] && streams[4] == RandomStream(seed: 0, for: StreamKey("a")))
  }

  @Test func theFirstStepIsTheSameForAllSteps() {
    var first = RandomStream(seed: 7, for: "a", step: 0, position: 2)
    let expected = [first.next(), first.next(), first.next()]
    for step: UInt32 in [0, 1, 9] {
      var rng = RandomStream(seed: 7, for: "a", step: step, position: 2)
      let drawn = rng.atFirstStep { rng in [rng.next(), rng.next(), rng.next()] }
      #expect(drawn == expected && rng == RandomStream(seed: 7, for: "a", step: step, position: 5))
    }
  }

  @Test func uniformMoments() {
    var rng = RandomStream(seed: 11, for: "moments")
    let count = 200_000
    let draws = (0..<count).map { _ in rng.uniform() }
    #expect(draws.allSatisfy { 0 <= $0 && $0 < 1 })
    // Five standard deviations of the sample moments of U(0, 1): var x^k = 1/(2k+1) - 1/(k+1)^2.
    for k in 1...4 {
      let mean = draws.reduce(0) { $0 + pow($1, Double(k)) } / Double(count)
      let variance = 1 / Double(2 * k + 1) - 1 / Double((k + 1) * (k + 1))
      #expect(abs(mean - 1 / Double(k + 1)) < 5 * (variance / Double(count)).squareRoot())
    }
    // Neighbouring draws are independent: mean of the product 1/4, variance 1/9 - 1/16.
    let pairs = stride(from: 0, to: count, by: 2).map { draws[$0] * draws[$0 + 1] }
    let product = pairs.reduce(0, +) / Double(pairs.count)
    let deviation = ((1.0 / 9 - 1.0 / 16) / Double(pairs.count)).squareRoot()
    #expect(abs(product - 0.25) < 5 * deviation)
  }

  @Test func normalMoments() {
    var rng = RandomStream(seed: 12, for: "moments")
    let count = 200_000
    let draws = (0..<count).map { _ in rng.normal() }
    #expect(draws.allSatisfy { $0.isFinite })
    // Moments (2m - 1)!! of N(0, 1), and the variances of their estimates.
    let expected: [(power: Double, mean: Double, variance: Double)] = [
      (1, 0, 1), (2, 1, 2), (3, 0, 15), (4, 3, 96),
    ]
    for moment in expected {
      let mean = draws.reduce(0) { $0 + pow($1, moment.power) } / Double(count)
      #expect(abs(mean - moment.mean) < 5 * (moment.variance / Double(count)).squareRoot())
    }
    let withinOne = Double(draws.count { abs($0) < 1 }) / Double(count)
    #expect(abs(withinOne - erf(0.5.squareRoot())) < 5 * (0.217 / Double(count)).squareRoot())
  }

  @Test func permutationsHoldEveryIndexOnce() {
    var rng = RandomStream(seed: 13, for: "moments")
    let first = rng.permutation(50)
    let second = rng.permutation(50)
    #expect(first.sorted() == Array(0..<50) && second.sorted() == Array(0..<50))
    #expect(first != second && first != Array(0..<50))
    #expect(rng.permutation(0).isEmpty)
  }
}
