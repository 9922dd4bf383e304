// Set operations: measures and names against geometry by hand, nested operations, evenness, and what is refused.

import Foundation
import LatinHypercubeSampling
import PINNCore
import PINNGeometry
import Testing

@Suite struct SetOperationTests {
  private func measures(_ region: some Region) -> [String: Double] {
    Dictionary(uniqueKeysWithValues: region.boundary.map { ($0.name, $0.region.measure) })
  }

  @Test func aSquareWithAHole() throws {
    let plate = try Box(x: -1...1, y: -1...1) - Ball(center: [0, 0], radius: 0.5, piece: "hole")
    #expect(abs(plate.measure - (4 - .pi / 4)) < 2e-5)
    #expect(plate.boundary.map(\.name) == ["x=-1", "x=1", "y=-1", "y=1", "hole"])
    #expect(abs(measures(plate)["hole"]! - .pi) < 1e-12 && measures(plate)["x=1"] == 2)
    #expect(plate.boundary[4].normal([0.5, 0]) == [-1, 0])
    #expect("\(plate)" == "difference of [-1, 1] x [-1, 1] and disk of radius 0.5 around (0, 0) (x, y)")
    // Distances: nearer to the hole, then nearer to the wall.
    #expect(plate.signedDistance(to: [0.6, 0]) == 0.5 - 0.6 && plate.signedDistance(to: [0.9, 0.9]) == 0.9 - 1)
  }

