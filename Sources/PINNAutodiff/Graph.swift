// The compiler's own representation: a graph of interned nodes, so that equal subexpressions are one node. A node's inputs
// always have smaller numbers than the node, so numbers are a topological order.
//
// The constructors below simplify as they build (0 + x, 1 x, constants, factors pulled out of products), which keeps
// derivative rules as short as textbooks write them.

typealias NodeID = Int

/// A matrix inside the flat parameter vector, stored [rows, columns] row-major.
struct Matrix: Hashable {
  let offset: Int
  let rows: Int
  let columns: Int
}

enum Operation: Hashable {
  case constant(Double)
  /// Column of the points.
  case coordinate(Int)
  /// Column of the data.
  case datum(Int)
  /// 1 at a point, 0 in a lane that only fills up a panel.
  case mask
  /// Entries of the flat parameter vector from an offset, the same at every point.
  case parameter(Int)
  /// M x or M^T x, plus the bias that starts at a parameter offset.
  case affine(Matrix, transposed: Bool, bias: Int?)
  case function(ElementaryFunction)
  case add, multiply, divide
  case scale(Double)
  /// [condition, then, otherwise]
  case select
  case concatenate
  /// The rows from an offset.
  case slice(Int)
  /// The sum of the components.
  case sum
  /// A scalar in every component.
  case broadcast
  /// The value itself, stored once more; the number tells copies of one value apart.
  case copy(Int)
  /// A derivative that is not expanded yet, by directions (indices of axes) in ascending order.
  case derivative([Int], DerivativeMode)
  /// A reverse derivative along a direction that is not expanded yet: outputs, then their cotangents.
  case pullback(Int)
}

struct GraphNode: Hashable {
  let operation: Operation
  let inputs: [NodeID]
  let width: Int
}

final class Graph {
  private(set) var nodes: [GraphNode] = []
  private var known: [GraphNode: NodeID] = [:]
  private var copies = 0

  subscript(id: NodeID) -> GraphNode { nodes[id] }
  func width(_ id: NodeID) -> Int { nodes[id].width }

  func intern(_ operation: Operation, _ inputs: [NodeID], width: Int) -> NodeID {
    let node = GraphNode(operation: operation, inputs: inputs, width: width)
    if let id = known[node] { return id }
    nodes.append(node)
    known[node] = nodes.count - 1
    return nodes.count - 1
  }

  func constantValue(_ id: NodeID) -> Double? {
    if case .constant(let value) = nodes[id].operation { return value }
    return nil
  }

  func isZero(_ id: NodeID) -> Bool { constantValue(id) == 0 }

  /// For k x: (k, x); for anything else (1, itself).
  func factored(_ id: NodeID) -> (factor: Double, rest: NodeID) {
    if case .scale(let k) = nodes[id].operation { return (k, nodes[id].inputs[0]) }
    return (1, id)
  }
}

// MARK: - Simplifying constructors

extension Graph {
  func constant(_ value: Double, width: Int) -> NodeID { intern(.constant(value), [], width: width) }

  func copy(_ x: NodeID) -> NodeID {
    copies += 1
    return intern(.copy(copies), [x], width: width(x))
  }

  /// `x` in `width` equal components, if it is a scalar.
  func broadcast(_ x: NodeID, to width: Int) -> NodeID {
    if self.width(x) == width { return x }
    if let value = constantValue(x) { return constant(value, width: width) }
    return intern(.broadcast, [x], width: width)
  }

  func add(_ a: NodeID, _ b: NodeID) -> NodeID {
    let w = max(width(a), width(b))
    if let x = constantValue(a), let y = constantValue(b) { return constant(x + y, width: w) }
    if isZero(a) { return broadcast(b, to: w) }
    if isZero(b) { return broadcast(a, to: w) }
    let (ka, ra) = factored(a)
    let (kb, rb) = factored(b)
    if ra == rb, width(ra) == w { return scale(ka + kb, ra) }
    return intern(.add, [min(a, b), max(a, b)], width: w)
  }

  func sum(of terms: [NodeID], width: Int = 1) -> NodeID {
    guard let first = terms.first else { return constant(0, width: width) }
    return terms.dropFirst().reduce(first, add)
  }

  func scale(_ k: Double, _ x: NodeID) -> NodeID {
    if let value = constantValue(x) { return constant(k * value, width: width(x)) }
    if k == 1 { return x }
    if k == 0 { return constant(0, width: width(x)) }
    let (inner, rest) = factored(x)
    if inner != 1 { return scale(k * inner, rest) }
    return intern(.scale(k), [x], width: width(x))
  }

  func subtract(_ a: NodeID, _ b: NodeID) -> NodeID { add(a, scale(-1, b)) }

