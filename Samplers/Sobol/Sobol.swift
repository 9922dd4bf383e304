// Sobol's sequence: Sobol, "On the distribution of points in a cube and the approximate evaluation of integrals", USSR Comput.
// Math. Math. Phys. 7 (1967) 86-112, doi:10.1016/0041-5553(67)90144-9, in the order of Antonov & Saleev (Gray code),
// doi:10.1016/0041-5553(79)90085-5. Scrambling: Owen, "Randomly permuted (t,m,s)-nets and (t,s)-sequences", in Monte Carlo and
// Quasi-Monte Carlo Methods in Scientific Computing (1995) 299-317, doi:10.1007/978-1-4612-2552-2_19.

import PINNCore

/// Sobol's sequence in base 2, which goes on from step to step.
///
/// Coordinate j of the point with index n is the exclusive or of the direction numbers v_jk over the digits k that are 1 in the
/// Gray code of n, as a binary fraction of 32 digits. Of 2^m points each of the 2^m equal intervals of every axis has one; powers
/// of 2 are therefore the best numbers of points. Indices count modulo 2^32.
public struct Sobol: Sampler {
  /// How the sequence is made random. All three have the same even spread.
  public enum Scrambling: Sendable, CaseIterable {
    /// Not at all: begins at the origin, and has the same points for every seed.
    case none
    /// All binary digits of a coordinate are flipped or not, the same for all points.
    case digitalShift
    /// Owen's nested scrambling: each digit is flipped or not depending on all digits before it. Means of smooth
    /// functions then err as N^(-3/2), where those over independent points err as N^(-1/2).
    case owen
  }

  /// How the sequence is made random.
  public let scrambling: Scrambling
  /// The largest dimension there are direction numbers for.
  public static var largestDimension: Int { SobolDirections.initial.count + 1 }

  /// The sequence, scrambled by the seed unless said otherwise.
  public init(scrambling: Scrambling = .owen) { self.scrambling = scrambling }

  /// `count` points of [0,1)^dimension: [count, dimension]. Throws `ProblemError` for a dimension above `largestDimension`.
  public func unitPoints(_ count: Int, dimension: Int, using rng: inout RandomStream) throws -> Tensor<Double> {
    guard dimension <= Self.largestDimension else {
      throw ProblemError(
        "Sobol's sequence has direction numbers for at most \(Self.largestDimension) dimensions, not \(dimension); "
          + "a Latin hypercube has no such limit")
    }
    let keys = rng.atFirstStep { rng in (0..<dimension).map { _ in rng.next() } }
    let first = UInt32(truncatingIfNeeded: UInt64(rng.step) &* UInt64(count))
    var points = Tensor<Double>(shape: [count, dimension])
    for (j, key) in keys.enumerated() {
      let directions = SobolDirections.numbers(ofAxis: j)
      for i in 0..<count {
        let index = first &+ UInt32(truncatingIfNeeded: i)
        points[i, j] = Double(scrambled(Self.word(index, directions), key) >> 11) * 0x1p-53
      }
    }
    return points
  }

  /// The exclusive or of the direction numbers of the ones in the Gray code of `index`.
  private static func word(_ index: UInt32, _ directions: [UInt32]) -> UInt32 {
    var gray = index ^ (index >> 1)
    var word: UInt32 = 0
    while gray != 0 {
      word ^= directions[gray.trailingZeroBitCount]
      gray &= gray - 1
    }
    return word
  }

  private static let digits = StreamKey(.scrambling)

  /// The binary fraction `word` as the upper half of 64 digits, scrambled by random digits that are a function of `key`.
  private func scrambled(_ word: UInt32, _ key: UInt64) -> UInt64 {
    switch scrambling {
    case .none: return UInt64(word) << 32
    case .digitalShift: return UInt64(word) << 32 ^ key
    case .owen:
      // The digits before digit k, with a 1 in front, are the number of a node in a binary tree: its word in the stream of
      // `key` has the digit to add. What comes after the last digit is all random.
      func random(after digits: UInt32) -> UInt64 {
        var tree = RandomStream(
          seed: key, for: Self.digits, position: 1 << UInt64(digits) | UInt64(word >> (32 - digits)))
        return tree.next()
      }
      var flips = random(after: 32) >> 32
      for k in 0..<UInt32(32) { flips |= (random(after: k) >> 63) << UInt64(63 - k) }
      return UInt64(word) << 32 ^ flips
    }
  }
}
