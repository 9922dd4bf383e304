// Snapshots, files of them and pictures: the code of Guides/Pictures.md and of parts of Guides/Files.md.

import BurgersEquations
import PINN
import PINNHDF5
import PINNPlots

func snapshots(_ solution: Solution<BurgersEquation>) throws {
  let exact = try ReferenceSolution.coleHopf(viscosity: 0.01 / .pi)
  var fields = try solution.adding(reference: exact, to: solution.snapshot())
  fields.quantities["u"] = .init("velocity", unit: "m/s")
  for name in ["burgers.h5", "burgers.xdmf", "burgers.vti", "burgers.csv"] {
    try FileFormat.all.writer(to: name, force: true).write(fields)
  }

  let probes = try CSVReader(path: "probes.csv").points(over: [.x])
  try CSVWriter(path: "series.csv").write(solution.snapshot(at: probes, times: [0, 0.5, 1]))
}

func pictures(of fields: FieldSnapshot) throws {
  try FieldMap(fields, "u").write(to: "u.png")
  try LinePlot(fields, "u", along: .x, at: .t, [0, 0.25, 0.5, 1]).write(to: "slices.svg")
  try LossHistoryPlot(fields.history).write(to: "loss.pdf")

  try Figure(columns: 3) {
    for name in ["u", "reference_u", "error_u"] { try FieldMap(fields, name) }
  }.write(to: "comparison.pdf")
}

func points(of training: Training<BurgersEquation>) throws {
  let sets = training.loss.collocationPoints.map { (name: $0.condition, points: $0.points) }
  let region = training.problem.region
  try PointPlot(sets, axes: region.axes, bounds: region.bounds).write(to: "points.png")
}

func slice(of fields: FieldSnapshot) throws {
  let (moment, values) = try fields.slice(at: [.t: 0.5])
  print(values)  // [t: 0.5], the nearest on the grid
  try FieldMap(moment, "p", range: -1...1, title: "t = 0.5").write(to: "p.png")
}

func everything(in fields: FieldSnapshot) throws {
  for (name, picture) in try fields.standardPictures() { try picture.write(to: "\(name).png") }
}

let known = try HDF5Reader(path: "other.h5").field("u")
let reference = ReferenceSolution<BurgersEquation.Unknown>(name: "other.h5", fields: [.u: known])
let earlier = try HDF5Reader(path: "burgers.h5").snapshot()
try pictures(of: earlier)