  func multiply(_ a: NodeID, _ b: NodeID) -> NodeID {
    let w = max(width(a), width(b))
    if let k = constantValue(a) { return broadcast(scale(k, b), to: w) }
    if let k = constantValue(b) { return broadcast(scale(k, a), to: w) }
    let (ka, ra) = factored(a)
    let (kb, rb) = factored(b)
    if ka != 1 || kb != 1 { return scale(ka * kb, multiply(ra, rb)) }
    return intern(.multiply, [min(a, b), max(a, b)], width: w)
  }

  func divide(_ a: NodeID, _ b: NodeID) -> NodeID {
    let w = max(width(a), width(b))
    if isZero(a) { return constant(0, width: w) }
    if let k = constantValue(b) {
      return constantValue(a).map { constant($0 / k, width: w) } ?? broadcast(scale(1 / k, a), to: w)
    }
    if let k = constantValue(a) { return broadcast(scale(k, function(.reciprocal, b)), to: w) }
    return intern(.divide, [a, b], width: w)
  }

  func function(_ f: ElementaryFunction, _ z: NodeID) -> NodeID {
    if let value = constantValue(z) { return constant(f(value), width: width(z)) }
    if case .polynomial(let c) = f {
      let degree = c.lastIndex { $0 != 0 } ?? 0
      if degree == 0 { return constant(c.first ?? 0, width: width(z)) }
      if degree == 1 { return add(scale(c[1], z), constant(c[0])) }
      if c.count > degree + 1 { return function(.polynomial(Array(c[...degree])), z) }
    }
    return intern(.function(f), [z], width: width(z))
  }

  func select(_ condition: NodeID, _ then: NodeID, _ otherwise: NodeID) -> NodeID {
    let w = max(width(condition), width(then), width(otherwise))
    if let value = constantValue(condition) { return broadcast(value >= 0 ? then : otherwise, to: w) }
    if then == otherwise { return broadcast(then, to: w) }
    return intern(.select, [condition, then, otherwise], width: w)
  }

  func affine(_ matrix: Matrix, transposed: Bool = false, bias: Int? = nil, _ x: NodeID) -> NodeID {
    let rows = transposed ? matrix.columns : matrix.rows
    if isZero(x) {
      return bias.map { intern(.parameter($0), [], width: rows) } ?? constant(0, width: rows)
    }
    return intern(.affine(matrix, transposed: transposed, bias: bias), [x], width: rows)
  }

  func concatenate(_ parts: [NodeID]) -> NodeID {
    if parts.count == 1 { return parts[0] }
    let w = parts.reduce(0) { $0 + width($1) }
    if let value = constantValue(parts[0]), parts.allSatisfy({ constantValue($0) == value }) {
      return constant(value, width: w)
    }
    return intern(.concatenate, parts, width: w)
  }

  func slice(_ x: NodeID, _ range: Range<Int>) -> NodeID {
    // A part of a parameter vector stays a slice: as a vector of its own it would overlap with the whole, and of two terms that
    // give a parameter its row of the Jacobian the second would replace the first.
    if range == 0..<width(x) { return x }
    switch nodes[x].operation {
    case .constant(let value): return constant(value, width: range.count)
    case .broadcast: return broadcast(nodes[x].inputs[0], to: range.count)
    case .scale(let k): return scale(k, slice(nodes[x].inputs[0], range))
    case .slice(let offset):
      return slice(nodes[x].inputs[0], offset + range.lowerBound..<offset + range.upperBound)
    case .concatenate:
      var start = 0
      for part in nodes[x].inputs {
        let end = start + width(part)
        if start <= range.lowerBound, range.upperBound <= end {
          return slice(part, range.lowerBound - start..<range.upperBound - start)
        }
        start = end
      }
    default: break
    }
    return intern(.slice(range.lowerBound), [x], width: range.count)
  }

  func sum(_ x: NodeID) -> NodeID {
    if width(x) == 1 { return x }
    switch nodes[x].operation {
    case .constant(let value): return constant(value * Double(width(x)))
    case .broadcast: return scale(Double(width(x)), nodes[x].inputs[0])
    case .scale(let k): return scale(k, sum(nodes[x].inputs[0]))
    default: return intern(.sum, [x], width: 1)
    }
  }

  func derivative(_ x: NodeID, _ directions: [Int], _ mode: DerivativeMode) -> NodeID {
    if directions.isEmpty { return x }
    if case .derivative(let inner, let innerMode) = nodes[x].operation, innerMode == mode {
      return derivative(nodes[x].inputs[0], (inner + directions).sorted(), mode)
    }
    // A derivative of a component is a component of the derivative: components then share their vector's streams.
    if case .slice(let offset) = nodes[x].operation, !mode.isNested {
      return slice(derivative(nodes[x].inputs[0], directions, mode), offset..<offset + width(x))
    }
    return intern(.derivative(directions, mode), [x], width: width(x))
  }
}

extension Graph: RuleBuilder {
  func constant(_ value: Double) -> NodeID { constant(value, width: 1) }
}
