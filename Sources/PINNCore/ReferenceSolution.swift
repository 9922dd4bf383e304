// Known solutions to compare with: closed formulas and quadratures in the equations' own packages, arrays read from files.

/// A known solution of an equation, field by field.
public struct ReferenceSolution<Unknown: UnknownName>: Sendable {
  /// Where it comes from, to print: "exact (Cole-Hopf)", "burgers_shock.h5".
  public let name: String
  /// The fields it knows as closed formulas over the coordinates; empty for solutions known by quadrature or data.
  public let closedForm: [Unknown: Expr]
  /// Fields that it knows up to a constant, such as a pressure: they are compared without their means.
  public private(set) var upToConstant: Set<Unknown> = []
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

  /// The same solution, with fields that are known up to a constant only.
  public func upToConstant(_ unknowns: Unknown...) -> ReferenceSolution { upToConstant(Set(unknowns)) }

  /// The same solution, with fields that are known up to a constant only.
  public func upToConstant(_ unknowns: Set<Unknown>) -> ReferenceSolution {
    var solution = self
    solution.upToConstant = unknowns
    return solution
  }

  /// The values of a field at points, or nil if the solution doesn't know the field.
  public func values(of unknown: Unknown, at points: PointSet) throws -> [Double]? { try evaluate(unknown, points) }
}
