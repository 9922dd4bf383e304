// Regions: shapes, set operations, boundary pieces, distances. The code of Guides/Geometry.md.

import Foundation
import HeatEquations
import LatinHypercubeSampling
import PINN

let plate = try Box(x: -1...1, y: -1...1) - Ball(center: [0, 0], radius: 0.5, piece: "hole")
print(plate.boundary.map(\.name))  // ["x=-1", "x=1", "y=-1", "y=1", "hole"]
print(plate.measure)  // 3.2146: 4 - pi / 4, to about 1e-5

let channel = try Polygon(
  [[0, 0], [4, 0], [4, 1], [2, 0.6], [0, 1]], edges: ["wall", "outlet", "wall", "wall", "inlet"])
let turned = try channel.rotated(by: .pi / 6).translated(by: [1, 0])

let domain = try plate.over(time: 0...2)
print(domain.boundary.map(\.name))  // those of the plate, then "initial" and "final"

var rng = RandomStream(seed: 0, for: "points")
let points = try LatinHypercube().points(1000, in: plate, using: &rng)

print(plate.signedDistance(to: [0.6, 0]))  // -0.1, for 0.1 from the hole
print(plate.contains([0, 0]))  // false

let distance = try domain.distanceFunction(to: ["hole", "initial"])
let temperature = 1 + distance * sin(Expr.coordinate(.x))  // 1 on the hole and at the beginning

let block = try Box(x: 0...2, y: 0...1, z: 0...1)
let bore = try Cylinder(base: [1, 0.5, -1], radius: 0.2, height: 3).renamed(["side": "bore"])
let corner = try HalfSpace(through: [1.5, 1, 0.5], normal: [1, 1, 0], piece: "chamfer")
let part = try (block - bore) & corner

func pipe(_ file: String) throws -> SpaceTime {
  let wall = try MeshRegion(mesh: file)
  print(wall)  // mesh pipe.msh of 1162 triangles (x, y)
  print(wall.boundary.map(\.name), wall.mesh.parts)  // ["outer", "inner"] ["wall"]
  return try wall.over(time: 0...1)
}

func onMesh(_ solution: Solution<HeatEquation>, _ mesh: Mesh, at time: Double) throws -> FieldSnapshot {
  try solution.snapshot(at: mesh.points, times: [time], cells: mesh.cellNodes)
}
