// The residuals of all conditions as plain values at any points, in double precision: how large they are where points might go,
// and at points that are never trained on.

import PINNCore

/// Each condition's residuals, compiled once.
final class ResidualValues {
  private let programs: [Program<Double>]
  private let data: [[String]]
  private let names: [String]
  private let threads: Int

  /// The number of residuals of each condition.
  var widths: [Int] { programs.map(\.valueCount) }

  init(
    names: [String], residuals: [[Expr]], sides: [Int], axes: [Axis], layout: ParameterLayout, threads: Int
  ) throws {
    let data = residuals.map { $0.reduce(into: Set<String>()) { $0.formUnion($1.dependencies.data) }.sorted() }
    programs = try names.indices.map { c in
      do {
        return try Program(values: residuals[c], axes: axes, sides: sides[c], data: data[c], layout: layout)
      } catch { throw ProblemError("condition '\(names[c])': \(error)") }
    }
    self.data = data
    self.names = names
    self.threads = threads
  }

  /// The residuals [N, k] of condition `index`.
  func values(_ index: Int, at points: CollocationPoints, parameters: [Double]) throws -> Tensor<Double> {
    do {
      return try programs[index].values(
        at: points.table, data: points.data.filter { data[index].contains($0.key) }, parameters: parameters,
        threads: threads)
    } catch { throw ProblemError("condition '\(names[index])': \(error)") }
  }

  /// |r| in the Euclidean norm over the condition's residuals, point by point.
  func sizes(_ index: Int, at points: CollocationPoints, parameters: [Double]) throws -> [Double] {
    let table = try values(index, at: points, parameters: parameters)
    let width = table.rowLength
    return table.elements.withUnsafeBufferPointer { r in
      (0..<table.count).map { i in
        (0..<width).reduce(0) { $0 + r[i * width + $1] * r[i * width + $1] }.squareRoot()
      }
    }
  }
}
