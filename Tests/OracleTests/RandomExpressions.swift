// Random formulas, of everything that an expression can be made of. Arguments of functions stay away from poles and branch points;
// what comes out too large or too near to a kink all the same is left out by whoever evaluates it.

import PINNAutodiff
import PINNTensor

/// Draws expressions over x, y, t at two sides, data columns m and n, and blocks of parameters of its scope.
struct RandomExpressions {
  static let axes: [Axis] = [.x, .y, .t]
  static let data: [Column] = ["m", "n"]
  /// The greatest order of derivatives inside one another.
  static let greatestOrder = 4

  let scope = ParameterScope()
  private var rng: RandomStream
  /// Vectors that were drawn before, with the order of derivatives inside: to share them.
  private var drawn: [(expression: Expr, order: Int)] = []

  init(seed: UInt64) { rng = RandomStream(seed: seed, for: "expressions") }

  /// A scalar of moderate size.
  mutating func next() -> Expr {
    // Expressions of one batch share subtrees now and then, those within one more often.
    if drawn.count > 8 { drawn.removeFirst(drawn.count - 8) }
    return expression(width: 1, nodes: 4 + draw(22), orders: Self.greatestOrder)
  }

  private mutating func draw(_ count: Int) -> Int { Int(rng.next() % UInt64(count)) }
  private mutating func number() -> Expr { Expr(((4 * rng.uniform() - 2) * 64).rounded() / 64) }

  /// An expression of some width, of about so many nodes, with derivatives of at most `orders` inside one another.
  private mutating func expression(width: Int, nodes: Int, orders: Int) -> Expr {
    guard nodes > 1 else { return leaf(width: width) }
    let known = drawn.filter { $0.expression.width == width && $0.order <= orders }
    if !known.isEmpty, draw(7) == 0 { return known[draw(known.count)].expression }
    let result = inner(width: width, nodes: nodes - 1, orders: orders)
    drawn.append((result, result.node.differentiated.order))
    return result
  }

  private mutating func leaf(width: Int) -> Expr {
    if width > 1 {
      return draw(2) == 0 ? vector(width) : concatenate((0..<width).map { _ in leaf(width: 1) })
    }
    switch draw(12) {
    case 0: return number()
    case 1: return .datum(Self.data[draw(2)])
    case 2: return vector(1)
    case 3: return trainable()
    case 4: return .coordinate(Self.axes[draw(3)], side: 1)
    default: return .coordinate(Self.axes[draw(3)])
    }
  }

  private mutating func vector(_ width: Int) -> Expr { scope.vector("v\(width)", width: width, .normal(0.7)) }

  private mutating func trainable() -> Expr {
    _ = scope.vector("k", width: 1, .normal(0.7))
    return .trainable("k", scale: [.linear, .logarithmic, .bounded(-1...2)][draw(3)])
  }

  private mutating func inner(width: Int, nodes: Int, orders: Int) -> Expr {
    switch draw(24) {
    case 0...4: return function(of: expression(width: width, nodes: nodes, orders: orders))
    case 5...11: return binary(width: width, nodes: nodes, orders: orders)
    case 12: return selection(width: width, nodes: nodes, orders: orders)
    case 13...15: return layer(width: width, nodes: nodes, orders: orders)
    case 16:
      guard width > 1 else { return expression(width: 2 + draw(4), nodes: nodes, orders: orders).sum }
      let left = 1 + draw(width - 1)
      return concatenate([
        expression(width: left, nodes: nodes / 2, orders: orders),
        expression(width: width - left, nodes: nodes - nodes / 2, orders: orders),
      ])
    case 17:
      let (before, after) = (draw(3), draw(2))
      let whole = expression(width: before + width + after, nodes: nodes, orders: orders)
      return whole.slice(before..<before + width)
    case 18...21 where orders > 0: return derivative(width: width, nodes: nodes, orders: orders)
    case 22 where orders > 0 && width == 1: return pullback(nodes: nodes, orders: orders)
    case 23 where orders > 0: return linearOperator(width: width, nodes: nodes, orders: orders)
    default: return binary(width: width, nodes: nodes, orders: orders)
    }
  }

