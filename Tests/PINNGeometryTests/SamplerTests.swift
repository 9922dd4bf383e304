// Samplers: strata of the Latin hypercube, and fair shares of boundary pieces with their normals.

import BoundarySampling
import LatinHypercubeSampling
import PINNCore
import PINNGeometry
import Testing

@Suite struct LatinHypercubeTests {
  @Test(arguments: [false, true])
  func everyStratumOfEveryAxisHoldsOnePoint(centered: Bool) {
    var rng = RandomStream(seed: 3, for: "test")
    for (count, dimension) in [(1, 3), (7, 1), (100, 2), (1000, 5)] {
      let points = LatinHypercube(centered: centered).unitPoints(count, dimension: dimension, using: &rng)
      #expect(points.shape == [count, dimension])
      for j in 0..<dimension {
        let scaled = points.column(j).map { $0 * Double(count) }
        #expect(scaled.map { Int($0.rounded(.down)) }.sorted() == Array(0..<count))
        if centered { #expect(scaled.allSatisfy { abs($0 - $0.rounded(.down) - 0.5) < 1e-9 }) }
      }
    }
  }

  @Test func axesAreShuffledIndependently() {
    var rng = RandomStream(seed: 4, for: "test")
    let points = LatinHypercube().unitPoints(10_000, dimension: 2, using: &rng)
    // Unshuffled axes would put all points on the diagonal cells; strata make the counts vary a little less than freely.
    let statistic = chiSquarePerDegree(points, bounds: [0...1, 0...1], cells: 10)
    #expect(statistic > 0.4 && statistic < 1.5)
  }

  @Test func pointsLieAnywhereInTheirStrata() {
    var rng = RandomStream(seed: 5, for: "test")
    let points = LatinHypercube().unitPoints(10_000, dimension: 1, using: &rng)
    let within = points.column(0).map { $0 * 10_000 - ($0 * 10_000).rounded(.down) }
    let statistic = chiSquarePerDegree(Tensor(shape: [10_000, 1], elements: within), bounds: [0...1], cells: 20)
    #expect(statistic > 0.2 && statistic < 2.6)
  }

  @Test func streamsDecideThePoints() {
    func draw(_ step: UInt32) -> Tensor<Double> {
      var rng = RandomStream(seed: 6, for: "test", step: step)
      return LatinHypercube().unitPoints(20, dimension: 2, using: &rng)
    }
    #expect(draw(0) == draw(0) && draw(0) != draw(1))
  }

  @Test func interiorPoints() throws {
    var rng = RandomStream(seed: 7, for: "test")
    let domain = try Box(x: -0.5...1, y: -0.5...1.5).over(time: 0...2)
    let set = try LatinHypercube().points(500, in: domain, using: &rng)
    #expect(set.axes == [.x, .y, .t] && set.count == 500 && set.data.isEmpty)
    #expect((0..<500).allSatisfy { domain.contains(Array(set.points.row($0))) })
    #expect(problem { _ = try LatinHypercube().points(0, in: domain, using: &rng) }?.contains("not 0") == true)
  }
}

@Suite struct BoundarySamplerTests {
  let sampler = BoundarySampler(LatinHypercube())

  /// How many of the points lie on each piece.
  func shares(_ count: Int, _ pieces: [BoundaryPiece], seed: UInt64 = 8) throws -> [Int] {
    var rng = RandomStream(seed: seed, for: "test")
    let set = try sampler.points(count, on: pieces, using: &rng)
    #expect(set.count == count)
    return pieces.map { piece in
      (0..<count).count { piece.region.contains(Array(set.points.row($0))) }
    }
  }

  @Test func sharesFollowTheMeasures() throws {
    let cuboid = try Box(x: 0...1, y: 0...2, z: -3...0).boundary
    #expect(try shares(44, cuboid) == [12, 12, 6, 6, 4, 4])
    #expect(try shares(2200, cuboid) == [600, 600, 300, 300, 200, 200])
    // Quotas 2.5, 2.5: the remainder goes to the first of equals.
    #expect(try shares(5, Interval(0...1).boundary) == [3, 2])
    // Quotas 12.82 and 0.18.
    let long = try Box(x: 0...70, y: 0...1).boundary
    #expect(try shares(13, [long[2], long[0]]) == [12, 1])
  }

  @Test func everyPieceGetsAPoint() throws {
    let flat = try Box(x: 0...1000, y: 0...1).boundary
    #expect(try shares(4, flat) == [1, 1, 1, 1])
    #expect(try shares(10, flat) == [1, 1, 4, 4])
  }

  @Test func pointsCarryTheirNormals() throws {
    var rng = RandomStream(seed: 9, for: "test")
    let domain = try Box(x: -0.5...1, y: -0.5...1.5).over(time: 0...1)
    let set = try sampler.points(300, on: domain.boundary, using: &rng)
    #expect(set.axes == [.x, .y, .t] && Set(set.data.keys) == [.normal(.x), .normal(.y), .normal(.t)])
    for i in 0..<set.count {
      let point = Array(set.points.row(i))
      let normal = try set.axes.map { try #require(set.data[.normal($0)])[i] }
      #expect(domain.contains(point) && !domain.contains(zip(point, normal).map { $0 + 1e-6 * $1 }))
    }
  }

  @Test func boundaryPointsSpreadEvenly() throws {
    var rng = RandomStream(seed: 10, for: "test")
    let pieces = try Interval(-1...1).over(time: 0...3).boundary
    let set = try BoundarySampler(UniformPoints()).points(20_000, on: pieces, using: &rng)
    for piece in pieces {
      let mine = (0..<set.count).map { Array(set.points.row($0)) }.filter { piece.region.contains($0) }
      let statistic = chiSquarePerDegree(Tensor(rows: mine), bounds: piece.region.bounds, cells: 50)
      #expect(abs(statistic - 1) < 1, "\(piece.name)")
    }
  }

  @Test func impossibleWishesAreRefused() throws {
    var rng = RandomStream(seed: 11, for: "test")
    let line = try Interval(0...1).boundary
    let square = try Box(x: 0...1, y: 0...1).boundary
    #expect(problem { _ = try sampler.points(5, on: [], using: &rng) }?.contains("no boundary piece") == true)
    #expect(problem { _ = try sampler.points(1, on: line, using: &rng) }?.contains("x=0, x=1 need at least 2") == true)
    #expect(problem { _ = try sampler.points(0, on: line, using: &rng) }?.contains("not 0") == true)
    #expect(problem { _ = try sampler.points(5, on: line + square, using: &rng) }?.contains("one region") == true)
    let bent = BoundaryPiece(name: "bent", region: line[0].region) { _ in [1, 0] }
    #expect(problem { _ = try sampler.points(1, on: [bent], using: &rng) }?.contains("1 components, not 2") == true)
  }
}
