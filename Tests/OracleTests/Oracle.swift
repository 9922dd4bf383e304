// A second opinion on what an expression means: its tree is evaluated at one point as it is written, node by node, in truncated
// Taylor series. No node is simplified, merged, expanded or reordered.

import PINNAutodiff

/// Evaluates expressions at one point.
final class Oracle {
  /// A rule that is wrong on purpose, to see that it is found.
  enum Flaw: String, CaseIterable {
    case derivativeOfTanh = "the derivative of tanh is 1 + tanh^2"
    case sidesOfSelect = "select takes the other side"
  }

  /// What an expression may read.
  struct Point {
    /// Coordinates by side.
    var coordinates: [[Axis: Double]]
    var data: [Column: Double]
    var parameters: [Double]
    var layout: ParameterLayout
    /// The direction of derivatives by `.theta` that stand in expressions.
    var direction: [Double]
    /// The direction in parameter space along which results are differentiated once, besides.
    var tangent: [Double]
  }

  private struct Key: Hashable {
    let node: ObjectIdentifier
    let degree: Int
  }

  private let point: Point
  private let variables: [Axis]
  private let monomials: Monomials
  private let flaw: Flaw?
  private var known: [Key: [Series]] = [:]

  private init(_ point: Point, variables: [Axis], monomials: Monomials, flaw: Flaw?) {
    (self.point, self.variables, self.monomials, self.flaw) = (point, variables, monomials, flaw)
  }

  /// The scalar's value, and its derivative along the point's tangent.
  static func evaluate(_ expression: Expr, at point: Point, flaw: Flaw? = nil) -> (value: Sized, slope: Sized) {
    let (variables, degree) = expression.node.differentiated
    let oracle = Oracle(
      point, variables: variables.sorted(), monomials: Monomials.with(variables.count, degree), flaw: flaw)
    let result = oracle.series(expression.node, degree: 0)[0]
    return (result[0], result[1])
  }

  /// The components of a node, to a degree.
  private func series(_ node: Expr.Node, degree: Int) -> [Series] {
    let key = Key(node: ObjectIdentifier(node), degree: degree)
    if let result = known[key] { return result }
    let result = evaluate(node.kind, degree)
    known[key] = result
    return result
  }

  private func evaluate(_ kind: Expr.Kind, _ degree: Int) -> [Series] {
    let count = monomials.counts[degree]
    switch kind {
    case .constant(let value, _): return [Series(constant: Sized(value), count: count)]
    case .coordinate(let axis, let side):
      return [variable(axis, Sized(point.coordinates[side][axis]!), slope: Sized(1, size: 0), count)]
    case .datum(let column): return [Series(constant: Sized(point.data[column]!), count: count)]
    case .parameter(let block): return block.range.map { parameter($0, count) }
    case .trainable(let trainable): return [parameter(point.layout.block(named: trainable.name)!.offset, count)]
    case .affine(let weights, let bias, let x):
      let x = series(x, degree: degree)
      return (0..<weights.rows).map { row in
        var sum = bias.map { parameter($0.offset + row, count) } ?? Series(zeros: count)
        for (column, x) in x.enumerated() {
          sum = sum + monomials.multiply(parameter(weights.offset + row * weights.columns + column, count), x)
        }
        return sum
      }
    case .function(let function, let z): return series(z, degree: degree).map { apply(function, $0, degree) }
    case .add(let a, let b): return pairs(a, b, degree, +)
    case .subtract(let a, let b): return pairs(a, b, degree, -)
    case .multiply(let a, let b): return pairs(a, b, degree, monomials.multiply)
    case .divide(let a, let b):
      return pairs(a, b, degree) { monomials.multiply($0, apply(.reciprocal, $1, degree)) }
    case .select(let condition, let then, let otherwise):
      let (c, a, b) = (
        series(condition, degree: degree), series(then, degree: degree), series(otherwise, degree: degree)
      )
      return (0..<max(c.count, a.count, b.count)).map { i in
        let c = c[c.count == 1 ? 0 : i][0]
        let isThen = (c.value >= 0) != (flaw == .sidesOfSelect)
        // Where rounding may decide on the side, nothing can be compared.
        if !(abs(c.value) > 1e-4 * c.size || c.size == 0) {
          return Series(unknown: count)
        }
        return isThen ? a[a.count == 1 ? 0 : i] : b[b.count == 1 ? 0 : i]
      }
    case .concatenate(let parts): return parts.flatMap { series($0, degree: degree) }
    case .slice(let x, let range): return Array(series(x, degree: degree)[range])
    case .sum(let x):
      let terms = series(x, degree: degree)
      return [terms.dropFirst().reduce(terms[0], +)]
    case .derivative(let u, let axes, _):
      return series(u, degree: degree + axes.count).map { component in
        axes.reduce(component) { monomials.differentiate($0, variables.firstIndex(of: $1)!) }
      }
    case .pullback(let outputs, let cotangents, let axis):
      let variable = variables.firstIndex(of: axis)!
      var sum = Series(zeros: count)
      for (output, cotangent) in zip(outputs, cotangents) {
        for (y, c) in zip(series(output, degree: degree + 1), series(cotangent, degree: degree)) {
          sum = sum + monomials.multiply(c, monomials.differentiate(y, variable))
        }
      }
      return [sum]
    case .symbol, .invalid: preconditionFailure("\(kind) has no value")
    }
  }

