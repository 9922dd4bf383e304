// What the tests share: a snapshot to write, folders to write in, and the two foreign readers to check our files with.

import Foundation
import PINNCore
import PINNHDF5
import Testing

/// A field over [t, y, x] with a different number of points on each axis, so that no two axes can be mistaken.
func sampleSnapshot() -> FieldSnapshot {
  let t = [0, 0.5]
  let y = [-1, 0.25, 1]
  let x = [0, 0.125, 0.5, 1]
  let u = t.flatMap { t in y.flatMap { y in x.map { x in t + 10 * y + 100 * x } } }
  let scope = ParameterScope()
  _ = scope.block("layer 1/weights", rows: 2, columns: 3, .constant(0))
  _ = scope.block("layer 1/bias", rows: 2, .constant(0))
  _ = scope.block("ν", rows: 1, .constant(0))
  return FieldSnapshot(
    coordinates: [(.t, t), (.y, y), (.x, x)],
    fields: [
      ("u", Tensor(shape: [2, 3, 4], elements: u)), ("p", Tensor(shape: [2, 3, 4], elements: u.map { $0 * -1e-300 })),
    ],
    attributes: [
      ("equation", .text("u_t + u u_x - ν u_xx = 0")), ("viscosity", .number(0.01 / .pi)), ("seed", .integer(-7)),
      ("empty", .text("")), ("long", .text(String(repeating: "α", count: 50_000))), ("largest", .integer(.max)),
      ("not a number", .number(.nan)),
    ],
    history: [
      ("step", [0, 10, 20]), ("seconds", [0, 0.25, 1e3]), ("loss", [1, .infinity, 1e-12]), ("wall x=-1", [3, 2, 1]),
    ],
    parameters: (0..<9).map { 0.1 * Double($0) }, layout: scope.layout)
}

/// Five points of a triangulated square at some times or none: values t + 10 x + 100 y.
func samplePoints(times: [Double] = [0, 0.5]) -> FieldSnapshot {
  let corners = [[0.0, 0], [1, 0], [1, 1], [0, 1], [0.5, 0.25]]
  let values = (times.isEmpty ? [0] : times).flatMap { t in corners.map { t + 10 * $0[0] + 100 * $0[1] } }
  var snapshot = FieldSnapshot(
    coordinates: times.isEmpty ? [] : [(.t, times)],
    points: try? PointSet(axes: [.x, .y], points: Tensor(rows: corners)),
    fields: [("u", Tensor(shape: times.isEmpty ? [5] : [times.count, 5], elements: values))])
  snapshot.cells = [[0, 1, 4], [1, 2, 4], [2, 3, 4], [3, 0, 4]]
  snapshot.quantities = [
    "u": .init("temperature", unit: "K"), "x": .init("distance", unit: "m"), "t": .init(unit: "s"),
  ]
  return snapshot
}

/// Runs `body` with a fresh folder, which is removed afterwards.
func withFolder<R>(_ body: (String) throws -> R) throws -> R {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pinn-hdf5-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.path)
}

func contents(of folder: String) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
}

/// The sentence of the error about a file or about fields that `body` throws; nil if it throws none.
func sentence<R: ~Copyable>(_ body: () throws -> R) -> String? {
  do {
    _ = try body()
    return nil
  } catch let error as HDF5Error {
    return error.description
  } catch let error as ProblemError {
    return error.description
  } catch {
    Issue.record("\(error) is about neither a file nor fields")
    return nil
  }
}

// MARK: - Foreign tools

struct Tool {
  /// A program and its first arguments, found through PATH.
  let command: [String]

  /// The program's standard output (and errors with it), or nil if it can't be run or fails.
  func run(_ arguments: [String]) -> (status: Int32, output: String)? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    guard (try? process.run()) != nil else { return nil }
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  static let h5dump = Tool(command: ["h5dump"])
  /// The interpreter that the environment names; or python3, or the system's where that one lacks h5py.
  static let python: Tool = {
    let names = ProcessInfo.processInfo.environment["PINN_PYTHON"].map { [$0] } ?? ["python3", "/usr/bin/python3"]
    let tools = names.map { Tool(command: [$0]) }
    return tools.first { $0.run(["-c", "import h5py"])?.status == 0 } ?? tools[0]
  }()
  /// Whether the interpreter has all of some modules.
  static func has(_ modules: String) -> Bool { python.run(["-c", "import \(modules)"])?.status == 0 }
  static let hasXarray = has("h5py, xarray, h5netcdf")
  static let hasVTK = has("h5py, vtk")
  static let noXarray: Comment = "skipped: python3 has no xarray with h5netcdf; PINN_PYTHON names another interpreter"
  static let noVTK: Comment = "skipped: python3 has no vtk; PINN_PYTHON names another interpreter"
  static let hasH5dump = h5dump.run(["--version"])?.status == 0
  static let hasH5py = python.run(["-c", "import h5py"])?.status == 0
  static let noH5dump: Comment = "skipped: h5dump is not installed (Debian: hdf5-tools)"
  static let noH5py: Comment =
    "skipped: python3 has no h5py (Debian: python3-h5py); PINN_PYTHON names another interpreter"
}

/// Runs a Python script that is silent if all its assertions hold.
func expectPython(_ script: String, _ arguments: String..., location: SourceLocation = #_sourceLocation) {
  let result = Tool.python.run(["-c", "import sys, h5py, numpy as np\n" + script] + arguments)
  #expect(result?.status == 0, "\(result?.output ?? "python can't be run")", sourceLocation: location)
}
