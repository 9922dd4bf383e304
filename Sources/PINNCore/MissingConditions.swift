// What no condition says, though the equation needs it: initial values and rates, and conditions at the ends of an axis.

/// Too few conditions on an unknown at the ends of an axis.
public struct MissingConditions: Sendable, Equatable, CustomStringConvertible {
  /// The unknown.
  public let unknown: String
  /// The axis.
  public let axis: Axis
  /// How many conditions the equation needs there: its order along the axis.
  public let needed: Int
  /// How many there are.
  public let given: Int

  /// "nothing is said about u at the ends of x, where u_xx needs 2 conditions".
  public var description: String {
    let place = axis == .t ? "the start" : "the ends of \(axis)"
    let letters = String(repeating: axis.name, count: needed)
    return
      (given == 0 ? "nothing is said about \(unknown) at \(place)" : "too little is said about \(unknown) at \(place)")
      + ", where \(unknown)_\(letters) needs \(needed) condition\(needed == 1 ? "" : "s")"
      + (given == 0 ? "" : ", not \(given)")
  }
}

extension Problem {
  /// Unknowns that have fewer conditions at the ends of an axis than the equation's order along it, for time and for axes of
  /// second and higher order. Unknowns are left out about which a condition inside says something, such as a measurement or an
  /// integral, and those that `transform` makes.
  ///
  /// - Parameter byConstruction: how many conditions an unknown meets at the ends of an axis whatever its network's parameters,
  ///   enforced conditions among them.
  package func missingConditions(
    byConstruction: (E.Unknown, Axis) throws -> Int
  ) rethrows -> [MissingConditions] {
    let made = Set(transform(.symbolic).keys)
    return try E.Unknown.allCases.flatMap { unknown -> [MissingConditions] in
      guard !made.contains(unknown), !isKnownInside(unknown) else { return [] }
      return try region.axes.compactMap { axis in
        let order = order(of: unknown, along: axis)
        guard order >= (axis == .t ? 1 : 2), let given = conditionsAtEnds(of: axis, on: unknown), given < order else {
          return nil
        }
        let all = try given + byConstruction(unknown, axis)
        return all < order
          ? MissingConditions(unknown: unknown.rawValue, axis: axis, needed: order, given: all) : nil
      }
    }
  }

  /// The highest order of a derivative of an unknown along an axis in the equation.
  package func order(of unknown: E.Unknown, along axis: Axis) -> Int {
    equation.residuals(.symbolic).compactMap { $0.value.order(of: unknown.rawValue, along: axis) }.max() ?? 0
  }

  /// Whether a condition that isn't on a piece of the boundary reads an unknown.
  private func isKnownInside(_ unknown: E.Unknown) -> Bool {
    conditions.dropFirst().contains { condition in
      switch condition.place {
      case .pieces, .pairs: false
      case .interior, .part, .surface, .nodes, .points, .point: reads(condition, unknown)
      }
    }
  }

  /// How many conditions read an unknown at both ends of an axis together; nil for an axis without ends.
  private func conditionsAtEnds(of axis: Axis, on unknown: E.Unknown) -> Int? {
    let ends = [Piece.lower(axis), .upper(axis)].compactMap { region.boundaryPiece($0)?.name }
    guard ends.count == 2 else { return nil }
    func count(_ pieces: [Piece]) -> Int {
      pieces.reduce(0) { $0 + (ends.contains(region.boundaryPiece($1)?.name ?? "") ? 1 : 0) }
    }
    return conditions.dropFirst().reduce(0) { sum, condition in
      let residuals = condition.symbolicLaw(over: region.axes).filter { $0.residual.reads(unknown.rawValue) }.count
      return switch condition.place {
      case .pieces(let pieces): sum + residuals * count(pieces)
      case .pairs(let across) where across == axis: sum + residuals
      default: sum
      }
    }
  }

  private func reads(_ condition: Condition<E.Unknown>, _ unknown: E.Unknown) -> Bool {
    condition.symbolicLaw(over: region.axes).contains { $0.residual.reads(unknown.rawValue) }
  }
}

extension Expr {
  fileprivate func reads(_ symbol: String) -> Bool { order(of: symbol, along: nil) != nil }

  /// The highest order of a derivative of a symbol along an axis; nil if the expression doesn't read it.
  fileprivate func order(of symbol: String, along axis: Axis?) -> Int? {
    var known: [ObjectIdentifier: Int] = [:]
    for part in subexpressions {
      var order = part.node.kind.parts.compactMap { known[ObjectIdentifier($0)] }.max()
      if case .symbol(symbol) = part.node.kind { order = 0 }
      if case .derivative(_, let axes, _) = part.node.kind {
        order = order.map { $0 + axes.filter { $0 == axis }.count }
      }
      known[ObjectIdentifier(part.node)] = order
    }
    return known[ObjectIdentifier(node)]
  }
}
