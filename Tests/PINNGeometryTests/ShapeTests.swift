// Shapes: measures and distances against numbers from elsewhere, names, formulas, and what is refused.

import Foundation
import PINNCore
import PINNGeometry
import Testing

@Suite struct ShapeTests {
  @Test func measuresOfShapesAndTheirPieces() throws {
    func pieces(_ region: some Region) -> [String: Double] {
      Dictionary(uniqueKeysWithValues: region.boundary.map { ($0.name, $0.region.measure) })
    }
    let ball = try Ball(center: [0, 0, 0], radius: 3)
    #expect(abs(ball.measure - 36 * .pi) < 1e-12 && pieces(ball) == ["boundary": 36 * .pi])
    let annulus = try Shell(center: [0, 0], inner: 1, outer: 2)
    #expect(abs(annulus.measure - 3 * .pi) < 1e-14 && pieces(annulus) == ["inner": 2 * .pi, "outer": 4 * .pi])
    // Perimeter 4 a E(1 - b^2/a^2) and area 4 pi R_G(a^2 b^2, a^2 c^2, b^2 c^2) from SciPy's ellipe and elliprg.
    let ellipse = try Ellipsoid(center: [0, 0], semiaxes: [2, 0.5])
    #expect(abs(ellipse.boundary[0].region.measure - 8.578421775156833) < 1e-11)
    let ellipsoid = try Ellipsoid(center: [0, 0, 0], semiaxes: [1, 2, 0.7])
    #expect(abs(ellipsoid.boundary[0].region.measure / 17.969434384992653 - 1) < 1e-5)
    let cone = try Cone(base: [0, 0, 0], radius: 3, height: 4)
    #expect(abs(cone.measure - 12 * .pi) < 1e-13)
    #expect(abs(pieces(cone)["side"]! - 15 * .pi) < 1e-13 && abs(pieces(cone)["base"]! - 9 * .pi) < 1e-13)
    let cylinder = try Cylinder(base: [0, 0, 0], radius: 1, height: 3)
    #expect(cylinder.boundary.map(\.name) == ["side", "bottom", "top"])
    #expect(abs(cylinder.measure - 3 * .pi) < 1e-14 && abs(pieces(cylinder)["side"]! - 6 * .pi) < 1e-14)
    let polygon = try Polygon(
      [[0, 0], [4, 0], [4, 3]], holes: [[[2, 0.5], [3, 0.5], [3, 1]]], edges: ["floor", "wall", "roof"])
    #expect(abs(polygon.measure - 5.75) < 1e-14)
    #expect(pieces(polygon).filter { $0.key != "hole" } == ["floor": 4, "wall": 3, "roof": 5])
  }