  private mutating func function(of z: Expr) -> Expr {
    switch draw(20) {
    case 0...2: return tanh(z)
    case 3: return sigmoid(z)
    case 4: return softplus(z)
    case 5: return sin(z)
    case 6: return cos(z)
    case 7: return exp(sin(z))
    case 8: return log(z * z + 0.5)
    case 9: return sqrt(1.5 + tanh(z))
    case 10: return 1 / (z * z + 0.75)
    case 11: return pow(1.5 + sin(z), [1.5, -2, 2.25, -0.5, 9][draw(5)])
    case 12: return pow(z, Double(2 + draw(4)))
    case 13: return erf(z)
    case 14: return atan(z)
    case 15: return abs(z)
    case 16: return .function(.sign, z)
    case 17: return .function(.polynomial([[0.5, -1, 0, 0.25], [0, 2], [1.5], [0, 0, 0, 0, 0.5]][draw(4)]), z)
    case 18: return [swish, gelu, { exp(-$0 * $0) }, { tan(0.5 * tanh($0)) }][draw(4)](z)
    default: return [{ sinh(tanh($0)) }, { cosh(sin($0)) }, { -$0 }, { 2.5 * $0 - 1 }][draw(4)](z)
    }
  }

  /// Two expressions, of which one may be a scalar.
  private mutating func binary(width: Int, nodes: Int, orders: Int) -> Expr {
    let scalar = width > 1 ? draw(4) : 3
    let left = 1 + draw(max(1, nodes - 1))
    let a = expression(width: scalar == 0 ? 1 : width, nodes: left, orders: orders)
    let b = expression(width: scalar == 1 ? 1 : width, nodes: nodes - left, orders: orders)
    switch draw(9) {
    case 0...1: return a + b
    case 2: return a - b
    case 3...5: return a * b
    case 6: return a / (1.25 + b * b)
    case 7: return a / (2 + sin(b))
    default: return number() * a + number() * b
    }
  }

  private mutating func selection(width: Int, nodes: Int, orders: Int) -> Expr {
    let scalar = width > 1 ? draw(4) : 3
    func part(_ i: Int) -> Int { scalar == i ? 1 : width }
    let a = expression(width: part(0), nodes: nodes / 3, orders: orders)
    let b = expression(width: part(1), nodes: nodes / 3, orders: orders)
    switch draw(4) {
    case 0: return max(a, b)
    case 1: return min(a, b)
    default: return select(expression(width: part(2), nodes: nodes / 3, orders: orders), a, b)
    }
  }

  /// A dense layer, whose weights other layers of the same shape may share.
  private mutating func layer(width: Int, nodes: Int, orders: Int) -> Expr {
    let x = expression(width: 1 + draw(5), nodes: nodes, orders: orders)
    let name = "W\(width)x\(x.width)\(["", "'"][draw(2)])"
    let weights = scope.block(name, rows: width, columns: x.width, .normal(0.6))
    let bias = draw(3) == 0 ? nil : scope.block("b\(width)\(["", "'"][draw(2)])", rows: width, .normal(0.5))
    let y = Expr.affine(weights: weights, bias: bias, x)
    return draw(2) == 0 ? y : tanh(y)
  }

  /// Axes of a derivative: mostly few, sometimes the direction in parameter space.
  private mutating func along(_ orders: Int) -> [Axis] {
    (0..<min(orders, [1, 1, 1, 2, 2, 3, 4][draw(7)])).map { _ in draw(8) == 0 ? .theta : Self.axes[draw(3)] }
  }

  private mutating func derivative(width: Int, nodes: Int, orders: Int) -> Expr {
    let axes = along(orders)
    let u = expression(width: width, nodes: nodes, orders: orders - axes.count)
    var modes: [DerivativeMode] = [.automatic, .automatic, .automatic, .taylor, .collapsed]
    // Nested modes double the work with every order.
    if axes.count + u.node.differentiated.order < 3 { modes += [.nestedForward, .nestedReverse] }
    return diff(u, axes, mode: modes[draw(modes.count)])
  }

  /// A sum of derivatives of one vector with constant coefficients, which may travel as one stream.
  private mutating func linearOperator(width: Int, nodes: Int, orders: Int) -> Expr {
    let terms = (0..<2 + draw(2)).map { _ in along(min(orders, 3)) }
    let order = terms.map(\.count).max()!
    let u = expression(width: width, nodes: nodes, orders: orders - order)
    return terms.dropFirst().reduce(diff(u, terms[0])) { $0 + number() * diff(u, $1) }
  }

  private mutating func pullback(nodes: Int, orders: Int) -> Expr {
    let widths = (0...draw(2)).map { _ in 1 + draw(3) }
    let share = nodes / (2 * widths.count)
    let outputs = widths.map { expression(width: $0, nodes: share, orders: min(1, orders - 1)) }
    let cotangents = widths.map { expression(width: $0, nodes: share, orders: min(1, orders - 1)) }
    return PINNAutodiff.pullback(outputs, cotangents: cotangents, along: draw(6) == 0 ? .theta : Self.axes[draw(3)])
  }
}
