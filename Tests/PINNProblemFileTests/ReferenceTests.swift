// Problem files whose solution is compared with a file: at the file's own points, whatever its fields are called.

import Foundation
import PINN
import PINNHDF5
import PINNProblemFile
import Testing

@Suite struct ReferenceTests {
  private static let axes: [(axis: Axis, values: [Double])] = [(.t, [0, 0.3, 1]), (.x, [0, 0.1, 0.45, 1])]

  /// exp(-t) sin(2 x) + 3 on a grid of unequal steps, t slowest, under two names.
  private static let values = axes[0].values.flatMap { t in axes[1].values.map { x in exp(-t) * sin(2 * x) + 3 } }

  /// Runs `body` in a folder with the files known.h5, of fields u and speed, and other.h5 over y.
  private func withFiles(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let field = Tensor(shape: [3, 4], elements: Self.values)
    let wrong = Tensor(shape: [3, 4], repeating: 1.0)
    try HDF5Writer(path: "\(folder)/known.h5").write(
      FieldSnapshot(coordinates: Self.axes, fields: [("u", wrong), ("speed", field)]))
    try HDF5Writer(path: "\(folder)/other.h5").write(
      FieldSnapshot(coordinates: [(.y, [0, 1])], fields: [("u", Tensor(shape: [2], repeating: 1.0))]))
    try body(folder)
  }

  private func file(_ reference: String, _ folder: String) throws -> ProblemFile {
    try ProblemFile(
      text: """
        equation: {heat: {diffusivity: 0.1}}
        domain: {x: [0, 1], t: [0, 1]}
        points: 50
        network: {mlp: {width: 4, depth: 1}}
        training: {steps: 2, threads: 1}
        \(reference)
        """, path: "p.yaml", folder: folder)
  }

  /// The points of the grid, and the solution there.
  private func found(_ solution: any ProblemSolution) throws -> [Double] {
    let rows = Self.axes[0].values.flatMap { t in Self.axes[1].values.flatMap { x in [x, t] } }
    let points = try PointSet(axes: [.x, .t], points: Tensor(shape: [12, 2], elements: rows))
    return try solution.values(at: points)[0].values
  }

  @Test func errorsAreThoseAtTheFilesOwnPoints() throws {
    try withFiles { folder in
      let solution = try file("reference: {file: known.h5, fields: {u: speed}}", folder).training().run(observers: [])
      let mine = try found(solution)
      let errors = try #require(try solution.errors())
      #expect(errors.reference == "known.h5")
      #expect(errors["u"] == relativeL2Error(mine, Self.values))

      // The file's grid is what is written, with the reference and the error on it.
      let snapshot = try solution.snapshot()
      #expect(snapshot.shape == [3, 4])
      #expect(try snapshot.field("reference_u").elements == Self.values)
      #expect(try snapshot.field("error_u").elements == zip(mine, Self.values).map { $0 - $1 })

      // On a grid of its own the file isn't known; the error stays the same.
      let other = try file("reference: {file: known.h5, fields: {u: speed}}\ngrid: 5", folder).training()
        .run(observers: [])
      #expect(try other.errors()?["u"] == errors["u"])
      #expect(try !other.snapshot().fields.contains { $0.name == "error_u" })
      #expect(try other.snapshot().shape == [5, 5])
    }
  }

