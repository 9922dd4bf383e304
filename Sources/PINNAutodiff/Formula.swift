// Expressions as formulas: u_t + u u_x - nu u_xx. Juxtaposition is multiplication; derivatives are subscripts.

import Foundation

extension Expr: CustomStringConvertible {
  /// The formula, in the notation of textbooks.
  public var description: String { node.formula(.sum) }
}

/// How tightly the surroundings of a subformula bind: decides on parentheses.
private enum Binding: Int { case sum, product, factor }

extension Expr.Node {
  fileprivate func formula(_ context: Binding) -> String {
    func wrapped(_ text: String, _ binding: Binding) -> String {
      binding.rawValue < context.rawValue ? "(\(text))" : text
    }
    switch kind {
    case .constant(let value, let symbol):
      return symbol ?? (value < 0 ? wrapped(Self.format(value), .sum) : Self.format(value))
    case .coordinate(let axis, let side): return side == 0 ? axis.name : axis.name + "'"
    case .datum(let column): return "\(column)".contains(" ") ? "[\(column)]" : "\(column)"
    case .symbol(let name): return name
    case .trainable(let trainable): return trainable.name
    case .parameter(let block): return block.name
    case .affine(let weights, _, let x): return "affine[\(weights.name)](\(x.formula(.sum)))"
    case .function(let function, let z): return function.formula(z.formula(.sum), z.formula(.factor))
    case .add(let a, let b):
      if let (factor, term) = b.negated {
        return wrapped("\(a.formula(.sum)) - \(factor)\(term.formula(.product))", .sum)
      }
      return wrapped("\(a.formula(.sum)) + \(b.formula(.sum))", .sum)
    case .subtract(let a, let b): return wrapped("\(a.formula(.sum)) - \(b.formula(.product))", .sum)
    case .multiply(let a, let b):
      if let (factor, term) = negated { return wrapped("-\(factor)\(term.formula(.product))", .sum) }
      return wrapped("\(a.formula(.product)) \(b.formula(.factor))", .product)
    case .divide(let a, let b): return wrapped("\(a.formula(.product)) / \(b.formula(.factor))", .product)
    case .select(let condition, let then, let otherwise):
      return "(\(then.formula(.sum)) if \(condition.formula(.sum)) >= 0 else \(otherwise.formula(.sum)))"
    case .concatenate(let parts): return "(" + parts.map { $0.formula(.sum) }.joined(separator: ", ") + ")"
    case .slice(let x, let range):
      return x.formula(.factor) + (range.count == 1 ? "[\(range.lowerBound)]" : "[\(range)]")
    case .sum(let x): return "sum(\(x.formula(.sum)))"
    case .derivative(let u, let axes, _):
      let indices = axes.map(\.name)
      let subscripts = indices.allSatisfy { $0.count == 1 } ? indices.joined() : indices.joined(separator: ",")
      return u.formula(.factor) + "_"
        + (subscripts.count > 1 && indices.count < subscripts.count ? "{\(subscripts)}" : subscripts)
    case .pullback(let outputs, _, let axis):
      return "pullback_\(axis)(" + outputs.map { $0.formula(.sum) }.joined(separator: ", ") + ")"
    case .invalid(let reason): return "<\(reason)>"
    }
  }

  /// For a product with a negative leading number: the positive number ("" for 1) and the rest.
  private var negated: (factor: String, rest: Expr.Node)? {
    guard case .multiply(let a, let b) = kind, case .constant(let value, nil) = a.kind, value < 0 else { return nil }
    return (value == -1 ? "" : Self.format(-value) + " ", b)
  }

  /// Up to six significant digits, without trailing zeros.
  private static func format(_ value: Double) -> String {
    value == value.rounded() && Swift.abs(value) < 1e15 ? String(Int(value)) : String(format: "%.6g", value)
  }
}

extension ElementaryFunction {
  /// The function applied to a printed argument, given loose and as a factor.
  fileprivate func formula(_ argument: String, _ factor: String) -> String {
    switch self {
    case .reciprocal: return "1 / \(factor)"
    case .power(let p): return "\(factor)^\(p)"
    case .polynomial(let c):
      let terms = c.enumerated().filter { $0.element != 0 }
      if terms.count == 1, terms[0].element == 1 { return "\(factor)^\(terms[0].offset)" }
      return "polynomial\(c)(\(argument))"
    case .tanh, .sigmoid, .softplus, .sin, .cos, .exp, .log, .sqrt, .abs, .sign, .erf, .atan:
      return "\(self)(\(argument))"
    }
  }
}
