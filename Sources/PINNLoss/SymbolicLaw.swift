// A law whose unknowns are symbols at each of its places, to be taken apart before anything is put in for them.

import PINNCore

/// The residuals of a condition over one symbol for each unknown at each place.
struct SymbolicLaw<Unknown: UnknownName> {
  /// The residuals by name.
  let residuals: [(name: String, residual: Expr)]
  private var places: [String: (side: Int, unknown: Unknown)] = [:]

  /// The law of `condition` at points of so many places.
  init(_ condition: Condition<Unknown>, sides: Int, normalAxes: [Axis]) {
    var places = places
    let states = (0..<sides).map { side in
      let symbols = Unknown.allCases.map { unknown in
        let name = "\(unknown.rawValue) at place \(side)"
        places[name] = (side, unknown)
        return (unknown, Expr.symbol(name))
      }
      return State<Unknown>(Dictionary(uniqueKeysWithValues: symbols), side: side)
    }
    self.places = places
    residuals = condition.law(
      .init(here: states[0], partner: states[sides - 1], normalAxes: normalAxes, nodes: states))
  }

  /// The unknown that an expression is the symbol of; nil for any other expression.
  func unknown(_ expression: Expr) -> Unknown? {
    guard case .symbol(let name) = expression.node.kind else { return nil }
    return places[name]?.unknown
  }

  /// The unknowns that an expression reads.
  func unknowns(in expression: Expr) -> Set<Unknown> { Set(expression.subexpressions.compactMap(unknown)) }

  /// The expression with something else in place of each symbol.
  func replacing(in expression: Expr, by replacement: (_ side: Int, _ unknown: Unknown) -> Expr) -> Expr {
    expression.rewritten { original, rebuilt in
      guard case .symbol(let name) = original.node.kind, let (side, unknown) = places[name] else { return rebuilt }
      return replacement(side, unknown)
    }
  }
}
