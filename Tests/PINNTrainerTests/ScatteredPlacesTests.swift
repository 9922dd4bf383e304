// Made-up measurements: places in their ranges, and noise that has nothing to do with them.

import Foundation
import PINN
import Testing
import PINNTrainer

@Suite struct ScatteredPlacesTests {
  private func places(seed: UInt64, _ quantity: String = "u") throws -> PointSet {
    try .scattered(2_000, over: [(.x, -1...1), (.t, 0...3)], measuring: quantity, seed: seed)
  }

  @Test func placesAreInTheirRangesAndBySeedAndQuantity() throws {
    let points = try places(seed: 0)
    for (column, range) in [(0, -1.0...1), (1, 0.0...3)] {
      let values = points.points.column(column)
      #expect(values.allSatisfy { range.contains($0) })
      let mean = values.reduce(0, +) / 2_000
      let width = range.upperBound - range.lowerBound
      #expect(abs(mean - range.lowerBound - width / 2) < 5 * width / (12 * 2_000).squareRoot())
    }
    #expect(try places(seed: 0) == points)
    #expect(try places(seed: 1) != points && places(seed: 0, "v") != points)
  }

  /// Against all products of cosines of the coordinates up to three half waves: five standard deviations of what independent
  /// numbers give. Noise that is a function of the place correlates with some of them.
  @Test(arguments: [0, 1, 7] as [UInt64]) func noiseIsUncorrelatedWithPlaces(seed: UInt64) throws {
    var points = try places(seed: seed)
    points.data["u"] = points.points.column(0).map { sin(3 * $0) }
    let noisy = try points.addingNoise(0.1, to: "u", seed: seed)
    let noise = zip(noisy.data["u"] ?? [], points.data["u"] ?? []).map { $0 - $1 }
    #expect(try points.addingNoise(0.1, to: "u", seed: seed + 1) != noisy)
    for j in 0...3 {
      for k in 0...3 {
        let wave = (0..<2_000).map { i in
          cos(Double(j) * .pi * (points.points[i, 0] + 1) / 2) * cos(Double(k) * .pi * points.points[i, 1] / 3)
        }
        #expect(abs(cosine(noise, wave)) < 5 / 2_000.0.squareRoot(), "waves \(j), \(k)")
      }
    }
    // The test sees what it is to see: the uniform numbers behind the places make a normal one that is no noise.
    let made = (0..<2_000).map { i in
      (-2 * log(0.5 - points.points[i, 0] / 2)).squareRoot() * cos(2 * .pi * points.points[i, 1] / 3)
    }
    #expect(cosine(made, (0..<2_000).map { cos(2 * .pi * points.points[$0, 1] / 3) }) > 0.5)
  }

  private func cosine(_ a: [Double], _ b: [Double]) -> Double {
    func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    return product(a, b) / (product(a, a) * product(b, b)).squareRoot()
  }
}