  private func apply(_ function: ElementaryFunction, _ z: Series, _ degree: Int) -> Series {
    monomials.compose(function.taylorCoefficients(at: z[0], degree: degree + 1, flaw: flaw), z)
  }

  private func pairs(_ a: Expr.Node, _ b: Expr.Node, _ degree: Int, _ f: (Series, Series) -> Series) -> [Series] {
    let (a, b) = (series(a, degree: degree), series(b, degree: degree))
    return (0..<max(a.count, b.count)).map { f(a[a.count == 1 ? 0 : $0], b[b.count == 1 ? 0 : $0]) }
  }

  private func parameter(_ index: Int, _ count: Int) -> Series {
    var result = variable(.theta, Sized(point.parameters[index]), slope: Sized(point.direction[index]), count)
    result[1] = Sized(point.tangent[index])
    return result
  }

  private func variable(_ axis: Axis, _ value: Sized, slope: Sized, _ count: Int) -> Series {
    var result = Series(constant: value, count: count)
    if count > 2, let variable = variables.firstIndex(of: axis) { result[monomials.raised[variable][0].number] = slope }
    return result
  }
}

extension Monomials {
  /// Those of `variables` variables up to a degree; made once.
  static func with(_ variables: Int, _ degree: Int) -> Monomials { table[variables][degree] }
  private static let table = (0...4).map { variables in
    (0...4).map { Monomials(variables: variables, degree: variables == 0 ? 0 : $0) }
  }
}

extension Expr.Node {
  /// What a node is made of.
  var operands: [Expr.Node] {
    switch kind {
    case .constant, .coordinate, .datum, .symbol, .parameter, .trainable, .invalid: []
    case .affine(_, _, let x), .function(_, let x), .slice(let x, _), .sum(let x), .derivative(let x, _, _): [x]
    case .add(let a, let b), .subtract(let a, let b), .multiply(let a, let b), .divide(let a, let b): [a, b]
    case .select(let a, let b, let c): [a, b, c]
    case .concatenate(let parts): parts
    case .pullback(let outputs, let cotangents, _): outputs + cotangents
    }
  }

  /// The axes of all derivatives in it, and the greatest order of derivatives inside one another.
  var differentiated: (axes: Set<Axis>, order: Int) {
    var known: [ObjectIdentifier: Int] = [:]
    var axes: Set<Axis> = []
    func order(_ node: Expr.Node) -> Int {
      if let order = known[ObjectIdentifier(node)] { return order }
      var order = node.operands.map(order).max() ?? 0
      switch node.kind {
      case .derivative(_, let along, _):
        axes.formUnion(along)
        order += along.count
      case .pullback(_, _, let axis):
        axes.insert(axis)
        order += 1
      default: break
      }
      known[ObjectIdentifier(node)] = order
      return order
    }
    let total = order(self)
    return (axes, total)
  }
}
