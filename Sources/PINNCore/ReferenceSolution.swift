// Known solutions to compare with: closed formulas and quadratures in the equations' own packages, arrays read from files.

/// A known solution of an equation, field by field.
public struct ReferenceSolution<Unknown: UnknownName>: Sendable {
  /// Where it comes from, to print: "exact (Cole-Hopf)", "burgers_shock.h5".
  public let name: String
  /// The fields it knows as closed formulas over the coordinates; empty for solutions known by quadrature or data.
  public let closedForm: [Unknown: Expr]
  private let evaluate: @Sendable (Unknown, PointSet) throws -> [Double]?

  /// A solution given by a function from a field and points to values, nil for a field it doesn't know.
  public init(name: String, values: @escaping @Sendable (Unknown, PointSet) throws -> [Double]?) {
    self.name = name
    closedForm = [:]
    evaluate = values
  }

  /// A solution in closed form, field by field, such as `[.u: sin(.pi * .coordinate(.x))]`.
  public init(name: String, closedForm: [Unknown: Expr]) {
    self.name = name
    self.closedForm = closedForm
    evaluate = { unknown, points in
      guard let formula = closedForm[unknown] else { return nil }
      return try Program<Double>(values: [formula], axes: points.axes).values(at: points.points).elements
    }
  }

  /// The values of a field at points, or nil if the solution doesn't know the field.
  public func values(of unknown: Unknown, at points: PointSet) throws -> [Double]? { try evaluate(unknown, points) }
}

/// |values - reference| / |reference| in the Euclidean norm; the absolute norm for a reference that vanishes.
public func relativeL2Error(_ values: [Double], _ reference: [Double]) -> Double {
  precondition(values.count == reference.count, "\(values.count) values can't be compared with \(reference.count)")
  let difference = zip(values, reference).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  let norm = reference.reduce(0) { $0 + $1 * $1 }
  return norm > 0 ? (difference / norm).squareRoot() : difference.squareRoot()
}

/// The values less their mean, to compare what is known up to a constant.
package func withoutMean(_ values: [Double]) -> [Double] {
  let mean = values.reduce(0, +) / Double(max(values.count, 1))
  return values.map { $0 - mean }
}
