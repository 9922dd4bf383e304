// From an expression that fails to a small one that still does.

import PINNAutodiff
import PINNTensor

extension Expr {
  /// How much there is of it: nodes, each once, orders of derivatives and components.
  var bulk: Int {
    subexpressions.reduce(0) { bulk, part in
      switch part.node.kind {
      case .derivative(_, let axes, _): bulk + part.width + axes.count
      case .constant(1, _): bulk + part.width
      default: bulk + part.width + 1
      }
    }
  }

  /// A smaller expression for which `fails` still holds: parts are replaced by their own parts, by a coordinate or by 1, and
  /// derivatives lose orders, as long as something can be replaced.
  func shrunk(_ fails: (Expr) -> Bool) -> Expr {
    var smallest = self
    search: while true {
      for part in smallest.subexpressions.reversed() {
        for replacement in part.simpler {
          let candidate = smallest.rewritten { $0.node === part.node ? replacement : $1 }
          guard candidate.width == 1, candidate.bulk < smallest.bulk, fails(candidate) else { continue }
          smallest = candidate
          continue search
        }
      }
      return smallest
    }
  }

  /// What may stand in its place, all of its width.
  private var simpler: [Expr] {
    var found: [Expr] = []
    for operand in node.operands.map({ Expr($0) }) {
      if operand.width == width { found.append(operand) }
      if operand.width == 1, width > 1 { found.append(concatenate(Array(repeating: operand, count: width))) }
      if operand.width > 1, width == 1 { found += operand.components }
    }
    for scalar in [Expr(1), .coordinate(.x)] {
      found.append(width == 1 ? scalar : concatenate(Array(repeating: scalar, count: width)))
    }
    switch node.kind {
    case .derivative(let u, let axes, let mode):
      for i in axes.indices {
        found.append(diff(Expr(u), Array(axes[..<i] + axes[(i + 1)...]), mode: mode))
      }
    case .concatenate(let parts) where width == parts.count && width > 1:
      found.append(concatenate(Array(repeating: Expr(parts[0]), count: width)))
    case .pullback(let outputs, let cotangents, let axis) where outputs.count > 1:
      for i in outputs.indices {
        found.append(pullback([Expr(outputs[i])], cotangents: [Expr(cotangents[i])], along: axis))
      }
    case .slice(let x, let range):
      // A component of something made component by component.
      if case .function(let f, let z) = x.kind { found.append(.function(f, Expr(z).slice(range))) }
    default: break
    }
    return found
  }
}

extension Batch {
  /// What to read about a mismatch: a small expression that has it, with all that it was evaluated at.
  func report<Scalar: TensorScalar>(_ mismatch: Mismatch, _ type: Scalar.Type) throws -> (
    expression: Expr?, text: String
  ) {
    var worst = 0.0
    let suspects = mismatch.expression.map { [expressions[$0]] } ?? expressions
    func failure(_ expression: Expr) -> Mismatch? { try? alone(expression).compare(type, worst: &worst) }
    guard let suspect = suspects.first(where: { failure($0) != nil }) else {
      return (nil, "batch of seed \(seed), all expressions together: \(mismatch)")
    }
    let small = suspect.shrunk { failure($0) != nil }
    let found = failure(small)!
    let read = Batch.parameters(of: small, in: layout).sorted()
    return (
      small,
      """
      seed \(seed): \(small)
        \(found.what): \(found.got), by the oracle \(found.expected) within \(found.allowed)
        points (x, y, t, x', y', t'): \(points)
        data: \(data.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }.joined(separator: ", "))
        parameters: \(read.map { "[\($0)] = \(parameters[$0]) towards \(direction[$0])" }.joined(separator: ", "))
        shrunk from: \(suspect)
      """
    )
  }
}
