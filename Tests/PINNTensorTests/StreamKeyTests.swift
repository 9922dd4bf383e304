// Streams by name: no two purposes, parts or seeds share one, and the keys are the same on every machine.

import PINNTensor
import Testing

@Suite struct StreamKeyTests {
  /// By the definitions of FNV-1a and SplitMix64, in Python.
  @Test func keysAreThoseOfTheirHashes() {
    func key(_ key: StreamKey, seed: UInt64) -> UInt64 {
      let words = key.blockKey(seed: seed)
      return UInt64(words.1) << 32 | UInt64(words.0)
    }
    #expect(key("points", seed: 0) == 0x42da_f1ea_524c_2e6a)
    #expect(key("points", seed: 3) == 0x1d81_5f16_d02b_a2a9)
    #expect(key(StreamKey(.noise, of: "u"), seed: 1) == 0xf271_4972_4dc0_2a82)
  }

  @Test func noTwoShareAStream() {
    let parts = [
      "", "u", "v", "x", "t", "heat", "initial u", "u on x=0, x=1", "layer 1/weights", "layer 1/bias", "noise",
    ]
    var keys = StreamKey.Purpose.allCases.flatMap { purpose in parts.map { StreamKey(purpose, of: $0) } }
    keys += (parts + StreamKey.Purpose.allCases.map(\.rawValue) + ["noiseu", "noise u", "package"]).map {
      StreamKey($0)
    }
    let distinct = Set(keys)
    // "noise" is there twice, as a part and as a purpose.
    #expect(distinct.count == keys.count - 1)
    var firsts: Set<UInt64> = []
    for key in distinct {
      for seed: UInt64 in 0..<20 {
        var rng = RandomStream(seed: seed, for: key)
        firsts.insert(rng.next())
      }
    }
    #expect(firsts.count == 20 * distinct.count)
  }

  /// Five standard deviations of a correlation of independent numbers, 1 / sqrt(n), for each pair of purposes.
  @Test func purposesAreUncorrelated() {
    let count = 4_096
    let draws = StreamKey.Purpose.allCases.map { purpose in
      var rng = RandomStream(seed: 0, for: StreamKey(purpose))
      return (0..<count).map { _ in rng.uniform() - 0.5 }
    }
    for i in draws.indices {
      for j in 0..<i {
        let correlation = 12 / Double(count) * zip(draws[i], draws[j]).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(correlation) < 5 / Double(count).squareRoot(), "\(i), \(j)")
      }
    }
  }
}
