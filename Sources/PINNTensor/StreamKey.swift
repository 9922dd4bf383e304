// Who draws which random numbers. Everything in the package that draws has its purpose in the one list below, and the streams of
// two purposes have nothing in common, whatever the seed: a number that shifts a measured value never places one too.

/// Names a random stream: what its numbers are for, and of which part.
///
///     var rng = RandomStream(seed: 1, for: "shuffling")
///
/// Streams of two names are independent, and none of yours is one that the package draws from.
public struct StreamKey: Hashable, Sendable, ExpressibleByStringLiteral {
  /// What the package draws random numbers for.
  package enum Purpose: String, CaseIterable {
    /// Initial parameters, of a block.
    case initialValues = "initial values"
    /// Points to train at, of a condition.
    case trainingPoints = "training points"
    /// Points to choose from where residuals are large, of a condition.
    case candidates
    /// Which of the candidates, of a condition.
    case selection
    /// Points that are never trained at, of a condition.
    case heldOutPoints = "held-out points"
    /// Nodes of a quadrature, of a condition.
    case quadratureNodes = "quadrature nodes"
    /// Noise on measurements, of a data column.
    case noise
    /// Places of measurements that are made up.
    case measuredPlaces = "measured places"
    /// Frequencies of Fourier features, of a scale.
    case frequencies
    /// Signs that estimate a trace, of a measured quantity or a sketch.
    case traceSigns = "signs for a trace"
    /// Signs with which columns are added up to a sketch.
    case sketch
    /// Points where the distance of enforced pieces is looked up.
    case distances
    /// Points where a part of a region is checked to lie in it.
    case partOfRegion = "part of a region"
    /// Points of a region's uneven cells.
    case cellPoints = "points of a cell"
    /// Digits that scramble a sequence.
    case scrambling
    /// Random functions that an error is looked for among.
    case randomFunctions = "random functions"
    /// What a checker of the test support makes up.
    case checks
  }

  private let hash: UInt64

  /// The stream of a purpose, of the part called `part` where there are several.
  package init(_ purpose: Purpose, of part: String = "") {
    hash = Self.hash(of: ["package", purpose.rawValue, part])
  }

  /// A stream of your own.
  public init(_ name: String) { hash = Self.hash(of: ["user", name]) }

  /// A stream of your own.
  public init(stringLiteral name: String) { self.init(name) }

  /// FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/) over the words' bytes, each word ended by one that UTF-8 doesn't have,
  /// and the finaliser of SplitMix64 (Steele, Lea, Flood 2014, doi:10.1145/2660193.2660195): equal on all machines.
  private static func hash(of words: [String]) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for word in words {
      for byte in Array(word.utf8) + [0xFF] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    hash = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ hash >> 27) &* 0x94D0_49BB_1331_11EB
    return hash ^ hash >> 31
  }

  /// The key of the block function: for one stream another one for each seed, for one seed another one for each hash.
  package func blockKey(seed: UInt64) -> (UInt32, UInt32) {
    let key = hash &+ seed &* 0x9E37_79B9_7F4A_7C15
    return (UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key >> 32))
  }
}
