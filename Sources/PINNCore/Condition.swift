// A condition is a law at a place: residuals that should vanish at some points. Boundary and initial conditions, data
// and the equation itself are all conditions, and each adds weight / N * sum of residual^2 to the loss.

/// A law, the points it holds at, and its weight in the loss.
public struct Condition<Unknown: UnknownName>: Sendable {
  /// Where a condition's points come from.
  public enum Place: Sendable {
    /// Points of the whole region.
    case interior
    /// Points shared out over the named boundary pieces, with outward normals.
    case pieces([Piece])
    /// Points of a part of the region: a region over the same axes inside it.
    case part(any Region)
    /// Points of a surface inside the region, such as the boundary piece of a part, with its normals.
    case surface(BoundaryPiece)
    /// Pairs of corresponding points of the two boundary pieces across `axis`.
    case pairs(across: Axis)
    /// The nodes of a quadrature over some or all axes, beside points of the other axes.
    case nodes(PointSet)
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
    /// The states at the nodes of a quadrature; none for other conditions.
    public let nodes: [State<Unknown>]

    package init(
      here: State<Unknown>, partner: State<Unknown>, normalAxes: [Axis], nodes: [State<Unknown>] = []
    ) {
      self.here = here
      self.partner = partner
      self.normalAxes = normalAxes
      self.nodes = nodes
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
  /// Whether it is the problem's equation.
  package var isEquation = false
  /// Data columns for chosen points, such as a reference's values there.
  public var data: @Sendable (PointSet) throws -> [Column: [Double]]

  /// A condition of the given parts; the factories (`dirichlet`, `initial`, `law`, ...) read better.
  public init(
    name: String, place: Place, points: Int, weight: Double,
    data: @escaping @Sendable (PointSet) throws -> [Column: [Double]] = { _ in [:] },
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

// MARK: - Any law

extension Condition {
  /// The weight of conditions other than equations. With 1 for equations it did well without tuning on all problems
  /// tried.
  public static var defaultWeight: Double { 10 }

  /// Any law on the named boundary pieces, or in the interior if none is named: named residuals that should vanish.
  public static func law(
    _ name: String, on pieces: Piece..., points: Int, weight: Double = defaultWeight,
    residuals: @escaping @Sendable (State<Unknown>) -> KeyValuePairs<String, Expr>
  ) -> Condition { law(name, on: pieces, points: points, weight: weight, residuals: residuals) }

  /// Any law on the boundary pieces, or in the interior if there are none: named residuals that should vanish.
  public static func law(
    _ name: String, on pieces: [Piece], points: Int, weight: Double = defaultWeight,
    residuals: @escaping @Sendable (State<Unknown>) -> KeyValuePairs<String, Expr>
  ) -> Condition {
    Condition(name: name, place: pieces.isEmpty ? .interior : .pieces(pieces), points: points, weight: weight) { s in
      residuals(s.here).map { ($0.key, $0.value) }
    }
  }

  /// Any law on a part of the region: a region over the same axes inside it.
  public static func law(
    _ name: String, in part: any Region, points: Int, weight: Double = defaultWeight,
    residuals: @escaping @Sendable (State<Unknown>) -> KeyValuePairs<String, Expr>
  ) -> Condition {
    Condition(name: name, place: .part(part), points: points, weight: weight) { s in
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

  static func list(_ pieces: [Piece]) -> String { pieces.map(\.description).joined(separator: ", ") }
}
