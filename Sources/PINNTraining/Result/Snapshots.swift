// Snapshots of a solution: on grids and at points, with residuals and, where a solution is known, pointwise errors.

import Foundation
import PINNFields
import PINNLoss

extension Solution {
  /// The fields on a grid (default: `Grid(over: region)`) with the history, the parameters and facts about the run, among
  /// them its report with the given errors as "relative_l2_error_u", ... Grid points outside of the region have the value NaN.
  public func snapshot(on grid: Grid? = nil, errors: FieldErrors? = nil) throws -> FieldSnapshot {
    let grid = try grid ?? Grid(over: problem.region)
    return try snapshot(
      of: FieldSnapshot(coordinates: grid.axes, fields: []), at: grid.points(over: problem.region.axes), errors: errors)
  }

  /// The fields at points over the region's axes in any order, or at the points of a mesh with its cells (corners as
  /// numbers of points), with the history, the parameters and facts about the run.
  public func snapshot(
    at points: PointSet, cells: [[Int]] = [], errors: FieldErrors? = nil
  ) throws -> FieldSnapshot {
    var place = FieldSnapshot(points: points, fields: [])
    place.cells = cells
    return try snapshot(of: place, at: points, errors: errors)
  }

  /// Time series at points over the region's axes but t: the fields at all points at each of the times, [times, N].
  ///
  /// Throws `ProblemError` for points over other axes, and for a region without t.
  public func snapshot(
    at points: PointSet, times: [Double], cells: [[Int]] = [], errors: FieldErrors? = nil
  ) throws -> FieldSnapshot {
    var place = FieldSnapshot(coordinates: [(.t, times)], points: points, fields: [])
    place.cells = cells
    let rows = times.flatMap { t in (0..<points.count).map { [t] + points.points.row($0) } }
    let table = Tensor(shape: [rows.count, points.axes.count + 1], elements: Array(rows.joined()))
    return try snapshot(of: place, at: PointSet(axes: [.t] + points.axes, points: table), errors: errors)
  }

  /// The same snapshot with more fields: for each of the equation's residuals "residual_NAME" (with "_" for spaces), and
  /// for each unknown that `reference` knows "reference_u" and "error_u", value minus reference. Of unknowns
  /// that it knows up to a constant the means over the snapshot are removed before they are subtracted. Grid points outside of the region
  /// have the value NaN.
  ///
  /// Throws `ProblemError` for a snapshot over other axes than the region's, `CompileError` for residuals that read data.
  public func adding(
    residuals: Bool = true, reference: ReferenceSolution<E.Unknown>? = nil, to snapshot: FieldSnapshot
  ) throws -> FieldSnapshot {
    var snapshot = snapshot
    let all = try PointSet(axes: snapshot.axes, points: snapshot.pointTable)
    let inside = snapshot.points == nil ? try rowsInside(all) : Array(0..<all.count)
    let points = all.selecting(inside)
    func add(_ name: String, _ values: [Double], _ quantity: FieldSnapshot.Quantity) {
      snapshot.fields.append((name, Tensor(shape: snapshot.shape, values: values, at: inside)))
      snapshot.quantities[name] = quantity
    }
    if let reference {
      for unknown in E.Unknown.allCases {
        let name = unknown.rawValue
        guard let known = try reference.values(of: unknown, at: points) else { continue }
        let field = try snapshot.field(name).elements
        let mine = inside.map { field[$0] }
        guard known.count == mine.count else {
          throw ProblemError(
            "the reference '\(reference.name)' gives \(known.count) values of '\(name)' at \(mine.count) points")
        }
        // A reference may lack values.
        let differences = zip(mine, known).map { $0 - $1 }.filter { !$0.isNaN }
        let shift =
          reference.upToConstant.contains(unknown) ? differences.reduce(0, +) / Double(max(differences.count, 1)) : 0
        let unit = snapshot.quantity(name).unit
        add("reference_\(name)", known, .init("\(name), \(reference.name)", unit: unit, role: .reference))
        add(
          "error_\(name)", zip(mine, known).map { $0 - $1 - shift },
          .init("\(name) minus \(reference.name)", unit: unit, role: .error))
      }
    }
    if residuals, points.count > 0 {
      let laws = problem.equation.residuals(ansatz.here)
      let formulas = problem.equation.residuals(.symbolic)
      let program = try Program<Double>(values: laws.map(\.value), axes: points.axes, layout: layout)
      let values = try program.values(at: points.points, parameters: parameters, threads: summary.threads)
      for (column, law) in laws.enumerated() {
        add(
          "residual_\(law.key.replacing(" ", with: "_"))", values.column(column),
          .init("\(formulas[column].value)", role: .residual))
      }
    }
    return snapshot
  }

  /// The unknowns at the points of a place, with everything that belongs to the run; NaN at grid points outside of the
  /// region.
  func snapshot(of place: FieldSnapshot, at points: PointSet, errors: FieldErrors?) throws -> FieldSnapshot {
    let values = try values(at: points)
    let inside = place.points == nil ? try rowsInside(points) : Array(0..<points.count)
    var attributes: [(name: String, value: FieldSnapshot.Attribute)] = [("equation", .text(summary.equation))]
    attributes += coefficients.map { ($0.name, .number($0.value)) }
    attributes += [
      ("domain", .text(summary.domain)),
      ("network", .text(summary.network)),
      ("optimizer", .text(summary.stages.map(\.name).joined(separator: ", then "))),
      ("seed", Int(exactly: summary.seed).map { .integer($0) } ?? .text("\(summary.seed)")),
      ("precision", .text(summary.precision.rawValue)),
      ("package_version", .text(packageVersion)),
      (ProblemIdentity.attribute, .text(ProblemIdentity(problem, network: setup.network, ansatz).text)),
      ("loss", .number(loss)),
    ]
    if let corrections = setup.corrections { attributes.append((RandomFunctions.attribute, .text(corrections.text))) }
    if !setup.windows.isEmpty { attributes.append((solutionWindowsAttribute, .text(setup.windows.text))) }
    if let map = ansatz.outputMap { attributes.append((FieldSnapshot.outputMapAttribute, .text(map))) }
    var report = report
    if let errors { report.errors.append(errors) }
    attributes += report.attributes
    var snapshot = place
    snapshot.fields = E.Unknown.allCases.map { unknown in
      let column = values[unknown] ?? []
      return (unknown.rawValue, Tensor(shape: place.shape, values: inside.map { column[$0] }, at: inside))
    }
    snapshot.attributes = attributes
    snapshot.history = history.series
    (snapshot.parameters, snapshot.layout) = (parameters, layout)
    return snapshot
  }
}

extension Tensor {
  /// Values at some places, NaN at all others.
  init(shape: [Int], values: [Scalar], at places: [Int]) {
    self.init(shape: shape, repeating: .nan)
    for (place, value) in zip(places, values) { elements[place] = value }
  }
}
