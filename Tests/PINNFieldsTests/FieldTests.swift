// Grids, fields on them and relative errors, without any file.

import PINNFields
import Testing

private enum Name: String, UnknownName { case u, p }

/// Fields given by a formula.
private struct Formulas: SolvedFields {
  typealias Unknown = Name
  let region: any Region
  let f: @Sendable (Name, [Double]) -> Double

  func values(at points: PointSet) throws -> [Name: [Double]] {
    Dictionary(
      uniqueKeysWithValues: Name.allCases.map { name in
        (name, (0..<points.count).map { f(name, Array(points.points.row($0))) })
      })
  }
}

/// The unit square, without boundary.
private struct Square: Region {
  let axes: [Axis] = [.x, .y]
  let bounds: [ClosedRange<Double>] = [0...1, 0...1]
  let measure = 1.0
  let dimension = 2
  let boundary: [BoundaryPiece] = []
  let description = "square"
  func point(at unit: [Double]) -> [Double] { unit }
  func signedDistance(to point: [Double]) -> Double { point.map { max(-$0, $0 - 1) }.max()! }
}

@Suite struct FieldTests {
  private let grid = try! Grid([(.x, [0, 0.5, 1]), (.y, [0, 1])])

  @Test func gridsFieldsAndSnapshotsListTheSamePoints() throws {
    #expect(grid.axes.map(\.axis) == [.y, .x] && grid.shape == [2, 3])
    let points = try grid.points(over: [.x, .y])
    #expect(points.points.elements == [0, 0, 0.5, 0, 1, 0, 0, 1, 0.5, 1, 1, 1])
    let field = try GridField(name: "/u", axes: grid.axes, values: Tensor(shape: [2, 3], repeating: 1))
    #expect(try field.points(over: [.x, .y]) == points)
    let snapshot = FieldSnapshot(coordinates: grid.axes, fields: [("u", field.values)])
    #expect(snapshot.pointTable == (try field.points(over: [.y, .x]).points))
    // Points at each time: the points vary fastest.
    let moving = FieldSnapshot(coordinates: [(.t, [0, 1])], points: points.selecting([1, 5]), fields: [])
    #expect(moving.pointTable.elements == [0, 0.5, 0, 0, 1, 1, 1, 0.5, 0, 1, 1, 1])
  }

  @Test func fieldsAreLinearBetweenTheirPoints() throws {
    let field = try GridField(
      name: "/u", axes: [(.x, [0, 1, 3])], values: Tensor(shape: [3], elements: [1, 2, 6]))
    let points = try PointSet(axes: [.x], points: Tensor(rows: [[0], [0.25], [1], [2.5], [3]]))
    #expect(try field.values(at: points) == [1, 1.25, 2, 5, 6])
    #expect(throws: ProblemError.self) { try field.values(at: PointSet(axes: [.x], points: Tensor(rows: [[3.1]]))) }
    #expect(throws: ProblemError.self) { try GridField(name: "u", axes: [(.x, [0, 1])], values: field.values) }
  }

  @Test func errorsAreRelativeAndUpToAConstantWhereTheReferenceSaysSo() throws {
    #expect(relativeL2Error([3, 4], [0, 0]) == 5)
    #expect(abs(relativeL2Error([1, 2.1], [1, 2]) - 0.1 / 5.0.squareRoot()) < 1e-15)
    #expect(relativeL2Error([6, 7, 8], [1, 2, 3], withoutMeans: true) == 0)
    let solution = Formulas(region: Square()) { name, x in name == .u ? x[0] : x[1] + 7 }
    let known = ReferenceSolution<Name>(
      name: "known", closedForm: [.u: 2 * .coordinate(.x), .p: .coordinate(.y)])
    let plain = try solution.errors(against: known, on: grid)
    #expect(abs(plain["u"]! - 0.5) < 1e-15 && plain["p"]! > 5)
    #expect(try solution.errors(against: known.upToConstant(.p), on: grid)["p"]! < 1e-14)
  }

  @Test func knownFieldsAreComparedAtTheirOwnPoints() throws {
    let values = Tensor(shape: [2, 3], elements: [0, 1, 2, 0, .nan, 2])
    var known = try KnownFields<Name>(
      name: "file", [.u: GridField(name: "u", axes: grid.axes, values: values)], region: Square())
    let solution = Formulas(region: Square()) { _, x in 2 * x[0] + 1 }
    #expect(abs(try known.errors(of: solution)["u"]! - (5.0 / 9).squareRoot()) < 1e-15)
    known.upToConstant = [.u]
    #expect(try known.errors(of: solution).largest < 1e-15 && known.onGrid.upToConstant == [.u])
    let nowhere = try GridField(name: "u", axes: grid.axes, values: Tensor(shape: [2, 3], repeating: .nan))
    #expect(throws: ProblemError.self) { try KnownFields<Name>(name: "file", [.u: nowhere], region: Square()) }
  }
}
