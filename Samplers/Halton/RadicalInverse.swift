// The radical inverse: the digits of a whole number in some base, mirrored at the point. Sequences of van der Corput, Halton and
// Hammersley are made of it.

import PINNCore

/// n = sum_k d_k b^k -> sum_k p_k(d_k) b^(-k-1), where each p_k permutes the digits 0..<b.
struct RadicalInverse {
  private let base: UInt64
  /// For each digit, the lowest first, what becomes of it; as many as fit in the 53 digits of a Double.
  private let permutations: [[UInt64]]
  private let denominator: Double

  /// Leaves the digits as they are, or permutes them by random permutations from `rng`: Owen, "A randomized Halton algorithm in
  /// R", arXiv:1706.02808 (2017).
  init(base: UInt64, scrambled: Bool, using rng: inout RandomStream) {
    self.base = base
    var power: UInt64 = 1
    var permutations: [[UInt64]] = []
    while power <= (1 << 53) / base {
      power *= base
      permutations.append(scrambled ? rng.permutation(Int(base)).map(UInt64.init) : Array(0..<base))
    }
    self.permutations = permutations
    denominator = Double(power)
  }

  /// In [0, 1). Digits of `index` beyond the 53 binary digits of a Double have no influence.
  func callAsFunction(_ index: UInt64) -> Double {
    var rest = index
    var numerator: UInt64 = 0
    for permutation in permutations {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: base)
      numerator = numerator * base + permutation[Int(digit)]
      rest = quotient
    }
    return Double(numerator) / denominator
  }
}

/// The first `count` prime numbers.
func primes(_ count: Int) -> [UInt64] {
  var found: [UInt64] = []
  var candidate: UInt64 = 2
  while found.count < count {
    if !found.contains(where: { candidate % $0 == 0 }) { found.append(candidate) }
    candidate += 1
  }
  return found
}
