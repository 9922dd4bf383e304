// Physics. Everything a law may read arrives in one value, the `State`, so a law's signature never changes: a PDE system, a
// boundary or initial law and data are all functions from a state to named residuals.

/// The names of an equation's dependent variables: `enum Unknown: String, UnknownName { case u, v, p }`.
public protocol UnknownName: RawRepresentable<String>, CaseIterable, Hashable, Sendable {}

/// A system of differential equations: named residuals that vanish on a solution.
public protocol Equation<Unknown>: Sendable {
  /// The dependent variables.
  associatedtype Unknown: UnknownName
  /// What remains of the strong form, one scalar for each equation of the system: zero for a solution.
  func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr>
  /// Refuses coefficients for which the equation makes no sense, such as a negative viscosity.
  func validate() throws
}

extension Equation {
  /// The independent variables that the residuals differentiate by or read, sorted by name with time last.
  public var axes: [Axis] {
    let axes = residuals(.symbolic).reduce(into: Set<Axis>()) { $0.formUnion($1.value.dependencies.axes) }.sorted()
    return axes.filter { $0 != .t } + axes.filter { $0 == .t }
  }

  /// Accepts every coefficient that is a finite number.
  public func validate() throws { try checkFinite() }

  /// The equation's coefficients: its stored properties of type `Coefficient` (under their names), `Coefficient?`
  /// (where there is one) and `[Axis: Coefficient]` (a vector: "velocity x", "velocity y").
  public var coefficients: [(name: String, coefficient: Coefficient)] {
    Mirror(reflecting: self).children.flatMap { child -> [(name: String, coefficient: Coefficient)] in
      guard let name = child.label else { return [] }
      if let coefficient = child.value as? Coefficient { return [(name, coefficient)] }
      guard let vector = child.value as? [Axis: Coefficient] else { return [] }
      return vector.sorted { $0.key < $1.key }.map { ("\(name) \($0.key)", $0.value) }
    }
  }

  /// The equation as a formula, one "residual = 0" a line, such as "u_t + u u_x - nu u_xx = 0".
  public var formula: String {
    residuals(.symbolic).map { "\($0.value) = 0" }.joined(separator: "\n")
  }
}

/// Everything a law may read at one point: unknowns, coordinates, the outward normal, data columns.
public struct State<Unknown: UnknownName>: Sendable {
  private let unknowns: [Unknown: Expr]
  /// 0 at the point itself, 1 at the partner of a paired condition.
  private let side: Int

  /// A state whose unknowns are the given expressions.
  public init(_ unknowns: [Unknown: Expr], side: Int = 0) {
    self.unknowns = unknowns
    self.side = side
  }

  /// The state in which every unknown is a symbol, for printing formulas.
  public static var symbolic: State {
    State(Dictionary(uniqueKeysWithValues: Unknown.allCases.map { ($0, Expr.symbol($0.rawValue)) }))
  }

  /// The unknown, as an expression to differentiate: `s[.u][.x, .x]`.
  public subscript(unknown: Unknown) -> Expr {
    unknowns[unknown] ?? Expr.symbol(unknown.rawValue)
  }

  /// The coordinate along an axis.
  public subscript(axis: Axis) -> Expr { .coordinate(axis, side: side) }

  /// The component along `axis` of the outward unit normal of the boundary piece that the point lies on.
  public func normal(_ axis: Axis) -> Expr { .datum(.normal(axis)) }

  /// A value given with each point.
  public func datum(_ column: Column) -> Expr { .datum(column) }

  /// The derivative of `u` along the outward normal, over the given axes.
  public func normalDerivative(_ u: Expr, over axes: [Axis]) -> Expr {
    axes.dropFirst().reduce(axes.isEmpty ? 0 : normal(axes[0]) * diff(u, axes[0])) { $0 + normal($1) * diff(u, $1) }
  }
}

/// A mistake in a problem's description: what was expected, what was given, and what to do.
public struct ProblemError: Error, CustomStringConvertible, Equatable, Sendable {
  /// The sentence to show.
  public let description: String
  /// An error with the sentence to show. Control characters in it, which may come from a file, are written as text.
  public init(_ description: String) { self.description = description.printable }
}
