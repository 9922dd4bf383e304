// The terms that a formula adds up, to see how large a residual is beside them.

extension Expr {
  /// Expressions whose sum this is, with products, quotients and derivatives of sums multiplied out; itself if it is no sum. A formula of
  /// more than a hundred terms isn't multiplied out.
  package var summands: [Expr] {
    func parts(_ expression: Expr) -> [Expr] {
      switch expression.node.kind {
      case .add(let a, let b): return parts(Expr(a)) + parts(Expr(b))
      case .subtract(let a, let b): return parts(Expr(a)) + parts(Expr(b)).map { -$0 }
      case .multiply(let a, let b):
        let (left, right) = (parts(Expr(a)), parts(Expr(b)))
        guard left.count * right.count > 1, left.count * right.count <= Self.mostSummands else { return [expression] }
        return left.flatMap { factor in right.map { factor * $0 } }
      case .divide(let a, let b):
        let above = parts(Expr(a))
        return above.count > 1 ? above.map { $0 / Expr(b) } : [expression]
      case .derivative(let u, let axes, let mode):
        let inside = parts(Expr(u))
        return inside.count > 1 ? inside.map { diff($0, axes, mode: mode) } : [expression]
      default: return [expression]
      }
    }
    let all = parts(self)
    return all.count <= Self.mostSummands ? all : [self]
  }

  private static var mostSummands: Int { 100 }

  /// The sum of the terms' magnitudes.
  package var sizeOfTerms: Expr {
    let sizes = summands.map { abs($0) }
    return sizes.dropFirst().reduce(sizes[0], +)
  }
}

extension Expr {
  /// A choice between two expressions.
  package struct Select {
    package let whole: Expr
    package let condition: Expr
    package let then: Expr
    package let otherwise: Expr
  }

  /// The choices that stand below a derivative, each once.
  package var selectsUnderDerivatives: [Select] {
    var found: [Select] = []
    for part in subexpressions {
      guard case .derivative(let u, _, _) = part.node.kind else { continue }
      for inner in Expr(u).subexpressions {
        guard case .select(let condition, let then, let otherwise) = inner.node.kind,
          !found.contains(where: { $0.whole.node === inner.node })
        else { continue }
        found.append(
          Select(whole: inner, condition: Expr(condition), then: Expr(then), otherwise: Expr(otherwise)))
      }
    }
    return found
  }
}
