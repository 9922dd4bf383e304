// Whole snapshots through HDF5 files: grids, points, time series; large arrays are compressed and lose nothing.

import Foundation
import PINNCore
import PINNHDF5
import Testing

@Suite struct SnapshotFileTests {
  @Test func aSnapshotComesBackWhole() throws {
    try withFolder { folder in
      var snapshot = sampleSnapshot()
      snapshot.attributes.removeAll { $0.name == "not a number" }
      snapshot.fields[0].values.elements[3] = .infinity
      snapshot.quantities = [
        "u": .init("velocity", unit: "m/s"), "p": .init(role: .error), "x": .init(unit: "m"),
      ]
      try HDF5Writer(path: folder + "/a.h5").write(snapshot)
      let read = try HDF5Reader(path: folder + "/a.h5").snapshot()
      #expect(read.coordinates.map(\.axis) == [.t, .y, .x])
      #expect(read.coordinates.map(\.values) == snapshot.coordinates.map(\.values))
      for (name, values) in snapshot.fields { #expect(try read.field(name) == values) }
      #expect(read.quantities == snapshot.quantities)
      #expect(read.history.map(\.name) == ["step", "seconds", "loss", "wall x=-1"])
      #expect(read.history.map(\.values) == snapshot.history.map(\.values))
      #expect(read.parameters == snapshot.parameters && read.layout.blocks == snapshot.layout.blocks)
      #expect(read.attributes.count == snapshot.attributes.count)
      for (name, value) in snapshot.attributes { #expect(read.attributes.first { $0.name == name }?.value == value) }
    }
  }

  @Test(arguments: [[], [0.0, 0.5, 1]]) func pointsComeBackWithTheirCells(times: [Double]) throws {
    try withFolder { folder in
      let snapshot = samplePoints(times: times)
      try HDF5Writer(path: folder + "/a.h5").write(snapshot)
      let read = try HDF5Reader(path: folder + "/a.h5").snapshot()
      #expect(read.points == snapshot.points && read.cells == snapshot.cells && read.shape == snapshot.shape)
      #expect(read.fields[0].values == snapshot.fields[0].values)
      #expect(read.coordinates.map(\.values) == (times.isEmpty ? [] : [times]))
      #expect(read.quantities == snapshot.quantities.filter { $0.key != "t" || !times.isEmpty })
    }
  }

  @Test func largeFieldsAreCompressedWithoutLoss() throws {
    try withFolder { folder in
      let n = 300
      let values = (0..<n * n).map { Double($0 / n) / 64 }
      let snapshot = FieldSnapshot(
        coordinates: [(.y, (0..<n).map(Double.init)), (.x, (0..<n).map(Double.init))],
        fields: [("u", Tensor(shape: [n, n], elements: values))])
      try HDF5Writer(path: folder + "/a.h5").write(snapshot)
      let size = try #require(FileManager.default.contents(atPath: folder + "/a.h5")).count
      #expect(size < n * n * 8 / 10)
      #expect(try HDF5Reader(path: folder + "/a.h5").field("u").values.elements == values)
      guard Tool.hasH5dump, let dump = Tool.h5dump.run(["-pH", "-d", "/fields/u", folder + "/a.h5"]) else { return }
      #expect(dump.output.contains("PREPROCESSING SHUFFLE") && dump.output.contains("COMPRESSION DEFLATE"))
      #expect(dump.output.contains("CHUNKED ( 109, 300 )"))
    }
  }

  @Test func filesOfOthersAreNoSnapshots() throws {
    try withFolder { folder in
      var snapshot = sampleSnapshot()
      snapshot.fields = []
      try HDF5Writer(path: folder + "/a.h5").write(snapshot)
      let said = sentence { try HDF5Reader(path: folder + "/a.h5").snapshot() }
      #expect(said?.contains("has no field in /fields with an attribute 'axes'") == true)
    }
  }

  @Test func referencesAreExactAtNodesAndLinearBetween() throws {
    enum Unknown: String, UnknownName { case u, v }
    try withFolder { folder in
      // Linear along each axis, so that interpolation is exact; y is stored backwards.
      let (t, y) = ([0.0, 1, 3], [2.0, 0.5, -1])
      let f = { (t: Double, y: Double) in 1 + 2 * t - 3 * y + t * y }
      let u = Tensor(shape: [3, 3], elements: t.flatMap { t in y.map { f(t, $0) } })
      try HDF5Writer(path: folder + "/a.h5").write(FieldSnapshot(coordinates: [(.t, t), (.y, y)], fields: [("u", u)]))
      let field = try HDF5Reader(path: folder + "/a.h5").field("u")
      let reference = ReferenceSolution<Unknown>(name: "a.h5", fields: [.u: field])
      #expect(try reference.values(of: .u, at: field.points()) == u.elements)
      let rows = [[0.25, 0.1], [2, 1.99], [-1, 3], [0, 0]]  // y, t
      let values = try #require(try reference.values(of: .u, at: PointSet(axes: [.y, .t], points: Tensor(rows: rows))))
      for (value, row) in zip(values, rows) { #expect(abs(value - f(row[1], row[0])) < 1e-13) }
      #expect(try reference.values(of: .v, at: field.points()) == nil)
      let outside = try PointSet(axes: [.y, .t], points: Tensor(rows: [[0, 3.1]]))
      #expect(
        sentence { try reference.values(of: .u, at: outside) }
          == "'/fields/u' has no value at t = 3.1: its grid goes from 0.0 to 3.0")
      let wrong = try PointSet(axes: [.x], points: Tensor(rows: [[0]]))
      #expect(sentence { try reference.values(of: .u, at: wrong) }?.contains("not [\"x\"]") == true)
      #expect(field.snapshot().fields[0].name == "u" && field.snapshot().fields[0].values == u)
    }
  }
}
