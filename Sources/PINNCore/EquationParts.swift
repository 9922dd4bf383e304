// What equations have in common: Cartesian axes in some number of dimensions, terms that users give, checks of
// coefficients.

extension [Axis] {
  /// The Cartesian axes of a space of `dimension` dimensions: x; x, y; x, y, z. None for a dimension below 1.
  public static func space(_ dimension: Int) -> [Axis] { Array([.x, .y, .z].prefix(Swift.max(0, dimension))) }

  /// The distance from the origin along the diagonal of these axes, (x + y + z) / sqrt(3): where plane waves go that
  /// treat all axes alike.
  public var diagonal: Expr {
    guard let first else { return 0 }
    return dropFirst().reduce(Expr.coordinate(first)) { $0 + Expr.coordinate($1) } / Double(count).squareRoot()
  }
}

extension Equation {
  /// A term that users give as a formula over the state, such as a source `{ s in sin(.pi * s[.x]) }`.
  public typealias Term = @Sendable (State<Unknown>) -> Expr

  /// Throws `ProblemError` for a coefficient that is not a finite number.
  public func checkFinite() throws {
    for (name, coefficient) in coefficients where !coefficient.value.isFinite {
      throw ProblemError("coefficient '\(name)' of \(Self.self) must be a finite number, not \(coefficient.value)")
    }
  }
}

/// Throws `ProblemError` unless there are 1 to 3 dimensions of space.
public func checkDimension(_ dimension: Int) throws {
  guard (1...3).contains(dimension) else {
    throw ProblemError("space must have 1, 2 or 3 dimensions, not \(dimension)")
  }
}

extension Coefficient {
  /// Throws `ProblemError` unless the value is a finite number above 0, as densities and wave speeds must be.
  public func checkPositive(_ name: String) throws {
    guard value > 0, value.isFinite else {
      throw ProblemError("the \(name) must be a finite number above 0, not \(value)")
    }
  }
}

extension Expr {
  /// This plus a term that may be absent.
  public func adding(_ term: Expr?) -> Expr { term.map { self + $0 } ?? self }
  /// This minus a term that may be absent.
  public func subtracting(_ term: Expr?) -> Expr { term.map { self - $0 } ?? self }
}
