// From expressions to the compiler's graph. Every mistake that a formula can contain is found here and thrown as a sentence.

/// A mistake found while compiling: an axis, datum or parameter that isn't there, or an expression that makes no sense.
public struct CompileError: Error, CustomStringConvertible, Equatable, Sendable {
  /// The sentence to show.
  public let description: String
  package init(_ description: String) { self.description = description }
}

/// Names that expressions may refer to.
struct Namespace {
  let axes: [Axis]
  /// Places of a point: its coordinates are columns side * axes.count + axis.
  let sides: Int
  let data: [Column]
  let layout: ParameterLayout

  func direction(_ axis: Axis) throws(CompileError) -> Int {
    if let index = axes.firstIndex(of: axis) { return index }
    if axis == .theta { return axes.count }
    throw CompileError("there is no axis '\(axis)': the axes are \(list(axes.map(\.name)))")
  }

  func column(_ axis: Axis, side: Int) throws(CompileError) -> Int {
    guard axis != .theta else { throw CompileError("the direction in parameter space is no coordinate") }
    let direction = try direction(axis)
    guard 0..<sides ~= side else {
      throw CompileError("the coordinate \(axis) at side \(side) needs points with \(side + 1) places, not \(sides)")
    }
    return side * axes.count + direction
  }
}

func list(_ names: [String]) -> String { names.isEmpty ? "none" : names.joined(separator: ", ") }

/// Translates expressions into nodes of a graph; shared subexpressions once.
struct Lowering {
  let graph: Graph
  let names: Namespace
  private var known: [ObjectIdentifier: NodeID] = [:]

  init(graph: Graph, names: Namespace) {
    self.graph = graph
    self.names = names
  }

  /// The node of a scalar; `role` says in an error what the expression was for.
  mutating func scalar(_ expression: Expr, role: String) throws(CompileError) -> NodeID {
    guard expression.width == 1 else {
      throw CompileError("\(role) must be a scalar, not a vector of width \(expression.width): \(expression)")
    }
    return try lower(expression.node)
  }

  private mutating func lower(_ node: Expr.Node) throws(CompileError) -> NodeID {
    if let id = known[ObjectIdentifier(node)] { return id }
    let id = try translate(node)
    known[ObjectIdentifier(node)] = id
    return id
  }

  private mutating func translate(_ node: Expr.Node) throws(CompileError) -> NodeID {
    switch node.kind {
    case .constant(let value, _):
      guard value.isFinite else { throw CompileError("a constant must be a finite number, not \(value)") }
      return graph.constant(value)
    case .coordinate(let axis, let side):
      return graph.intern(.coordinate(try names.column(axis, side: side)), [], width: 1)
    case .datum(let name):
      guard let column = names.data.firstIndex(of: name) else {
        throw CompileError(
          "there is no datum '\(name)' given with the points: the data are \(list(names.data.map(\.description)))")
      }
      return graph.intern(.datum(column), [], width: 1)
    case .symbol(let name):
      throw CompileError("the unknown '\(name)' is not part of this problem: no network output stands for it")
    case .parameter(let block):
      return graph.intern(.parameter(try offset(of: block)), [], width: block.rows)
    case .trainable(let trainable):
      guard let block = names.layout.block(named: trainable.name), block.count == 1 else {
        throw CompileError("there is no trainable coefficient '\(trainable.name)' among the parameters")
      }
      return graph.intern(.parameter(block.offset), [], width: 1)
    case .affine(let weights, let bias, let x):
      let matrix = Matrix(offset: try offset(of: weights), rows: weights.rows, columns: weights.columns)
      var start: Int?
      if let bias { start = try offset(of: bias) }
      return graph.affine(matrix, bias: start, try lower(x))
    case .function(let function, let z): return graph.function(function, try lower(z))
    case .add(let a, let b): return graph.add(try lower(a), try lower(b))
    case .subtract(let a, let b): return graph.subtract(try lower(a), try lower(b))
    case .multiply(let a, let b): return graph.multiply(try lower(a), try lower(b))
    case .divide(let a, let b): return graph.divide(try lower(a), try lower(b))
    case .select(let condition, let then, let otherwise):
      return graph.select(try lower(condition), try lower(then), try lower(otherwise))
    case .concatenate(let parts):
      var ids: [NodeID] = []
      for part in parts { ids.append(try lower(part)) }
      return graph.concatenate(ids)
    case .slice(let x, let range): return graph.slice(try lower(x), range)
    case .sum(let x): return graph.sum(try lower(x))
    case .derivative(let u, let axes, let mode):
      var directions: [Int] = []
      for axis in axes { directions.append(try names.direction(axis)) }
      return graph.derivative(try lower(u), directions.sorted(), mode)
    case .pullback(let outputs, let cotangents, let axis):
      var inputs: [NodeID] = []
      for node in outputs + cotangents { inputs.append(try lower(node)) }
      return graph.intern(.pullback(try names.direction(axis)), inputs, width: 1)
    case .invalid(let reason): throw CompileError(reason)
    }
  }

  private func offset(of block: ParameterBlock) throws(CompileError) -> Int {
    guard let known = names.layout.block(named: block.name) else {
      throw CompileError(
        "there is no parameter block '\(block.name)': compile the expression with the layout of its parameter scope")
    }
    guard known == block else {
      throw CompileError(
        "the parameter block '\(block.name)' has shape [\(known.rows), \(known.columns)], not "
          + "[\(block.rows), \(block.columns)]: two parts of a network share a name but not a shape")
    }
    return block.offset
  }
}
