// What people write: an expression is a value at one point, a vector of some width (a scalar has width 1). The batch is
// implicit, so there is no batch axis to get wrong. Expressions are immutable trees that share subtrees; nothing is
// computed, and no derivative is expanded, before a `Program` is compiled from them.
//
// An expression that makes no sense (vectors of different widths added, a slice out of range) becomes `invalid` and says
// why when it is compiled: a mistake in an equation is an error to catch, not a crash.
//
// The type is called Expr, not Expression, because Foundation has an Expression and most files import Foundation.

/// A value at one point, as a formula over coordinates, data, parameters and constants.
public struct Expr: Sendable {
  package final class Node: Sendable {
    package let kind: Kind
    let width: Int
    /// How many expressions lie inside one another here.
    let depth: Int

    init(_ kind: Kind, width: Int) {
      let depth = 1 + (kind.parts.map(\.depth).max() ?? 0)
      self.width = width
      // Trees are walked and released recursively: what would exhaust a thread's stack is refused before it can.
      if depth <= Self.greatestDepth {
        (self.kind, self.depth) = (kind, depth)
      } else {
        let reason =
          "more than \(Self.greatestDepth) expressions lie inside one another: add long sums up in halves, not term by term"
        (self.kind, self.depth) = (.invalid(reason), 1)
      }
    }

    private static let greatestDepth = 2_000
  }

  package enum Kind: Sendable {
    case constant(Double, symbol: String?)
    case coordinate(Axis, side: Int)
    case datum(Column)
    case symbol(String)
    case parameter(ParameterBlock)
    case trainable(Trainable)
    case affine(weights: ParameterBlock, bias: ParameterBlock?, Node)
    case function(ElementaryFunction, Node)
    case add(Node, Node)
    case subtract(Node, Node)
    case multiply(Node, Node)
    case divide(Node, Node)
    case select(condition: Node, then: Node, otherwise: Node)
    case concatenate([Node])
    case slice(Node, Range<Int>)
    case sum(Node)
    case derivative(Node, [Axis], DerivativeMode)
    case pullback([Node], cotangents: [Node], Axis)
    case invalid(String)

    /// The expressions that this one is made of.
    package var parts: [Node] {
      switch self {
      case .constant, .coordinate, .datum, .symbol, .parameter, .trainable, .invalid: []
      case .affine(_, _, let x), .function(_, let x), .slice(let x, _), .sum(let x), .derivative(let x, _, _): [x]
      case .add(let a, let b), .subtract(let a, let b), .multiply(let a, let b), .divide(let a, let b): [a, b]
      case .select(let condition, let then, let otherwise): [condition, then, otherwise]
      case .concatenate(let parts): parts
      case .pullback(let outputs, let cotangents, _): outputs + cotangents
      }
    }
  }

  package let node: Node
  package init(_ node: Node) { self.node = node }
  package init(_ kind: Kind, width: Int) { node = Node(kind, width: width) }

  /// The number of components; 1 for a scalar.
  public var width: Int { node.width }

  static func invalid(_ reason: String, width: Int = 1) -> Expr { Expr(.invalid(reason), width: width) }
}

// MARK: - Leaves

extension Expr: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// The constant `value`.
  public init(floatLiteral value: Double) { self = .constant(value) }
  /// The constant `value`.
  public init(integerLiteral value: Int) { self = .constant(Double(value)) }
  /// The constant `value`.
  public init(_ value: Double) { self = .constant(value) }

  /// A constant, the same at every point; formulas print its `symbol`, if it has one, in place of its value.
  public static func constant(_ value: Double, symbol: String? = nil) -> Expr {
    Expr(.constant(value, symbol: symbol), width: 1)
  }

  /// Archimedes' constant.
  public static let pi = Expr.constant(.pi, symbol: "pi")

  /// The point's coordinate along `axis`. A point of a paired condition (periodic, interface) has a second place, `side` 1.
  public static func coordinate(_ axis: Axis, side: Int = 0) -> Expr {
    Expr(.coordinate(axis, side: side), width: 1)
  }

  /// A value given with each point: a column of the program's data.
  public static func datum(_ column: Column) -> Expr { Expr(.datum(column), width: 1) }

  /// A symbol with a name, for printing formulas. It can't be compiled.
  public static func symbol(_ name: String) -> Expr { Expr(.symbol(name), width: 1) }

  /// The entries of a parameter vector [block.rows], the same at every point.
  public static func parameter(_ block: ParameterBlock) -> Expr {
    block.columns == 1
      ? Expr(.parameter(block), width: block.rows)
      : .invalid("parameter block '\(block.name)' is a matrix; only a vector is a value", width: block.rows)
  }

  /// The affine map W x + b: weights [m, x.width], bias [m], x of width x.width -> width m.
  public static func affine(weights: ParameterBlock, bias: ParameterBlock? = nil, _ x: Expr) -> Expr {
    guard weights.columns == x.width else {
      return .invalid(
        "weights '\(weights.name)' [\(weights.rows), \(weights.columns)] can't multiply a vector of width \(x.width)",
        width: weights.rows)
    }
    guard bias == nil || bias!.count == weights.rows else {
      return .invalid(
        "bias '\(bias!.name)' has \(bias!.count) entries for \(weights.rows) outputs", width: weights.rows)
    }
    return Expr(.affine(weights: weights, bias: bias, x.node), width: weights.rows)
  }
}

