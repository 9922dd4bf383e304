// Conditions on derivatives and on values at two places or of two unknowns: fluxes, periodicity, interfaces.

extension Condition {
  /// The derivative along the outward normal = value on the named pieces: residual `n . grad unknown - value`.
  public static func neumann(
    _ unknown: Unknown, on pieces: Piece..., points: Int, weight: Double = defaultWeight, name: String? = nil,
    value: @escaping @Sendable (State<Unknown>) -> Expr
  ) -> Condition { neumann(unknown, on: pieces, points: points, weight: weight, name: name, value: value) }

  /// The same for an array of pieces.
  public static func neumann(
    _ unknown: Unknown, on pieces: [Piece], points: Int, weight: Double = defaultWeight, name: String? = nil,
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

  /// a unknown + b (derivative along the outward normal) = value on the named pieces: residual `a u + b n . grad u -
  /// value`, such as heat that is lost to the surroundings in proportion to the temperature (Robin).
  public static func robin(
    _ unknown: Unknown, a: Coefficient, b: Coefficient = 1, on pieces: Piece..., points: Int,
    weight: Double = defaultWeight, name: String? = nil, value: @escaping @Sendable (State<Unknown>) -> Expr
  ) -> Condition {
    robin(unknown, a: a, b: b, on: pieces, points: points, weight: weight, name: name, value: value)
  }

  /// The same for an array of pieces.
  public static func robin(
    _ unknown: Unknown, a: Coefficient, b: Coefficient = 1, on pieces: [Piece], points: Int,
    weight: Double = defaultWeight, name: String? = nil, value: @escaping @Sendable (State<Unknown>) -> Expr
  ) -> Condition {
    Condition(
      name: name ?? "\(unknown.rawValue) and its normal derivative on \(list(pieces))", place: .pieces(pieces),
      points: points, weight: weight
    ) { s in
      let u = s.here[unknown]
      return [(unknown.rawValue, a * u + b * s.here.normalDerivative(u, over: s.normalAxes) - value(s.here))]
    }
  }

  /// The unknowns have equal values, and equal derivatives by `axis` of all orders up to `order`, at corresponding
  /// points of the two boundary pieces across `axis`: residuals `unknown - unknown'`, where ' is the partner. An
  /// equation whose highest derivative along the axis is of order k needs order k - 1. A network behind a
  /// `PeriodicEmbedding` needs no such condition.
  public static func periodic(
    along axis: Axis, _ unknowns: [Unknown], order: Int = 1, points: Int, weight: Double = defaultWeight,
    name: String? = nil
  ) -> Condition {
    Condition(
      name: name ?? "periodic in \(axis)", place: .pairs(across: axis), points: points, weight: weight
    ) { s in
      unknowns.flatMap { unknown in
        (0...Swift.max(0, order)).map { k in
          let axes = Array(repeating: axis, count: k)
          let name = k == 0 ? unknown.rawValue : unknown.rawValue + "_" + axes.map(\.name).joined()
          return (name, diff(s.here[unknown], axes) - diff(s.partner[unknown], axes))
        }
      }
    }
  }

  /// Two unknowns, one for each side of a surface inside the region, have equal values and equal fluxes there: residuals
  /// `first - second` and `a n . grad first - b n . grad second` with the conductivities a of the first and b of the
  /// second.
  ///
  /// The surface is a boundary piece of the part that one of them stands for: `disk.boundary[0]`, over time
  /// `disk.over(time: 0...1).boundary[0]`. Each side's equation is a `law(_:in:)` of that part, or holds in the whole
  /// region if its unknown may go on beyond the surface.
  public static func interface(
    _ first: Unknown, _ second: Unknown, conductivities: (Coefficient, Coefficient) = (1, 1), on surface: BoundaryPiece,
    points: Int, weight: Double = defaultWeight, name: String? = nil
  ) -> Condition {
    Condition(
      name: name ?? "\(first.rawValue) and \(second.rawValue) on \(surface.name)", place: .surface(surface),
      points: points, weight: weight
    ) { s in
      let (u, v) = (s.here[first], s.here[second])
      func slope(_ u: Expr) -> Expr { s.here.normalDerivative(u, over: s.normalAxes) }
      return [("value", u - v), ("flux", conductivities.0 * slope(u) - conductivities.1 * slope(v))]
    }
  }
}
