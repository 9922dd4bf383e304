// Conditions on values: on the boundary, at the start, at single points, measured, or those of a known solution.

extension Condition {
  /// unknown = value on the named boundary pieces: residual `unknown - value`.
  public static func dirichlet(
    _ unknown: Unknown, on pieces: Piece..., points: Int, weight: Double = defaultWeight, name: String? = nil,
    value: @escaping @Sendable (State<Unknown>) -> Expr
  ) -> Condition { dirichlet(unknown, on: pieces, points: points, weight: weight, name: name, value: value) }

  /// The same for an array of pieces.
  public static func dirichlet(
    _ unknown: Unknown, on pieces: [Piece], points: Int, weight: Double = defaultWeight, name: String? = nil,
    value: @escaping @Sendable (State<Unknown>) -> Expr
  ) -> Condition {
    equal(unknown, at: .pieces(pieces), points, weight, name ?? "\(unknown.rawValue) on \(list(pieces))", value)
  }

  /// unknown = value at the start of a space-time region, its piece "initial".
  public static func initial(
    _ unknown: Unknown, points: Int, weight: Double = defaultWeight, name: String? = nil,
    value: @escaping @Sendable (State<Unknown>) -> Expr
  ) -> Condition {
    equal(unknown, at: .pieces([.initial]), points, weight, name ?? "initial \(unknown.rawValue)", value)
  }

  /// The time derivative of the given order = value at the start of a space-time region: residual `d^k unknown / dt^k -
  /// value`, such as the initial velocity of a wave.
  public static func initialRate(
    _ unknown: Unknown, order: Int = 1, on start: Piece = .initial, points: Int, weight: Double = defaultWeight,
    name: String? = nil,
    value: @escaping @Sendable (State<Unknown>) -> Expr
  ) -> Condition {
    let times = Array(repeating: Axis.t, count: Swift.max(0, order))
    let rate = unknown.rawValue + "_" + times.map(\.name).joined()
    return Condition(
      name: name ?? "initial \(rate)", place: .pieces([start]), points: points, weight: weight
    ) { s in
      [(rate, diff(s.here[unknown], times) - value(s.here))]
    }
  }

  /// unknown = value at one point, such as a pressure that is known up to a constant otherwise.
  public static func point(
    _ unknown: Unknown, at point: [Axis: Double], weight: Double = defaultWeight, name: String? = nil,
    value: @escaping @Sendable (State<Unknown>) -> Expr
  ) -> Condition {
    equal(unknown, at: .point(point), 1, weight, name ?? "\(unknown.rawValue) at a point", value)
  }

  /// Measured values at points: for each unknown the data column of its name, residual `unknown - datum`.
  public static func data(
    _ unknowns: Unknown..., at points: PointSet, weight: Double = defaultWeight, name: String = "data"
  ) -> Condition { data(unknowns, at: points, weight: weight, name: name) }

  /// The same for an array of unknowns.
  public static func data(
    _ unknowns: [Unknown], at points: PointSet, weight: Double = defaultWeight, name: String = "data"
  ) -> Condition {
    Condition(name: name, place: .points(points), points: points.count, weight: weight) { s in
      unknowns.map { ($0.rawValue, s.here[$0] - .datum(Column($0.rawValue))) }
    }
  }

  /// The unknowns have the values of a known solution on the named boundary pieces: residuals `unknown - known`.
  public static func matching(
    _ reference: ReferenceSolution<Unknown>, _ unknowns: Unknown..., on pieces: Piece..., points: Int,
    weight: Double = defaultWeight, name: String? = nil
  ) -> Condition { matching(reference, unknowns, on: pieces, points: points, weight: weight, name: name) }

  /// The same for arrays of unknowns and pieces.
  public static func matching(
    _ reference: ReferenceSolution<Unknown>, _ unknowns: [Unknown], on pieces: [Piece], points: Int,
    weight: Double = defaultWeight, name: String? = nil
  ) -> Condition {
    let names = unknowns.map(\.rawValue).joined(separator: ", ")
    let name = name ?? "\(names) on \(list(pieces))"
    // A formula compiles into the law; anything else is evaluated wherever points are chosen.
    if unknowns.allSatisfy({ reference.closedForm[$0] != nil }) {
      return Condition(name: name, place: .pieces(pieces), points: points, weight: weight) { s in
        unknowns.map { ($0.rawValue, s.here[$0] - reference.closedForm[$0]!) }
      }
    }
    let known = { @Sendable (unknown: Unknown) in Column.package("known", of: unknown.rawValue) }
    return Condition(
      name: name, place: .pieces(pieces), points: points, weight: weight,
      data: { points in
        try Dictionary(
          unknowns.map { unknown in
            guard let values = try reference.values(of: unknown, at: points) else {
              throw ProblemError("the reference '\(reference.name)' doesn't know '\(unknown.rawValue)'")
            }
            return (known(unknown), values)
          }, uniquingKeysWith: { first, _ in first })
      }
    ) { s in
      unknowns.map { ($0.rawValue, s.here[$0] - .datum(known($0))) }
    }
  }

  private static func equal(
    _ unknown: Unknown, at place: Place, _ points: Int, _ weight: Double, _ name: String,
    _ value: @escaping @Sendable (State<Unknown>) -> Expr
  ) -> Condition {
    Condition(name: name, place: place, points: points, weight: weight) { s in
      [(unknown.rawValue, s.here[unknown] - value(s.here))]
    }
  }
}
