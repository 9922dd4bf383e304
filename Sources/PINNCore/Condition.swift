// A condition is a law at a place: residuals that should vanish at some points. Boundary and initial conditions, data and the
// equation itself are all conditions, and each adds weight / N * sum of residual^2 to the loss.

/// A law, the points it holds at, and its weight in the loss.
public struct Condition<Unknown: UnknownName>: Sendable {
  /// Where a condition's points come from.
  public enum Place: Sendable {
    /// Points of the whole region.
    case interior
    /// Points shared out over the named boundary pieces, with outward normals.
    case pieces([String])
    /// Pairs of corresponding points of the two boundary pieces across `axis`.
    case pairs(across: Axis)
    /// Given points, with their data.
    case points(PointSet)
    /// One point, by its coordinates.
    case point([Axis: Double])
  }

  /// What a law sees at a point.
  public struct Situation: Sendable {
    /// The state at the point.
    public let here: State<Unknown>
    /// The state at the partner of a paired condition; `here` for all others.
    public let partner: State<Unknown>
    /// The axes along which the outward normal of the condition's points isn't always 0.
    public let normalAxes: [Axis]

    package init(here: State<Unknown>, partner: State<Unknown>, normalAxes: [Axis]) {
      self.here = here
      self.partner = partner
      self.normalAxes = normalAxes
    }
  }

  /// The name, unique in its problem: "u on x=-1, x=1".
  public var name: String
  /// Where the points are.
  public var place: Place
  /// The number of points to choose; a condition at given points has those.
  public var points: Int
  /// The weight in the loss: 1 for equations and 10 for all others unless said otherwise.
  public var weight: Double
  /// Named residuals, scalars that should vanish.
  public var law: @Sendable (Situation) -> [(name: String, residual: Expr)]
  /// Data columns for chosen points, such as a reference's values there.
  public var data: @Sendable (PointSet) throws -> [String: [Double]]

  /// A condition of the given parts; the factories (`dirichlet`, `initial`, `law`, ...) read better.
  public init(
    name: String, place: Place, points: Int, weight: Double,
    data: @escaping @Sendable (PointSet) throws -> [String: [Double]] = { _ in [:] },
    law: @escaping @Sendable (Situation) -> [(name: String, residual: Expr)]
  ) {
    self.name = name
    self.place = place
    self.points = points
    self.weight = weight
    self.data = data
    self.law = law
  }
}

// MARK: - The usual conditions

extension Condition {
  /// The weight of conditions other than equations. With 1 for equations it did well without tuning on all problems tried.
  public static var defaultWeight: Double { 10 }

  /// unknown = value on the named boundary pieces: residual `unknown - value`.
  public static func dirichlet(
    _ unknown: Unknown, on pieces: String..., points: Int, weight: Double = defaultWeight, name: String? = nil,
    value: @escaping @Sendable (State<Unknown>) -> Expr
  ) -> Condition {
    equal(unknown, at: .pieces(pieces), points, weight, name ?? "\(unknown.rawValue) on \(list(pieces))", value)
  }

  /// The derivative along the outward normal = value on the named pieces: residual `n . grad unknown - value`.
  public static func neumann(
    _ unknown: Unknown, on pieces: String..., points: Int, weight: Double = defaultWeight, name: String? = nil,
    value: @escaping @Sendable (State<Unknown>) -> Expr
  ) -> Condition {
    Condition(
      name: name ?? "normal derivative of \(unknown.rawValue) on \(list(pieces))", place: .pieces(pieces),
      points: points,
      weight: weight
    ) { s in
      [(unknown.rawValue, s.here.normalDerivative(s.here[unknown], over: s.normalAxes) - value(s.here))]
    }
  }

  /// unknown = value at the start of a space-time region, its piece "initial".
  public static func initial(
    _ unknown: Unknown, points: Int, weight: Double = defaultWeight, name: String? = nil,
    value: @escaping @Sendable (State<Unknown>) -> Expr
  ) -> Condition {
    equal(unknown, at: .pieces(["initial"]), points, weight, name ?? "initial \(unknown.rawValue)", value)
  }

  /// unknown = value at one point, such as a pressure that is known up to a constant otherwise.
  public static func point(
    _ unknown: Unknown, at point: [Axis: Double], weight: Double = defaultWeight, name: String? = nil,
    value: @escaping @Sendable (State<Unknown>) -> Expr
  ) -> Condition {
    equal(unknown, at: .point(point), 1, weight, name ?? "\(unknown.rawValue) at a point", value)
  }

  /// The unknowns have equal values, and with `derivatives` equal derivatives by `axis`, at corresponding points of the two
  /// boundary pieces across `axis`: residuals `unknown - unknown'`, where ' is the partner.
  public static func periodic(
    along axis: Axis, _ unknowns: [Unknown], derivatives: Bool = true, points: Int, weight: Double = defaultWeight,
    name: String? = nil
  ) -> Condition {
    Condition(
      name: name ?? "periodic in \(axis)", place: .pairs(across: axis), points: points, weight: weight
    ) { s in
      unknowns.flatMap { unknown in
        let (u, other) = (s.here[unknown], s.partner[unknown])
        let value = [(unknown.rawValue, u - other)]
        return derivatives ? value + [("\(unknown.rawValue)_\(axis)", diff(u, axis) - diff(other, axis))] : value
      }
    }
  }

  /// Any law on the named boundary pieces, or in the interior if none is named: named residuals that should vanish.
  public static func law(
    _ name: String, on pieces: String..., points: Int, weight: Double = defaultWeight,
    residuals: @escaping @Sendable (State<Unknown>) -> KeyValuePairs<String, Expr>
  ) -> Condition {
    Condition(name: name, place: pieces.isEmpty ? .interior : .pieces(pieces), points: points, weight: weight) { s in
      residuals(s.here).map { ($0.key, $0.value) }
    }
  }

  /// Any law at given points, which may read their data columns: `s[.u] - s.datum("u")`.
  public static func law(
    _ name: String, at points: PointSet, weight: Double = defaultWeight,
    residuals: @escaping @Sendable (State<Unknown>) -> KeyValuePairs<String, Expr>
  ) -> Condition {
    Condition(name: name, place: .points(points), points: points.count, weight: weight) { s in
      residuals(s.here).map { ($0.key, $0.value) }
    }
  }

  /// Measured values at points: for each unknown the data column of its name, residual `unknown - datum`.
  public static func data(
    _ unknowns: Unknown..., at points: PointSet, weight: Double = defaultWeight, name: String = "data"
  ) -> Condition {
    Condition(name: name, place: .points(points), points: points.count, weight: weight) { s in
      unknowns.map { ($0.rawValue, s.here[$0] - .datum($0.rawValue)) }
    }
  }

  /// The unknowns have the values of a known solution on the named boundary pieces: residuals `unknown - known`.
  public static func matching(
    _ reference: ReferenceSolution<Unknown>, _ unknowns: Unknown..., on pieces: String..., points: Int,
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
    return Condition(
      name: name, place: .pieces(pieces), points: points, weight: weight,
      data: { points in
        try Dictionary(
          unknowns.map { unknown in
            guard let values = try reference.values(of: unknown, at: points) else {
              throw ProblemError("the reference '\(reference.name)' doesn't know '\(unknown.rawValue)'")
            }
            return ("known \(unknown.rawValue)", values)
          }, uniquingKeysWith: { first, _ in first })
      }
    ) { s in
      unknowns.map { ($0.rawValue, s.here[$0] - .datum("known \($0.rawValue)")) }
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

  private static func list(_ pieces: [String]) -> String { pieces.joined(separator: ", ") }
}
