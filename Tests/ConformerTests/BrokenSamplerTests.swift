// Samplers that break one promise each are caught by the checker.

import PINNCore
import PINNTestSupport
import Testing

@Suite struct BrokenSamplerTests {
  /// Points with coordinates from `coordinate`, and `ownWeights`.
  struct Custom: Sampler {
    var coordinate: @Sendable (inout RandomStream) -> Double = { rng in rng.uniform() }
    var ownWeights: (@Sendable (Int) -> [Double])?

    func unitPoints(_ count: Int, dimension: Int, using rng: inout RandomStream) -> Tensor<Double> {
      Tensor(shape: [count, dimension], elements: (0..<count * dimension).map { _ in coordinate(&rng) })
    }
    func weights(of points: Tensor<Double>) -> [Double]? { ownWeights?(points.count) }
  }

  /// Whole sets of points from `points`.
  struct CustomSet: Sampler {
    var points: @Sendable (Int, Int, inout RandomStream) -> Tensor<Double>

    func unitPoints(_ count: Int, dimension: Int, using rng: inout RandomStream) -> Tensor<Double> {
      points(count, dimension, &rng)
    }
  }

  static func uniform(_ count: Int, _ dimension: Int, _ rng: inout RandomStream) -> Tensor<Double> {
    Custom().unitPoints(count, dimension: dimension, using: &rng)
  }

  func complaint(_ sampler: some Sampler, isRandom: Bool = true) -> String {
    do {
      try checkSampler(sampler, isRandom: isRandom)
      return "nothing"
    } catch { return "\(error)" }
  }

  @Test func soundSamplersPass() {
    #expect(complaint(Custom()) == "nothing")
    #expect(complaint(Custom(ownWeights: { Array(repeating: 1, count: $0) })) == "nothing")
  }

  @Test func wrongPoints() {
    #expect(complaint(CustomSet { n, d, rng in Self.uniform(d, n, &rng) }).contains("of shape [1, 0], it gave [0, 1]"))
    #expect(complaint(Custom { rng in 1.5 * rng.uniform() }).contains("must be in [0, 1), not 1"))
    #expect(complaint(Custom { _ in 1 }).contains("must be in [0, 1), not 1.0"))
    #expect(complaint(Custom { _ in .nan }).contains("must be in [0, 1), not nan"))
    #expect(complaint(Custom { rng in rng.uniform() * rng.uniform() }).contains("not spread evenly over axes 0 and 0"))
    #expect(
      complaint(
        CustomSet { n, d, rng in
          let column = Self.uniform(n, 1, &rng).elements
          return Tensor(rows: column.map { Array(repeating: $0, count: d) })
        }
      ).contains("not spread evenly over axes 0 and 1 of 2"))
  }

  @Test func wrongDependence() {
    #expect(complaint(Custom { _ in .random(in: 0..<1) }).contains("two equal streams"))
    #expect(complaint(Custom(), isRandom: false).contains("it is random"))
    let constant = CustomSet { n, d, _ in
      var rng = RandomStream(seed: 1, for: "test")
      return Self.uniform(n, d, &rng)
    }
    #expect(complaint(constant).contains("another seed must give"))
    let neverNew = CustomSet { n, d, rng in rng.atFirstStep { Self.uniform(n, d, &$0) } }
    #expect(complaint(neverNew).contains("another step must give"))
    let fromACopy = CustomSet { n, d, rng in
      var copy = rng
      return Self.uniform(n, d, &copy)
    }
    #expect(complaint(fromACopy).contains("a second draw"))
  }

  @Test func wrongWeights() {
    #expect(complaint(Custom(ownWeights: { Array(repeating: 2, count: $0) })).contains("of mean 1, not 1 of mean 2"))
    #expect(complaint(Custom(ownWeights: { Array(repeating: 1, count: $0 + 1) })).contains("not 2 of mean 2"))
    // Points crowd towards 0, and weights that are all 1 don't make up for it.
    let crowded = Custom(
      coordinate: { rng in rng.uniform() * rng.uniform() }, ownWeights: { Array(repeating: 1, count: $0) })
    #expect(complaint(crowded).contains("the weighted mean of x_0 x_0"))
  }
}
