// Every shape of the list, and variants that no entry makes, through the public checkers.

import Foundation
import PINN
import PINNTestSupport
import Testing

private let regions: [(name: String, make: @Sendable () throws -> any Region)] = [
  ("interval", { try Interval(-1...2) }),
  ("far interval", { try Interval(.y, 100...100.5) }),
  ("rectangle", { try Box(x: -0.5...1, y: -0.5...1.5) }),
  ("cuboid", { try Box(x: 0...1, y: 0...2, z: -3...(-1)) }),
  ("hypercuboid", { try Box([("r", 1...2), (.z, 0...5), ("phi", 0...3), (.t, 0...1)]) }),
  ("interval in time", { try Interval(-1...1).over(time: 0...1) }),
  ("disk off the centre", { try Ball(center: [1, -0.5], radius: 0.7) }),
  ("ball off the centre", { try Ball(center: [0, 1, 2], radius: 1.5) }),
  ("disk in time", { try Ball(center: [0, 0], radius: 1).over(time: 0...2) }),
  ("annulus", { try Shell(center: [0.2, 0], inner: 0.5, outer: 1) }),
  ("spherical shell", { try Shell(center: [0, 0, 1], inner: 1, outer: 2) }),
  ("ellipse", { try Ellipsoid(center: [1, 0], semiaxes: [2, 0.5]) }),
  ("spheroid", { try Ellipsoid(center: [0, 0, 0], semiaxes: [1, 1, 0.5]) }),
  ("ellipsoid", { try Ellipsoid(center: [0, 1, 0], semiaxes: [1, 2, 0.7]) }),
  ("cylinder", { try Cylinder(base: [0, 0, -1], radius: 0.5, height: 2) }),
  ("cone", { try Cone(base: [0, 0, 0], radius: 1, height: 2) }),
  ("truncated cone", { try Cone(base: [1, 0, 0], radius: 1, topRadius: 0.4, height: 1) }),
  ("torus", { try Torus(center: [0, 0, 0.5], majorRadius: 1, minorRadius: 0.4) }),
  ("triangle", { try Polygon([[0, 0], [2, 0.5], [0.5, 1.5]]) }),
  ("triangle of three pieces", { try Polygon([[0, 0], [0, 1], [1, 0]], edges: ["left", "slope", "bottom"]) }),
  ("arrow", { try Polygon([[0, 0], [2, 1], [0, 2], [0.7, 1]]) }),
  (
    "comb",
    {
      try Polygon([
        [0, 0], [5, 0], [5, 2], [4, 2], [4, 1], [3, 1], [3, 2], [2, 2], [2, 0.5], [1, 0.5], [0, 2],
      ])
    }
  ),
  (
    "spiral",
    { try Polygon([[0, 0], [4, 0], [4, 4], [1, 4], [1, 2], [2, 2], [2, 3], [3, 3], [3, 1], [0, 1]]) }
  ),
  (
    "polygon with holes",
    {
      try Polygon(
        [[0, 0], [4, 0], [4, 3], [2, 2], [0, 3]],
        holes: [[[1, 0.5], [1.5, 0.5], [1.2, 1]], [[2.5, 0.5], [3.5, 0.5], [3.5, 1.5], [3, 1], [2.5, 1.5]]])
    }
  ),
  (
    "L with an inlet",
    { try Polygon([[0, 0], [2, 0], [2, 1], [1, 1], [1, 2], [0, 2]], edges: ["w", "w", "w", "w", "in", "w"]) }
  ),
  (
    "polygon and disk",
    { try Polygon([[0, 0], [2, 0], [1, 0.5], [0, 2]]) | Ball(center: [0, 0], radius: 0.5, piece: "disk") }
  ),
  ("mesh", { try MeshRegion(Mesh(Data(square.utf8), name: "square.msh")) }),
  ("triangulated solid", { try TriangulatedSolid(stl: Data(tetrahedron.utf8), name: "tetrahedron") }),
  ("square with a hole", { try Box(x: -1...1, y: -1...1) - Ball(center: [0.2, 0], radius: 0.5, piece: "hole") }),
  ("half disk", { try Ball(center: [0, 0], radius: 1) & HalfSpace(through: [0, 0], normal: [1, 2]) }),
  ("lens", { try Ball(center: [0, 0], radius: 1, piece: "left") & Ball(center: [1, 0], radius: 1, piece: "right") }),
  ("two disks", { try Ball(center: [0, 0], radius: 1) | Ball(center: [1, 0], radius: 0.8) }),
  ("L", { try Box(x: 0...2, y: 0...1) | Box(x: 0...1, y: 0...2) }),
  ("notched square", { try Box(x: 0...2, y: 0...2) - Box(x: 1...2, y: 1...2) }),
  ("interval with a gap", { try Interval(0...3) - Interval(1...1.5) }),
  ("cube less a ball", { try Box(x: 0...1, y: 0...1, z: 0...1) - Ball(center: [1, 1, 1], radius: 0.6) }),
  (
    "three operands",
    { try (Box(x: -1...1, y: -1...1) - Ball(center: [0, 0], radius: 0.5)) | Box(x: 0...2, y: -0.25...0.25) }
  ),
  ("turned box", { try Box(x: 0...1, y: 0...2).rotated(by: 0.5).translated(by: [1, 1]).scaled(by: 0.5) }),
  ("turned cone", { try Cone(base: [0, 0, 0], radius: 1, height: 1).rotated(by: 1, around: [1, 2, 3]) }),
  ("renamed box", { try Box(x: 0...1, y: 0...1).renamed(["x=0": "inlet"]) }),
  (
    "holed square in time", { try (Box(x: 0...1, y: 0...1) - Ball(center: [0.5, 0.5], radius: 0.2)).over(time: 0...1) }
  ),
]

