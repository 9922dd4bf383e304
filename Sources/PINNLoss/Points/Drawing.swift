// Moving a loss to other points: evenly spread, or where residuals are large.

import PINNCore

extension Loss {
  /// Moves all conditions to points that are drawn for this drawing's number: for one number, seed and parameters always the
  /// same.
  ///
  /// - Parameters:
  ///   - drawing: any number above 0; the loss begins with the points of drawing 0.
  ///   - rowsPerParameter: about so many residuals for each parameter, in the proportions of the conditions' own numbers of
  ///     points; nil for these numbers themselves. Given points are never more than there are.
  ///   - sampler: chooses among candidates by the sizes of their residuals at `parameters`; nil for points that are spread evenly.
  public func drawPoints(
    _ drawing: UInt32, rowsPerParameter: Double? = nil, by sampler: (any AdaptiveSampler)? = nil,
    at parameters: [Double]
  ) throws {
    if let rowsPerParameter, !(rowsPerParameter > 0 && rowsPerParameter <= 1e5) {
      throw ProblemError("a batch needs over 0 and at most 100000 residuals a parameter, not \(rowsPerParameter)")
    }
    try drawPoints(
      drawing, rows: rowsPerParameter.map { max(1, Int($0 * Double(count))) }, by: sampler, at: parameters)
  }

  /// The same for about so many residuals in all.
  package func drawPoints(
    _ drawing: UInt32, rows: Int?, by sampler: (any AdaptiveSampler)?, at parameters: [Double]
  ) throws {
    let declared = laws.reduce(0) { $0 + $1.choice.count * $1.width }
    try move(
      to: laws.map { law in
        let choice = law.choice
        let count = rows.map { choice.count(rows: $0, declared: declared) } ?? choice.count
        return try choice.points(count, by: sampler, present: law.points, drawing: drawing) {
          try law.sizes(at: $0, parameters: parameters)
        }
      })
  }

  /// Moves all conditions to the points that the loss began with.
  public func moveToFirstPoints() throws {
    guard !isAtFirstPoints else { return }
    try move(to: firstPoints)
    isAtFirstPoints = true
  }
}

extension Law {
  /// |r| in the Euclidean norm over the residuals, point by point, at any points of this condition.
  fileprivate func sizes(at points: CollocationPoints, parameters: [Double]) throws -> [Double] {
    let table = try evaluator(at: points).values(parameters: parameters)
    let width = table.rowLength
    return table.elements.withUnsafeBufferPointer { r in
      (0..<table.count).map { i in
        (0..<width).reduce(0) { $0 + r[i * width + $1] * r[i * width + $1] }.squareRoot()
      }
    }
  }
}