  @Test func meansCanBeLeftOut() throws {
    try withFiles { folder in
      let text = "reference: {file: known.h5, fields: {u: speed}, upToConstant: u}"
      let solution = try file(text, folder).training().run(observers: [])
      let mine = try found(solution)
      func centered(_ values: [Double]) -> [Double] { values.map { $0 - values.reduce(0, +) / 12 } }
      let expected = relativeL2Error(centered(mine), centered(Self.values))
      #expect(abs(try #require(try solution.errors()?["u"]) - expected) < 1e-12)

      // Of formulas too: shifted by any constant, the network itself would have no error but that of its shape.
      func error(_ constant: Int) throws -> Double? {
        try file("reference: {u: sin(2*x) + \(constant), upToConstant: [u]}", folder).training().run(observers: [])
          .errors()?["u"]
      }
      let (near, far) = (try #require(try error(0)), try #require(try error(50)))
      #expect(abs(near - far) < 1e-9 * near)
    }
  }

  @Test func namesOfItsOwnAreFoundAndCommandsCanReplaceIt() throws {
    try withFiles { folder in
      // The field called like the unknown is 1 everywhere.
      var problem = try file("reference: known.h5", folder)
      let solution = try problem.training().run(observers: [])
      #expect(try solution.errors()?["u"] == relativeL2Error(found(solution), Array(repeating: 1, count: 12)))
      problem.reference = .none
      #expect(try problem.training().run(observers: []).errors() == nil)
      problem = try file("reference: {u: x}", folder)
      problem.reference = .file("\(folder)/known.h5")
      #expect(try problem.training().run(observers: []).errors()?.reference == "known.h5")
    }
  }

  @Test func coordinatesInSinglePrecisionCount() throws {
    try withFiles { folder in
      let x: [Double] = [0, Double(Float(0.7)), 1 + 6e-8]
      let values = [1.0, 2, 3, 4, 5, 6]
      try HDF5Writer(path: "\(folder)/single.h5").write(
        FieldSnapshot(
          coordinates: [(.t, [-6e-8, 1]), (.x, x)], fields: [("u", Tensor(shape: [2, 3], elements: values))]))
      let solution = try file("reference: single.h5", folder).training().run(observers: [])
      let rows: [[Double]] = [-6e-8, 1].flatMap { t in x.map { [$0, t] } }
      let mine = try solution.values(at: PointSet(axes: [.x, .t], points: Tensor(rows: rows)))[0].values
      #expect(try solution.errors()?["u"] == relativeL2Error(mine, values))
    }
  }

  /// A run on a disk knows its fields in the disk only; a run on half of it is compared with it there.
  @Test func valuesThatAreMissingDontCount() throws {
    try withFiles { folder in
      func disk(_ rest: String) throws -> any ProblemSolution {
        try ProblemFile(
          text: """
            equation: poisson
            domain:
              disk: {center: [0, 0], radius: 1}
            \(rest)
            points: 50
            network: {mlp: {width: 4, depth: 1}}
            training: {steps: 2, threads: 1}
            """, path: "p.yaml", folder: folder
        ).training().run(observers: [])
      }
      let whole = try disk("grid: 9").snapshot()
      let values = try whole.field("u").elements
      #expect(values.contains { $0.isNaN })
      try HDF5Writer(path: "\(folder)/disk.h5").write(whole)
      let half = try disk("  within: {halfSpace: {through: [0, 0], normal: [1, 0]}}\nreference: disk.h5")

      // The file's grid, y slowest, less the corners and the half that is cut away.
      let grid = (0..<9).map { -1 + Double($0) / 4 }
      let rows = grid.flatMap { y in grid.map { x in [x, y] } }
      let there = rows.indices.filter { rows[$0][0] <= 1e-12 && !values[$0].isNaN }
      let points = try PointSet(axes: [.x, .y], points: Tensor(rows: there.map { rows[$0] }))
      let expected = relativeL2Error(try half.values(at: points)[0].values, there.map { values[$0] })
      #expect(try half.errors()?["u"] == expected)
    }
  }

  private static let mistakes: [(reference: String, column: Int, words: String)] = [
    ("reference: nothing.h5", 12, "No such file"), ("reference: [u]", 12, "or an HDF5 file"),
    ("reference: other.h5", 12, "not [\"x\", \"t\"]"),
    ("reference: {file: other.h5, field: u}", 29, "did you mean 'fields'"),
    ("reference: {file: known.h5, fields: {w: speed}}", 38, "no unknown"),
    ("reference: {file: known.h5, fields: {u: sped}}", 41, "it has"),
    ("reference: {file: known.h5, fields: u}", 37, "names of the file's fields"),
    ("reference: {file: {}}", 19, "path of an HDF5 file"), ("reference: {u: x, upToConstant: w}", 33, "no unknown"),
    ("reference: {upToConstant: u}", 12, "at least one unknown"),
  ]

  @Test(arguments: mistakes.indices) func mistakesHaveTheirPlace(_ i: Int) throws {
    let mistake = Self.mistakes[i]
    try withFiles { folder in
      let error = #expect(throws: ProblemFileError.self) { _ = try file(mistake.reference, folder).training() }
      #expect(error?.message.contains(mistake.words) == true, "\(error?.description ?? "")")
      #expect(error.map { [$0.line, $0.column] } == [6, mistake.column], "\(error?.description ?? "")")
    }
  }
}
