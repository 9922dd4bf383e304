// Graded points: their density, their weights' quadrature, and where training grades by itself.

import Foundation
import GradedSampling
import LatinHypercubeSampling
import PINNCore
import PINNGeometry
import PINNTraining
import TensorGridSampling
import Testing

@Suite struct GradedTests {
  func draw(_ sampler: some Sampler, _ count: Int, _ dimension: Int) throws -> Tensor<Double> {
    var rng = RandomStream(seed: 3, for: "test")
    return try sampler.unitPoints(count, dimension: dimension, using: &rng)
  }

  /// Gaps between neighbours are 1 over the density.
  @Test(arguments: [1.5, 3, 20]) func endsAreDenserByTheRatio(_ ratio: Double) throws {
    let points = try draw(Graded(TensorGrid(), ratio: ratio), 100_001, 1).elements
    func gap(_ i: Int) -> Double { points[i + 1] - points[i] }
    #expect(abs(gap(50_000) / gap(0) / ratio - 1) < 1e-3)
    #expect(abs(gap(99_999) / gap(0) - 1) < 1e-6)
    #expect(points.first! < 1e-5 && points.last! > 1 - 1e-5)
  }

  /// The mean of exp(x + 2 y) over the square.
  @Test(arguments: [1, 3, 1e4]) func weightsMakeUpForIt(_ ratio: Double) throws {
    let sampler = Graded(TensorGrid(), ratio: ratio)
    let points = try draw(sampler, 90_000, 2)
    let weights = try #require(try sampler.weights(of: points))
    let sum = (0..<points.count).reduce(0) { $0 + weights[$1] * exp(points[$1, 0] + 2 * points[$1, 1]) }
    #expect(abs(sum / 90_000 / ((M_E - 1) * (M_E * M_E - 1) / 2) - 1) < 1e-4)
  }

  /// The base's weights count, too: a product rule graded stays a quadrature of the graded nodes.
  @Test func weightsOfTheBaseAreKept() throws {
    let sampler = Graded(TensorGrid(.gaussLegendre), ratio: 2)
    let points = try draw(sampler, 20, 1)
    let weights = try #require(try sampler.weights(of: points))
    let sum = (0..<20).reduce(0) { $0 + weights[$1] * pow(points[$1, 0], 5) }
    #expect(abs(sum / 20 - 1 / 6) < 1e-12)
  }

  @Test func fewAxesStayAsTheyAre() throws {
    let sampler = Graded(LatinHypercube(), leastAxes: 3)
    #expect(try draw(sampler, 50, 2) == draw(LatinHypercube(), 50, 2))
    #expect(try sampler.weights(of: draw(sampler, 50, 2)) == nil)
    #expect(try draw(sampler, 50, 3) != draw(LatinHypercube(), 50, 3))
  }

  @Test(arguments: [0.5, -1, .nan, .infinity]) func nonsenseIsRefused(_ ratio: Double) {
    #expect(throws: ProblemError.self) { try draw(Graded(LatinHypercube(), ratio: ratio), 10, 2) }
  }

  /// Four axes and their boundaries are graded, three aren't.
  @Test func trainingGradesFourAxes() throws {
    var rng = RandomStream(seed: 1, for: "test")
    func areGraded(_ points: PointSet) -> Bool { points.data[.quadratureWeight] != nil }
    let plane = try Box(x: 0...1, y: 0...1).over(time: 0...1)
    let space = try Box(x: 0...1, y: 0...1, z: 0...1).over(time: 0...1)
    for (region, graded) in [(plane, false), (space, true)] {
      let sampling = Sampling()
      #expect(try areGraded(sampling.interior.points(100, in: region, using: &rng)) == graded)
      #expect(try areGraded(sampling.boundary.points(100, on: region.boundary, using: &rng)) == graded)
    }
  }
}