// MARK: - Arithmetic

extension Expr {
  private static func binary(
    _ a: Expr, _ b: Expr, _ name: String, _ kind: (Node, Node) -> Kind
  ) -> Expr {
    guard a.width == b.width || a.width == 1 || b.width == 1 else {
      return .invalid("can't \(name) vectors of widths \(a.width) and \(b.width)", width: max(a.width, b.width))
    }
    return Expr(kind(a.node, b.node), width: max(a.width, b.width))
  }

  /// Elementwise sum; a scalar is added to every component.
  public static func + (a: Expr, b: Expr) -> Expr { binary(a, b, "add", Kind.add) }
  /// Elementwise difference.
  public static func - (a: Expr, b: Expr) -> Expr { binary(a, b, "subtract", Kind.subtract) }
  /// Elementwise product; a scalar multiplies every component.
  public static func * (a: Expr, b: Expr) -> Expr { binary(a, b, "multiply", Kind.multiply) }
  /// Elementwise quotient.
  public static func / (a: Expr, b: Expr) -> Expr { binary(a, b, "divide", Kind.divide) }
  /// The negative.
  public static prefix func - (a: Expr) -> Expr { constant(-1) * a }

  /// Sum with a number.
  @_disfavoredOverload public static func + (a: Double, b: Expr) -> Expr { constant(a) + b }
  /// Sum with a number.
  @_disfavoredOverload public static func + (a: Expr, b: Double) -> Expr { a + constant(b) }
  /// Difference with a number.
  @_disfavoredOverload public static func - (a: Double, b: Expr) -> Expr { constant(a) - b }
  /// Difference with a number.
  @_disfavoredOverload public static func - (a: Expr, b: Double) -> Expr { a - constant(b) }
  /// Product with a number.
  @_disfavoredOverload public static func * (a: Double, b: Expr) -> Expr { constant(a) * b }
  /// Product with a number.
  @_disfavoredOverload public static func * (a: Expr, b: Double) -> Expr { a * constant(b) }
  /// Quotient with a number.
  @_disfavoredOverload public static func / (a: Double, b: Expr) -> Expr { constant(a) / b }
  /// Quotient with a number.
  @_disfavoredOverload public static func / (a: Expr, b: Double) -> Expr { a * constant(1 / b) }
}

// MARK: - Vectors

extension Expr {
  /// Component `index` of a vector.
  public subscript(index: Int) -> Expr { slice(index..<index + 1) }

  /// The components in `range`.
  public func slice(_ range: Range<Int>) -> Expr {
    guard range.lowerBound >= 0, range.upperBound <= width, !range.isEmpty else {
      return .invalid("components \(range) of a vector of width \(width) don't exist", width: max(1, range.count))
    }
    return range == 0..<width ? self : Expr(.slice(node, range), width: range.count)
  }

  /// All components as scalars.
  public var components: [Expr] { (0..<width).map { self[$0] } }

  /// The sum of the components: a scalar.
  public var sum: Expr { width == 1 ? self : Expr(.sum(node), width: 1) }
}

/// The vectors `parts` one after another.
public func concatenate(_ parts: [Expr]) -> Expr {
  guard !parts.isEmpty else { return .invalid("nothing to concatenate") }
  return parts.count == 1
    ? parts[0] : Expr(.concatenate(parts.map(\.node)), width: parts.reduce(0) { $0 + $1.width })
}

/// `then` where `condition` >= 0, `otherwise` elsewhere; all scalars or of equal width.
public func select(_ condition: Expr, _ then: Expr, _ otherwise: Expr) -> Expr {
  let width = max(condition.width, then.width, otherwise.width)
  guard [condition, then, otherwise].allSatisfy({ $0.width == 1 || $0.width == width }) else {
    return .invalid(
      "can't select between widths \(condition.width), \(then.width) and \(otherwise.width)", width: width)
  }
  return Expr(
    .select(condition: condition.node, then: then.node, otherwise: otherwise.node), width: width)
}

/// The larger of two, component by component.
public func max(_ a: Expr, _ b: Expr) -> Expr { select(a - b, a, b) }
/// The smaller of two, component by component.
public func min(_ a: Expr, _ b: Expr) -> Expr { select(a - b, b, a) }
