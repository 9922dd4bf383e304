// The Cole-Hopf solution against arrays of others: the benchmark file of the field, and a quadrature with another step and
// truncation. The files lie beside the package and are not part of it; without them these tests are skipped.

import BurgersEquations
import Foundation
import PINNCore
import PINNHDF5
import Testing

@Suite struct ColeHopfDataTests {
  /// `../shared/data` beside the package.
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared/data")
    .standardized.path
  static func isThere(_ file: String) -> Bool { FileManager.default.fileExists(atPath: "\(folder)/\(file)") }

  /// The largest difference between the solution and a field [t, x] of a file.
  func largestDifference(
    _ file: String, _ field: String, coordinates: KeyValuePairs<Axis, String>, viscosity: Double
  ) throws -> Double {
    let stored = try HDF5Reader(path: "\(Self.folder)/\(file)").field(field, coordinates: coordinates)
    let values = try #require(
      try ReferenceSolution.coleHopf(viscosity: viscosity).values(of: .u, at: stored.points(over: [.x, .t])))
    return zip(values, stored.values.elements).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }

  @Test(.enabled(if: isThere("burgers_shock.h5"), "burgers_shock.h5 is not in ../shared/data"))
  func publishedBenchmark() throws {
    let difference = try largestDifference(
      "burgers_shock.h5", "u", coordinates: [.t: "t", .x: "x"], viscosity: 0.01 / .pi)
    #expect(difference < 1e-10)
  }

  @Test(
    .enabled(if: isThere("burgers_colehopf.h5"), "burgers_colehopf.h5 is not in ../shared/data"),
    arguments: [
      ("u_nu_0p01_over_pi", "x", 0.01 / Double.pi), ("u_shock_nu_0p01_over_pi", "x_shock", 0.01 / Double.pi),
      ("u_nu_0p01", "x", 0.01), ("u_shock_nu_0p01", "x_shock", 0.01),
    ])
  func anotherQuadrature(field: String, x: String, viscosity: Double) throws {
    let difference = try largestDifference(
      "burgers_colehopf.h5", field, coordinates: [.t: "t", .x: x], viscosity: viscosity)
    #expect(difference < 1e-12)
  }
}