  @Test func clockwisePolygonsKeepTheNamesOfTheirEdges() throws {
    let polygon = try Polygon([[0, 0], [0, 1], [2, 1], [2, 0]], edges: ["left", "top", "right", "bottom"])
    #expect(
      Dictionary(uniqueKeysWithValues: polygon.boundary.map { ($0.name, $0.normal([1, 0.5])) })
        == ["left": [-1, 0], "top": [0, 1], "right": [1, 0], "bottom": [0, -1]])
  }

  /// Means over the middles of 40 equal parts of each unit coordinate, against integrals by hand: sharper than chi-square.
  @Test func momentsOfTheMaps() throws {
    func mean(_ region: any Region, _ f: ([Double]) -> Double) -> Double {
      let (count, n) = ((0..<region.dimension).reduce(1) { product, _ in product * 40 }, region.dimension)
      return (0..<count).reduce(0) { sum, index in
        var rest = index
        let unit = (0..<n).map { _ in
          defer { rest /= 40 }
          return (Double(rest % 40) + 0.5) / 40
        }
        return sum + f(region.point(at: unit)) / Double(count)
      }
    }
    func square(_ p: [Double]) -> Double { p[0] * p[0] + p[1] * p[1] }
    let torus = try Torus(center: [0, 0, 0], majorRadius: 1, minorRadius: 0.4)
    #expect(abs(mean(torus, square) - (1 + 0.75 * 0.16)) < 5e-4)
    #expect(abs(mean(torus.boundary[0].region, square) - (1 + 1.5 * 0.16)) < 5e-4)
    let ball = try Ball(center: [0, 0, 0], radius: 1)
    #expect(abs(mean(ball, square) - 2.0 / 5) < 5e-4 && abs(mean(ball.boundary[0].region, square) - 2.0 / 3) < 5e-4)
    #expect(abs(mean(try Shell(center: [0, 0], inner: 1, outer: 2), square) - 2.5) < 5e-4)
    let cone = try Cone(base: [0, 0, 0], radius: 1, height: 1)
    #expect(abs(mean(cone) { $0[2] } - 0.25) < 1e-3 && abs(mean(cone, square) - 0.3) < 5e-4)
    #expect(abs(mean(cone.boundary[0].region) { $0[2] } - 1 / 3.0) < 1e-3)
    let triangle = try Polygon([[0, 0], [3, 0], [1, 2]])
    #expect(abs(mean(triangle) { $0[0] } - 4 / 3.0) < 1e-3 && abs(mean(triangle) { $0[1] } - 2 / 3.0) < 1e-3)
  }

  @Test func ellipsoidDistances() throws {
    // By Nelder-Mead over the surface's two parameters, SciPy.
    let ellipsoid = try Ellipsoid(center: [0, 0, 0], semiaxes: [1, 2, 0.7])
    let known: [([Double], Double)] = [
      ([0, 0, 0], -0.7), ([0.3, -0.5, 0.2], -0.4251750069660388), ([2, 1, 1], 1.3906658237281961), ([0, 1.9, 0], -0.1),
      ([0, 0.5, 0], -0.6746107878619456), ([0, 3, 0], 1),
    ]
    for (point, distance) in known { #expect(abs(ellipsoid.signedDistance(to: point) - distance) < 1e-9, "\(point)") }
  }

  /// The distance is no larger than that to any of many points of the boundary, and nearly that to the nearest one.
  @Test func exactDistancesAgreeWithTheNearestOfManyBoundaryPoints() throws {
    let regions: [any Region] = [
      try Box(x: 0...1, y: -1...2), try Ellipsoid(center: [1, 0], semiaxes: [2, 0.3]),
      try Polygon([[0, 0], [2, 1], [0, 2], [0.7, 1]]), try Cone(base: [0, 0, 0], radius: 1, topRadius: 0.3, height: 1),
      try Torus(center: [0, 0, 0], majorRadius: 1, minorRadius: 0.4),
      try Cylinder(base: [0, 0, 0], radius: 1, height: 1),
      try Shell(center: [0, 0], inner: 0.5, outer: 1), try Box(x: 0...1, y: 0...1).rotated(by: 0.4).scaled(by: 2),
    ]
    for region in regions {
      let isPlane = region.axes.count == 2
      let count = isPlane ? 4000 : 120
      let points = region.boundary.flatMap { piece in
        (0..<(isPlane ? count : count * count)).map { i in
          piece.region.point(
            at: isPlane
              ? [(Double(i) + 0.5) / Double(count)]
              : [Double(i % count), Double(i / count)].map { ($0 + 0.5) / Double(count) })
        }
      }
      var rng = RandomStream(seed: 5, for: "test")
      for _ in 0..<40 {
        let p = region.bounds.map { $0.lowerBound - 0.5 + (1 + $0.upperBound - $0.lowerBound) * rng.uniform() }
        let nearest = points.map { zip($0, p).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } }.min()!.squareRoot()
        let distance = abs(region.signedDistance(to: p))
        #expect(distance <= nearest + 1e-12 && nearest - distance < (isPlane ? 0.003 : 0.04), "\(p) of \(region)")
      }
    }
  }

  @Test func distanceFormulas() throws {
    func value(_ formula: Expr, _ point: [Double], _ axes: [Axis] = [.x, .y]) throws -> Double {
      try Program<Double>(values: [formula], axes: axes).values(at: Tensor(rows: [point])).elements[0]
    }
    let box = try Box(x: 0...1, y: 0...2)
    #expect(try value(box.distanceFunction(to: ["x=0"]), [0.25, 1]) == 0.25)
    // 0.25 and 0.75 joined: 1 - sqrt(0.0625 + 0.5625).
    #expect(abs(try value(box.distanceFunction(to: ["x=0", "x=1"]), [0.25, 1]) - (1 - 0.625.squareRoot())) < 1e-15)
    #expect(try value(box.distanceFunction(to: ["x=0", "y=0"]), [0, 0]) == 0)
    let disk = try Ball(center: [1, 0], radius: 2).over(time: 1...3)
    #expect(try value(disk.distanceFunction(to: ["initial"]), [1, 1, 2.5], [.x, .y, .t]) == 1.5)
    #expect(try value(disk.distanceFunction(to: ["boundary"]), [2, 1, 2.5], [.x, .y, .t]) == 0.5)
    #expect(problem { _ = try box.distanceFunction(to: ["x=3"]) }?.contains("'x=0', 'x=1', 'y=0', 'y=2'") == true)
    #expect(problem { _ = try box.distanceFunction(to: []) }?.contains("at least one") == true)
    let solid = try TriangulatedSolid(stl: binarySTL(simplex), name: "simplex")
    #expect(problem { _ = try solid.distanceFunction(to: ["boundary"]) }?.contains("no formula is known") == true)
    #expect(problem { _ = try solid.definingFunction(at: [.coordinate(.x)]) }?.contains("no smooth formula") == true)
    let spaceTime = try solid.over(time: 0...1)
    #expect(try value(spaceTime.distanceFunction(to: ["initial"]), [0.1, 0.1, 0.1, 0.5], [.x, .y, .z, .t]) == 0.5)
  }

  @Test func impossibleShapesAreRefused() throws {
    func refusal(_ make: () throws -> Any) -> String { problem { _ = try make() } ?? "none" }
    let square: [[Double]] = [[0, 0], [1, 0], [1, 1], [0, 1]]
    #expect(refusal { try Ball(center: [0, 0], radius: -1) }.contains("above 0, not -1"))
    #expect(refusal { try Ball(center: [0, .nan], radius: 1) }.contains("finite coordinates"))
    #expect(refusal { try Ball(center: [0], radius: 1) }.contains("2 or 3 coordinates, not 1"))
    #expect(refusal { try Ball(center: [0, 0], radius: 1, axes: [.x, .x]) }.contains("x, x"))
    #expect(refusal { try Shell(center: [0, 0], inner: 2, outer: 1) }.contains("less than the outer"))
    #expect(refusal { try Ellipsoid(center: [0, 0], semiaxes: [1]) }.contains("each of its 2"))
    #expect(refusal { try Ellipsoid(center: [0, 0], semiaxes: [1, 0]) }.contains("semi-axis"))
    #expect(refusal { try Cone(base: [0, 0, 0], radius: 1, topRadius: 1, height: 1) }.contains("top radius"))
    #expect(refusal { try Cylinder(base: [0, 0, 0], radius: 1, height: .infinity) }.contains("height"))
    #expect(refusal { try Torus(center: [0, 0, 0], majorRadius: 1, minorRadius: 1) }.contains("minor radius"))
    #expect(refusal { try HalfSpace(through: [0, 0], normal: [0, 0]) }.contains("must be a direction"))
    #expect(refusal { try HalfSpace(through: [0, 0], normal: [1, 0, 0]) }.contains("must be a direction"))
    #expect(refusal { try Polygon([[0, 0], [1, 0]]) }.contains("at least 3 vertices"))
    #expect(refusal { try Polygon([]) }.contains("at least 3 vertices"))
    #expect(refusal { try Polygon([[0, 0], [1], [0, 1]]) }.contains("2 coordinates, not 1"))
    #expect(refusal { try Polygon([[0, 0], [1, 1], [1, 0], [0, 1]]) }.contains("crosses or touches itself"))
    #expect(refusal { try Polygon([[0, 0], [2, 0], [1, 0]]) }.contains("turns back on itself"))
    #expect(refusal { try Polygon([[0, 0], [0, 0], [1, 0]]) }.contains("twice in a row"))
    #expect(refusal { try Polygon(square, holes: [[[2, 2], [3, 2], [2, 3]]]) }.contains("hole 1 lies outside"))
    #expect(
      refusal { try Polygon(square, holes: [[[0.5, 0.5], [1.5, 0.5], [0.5, 0.8]]]) }.contains(
        "hole 1 meets the outline"))
    let inner: [[Double]] = [[0.2, 0.2], [0.8, 0.2], [0.5, 0.8]]
    #expect(
      refusal { try Polygon(square, holes: [inner, inner.map { [0.4 + 0.2 * $0[0], 0.2 + 0.2 * $0[1]] }]) }.contains(
        "in the other"))
    #expect(refusal { try Polygon(square, edges: ["a"]) }.contains("as many names"))
    #expect(refusal { try Polygon(square, holes: [inner], edges: ["hole", "a", "a", "a"]) }.contains("like its hole"))
    #expect(refusal { try Interval(0...1).scaled(by: 0) }.contains("factor of a scaling"))
    #expect(refusal { try Interval(0...1).translated(by: [1, 2]) }.contains("1 finite numbers"))
    #expect(refusal { try Interval(0...1).rotated(by: 1) }.contains("2 axes"))
    #expect(refusal { try Interval(0...1).renamed(["y=0": "a"]) }.contains("'y=0' can't be renamed"))
    #expect(refusal { try Interval(0...1).renamed(["x=0": "x=1"]) }.contains("would be called 'x=1'"))
  }
}
