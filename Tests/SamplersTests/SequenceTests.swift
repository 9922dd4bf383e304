// Sequences of low discrepancy: point by point against SciPy, going on from step to step, and what scrambling promises.

import HaltonSampling
import Foundation
import PINNCore
import RSequenceSampling
import SobolSampling
import Testing

@Suite struct SequenceTests {
  static let plain: [any Sampler] = [Sobol(scrambling: .none), Halton(scrambled: false), RSequence(shifted: false)]
  static let random: [any Sampler] = [Sobol(), Sobol(scrambling: .digitalShift), Halton(), RSequence()]

  func draw(_ sampler: some Sampler, _ count: Int, _ dimension: Int, seed: UInt64 = 3, step: UInt32 = 0) throws
    -> Tensor<Double>
  {
    var rng = RandomStream(seed: seed, for: "test", step: step)
    return try sampler.unitPoints(count, dimension: dimension, using: &rng)
  }

  @Test(arguments: [0, 1, 2]) func pointsAreThePublishedOnes(_ which: Int) throws {
    let references = [Reference.values.sobol, Reference.values.halton, Reference.values.recurrence][which]
    for reference in references {
      // The points from index `start` are those of step `start` of one point each.
      for (i, expected) in reference.points.enumerated() {
        let point = try draw(Self.plain[which], 1, expected.count, step: reference.start + UInt32(i)).elements
        for (value, want) in zip(point, expected) { #expect(abs(value - want) < 1e-12, "\(reference.start) + \(i)") }
      }
      if reference.start == 0 {
        let all = try draw(Self.plain[which], reference.points.count, reference.points[0].count)
        #expect(zip(all.elements, reference.points.joined()).allSatisfy { abs($0 - $1) < 1e-12 })
      }
    }
  }

  @Test(arguments: plain + random) func aSequenceGoesOnFromStepToStep(_ sampler: any Sampler) throws {
    let whole = try draw(sampler, 300, 3)
    let parts = try (0..<3).flatMap { try draw(sampler, 100, 3, step: $0).elements }
    #expect(whole.elements == parts)
    #expect(Set((0..<300).map { Array(whole.row($0)) }).count == 300)
  }

  @Test func stepsAndDrawsAreReproducible() throws {
    for sampler in Self.random {
      // A second draw from one stream, as for a second piece of a boundary, is another sequence that goes on too.
      func second(_ count: Int, step: UInt32) throws -> [Double] {
        var rng = RandomStream(seed: 5, for: "test", step: step)
        _ = try sampler.unitPoints(7, dimension: 2, using: &rng)
        return try sampler.unitPoints(count, dimension: 2, using: &rng).elements
      }
      #expect(try second(20, step: 0) == second(10, step: 0) + second(10, step: 1))
    }
  }

  @Test func sobolHasLimits() throws {
    #expect(Sobol.largestDimension == 64)
    #expect(throws: ProblemError.self) { try draw(Sobol(), 1, 65) }
    #expect(try draw(Sobol(), 4, 64).elements.count == 256)
  }

  /// The first two axes make a (0, m, 2)-net: each of the 2^m rectangles of 2^a by 2^b parts, a + b = m, has one point.
  @Test(arguments: Sobol.Scrambling.allCases) func sobolPointsAreANet(_ scrambling: Sobol.Scrambling) throws {
    let m = 8
    for step: UInt32 in [0, 5] {
      let points = try draw(Sobol(scrambling: scrambling), 1 << m, 2, step: step)
      for a in 0...m {
        let cells = (0..<points.count).map { i in
          Int(points[i, 0] * Double(1 << a)) << (m - a) + Int(points[i, 1] * Double(1 << (m - a)))
        }
        #expect(Set(cells).count == 1 << m)
      }
    }
  }

  /// Any b^k successive points of axis j of Halton's sequence, from a multiple of it, have one point in each b^-k.
  @Test func haltonAxesAreStratified() throws {
    for (axis, base, power) in [(0, 2, 256), (1, 3, 243), (2, 5, 125), (3, 7, 343)] {
      let points = try draw(Halton(), power, 4, step: 3)
      #expect(Set(points.column(axis).map { Int($0 * Double(power)) }).count == power, "base \(base)")
    }
  }

  /// Owen's estimate is unbiased, and its error falls as N^(-3/2): for a smooth function of three axes.
  @Test func owenScramblingIsExactInTheMeanAndFast() throws {
    func error(_ count: Int, seed: UInt64) throws -> Double {
      let points = try draw(Sobol(), count, 3, seed: seed)
      let sum = (0..<count).reduce(0) { sum, i in sum + points.row(i).reduce(1) { $0 * exp($1) } }
      return sum / Double(count) - pow(M_E - 1, 3)
    }
    let small = try (0..<100).map { try error(64, seed: $0) }
    let large = try (0..<100).map { try error(1024, seed: $0) }
    func deviation(_ errors: [Double]) -> Double { (errors.reduce(0) { $0 + $1 * $1 } / 100).squareRoot() }
    // Independent points would err by 2.55 / sqrt(N): 0.08 for 1024.
    #expect(deviation(large) < 1.5e-3)
    #expect(deviation(small) / deviation(large) > 25)
    #expect(abs(small.reduce(0, +) / 100) < 4 * deviation(small) / 10)
  }

  @Test func hammersleyPointsAreMultiplesAndInverses() throws {
    let points = try draw(Hammersley(scrambled: false), 50, 4)
    let halton = try draw(Halton(scrambled: false), 50, 3)
    for i in 0..<50 { #expect(Array(points.row(i)) == [Double(i) / 50] + Array(halton.row(i))) }
    let scrambled = try draw(Hammersley(), 64, 2)
    #expect(Set(scrambled.column(0).map { Int($0 * 64) }).count == 64)
    #expect(Set(scrambled.column(1).map { Int($0 * 64) }).count == 64)
  }
}
