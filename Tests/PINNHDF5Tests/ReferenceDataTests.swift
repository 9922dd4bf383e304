// The reference files that trainers compare with, where they lie beside the package.

import Foundation
import PINNCore
import PINNHDF5
import Testing

private let dataFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .appendingPathComponent("../../../shared/data").standardized.path
private let hasData = FileManager.default.fileExists(atPath: dataFolder + "/burgers_shock.h5")

@Suite(.enabled(if: hasData, "skipped: there is no reference data in ../shared/data")) struct ReferenceDataTests {
  @Test func burgersShockIsTheInitialSine() throws {
    let reader = try HDF5Reader(path: dataFolder + "/burgers_shock.h5")
    let field = try reader.field("u")
    #expect(field.axes.map(\.axis) == [.t, .x] && field.values.shape == [100, 256])
    #expect(field.axes[0].values.first == 0 && field.axes[1].values.last == 1)
    let points = try field.points(over: [.x, .t])
    for i in 0..<256 {
      #expect(points.points[i, 1] == 0)
      #expect(abs(field.values.elements[i] + sin(.pi * points.points[i, 0])) < 1e-12)
    }
    guard case .text(let licence) = try reader.attribute("licence") else { throw HDF5Error("no licence") }
    #expect(licence.contains("MIT"))
  }

  @Test func namedCoordinatesFindFieldsOfAnyName() throws {
    let wake = try HDF5Reader(path: dataFolder + "/cylinder_wake_nektar.h5")
      .field("grid_p", coordinates: [.t: "grid_t", .y: "grid_y", .x: "grid_x"])
    #expect(wake.values.shape == [100, 25, 50])
    let colehopf = try HDF5Reader(path: dataFolder + "/burgers_colehopf.h5")
    #expect(try colehopf.field("u_nu_0p01").values.shape == [101, 401])
    let front = try colehopf.field("u_shock_nu_0p01", coordinates: [.t: "t", .x: "x_shock"])
    #expect(front.values.shape == [101, 201])
  }

  @Test func squareFieldsAreStoredByRowsOfY() throws {
    let field = try HDF5Reader(path: dataFolder + "/cavity_regularised_re100.h5").field("u")
    #expect(field.axes.map(\.axis) == [.y, .x])
    let points = try field.points(over: [.x, .y])
    // The lid y = 1 moves with u = 16 x^2 (1 - x)^2.
    for row in 100 * 101..<101 * 101 {
      let x = points.points[row, 0]
      #expect(points.points[row, 1] == 1 && abs(field.values.elements[row] - 16 * x * x * (1 - x) * (1 - x)) < 1e-9)
    }
  }

  @Test func everyNumberOfEveryFileCanBeRead() throws {
    for name in try contents(of: dataFolder) where name.hasSuffix(".h5") {
      let reader = try HDF5Reader(path: "\(dataFolder)/\(name)")
      for (path, shape) in try reader.datasets() {
        let values = try reader.values(of: path)
        #expect(values.shape == shape && values.elements.allSatisfy(\.isFinite), "\(name)\(path)")
      }
      #expect(try reader.attributes().contains { $0.name == "problem" }, "\(name)")
    }
  }
}
