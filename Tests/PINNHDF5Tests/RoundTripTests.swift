// What goes into a file comes out of it, number by number.

import Foundation
import PINNCore
import PINNHDF5
import Synchronization
import Testing

@Suite struct RoundTripTests {
  @Test func everythingComesBack() throws {
    try withFolder { folder in
      let snapshot = sampleSnapshot()
      let path = folder + "/fields.h5"
      try HDF5Writer(path: path).write(snapshot)
      let reader = try HDF5Reader(path: path)

      for (name, values) in snapshot.fields {
        let field = try reader.field(name)
        #expect(field.name == "/fields/\(name)")
        #expect(field.values == values)
        #expect(field.axes.map(\.axis) == [.t, .y, .x])
        #expect(field.axes.map(\.values) == snapshot.coordinates.map(\.values))
      }
      for (name, values) in snapshot.history {
        #expect(try reader.values(of: "/history/\(name)").elements == values)
      }
      #expect(try reader.values(of: "network/parameters").elements == snapshot.parameters)
      for block in snapshot.layout.blocks {
        let values = try reader.values(of: "/network/blocks/\(block.name)")
        #expect(values.shape == [block.rows, block.columns])
        #expect(values.elements == Array(snapshot.parameters[block.range]))
      }
      let attributes = try reader.attributes()
      #expect(attributes.count == snapshot.attributes.count)
      for (name, value) in snapshot.attributes where name != "not a number" {
        #expect(try reader.attribute(name) == value)
        #expect(attributes.contains { $0.name == name && $0.value == value })
      }
      guard case .number(let nan) = try reader.attribute("not a number") else { throw HDF5Error("not a number") }
      #expect(nan.isNaN)
    }
  }

  @Test func datasetsAreListedWithShapes() throws {
    try withFolder { folder in
      try HDF5Writer(path: folder + "/a.h5").write(sampleSnapshot())
      let list = try HDF5Reader(path: folder + "/a.h5").datasets().map { "\($0.path) \($0.shape)" }
      #expect(
        list == [
          "/coordinates/t [2]", "/coordinates/x [4]", "/coordinates/y [3]", "/fields/p [2, 3, 4]",
          "/fields/u [2, 3, 4]",
          "/history/loss [3]", "/history/seconds [3]", "/history/step [3]", "/history/wall x=-1 [3]",
          "/network/blocks/layer 1/bias [2, 1]", "/network/blocks/layer 1/weights [2, 3]", "/network/blocks/ν [1, 1]",
          "/network/layout [3]", "/network/parameters [9]",
        ])
    }
  }

  @Test func pointsOfAFieldFollowItsValues() throws {
    try withFolder { folder in
      try HDF5Writer(path: folder + "/a.h5").write(sampleSnapshot())
      let field = try HDF5Reader(path: folder + "/a.h5").field("u")
      for order in [[Axis.t, .y, .x], [.x, .y, .t], [.y, .t, .x]] {
        let points = try field.points(over: order)
        #expect(points.axes == order)
        let column = { axis in points.points.column(order.firstIndex(of: axis)!) }
        let expected = zip(column(.t), zip(column(.y), column(.x))).map { t, yx in t + 10 * yx.0 + 100 * yx.1 }
        #expect(field.values.elements == expected)
      }
      #expect(try field.points().axes == [.t, .y, .x])
      #expect(
        sentence { try field.points(over: [.t, .x]) }
          == "'/fields/u' is a field over [\"t\", \"y\", \"x\"], not [\"t\", \"x\"]")
    }
  }

  @Test func transposedReversesTheAxes() throws {
    try withFolder { folder in
      try HDF5Writer(path: folder + "/a.h5").write(sampleSnapshot())
      let reader = try HDF5Reader(path: folder + "/a.h5")
      let stored = try reader.values(of: "/fields/u")
      let reversed = try reader.values(of: "/fields/u", transposed: true)
      #expect(reversed.shape == [4, 3, 2])
      for t in 0..<2 {
        for y in 0..<3 {
          for x in 0..<4 { #expect(stored.elements[(t * 3 + y) * 4 + x] == reversed.elements[(x * 3 + y) * 2 + t]) }
        }
      }
      let field = try reader.field("u", transposed: true)
      #expect(field.axes.map(\.axis) == [.x, .y, .t])
      #expect(field.values == reversed)
    }
  }

  @Test func noNameCostsAResult() throws {
    try withFolder { folder in
      let one = Tensor<Double>(shape: [1], elements: [1])
      let names = ["a/b", "", ".", "u", "u", "zero\0byte", "ünï", "u_2"]
      let scope = ParameterScope()
      _ = scope.block("", rows: 1, .constant(0))
      _ = scope.block("/a//b/", rows: 1, .constant(0))
      let snapshot = FieldSnapshot(
        coordinates: [("radius/length, m", [0.5])], fields: names.map { ($0, one) },
        attributes: names.map { ($0, .integer(1)) }, history: names.map { ($0, []) }, parameters: [1, 2],
        layout: scope.layout)
      try HDF5Writer(path: folder + "/a.h5").write(snapshot)
      let reader = try HDF5Reader(path: folder + "/a.h5")
      let paths = try reader.datasets().map(\.path)
      #expect(paths.count == 1 + 2 * names.count + 4)
      #expect(paths.contains("/fields/a_b") && paths.contains("/history/u_2_2"))
      #expect(try reader.attributes().count == names.count)
      #expect(try reader.field("ünï").axes.map(\.axis) == ["radius_length_ m"])
    }
  }

  @Test func equalSnapshotsMakeEqualFiles() throws {
    try withFolder { folder in
      try HDF5Writer(path: folder + "/a.h5").write(sampleSnapshot())
      Thread.sleep(forTimeInterval: 1.1)  // time stamps in HDF5 count seconds
      try HDF5Writer(path: folder + "/b.h5").write(sampleSnapshot())
      #expect(
        FileManager.default.contents(atPath: folder + "/a.h5") == FileManager.default.contents(atPath: folder + "/b.h5")
      )
    }
  }

  @Test func threadsTakeTurns() throws {
    try withFolder { folder in
      let failures = Mutex<[String]>([])
      DispatchQueue.concurrentPerform(iterations: 40) { i in
        do {
          let path = "\(folder)/\(i).h5"
          try HDF5Writer(path: path).write(sampleSnapshot())
          let reader = try HDF5Reader(path: path)
          if try reader.field("u").values != sampleSnapshot().fields[0].values { throw HDF5Error("wrong values") }
        } catch { failures.withLock { $0.append("\(error)") } }
      }
      #expect(failures.withLock(\.self) == [])
    }
  }
}