  @Test func theLensOfTwoDisks() throws {
    let (a, b) = (try Ball(center: [0, 0], radius: 1, piece: "a"), try Ball(center: [1, 0], radius: 1, piece: "b"))
    // 2 pi / 3 - sqrt(3) / 2, and arcs of 120 degrees.
    let lens = try a & b
    #expect(abs(lens.measure - 1.2283696986087567) < 2e-5)
    for arc in measures(lens).values { #expect(abs(arc - 2 * .pi / 3) < 1e-4) }
    let union = try a | b
    #expect(abs(union.measure - (2 * .pi - 1.2283696986087567)) < 5e-5)
    for arc in measures(union).values { #expect(abs(arc - 4 * .pi / 3) < 1e-4) }
  }

  @Test func piecesThatCoincideAreCountedOnceOrNotAtAll() throws {
    let ell = try Box(x: 0...2, y: 0...1) | Box(x: 0...1, y: 0...2)
    let sides = measures(ell)
    #expect(Set(sides.keys) == ["x=0", "x=2", "y=0", "y=1", "x=1", "y=2"])
    for (name, length) in ["x=0": 2.0, "y=0": 2, "x=1": 1, "y=1": 1, "x=2": 1, "y=2": 1] {
      #expect(abs(sides[name]! - length) < 1e-4, "\(name) \(sides[name]!)")
    }
    // Side by side: what they share is inside.
    let pair = try Box(x: 0...1, y: 0...1) | Box(x: 1...2, y: 0...1)
    #expect(Set(measures(pair).keys) == ["x=0", "y=0", "y=1", "x=2"] && abs(pair.measure - 2) < 1e-9)
    // What only touches isn't cut.
    let whole = try Box(x: 0...1, y: 0...1) - Box(x: 1...2, y: 0...1)
    #expect(abs(measures(whole)["x=1"]! - 1) < 1e-4 && abs(whole.measure - 1) < 1e-9)
  }

  @Test func operationsNest() throws {
    let holes =
      try Ball(center: [-0.5, 0], radius: 0.25, piece: "left") | Ball(center: [0.5, 0], radius: 0.25, piece: "right")
    let plate = try (Box(x: -1...1, y: -1...1) & HalfSpace(through: [0, 0.5], normal: [0, 1], piece: "cut")) - holes
    #expect(plate.boundary.map(\.name) == ["x=-1", "x=1", "y=-1", "cut", "left", "right"])
    #expect(abs(plate.measure - (3 - .pi / 8)) < 5e-5)
    #expect(abs(measures(plate)["cut"]! - 2) < 1e-4 && abs(measures(plate)["x=1"]! - 1.5) < 1e-4)
    #expect(plate.boundary[3].normal([0, 0.5]) == [0, 1])
  }

  @Test func cutsInSpace() throws {
    // The octant of a ball at a cube's corner, and the cap of height 1/2: pi h^2 (3 - h) / 3, lateral area 2 pi h.
    let cube = try Box(x: 0...1, y: 0...1, z: 0...1) - Ball(center: [0, 0, 0], radius: 0.5, piece: "octant")
    #expect(abs(cube.measure - (1 - .pi / 48)) < 3e-4 && abs(measures(cube)["octant"]! - .pi / 8) < 1e-3)
    #expect(abs(measures(cube)["x=0"]! - (1 - .pi / 16)) < 1e-3)
    let cap =
      try Ball(center: [0, 0, 0], radius: 1, piece: "dome") & HalfSpace(through: [0, 0, 0.5], normal: [0, 0, -1])
    #expect(abs(cap.measure - .pi * 2.5 / 12) < 2e-3)
    #expect(abs(measures(cap)["dome"]! - .pi) < 3e-3 && abs(measures(cap)["plane"]! - 0.75 * .pi) < 3e-3)
  }

  @Test func intervalsHaveGaps() throws {
    let gap = try Interval(0...3) - Interval(1...1.5)
    #expect(abs(gap.measure - 2.5) < 1e-12 && gap.boundary.map(\.name) == ["x=0", "x=3", "x=1", "x=1.5"])
    #expect(gap.boundary.map { $0.normal([1]) } == [[-1], [1], [1], [-1]])
  }

  @Test func everythingIsTheSameEachTime() throws {
    func make() throws -> SetOperation { try Ball(center: [0, 0], radius: 1) | Box(x: 0...2, y: 0...0.5) }
    let (first, second) = (try make(), try make())
    #expect(first.measure == second.measure)
    #expect(first.point(at: [0.123, 0.456]) == second.point(at: [0.123, 0.456]))
    #expect(first.boundary.map(\.region.measure) == second.boundary.map(\.region.measure))
  }

  /// The mean square error of the mean of x^2 + y over points from a sampler.
  private func squaredError(_ sampler: some Sampler, in region: some Region, exact: Double) throws -> Double {
    try (0..<20).reduce(0) { sum, seed in
      var rng = RandomStream(seed: UInt64(seed), for: "test")
      let points = try sampler.points(1024, in: region, using: &rng).points
      let mean =
        (0..<points.count).reduce(0) { $0 + points[$1, 0] * points[$1, 0] + points[$1, 1] } / Double(points.count)
      return sum + (mean - exact) * (mean - exact) / 20
    }
  }

  @Test func stratifiedPointsStayEven() throws {
    // The integral of x^2 over the plate is 4/3 - pi r^4 / 4.
    let plate = try Box(x: -1...1, y: -1...1) - Ball(center: [0, 0], radius: 0.5)
    let exact = (4.0 / 3 - .pi / 64) / (4 - .pi / 4)
    let random = try squaredError(UniformPoints(), in: plate, exact: exact)
    let stratified = try squaredError(Stratified(), in: plate, exact: exact)
    #expect(stratified < random / 50, "\(stratified) \(random)")
  }

  @Test func impossibleOperationsAreRefused() throws {
    let disk = try Ball(center: [0, 0], radius: 1)
    let far = try Ball(center: [3, 0], radius: 1)
    #expect(problem { _ = try disk & far }?.contains("is empty") == true)
    #expect(problem { _ = try disk & Ball(center: [1.5, 1.5], radius: 1) }?.contains("is empty") == true)
    #expect(problem { _ = try disk - Ball(center: [0, 0], radius: 2) }?.contains("is empty") == true)
    #expect(problem { _ = try disk | Interval(0...1) }?.contains("same axes") == true)
    #expect(problem { _ = try disk.union(disk.boundary[0].region) }?.contains("full dimension") == true)
    let half = try HalfSpace(through: [0, 0], normal: [1, 0])
    #expect(problem { _ = try disk | half }?.contains("unbounded") == true)
    #expect(problem { _ = try half - disk }?.contains("unbounded") == true)
    var rng = RandomStream(seed: 1, for: "test")
    #expect(problem { _ = try UniformPoints().points(3, in: half, using: &rng) }?.contains("measure inf") == true)
    #expect(
      problem { _ = try Interval(0...1).renamed(["x=0": "end"]) | Interval(0.5...2).renamed(["x=2": "end"]) }?
        .contains("both called 'end'") == true)
  }
}

/// A point in each of 32 x 32 cells.
private struct Stratified: Sampler {
  func unitPoints(_ count: Int, dimension: Int, using rng: inout RandomStream) -> Tensor<Double> {
    Tensor(rows: (0..<1024).map { [(Double($0 % 32) + rng.uniform()) / 32, (Double($0 / 32) + rng.uniform()) / 32] })
  }
}
