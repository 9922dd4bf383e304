// What every sampler must do.

import PINNCore

/// Throws a `CheckFailure` unless the sampler keeps the promises of `Sampler`: points of the shape asked for, inside
/// [0,1)^dimension, a function of the stream alone, spread evenly or with weights that make up for it, and errors, not
/// crashes, for numbers of points that make no sense.
///
/// - Parameters:
///   - dimensions: the dimensions to try; 0, a region that is one point, is tried besides.
///   - count: how many points to judge the spread by.
///   - isRandom: whether the points differ from seed to seed, and from draw to draw of one stream.
public func checkSampler(
  _ sampler: some Sampler, dimensions: [Int] = [1, 2, 3], count: Int = 1024, isRandom: Bool = true
) throws {
  let check = SamplerCheck(subject: "\(sampler)", sampler: sampler)
  for dimension in [0] + dimensions {
    for count in [1, 2, 8, count] { try check.shape(count, dimension) }
    if dimension > 0 {
      try check.dependence(count, dimension, isRandom: isRandom)
      try check.spread(count, dimension)
    }
    for wrong in [0, -1] { try check.refusal(wrong, dimension) }
  }
}

private struct SamplerCheck<S: Sampler> {
  let subject: String
  let sampler: S

  private static var key: StreamKey { StreamKey(.checks, of: "sampler") }

  func draw(
    _ count: Int, _ dimension: Int, seed: UInt64 = 1, key: StreamKey = key, step: UInt32 = 0
  ) throws -> Tensor<Double> {
    var rng = RandomStream(seed: seed, for: key, step: step)
    return try sampler.unitPoints(count, dimension: dimension, using: &rng)
  }

  /// The right number of points, all of them in the cube, at several steps, and the right number of weights.
  func shape(_ count: Int, _ dimension: Int) throws {
    for step: UInt32 in [0, 1, 7] {
      let points = try draw(count, dimension, step: step)
      guard points.shape == [count, dimension] else {
        throw CheckFailure(subject, "asked for points of shape [\(count), \(dimension)], it gave \(points.shape)")
      }
      if let outside = points.elements.first(where: { !($0 >= 0 && $0 < 1) }) {
        throw CheckFailure(subject, "a coordinate must be in [0, 1), not \(outside) (\(count) points at step \(step))")
      }
      guard let weights = try sampler.weights(of: points) else { continue }
      let mean = weights.reduce(0, +) / Double(count)
      guard weights.count == count, abs(mean - 1) < 1e-9 else {
        throw CheckFailure(
          subject, "\(count) points must have \(count) weights of mean 1, not \(weights.count) of mean \(mean)")
      }
    }
  }

  /// Equal streams, equal points; other streams, other points.
  func dependence(_ count: Int, _ dimension: Int, isRandom: Bool) throws {
    let points = try draw(count, dimension)
    guard try draw(count, dimension) == points else {
      throw CheckFailure(subject, "two equal streams must give equal points; is there randomness besides the stream's?")
    }
    let others = [
      ("seed", try draw(count, dimension, seed: 2)),
      ("stream", try draw(count, dimension, key: StreamKey(.checks, of: "another sampler"))),
    ]
    for (name, other) in others where (other == points) == isRandom {
      throw CheckFailure(
        subject,
        isRandom ? "another \(name) must give other points" : "another \(name) gives other points: it is random")
    }
    guard isRandom else { return }
    guard try draw(count, dimension, step: 1) != points else {
      throw CheckFailure(subject, "another step must give other points, or choosing them again changes nothing")
    }
    var rng = RandomStream(seed: 1, for: Self.key)
    let (first, second) = (
      try sampler.unitPoints(count, dimension: dimension, using: &rng),
      try sampler.unitPoints(count, dimension: dimension, using: &rng)
    )
    guard first != second else {
      throw CheckFailure(
        subject, "a second draw from a stream must give other points, or the pieces of a boundary get alike ones")
    }
  }

  /// Without weights: Pearson's statistic over four intervals of each axis, and of each pair of axes, at most six standard
  /// deviations above that of independent points. With weights: means of monomials.
  func spread(_ count: Int, _ dimension: Int) throws {
    let points = try draw(count, dimension)
    let columns = (0..<dimension).map { points.column($0) }
    guard let weights = try sampler.weights(of: points) else {
      for j in 0..<dimension {
        for k in 0...j {
          var counts = [Int](repeating: 0, count: k == j ? 4 : 16)
          for i in 0..<count { counts[Int(4 * columns[j][i]) + (k == j ? 0 : 4 * Int(4 * columns[k][i]))] += 1 }
          let expected = Double(count) / Double(counts.count)
          let statistic = counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
          let degrees = Double(counts.count - 1)
          guard statistic < degrees + 6 * (2 * degrees).squareRoot() else {
            throw CheckFailure(
              subject,
              "\(count) points are not spread evenly over axes \(k) and \(j) of \(dimension): chi-square is \(statistic) for "
                + "\(degrees) degrees of freedom")
          }
        }
      }
      return
    }
    for j in 0..<dimension {
      for k in 0...j {
        let moment = (0..<count).reduce(0) { $0 + weights[$1] * columns[j][$1] * columns[k][$1] } / Double(count)
        let exact = k == j ? 1.0 / 3 : 1.0 / 4
        guard abs(moment - exact) < 2 / Double(count).squareRoot() else {
          throw CheckFailure(
            subject, "the weighted mean of x_\(j) x_\(k) over \(count) points must be near \(exact), not \(moment)")
        }
      }
    }
  }

  /// Too few points are an error with a sentence.
  func refusal(_ count: Int, _ dimension: Int) throws {
    var rng = RandomStream(seed: 1, for: Self.key)
    do {
      _ = try sampler.points(count, in: UnitCube(dimension: dimension), using: &rng)
    } catch is ProblemError { return }
    throw CheckFailure(subject, "\(count) points must be refused with a ProblemError")
  }
}

/// The region that is the unit cube itself.
private struct UnitCube: Region {
  let dimension: Int
  var description: String { "unit cube of dimension \(dimension)" }
  var axes: [Axis] { (0..<dimension).map { Axis("x\($0)") } }
  var bounds: [ClosedRange<Double>] { Array(repeating: 0...1, count: dimension) }
  var measure: Double { 1 }
  var boundary: [BoundaryPiece] { [] }
  func point(at unit: [Double]) -> [Double] { unit }
  /// The largest of the distances to the faces: exact inside, a bound outside.
  func signedDistance(to point: [Double]) -> Double { point.map { abs($0 - 0.5) - 0.5 }.max() ?? 0 }
}
