// Fields in HDF5 files, from this package and from elsewhere: the code of Guides/Files.md.

import BurgersEquations
import PINN
import PINNHDF5

let file = try HDF5Reader(path: "burgers.h5")
for (path, shape) in try file.datasets() { print(path, shape) }
print(try file.attribute("equation"))  // text("u_t + u u_x - nu u_xx = 0")

let u = try file.field("u")
print(u.axes.map(\.axis), u.values.shape)  // [t, x] [101, 101]

func check(_ solution: Solution<BurgersEquation>) throws {
  let known = try HDF5Reader(path: "other.h5").field("usol", coordinates: [.t: "tgrid", .x: "xgrid"], transposed: true)
  let reference = ReferenceSolution<BurgersEquation.Unknown>(name: "other.h5") { _, _ in known.values.elements }
  print(try solution.errors(against: reference, at: known.points()))
}

func measurements() throws -> Condition<BurgersEquation.Unknown> {
  var points = try u.points()
  points.data["u"] = u.values.elements
  return .data(.u, at: points)
}
