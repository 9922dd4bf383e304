// Regions: names, measures, membership, outward normals, evenly spread points, and errors.

import Foundation
import PINNCore
import PINNGeometry
import Testing

@Suite struct RegionTests {
  @Test func boundaryPiecesAreNamedByTheirCoordinate() throws {
    #expect(try Interval(-1...1).boundary.map(\.name) == ["x=-1", "x=1"])
    #expect(try Interval(.y, 0...2.5).boundary.map(\.name) == ["y=0", "y=2.5"])
    #expect(try Interval(-2...(-0.0)).boundary.map(\.name) == ["x=-2", "x=0"])
    #expect(try Box(x: -0.5...1, y: 0...1.5).boundary.map(\.name) == ["x=-0.5", "x=1", "y=0", "y=1.5"])
    #expect(
      try Box(x: 0...1, y: 2...3).over(time: 0...1).boundary.map(\.name)
        == ["x=0", "x=1", "y=2", "y=3", "initial", "final"])
  }

  @Test func namesStayUniqueForEndsCloserThanTheirSixDigits() throws {
    #expect(try Interval(100_000_000...100_000_001).boundary.map(\.name) == ["x=100000000.0", "x=100000001.0"])
  }

  @Test func instantsAreChebyshevPointsOfTimeAtOnePlace() throws {
    let domain = try Box(x: 0...1, y: -1...1).over(time: 1...3)
    let points = try domain.instants(at: [.y: -0.5, .x: 0.25], count: 3)
    #expect(points.axes == [.x, .y, .t])
    #expect(points.column(.x) == [0.25, 0.25, 0.25] && points.column(.y) == [-0.5, -0.5, -0.5])
    for (t, expected) in zip(points.column(.t) ?? [], [2 - 0.75.squareRoot(), 2, 2 + 0.75.squareRoot()]) {
      #expect(abs(t - expected) < 1e-15)
    }
    for place: [Axis: Double] in [
      [.x: 0.5], [.x: 0.5, .t: 1], [.x: 0.5, .y: 0, .t: 1], [.x: 2, .y: 0], [.x: .nan, .y: 0],
    ] {
      #expect(throws: ProblemError.self) { try domain.instants(at: place) }
    }
    #expect(throws: ProblemError.self) { try domain.instants(at: [.x: 0.5, .y: 0], count: 0) }
  }

  @Test func selectedPointsKeepTheirOrderAndData() throws {
    let points = try PointSet(
      axes: [.x, .t], points: Tensor(rows: [[1, 2], [3, 4], [5, 6]]), data: ["u": [0.1, 0.2, 0.3]])
    let some = points.selecting([2, 0])
    #expect(some.axes == [.x, .t] && some.column(.x) == [5, 1] && some.column(.t) == [6, 2])
    #expect(some.data == ["u": [0.3, 0.1]])
    #expect(points.selecting([]).count == 0 && points.selecting([0, 1, 2]) == points)
  }

  @Test func descriptions() throws {
    #expect(try "\(Interval(-1...1))" == "[-1, 1] (x)")
    #expect(try "\(Interval(-1...1).over(time: 0...1))" == "[-1, 1] x [0, 1] (x, t)")
    let domain = try Box(x: -0.5...1, y: -0.5...1.5).over(time: 0...2)
    #expect("\(domain)" == "[-0.5, 1] x [-0.5, 1.5] x [0, 2] (x, y, t)")
    #expect(domain.boundary.map { "\($0.region)" }[0] == "{-0.5} x [-0.5, 1.5] x [0, 2] (x, y, t)")
  }

  @Test func axesBoundsAndDimension() throws {
    let domain = try Box([("r", 1...2), (.z, 0...5)]).over(time: 0...3)
    #expect(domain.axes == ["r", .z, .t] && domain.dimension == 3)
    #expect(domain.bounds == [1...2, 0...5, 0...3])
    #expect(domain.space.axes == ["r", .z] && domain.time.axis == .t)
  }

  @Test func measures() throws {
    let cuboid = try Box(x: 0...1, y: 0...2, z: -3...0)
    #expect(cuboid.measure == 6)
    #expect(cuboid.boundary.map(\.region.measure) == [6, 6, 3, 3, 2, 2])
    let ends = try Interval(0...5).boundary.map(\.region)
    #expect(ends.map(\.measure) == [1, 1] && ends.map(\.dimension) == [0, 0])
    #expect(ends.map { $0.point(at: []) } == [[0], [5]])
    let walls = try Interval(-1...1).over(time: 0...3).boundary.map(\.region)
    #expect(walls.map(\.measure) == [3, 3, 2, 2] && walls.map(\.dimension) == [1, 1, 1, 1])
  }

  @Test func theUnitCubesCornersAreTheRegionsCorners() throws {
    for region in try exampleRegions() {
      let n = region.dimension
      #expect(region.point(at: [Double](repeating: 0, count: n)) == region.bounds.map(\.lowerBound))
      #expect(region.point(at: [Double](repeating: 1, count: n)) == region.bounds.map(\.upperBound))
      #expect(region.contains(region.point(at: [Double](repeating: 1, count: n))))
    }
  }

  @Test func membership() throws {
    let box = try Box(x: 0...1, y: 0...2)
    #expect(box.contains([0.5, 1.5]) && box.contains([1, 2]) && box.contains([1 + 1e-13, 0]))
    #expect(!box.contains([1.5, 0.5]) && !box.contains([0.5, -1e-9]) && !box.contains([.nan, 0.5]))
    let wall = try #require(box.boundary.first { $0.name == "x=1" }).region
    #expect(wall.contains([1, 0.3]) && !wall.contains([0.999, 0.3]) && !wall.contains([1, 2.1]))
  }

  @Test func normalsPointOutward() throws {
    var rng = RandomStream(seed: 1, for: "test")
    for region in try exampleRegions() {
      for piece in region.boundary {
        let points = try UniformPoints().points(20, in: piece.region, using: &rng).points
        for i in 0..<points.count {
          let point = Array(points.row(i))
          let normal = piece.normal(point)
          #expect(region.contains(point) && piece.region.contains(point))
          #expect(abs(normal.reduce(0) { $0 + $1 * $1 } - 1) < 1e-15)
          #expect(!region.contains(zip(point, normal).map { $0 + 1e-6 * $1 }), "outside \(piece.name) of \(region)")
          #expect(region.contains(zip(point, normal).map { $0 - 1e-6 * $1 }), "inside \(piece.name) of \(region)")
        }
      }
    }
  }

  @Test func spacePiecesHaveNoTimeComponent() throws {
    let domain = try Interval(-1...1).over(time: 0...1)
    #expect(domain.boundary.map { $0.normal([0.5, 0.5]) } == [[-1, 0], [1, 0], [0, -1], [0, 1]])
  }

  @Test func equalVolumesGetEquallyManyPoints() throws {
    var rng = RandomStream(seed: 2, for: "test")
    for region in try exampleRegions() {
      for part in [region] + region.boundary.map(\.region) where part.dimension > 0 {
        let points = try UniformPoints().points(20_000, in: part, using: &rng).points
        let cells = part.dimension == 1 ? 50 : part.dimension == 2 ? 10 : 4
        let statistic = chiSquarePerDegree(points, bounds: part.bounds, cells: cells)
        // The statistic has standard deviation sqrt(2/f) for f degrees of freedom: five of them.
        let degrees = pow(Double(cells), Double(part.dimension)) - 1
        #expect(abs(statistic - 1) < 5 * (2 / degrees).squareRoot(), "\(part)")
      }
    }
  }

  @Test func impossibleRegionsAreRefused() {
    #expect(problem { _ = try Interval(0...0) }?.contains("axis x must have a finite length above 0") == true)
    #expect(problem { _ = try Interval(.y, 0...Double.infinity) }?.contains("axis y") == true)
    #expect(problem { _ = try Interval(-1.5e308...1.5e308) } != nil)
    #expect(problem { _ = try Interval(.x, .from(2, to: 1)) }?.contains("not from 2.0 to 1.0") == true)
    #expect(problem { _ = try Box(x: .from(0, to: .nan), y: 0...1) } != nil)
    #expect(problem { _ = try Box([]) }?.contains("at least one axis") == true)
    #expect(problem { _ = try Box([(.x, 0...1), (.x, 0...1)]) }?.contains("x, x") == true)
    #expect(problem { _ = try Interval(.t, 0...1).over(time: 0...1) }?.contains("t, t") == true)
    #expect(problem { _ = try Interval(0...1).over(time: 1...1) }?.contains("axis t") == true)
    #expect(problem { _ = try Interval(.x, .from(1, to: 2)) } == nil)
  }
}
