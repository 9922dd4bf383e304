// Meshes of Gmsh, meshio and VTK as regions: all formats, closed forms of measures, normals and distances, the checker.

import Foundation
import PINNCore
import PINNGeometry
import PINNTestSupport
import Testing

@Suite struct MeshTests {
  @Test(arguments: [
    "strip-2-text.msh", "strip-2-binary.msh", "strip-4-text.msh", "strip-4-binary.msh", "strip-second.msh",
    "strip-text.vtu",
    "strip-plain.vtu", "strip-zlib.vtu", "strip-vtk-text.vtu", "strip-vtk-raw.vtu", "strip-vtk-base64.vtu",
  ]) func allFormatsSayTheSame(_ file: String) throws {
    let mesh = try Mesh(contentsOf: meshPath(file))
    let region = try MeshRegion(mesh)
    #expect(region.axes == [.x, .y] && region.bounds == [0...2, 0...1])
    #expect(abs(region.measure - 2) < 1e-14)
    // meshio and VTK keep the numbers of groups, not their names.
    let hasNames = file.hasSuffix("msh")
    #expect(region.boundary.map(\.name) == [hasNames ? "inlet" : "5", "7", "boundary"])
    #expect(mesh.parts == (hasNames ? ["steel", "copper"] : ["1", "2"]))
    for (name, length) in [(hasNames ? "inlet" : "5", 1.0), ("7", 1), ("boundary", 4)] {
      let piece = try #require(region.boundary.first { $0.name == name })
      #expect(abs(piece.region.measure - length) < 1e-14, "\(name)")
    }
    let isSecond = file.contains("second")
    #expect(mesh.cellCount == 35 && mesh.nodeCount == (isSecond ? 107 : 32))
    #expect(region.description.hasPrefix("mesh \(file) of 26 triangles"))
    #expect(region.description.contains("taken straight between corners") == isSecond)
    #expect(try mesh.points.count == mesh.nodeCount)
    #expect(
      mesh.cellNodes.map(\.count) == Array(repeating: isSecond ? 6 : 3, count: 26)
        + Array(repeating: isSecond ? 9 : 4, count: 9))
  }

  @Test(arguments: ["strip-4-binary.msh", "annulus.msh", "annulus-2.msh", "solid-1.msh", "solid-2.msh", "overlap.msh"])
  func theCheckerAccepts(_ file: String) throws {
    try checkRegion(MeshRegion(mesh: meshPath(file)))
  }

  @Test func partsAreRegions() throws {
    let mesh = try Mesh(contentsOf: meshPath("strip-4-text.msh"))
    let steel = try MeshRegion(mesh, part: "steel")
    #expect(steel.bounds == [0...1, 0...1] && abs(steel.measure - 1) < 1e-14)
    // What lies between the parts bounds each of them.
    #expect(steel.boundary.map(\.name) == ["inlet", "seam", "boundary"])
    #expect(steel.boundary[1].normal([1, 0.3]) == [1, 0])
    let copper = try MeshRegion(mesh, part: "copper", piece: "walls")
    #expect(copper.boundary.map(\.name) == ["7", "seam", "walls"] && copper.boundary[1].normal([1, 0.3]) == [-1, 0])
    try checkRegion(copper.over(time: 0...2))
    #expect(
      problem { _ = try MeshRegion(mesh, part: "gold") }
        == "'gold' is no part of strip-4-text.msh: its groups of cells are 'steel', 'copper'")
    // A group may have the name that sides without one would get.
    let named = try MeshRegion(mesh, piece: "inlet")
    #expect(named.boundary.map(\.name) == ["inlet", "7", "rest"])
    // Version 2 has a cell once for each of its groups.
    let overlap = try MeshRegion(mesh: meshPath("overlap.msh"))
    #expect(abs(overlap.measure - 1) < 1e-14 && Set(overlap.mesh.parts) == ["all", "again"])
    #expect(overlap.boundary.map(\.name) == ["bottom", "boundary"])
  }

  /// Two regular polygons of 24 sides, whatever the order: curves are lost.
  @Test(arguments: ["annulus.msh", "annulus-2.msh"]) func anAnnulusHasThePolygonsMeasures(_ file: String) throws {
    let region = try MeshRegion(mesh: meshPath(file))
    #expect(abs(region.measure - 12 * sin(.pi / 12) * (4 - 1)) < 1e-12)
    #expect(Set(region.boundary.map(\.name)) == ["inner", "outer"])
    for (name, radius) in [("inner", 1.0), ("outer", 2)] {
      let piece = try #require(region.boundary.first { $0.name == name })
      #expect(abs(piece.region.measure - 48 * radius * sin(.pi / 24)) < 1e-12)
    }
    // The same region by the package's own polygon.
    func ring(_ radius: Double) -> [[Double]] {
      (0..<24).map { [radius * cos(.pi / 12 * Double($0)), radius * sin(.pi / 12 * Double($0))] }
    }
    let polygon = try Polygon(ring(2), holes: [ring(1)])
    var rng = RandomStream(seed: 1, for: "test")
    for _ in 0..<3000 {
      let point = [5 * rng.uniform() - 2.5, 5 * rng.uniform() - 2.5]
      #expect(abs(region.signedDistance(to: point) - polygon.signedDistance(to: point)) < 1e-10)
      #expect(region.contains(point) == polygon.contains(point))
    }
  }

  @Test(arguments: ["solid-1.msh", "solid-2.msh", "solid-2-incomplete.msh"]) func aSolidIsItsBox(_ file: String) throws
  {
    let region = try MeshRegion(mesh: meshPath(file))
    let box = try Box(x: 0...3, y: 0...1, z: 0...1)
    #expect(abs(region.measure - 3) < 1e-13)
    #expect(region.boundary.map(\.name) == ["left", "right", "boundary"])
    for (piece, area) in zip(region.boundary, [1.0, 1, 12]) { #expect(abs(piece.region.measure - area) < 1e-12) }
    #expect(
      region.boundary[0].normal([0, 0.2, 0.7]) == [-1, 0, 0] && region.boundary[1].normal([3, 0.2, 0.7]) == [1, 0, 0])
    for shape in ["tetrahedra", "hexahedra", "prisms", "pyramids"] { #expect(region.description.contains(shape)) }
    var rng = RandomStream(seed: 2, for: "test")
    for _ in 0..<3000 {
      let point = [4 * rng.uniform() - 0.5, 2 * rng.uniform() - 0.5, 2 * rng.uniform() - 0.5]
      #expect(abs(region.signedDistance(to: point) - box.signedDistance(to: point)) < 1e-12)
    }
    // Points in all cells, as many as their volumes demand: the means of x^2 and of x y z over the box are 3 and 3/8.
    let points = try LatticePoints().points(200_000, in: region, using: &rng).points
    let means = (0..<points.count).reduce((0.0, 0.0)) { sum, i in
      (sum.0 + points[i, 0] * points[i, 0] / 200_000, sum.1 + points[i, 0] * points[i, 1] * points[i, 2] / 200_000)
    }
    #expect(abs(means.0 - 3) < 4e-3 && abs(means.1 - 0.375) < 1e-3, "\(means)")
  }

  /// Nodes within edges, faces and cells come in VTK's order: in straight cells each is the mean of the corners that VTK says.
  @Test(arguments: ["solid-2.msh", "solid-2-incomplete.msh", "strip-second.msh"]) func nodesOfSecondOrderAreInPlace(
    _ file: String
  ) throws {
    let mesh = try Mesh(contentsOf: meshPath(file))
    let points = try mesh.points.points
    let isSolid = mesh.dimension == 3
    let square = [[0, 1], [1, 2], [2, 3], [3, 0]]
    let pillars = [[0, 4], [1, 5], [2, 6], [3, 7]]
    let cube = square + square.map { $0.map { $0 + 4 } } + pillars
    let wedge = [[0, 1], [1, 2], [2, 0], [3, 4], [4, 5], [5, 3], [0, 3], [1, 4], [2, 5]]
    let middles: [Int: (corners: Int, middles: [[Int]])] = [
      6: (3, [[0, 1], [1, 2], [2, 0]]), 9: (4, square + [[0, 1, 2, 3]]),
      10: (4, [[0, 1], [1, 2], [2, 0], [0, 3], [1, 3], [2, 3]]),
      13: (5, square + [[0, 4], [1, 4], [2, 4], [3, 4]]),
      15: (6, wedge), 18: (6, wedge + [[0, 1, 3, 4], [1, 2, 4, 5], [0, 2, 3, 5]]), 20: (8, cube),
      27: (
        8,
        cube + [
          [0, 3, 4, 7], [1, 2, 5, 6], [0, 1, 4, 5], [2, 3, 6, 7], [0, 1, 2, 3], [4, 5, 6, 7], [0, 1, 2, 3, 4, 5, 6, 7],
        ]
      ),
    ]
    for cell in mesh.cellNodes {
      let (corners, means) = try #require(middles[cell.count])
      #expect(cell.count == corners + means.count)
      for (k, ends) in means.enumerated() {
        for axis in 0..<(isSolid ? 3 : 2) {
          let mean = ends.reduce(0) { $0 + points[cell[$1], axis] } / Double(ends.count)
          #expect(abs(points[cell[corners + k], axis] - mean) < 1e-9, "node \(corners + k) of \(cell.count)")
        }
      }
    }
  }

  /// A regular lattice keeps its evenness: no more than a few points for each cell's share.
  @Test func latticesStayEven() throws {
    let region = try MeshRegion(mesh: meshPath("strip-4-binary.msh"))
    var rng = RandomStream(seed: 3, for: "test")
    let points = try LatticePoints().points(10_000, in: region, using: &rng).points
    // Independent points would have 1 here, even ones far less.
    #expect(chiSquarePerDegree(points, bounds: region.bounds, cells: 8) < 0.3)
  }

  @Test func regionsOfMeshesCanBeCutAndMoved() throws {
    let strip = try MeshRegion(mesh: meshPath("strip-4-binary.msh"))
    let cut = try strip - Ball(center: [1, 0.5], radius: 0.25, piece: "hole")
    #expect(abs(cut.measure - (2 - .pi / 16)) < 1e-4)
    #expect(Set(cut.boundary.map(\.name)) == ["inlet", "7", "boundary", "hole"])
    let moved = try strip.scaled(by: 2).translated(by: [1, 0])
    #expect(abs(moved.measure - 8) < 1e-12)
    try checkRegion(moved)
  }
}

/// Points of low discrepancy: multiples of powers of the roots of x^(d + 1) = x + 1, the golden ratio's kin (Roberts).
private struct LatticePoints: Sampler {
  func unitPoints(_ count: Int, dimension: Int, using rng: inout RandomStream) -> Tensor<Double> {
    let root = [1: 1.6180339887498949, 2: 1.3247179572447460, 3: 1.2207440846057596][dimension]!
    return Tensor(
      shape: [count, dimension],
      elements: (0..<count * dimension).map { i in
        (0.5 + Double(i / dimension) / pow(root, Double(i % dimension + 1))).truncatingRemainder(dividingBy: 1)
      })
  }
}

func meshPath(_ file: String) -> String {
  URL(filePath: #filePath).deletingLastPathComponent().appending(path: "reference/\(file)").path
}
