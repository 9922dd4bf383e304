// How evenly points are spread: the discrepancy against SciPy's, and the order of the samplers by it.

import HaltonSampling
import LatinHypercubeSampling
import PINNCore
import PINNTestSupport
import RSequenceSampling
import SobolSampling
import Testing
import UniformSampling

@Suite struct DiscrepancyTests {
  func draw(_ sampler: some Sampler, _ count: Int, _ dimension: Int, seed: UInt64 = 1) throws -> Tensor<Double> {
    var rng = RandomStream(seed: seed, for: "test")
    return try sampler.unitPoints(count, dimension: dimension, using: &rng)
  }

  @Test func valuesAreSciPys() throws {
    for reference in Reference.values.discrepancy {
      #expect(abs(centeredDiscrepancy(of: Tensor(rows: reference.points)) / reference.value - 1) < 1e-12)
    }
    // Printed in the documentation of scipy.stats.qmc.discrepancy.
    #expect(abs(Reference.values.discrepancy[0].value - 0.008142039609053464) < 1e-17)
    let sobol = try centeredDiscrepancy(of: draw(Sobol(scrambling: .none), 256, 5))
    let halton = try centeredDiscrepancy(of: draw(Halton(scrambled: false), 200, 4))
    #expect(abs(sobol / Reference.values.firstPoints["sobol 256 x 5"]! - 1) < 1e-9)
    #expect(abs(halton / Reference.values.firstPoints["halton 200 x 4"]! - 1) < 1e-9)
  }

  /// Mean over seeds of the discrepancy of 256 points in the square, as a part of that of independent points, whose mean
  /// ((5/4)^2 - (13/12)^2) / 256 is known.
  @Test(arguments: [
    (UniformRandom() as any Sampler, 0.8...1.2), (LatinHypercube(), 0.03...0.15),
    (Maximin(LatinHypercube()), 0.03...0.15),
    (Sobol(), 0...0.02), (Sobol(scrambling: .digitalShift), 0...0.02), (Halton(), 0...0.02), (Hammersley(), 0...0.02),
    (RSequence(), 0...0.05),
  ]) func partOfThatOfIndependentPoints(_ sampler: any Sampler, _ range: ClosedRange<Double>) throws {
    let mean = try (0..<20).reduce(0) { try $0 + centeredDiscrepancy(of: draw(sampler, 256, 2, seed: UInt64($1))) } / 20
    let independent = (25.0 / 16 - 169.0 / 144) / 256
    #expect(range.contains(mean / independent), "\(sampler): \(mean / independent)")
  }

  @Test func maximinPointsKeepTheirDistance() throws {
    func distance(_ points: Tensor<Double>) -> Double {
      var closest = Double.infinity
      for i in 0..<points.count {
        for j in 0..<i {
          closest = min(closest, zip(points.row(i), points.row(j)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) })
        }
      }
      return closest
    }
    for dimension in 1...4 {
      let points = try draw(UniformRandom(), 200, dimension)
      #expect(squaredDistanceOfClosestPair(points) == distance(points))
    }
    #expect(squaredDistanceOfClosestPair(Tensor(rows: [[0.5]])) == .infinity)
    // The best of the same draws, one by one.
    var rng = RandomStream(seed: 9, for: "test")
    let each = (0..<10).map { _ in LatinHypercube().unitPoints(50, dimension: 3, using: &rng) }
    let best = try draw(Maximin(LatinHypercube()), 50, 3, seed: 9)
    #expect(each.contains(best) && distance(best) == each.map(distance).max())
    #expect(throws: ProblemError.self) { try draw(Maximin(LatinHypercube(), candidates: 0), 5, 2) }
  }
}
