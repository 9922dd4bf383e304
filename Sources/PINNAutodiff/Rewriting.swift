// Expressions taken apart and put together again: to put a solution in for an unknown, to turn a sign, to force a mode.

extension Expr {
  /// Every part of the expression and the expression itself, each once, parts before what is made of them.
  package var subexpressions: [Expr] {
    var found: [Expr] = []
    _ = rewritten { original, _ in
      found.append(original)
      return original
    }
    return found
  }

  /// The expression with each of its parts replaced by what `change` makes of it: given are the part as it was, and the
  /// part rebuilt from its changed parts. A part that occurs often is changed once.
  package func rewritten(_ change: (_ original: Expr, _ rebuilt: Expr) -> Expr) -> Expr {
    var known: [ObjectIdentifier: Node] = [:]
    func visit(_ node: Node) -> Node {
      if let result = known[ObjectIdentifier(node)] { return result }
      let result = change(Expr(node), Expr(node.rebuilt(visit))).node
      known[ObjectIdentifier(node)] = result
      return result
    }
    return Expr(visit(node))
  }
}

extension Expr.Node {
  /// This node made of other parts.
  fileprivate func rebuilt(_ part: (Expr.Node) -> Expr.Node) -> Expr.Node {
    let new: Expr.Kind
    switch kind {
    case .constant, .coordinate, .datum, .symbol, .parameter, .trainable, .invalid: return self
    case .affine(let weights, let bias, let x): new = .affine(weights: weights, bias: bias, part(x))
    case .function(let function, let z): new = .function(function, part(z))
    case .add(let a, let b): new = .add(part(a), part(b))
    case .subtract(let a, let b): new = .subtract(part(a), part(b))
    case .multiply(let a, let b): new = .multiply(part(a), part(b))
    case .divide(let a, let b): new = .divide(part(a), part(b))
    case .select(let condition, let then, let otherwise):
      new = .select(condition: part(condition), then: part(then), otherwise: part(otherwise))
    case .concatenate(let parts): new = .concatenate(parts.map(part))
    case .slice(let x, let range): new = .slice(part(x), range)
    case .sum(let x): new = .sum(part(x))
    case .derivative(let u, let axes, let mode): return diff(Expr(part(u)), axes, mode: mode).node
    case .pullback(let outputs, let cotangents, let axis):
      new = .pullback(outputs.map(part), cotangents: cotangents.map(part), axis)
    }
    return Expr.Node(new, width: width)
  }
}