private let tetrahedron =
  "solid\n"
  + [
    ["0 0 0", "0 1 0", "1 0 0"], ["0 0 0", "1 0 0", "0 0 1"], ["0 0 0", "0 0 1", "0 1 0"], ["1 0 0", "0 1 0", "0 0 1"],
  ]
  .map { "facet normal 0 0 0 outer loop vertex \($0[0]) vertex \($0[1]) vertex \($0[2]) endloop endfacet\n" }.joined()
  + "endsolid\n"

/// Gmsh's mesh of a square of two triangles, each a part.
private let square = """
  $MeshFormat
  2.2 0 8
  $EndMeshFormat
  $PhysicalNames
  3
  1 1 "bottom"
  2 2 "lower"
  2 3 "upper"
  $EndPhysicalNames
  $Nodes
  4
  1 0 0 0
  2 1 0 0
  3 1 1 0
  4 0 1 0
  $EndNodes
  $Elements
  3
  1 1 2 1 1 1 2
  2 2 2 2 1 1 2 3
  3 2 2 3 1 1 3 4
  $EndElements
  """

@Suite struct RegionTable {
  @Test(arguments: allRegions.map(\.name)) func doesWhatItsEntrySays(_ name: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func file(_ name: String, _ text: String) throws -> String {
      let path = folder.appending(path: name).path
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      return path
    }
    let entry = try #require(allRegions.first { $0.name == name })
    if name == "mesh" {
      try checkEntry(
        entry, examples: ["file": file("small.msh", square)],
        others: ["file": file("large.msh", square.replacing("1 1 0", with: "2 2 0")), "part": "upper"])
    } else {
      try checkEntry(
        entry, examples: ["file": file("small.stl", tetrahedron)],
        others: ["file": file("large.stl", tetrahedron.replacing("1", with: "2"))])
    }
  }

  @Test(arguments: regions.map(\.name)) func everyRegionKeepsItsPromises(_ name: String) throws {
    let region = try #require(regions.first { $0.name == name })
    try checkRegion(region.make())
  }
}
