// Forward derivatives. A *stream* is the image of a network's values under one linear differential operator with constant
// coefficients, L = sum_a c_a d^a over multi-indices a; a partial derivative is the case of one term. Streams go through a
// network side by side:
//
//   affine      L(W z + b) = W (L z)
//   product     L(f g)     = sum_a c_a sum_(b <= a) C(a, b) d^b f d^(a-b) g       (Leibniz)
//   function    L f(z)     = f'(z) L z + sum_a c_a sum_(0 < b <= a-e) C(a-e, b) d^b(f'(z)) d^(a-b) z
//
// with e one direction of a. The last line is Leibniz' rule for d^(a-e) (f'(z) d^e z); its terms b = 0 collect into f'(z) L z.
// So L needs, besides itself, only streams of lower order; expanded with memory this is Taylor mode with one stream for
// each multi-index, and with several terms in L it is collapsed Taylor mode: u_t - nu u_xx travels as one stream.
// (Forward Laplacian: Li et al. 2024, doi:10.1038/s42256-024-00794-x; collapsed Taylor mode: Dangel et al. 2025,
// arXiv:2505.13644.)

/// Orders by direction; the count of entries is the number of axes.
typealias MultiIndex = [UInt16]

extension MultiIndex {
  static func of(_ directions: [Int], count: Int) -> MultiIndex {
    directions.reduce(into: MultiIndex(repeating: 0, count: count)) { $0[$1] += 1 }
  }
  func plus(_ other: MultiIndex) -> MultiIndex { zip(self, other).map { $0 + $1 } }
  func minus(_ other: MultiIndex) -> MultiIndex { zip(self, other).map { $0 - $1 } }
  var order: Int { reduce(0) { $0 + Int($1) } }
  /// Every b <= self with the product of binomials C(self, b).
  var lower: [(index: MultiIndex, binomial: Double)] {
    var all: [(MultiIndex, Double)] = [([], 1)]
    for n in self {
      all = all.flatMap { prefix, weight in
        (0...n).map { k in (prefix + [k], weight * Self.binomial(Int(n), Int(k))) }
      }
    }
    return all
  }
  private static func binomial(_ n: Int, _ k: Int) -> Double {
    (0..<k).reduce(1) { $0 * Double(n - $1) / Double($1 + 1) }
  }
}

/// sum of coefficient * d^index, orders at least 1, ascending by index.
struct LinearOperator: Hashable {
  struct Term: Hashable {
    let index: MultiIndex
    let coefficient: Double
  }
  let terms: [Term]

  init(_ coefficients: [MultiIndex: Double]) {
    terms = coefficients.filter { $0.value != 0 }.map { Term(index: $0.key, coefficient: $0.value) }
      .sorted { $0.index.lexicographicallyPrecedes($1.index) }
  }
  init(_ index: MultiIndex) { self.init([index: 1]) }
}

/// Where a direction in parameter space lies in memory: entry i of the parameters has its component at `offset` + i.
struct ParameterDirection {
  let parameters: Int
  let offset: Int
}

extension DerivativeMode {
  /// Whether derivatives are expanded one order after the other, not all at once as streams.
  var isNested: Bool { self == .nestedForward || self == .nestedReverse }
}

/// Replaces symbolic derivatives in a graph by streams.
final class StreamExpansion {
  private let graph: Graph
  /// The number of axes; the direction in parameter space comes after them.
  private let axes: Int
  private var directions: Int { axes + 1 }
  private let parameterDirection: ParameterDirection
  /// How derivatives of automatic mode are expanded.
  private let automatic: DerivativeMode
  /// How derivatives were expanded so far.
  private(set) var modes: Set<DerivativeMode> = []
  private var values: [NodeID: NodeID] = [:]
  private var streams: [Key: NodeID] = [:]

  private struct Key: Hashable {
    let node: NodeID
    let image: LinearOperator
  }

  /// `automatic`: how derivatives of automatic mode are to be expanded.
  init(graph: Graph, axes: Int, parameterDirection: ParameterDirection, automatic: DerivativeMode) {
    self.graph = graph
    self.axes = axes
    self.parameterDirection = parameterDirection
    self.automatic = automatic
  }

  /// The node without symbolic derivatives.
  func value(_ id: NodeID) -> NodeID {
    if let known = values[id] { return known }
    let node = graph[id]
    let result: NodeID
    switch node.operation {
    case .derivative(let along, let mode):
      modes.insert(resolved(mode))
      switch resolved(mode) {
      case .nestedReverse: result = along.reduce(value(node.inputs[0])) { reverseDerivative($0, direction: $1) }
      case .nestedForward:
        result = along.reduce(value(node.inputs[0])) { stream($0, LinearOperator(.of([$1], count: directions))) }
      default: result = stream(node.inputs[0], LinearOperator(.of(along, count: directions)))
      }
    case .pullback(let direction): result = pullback(node.inputs.map(value), direction: direction)
    case .add where isFlat(node), .scale: result = collapsedSum(id)
    default: result = rebuild(node, node.inputs.map(value))
    }
    values[id] = result
    return result
  }

  private func resolved(_ mode: DerivativeMode) -> DerivativeMode { mode == .automatic ? automatic : mode }

  /// The same operation on other inputs.
  private func rebuild(_ node: GraphNode, _ inputs: [NodeID]) -> NodeID {
    switch node.operation {
    case .constant, .coordinate, .datum, .mask, .parameter: return graph.intern(node.operation, [], width: node.width)
    case .affine(let matrix, let transposed, let bias):
      return graph.affine(matrix, transposed: transposed, bias: bias, inputs[0])
    case .function(let f): return graph.function(f, inputs[0])
    case .add: return graph.add(inputs[0], inputs[1])
    case .multiply: return graph.multiply(inputs[0], inputs[1])
    case .divide: return graph.divide(inputs[0], inputs[1])
    case .scale(let k): return graph.scale(k, inputs[0])
    case .select: return graph.select(inputs[0], inputs[1], inputs[2])
    case .concatenate: return graph.concatenate(inputs)
    case .slice(let offset): return graph.slice(inputs[0], offset..<offset + node.width)
    case .sum: return graph.sum(inputs[0])
    case .broadcast: return graph.broadcast(inputs[0], to: node.width)
    case .copy: return graph.copy(inputs[0])
    case .derivative(let along, let mode): return graph.derivative(inputs[0], along, mode)
    case .pullback: return graph.intern(node.operation, inputs, width: 1)
    }
  }

  // MARK: Streams

  /// The image of a node under a linear operator.
  private func stream(_ id: NodeID, _ image: LinearOperator) -> NodeID {
    let key = Key(node: id, image: image)
    if let known = streams[key] { return known }
    let result = expand(id, image)
    streams[key] = result
    return result
  }

  private func partial(_ id: NodeID, _ index: MultiIndex) -> NodeID {
    index.order == 0 ? value(id) : stream(id, LinearOperator(index))
  }

  private func expand(_ id: NodeID, _ image: LinearOperator) -> NodeID {
    let node = graph[id]
    func linear(_ input: Int) -> NodeID { stream(node.inputs[input], image) }
    switch node.operation {
    case .constant, .datum, .mask: return graph.constant(0, width: node.width)
    case .coordinate(let column): return graph.constant(coefficient(of: column % axes, in: image))
    case .parameter(let offset):
      return graph.scale(coefficient(of: axes, in: image), direction(of: offset, width: node.width))
    case .affine(let matrix, let transposed, let bias):
      return affine(matrix, transposed: transposed, bias: bias, node.inputs[0], image)
    case .add: return graph.add(linear(0), linear(1))
    case .scale(let k): return graph.scale(k, linear(0))
    case .concatenate: return graph.concatenate(node.inputs.map { stream($0, image) })
    case .slice(let offset): return graph.slice(linear(0), offset..<offset + node.width)
    case .sum: return graph.sum(linear(0))
    case .broadcast: return graph.broadcast(linear(0), to: node.width)
    case .copy: return linear(0)
    case .select: return graph.select(value(node.inputs[0]), linear(1), linear(2))
    case .multiply: return product(node.inputs[0], node.inputs[1], image)
    case .divide: return product(node.inputs[0], graph.function(.reciprocal, node.inputs[1]), image)
    case .function(let f): return function(f, node.inputs[0], image)
    case .derivative(_, let mode) where resolved(mode).isNested: return stream(value(id), image)
    case .pullback: return stream(value(id), image)
    case .derivative(let along, _):
      let inner = MultiIndex.of(along, count: directions)
      return stream(
        node.inputs[0],
        LinearOperator(Dictionary(uniqueKeysWithValues: image.terms.map { ($0.index.plus(inner), $0.coefficient) })))
    }
  }

  /// The coefficient of the first derivative along a direction.
  private func coefficient(of direction: Int, in image: LinearOperator) -> Double {
    let unit = MultiIndex.of([direction], count: directions)
    return image.terms.first { $0.index == unit }?.coefficient ?? 0
  }

  /// The components of the parameters' direction that belong to the parameters from an offset.
  private func direction(of offset: Int, width: Int) -> NodeID {
    offset < parameterDirection.parameters
      ? graph.intern(.parameter(parameterDirection.offset + offset), [], width: width) : graph.constant(0, width: width)
  }

  /// W z + b is linear in z and in (W, b): along theta, with V the direction of W, d^n (W z) = W d^n z + n V d^(n-1) z.
  private func affine(
    _ matrix: Matrix, transposed: Bool, bias: Int?, _ z: NodeID, _ image: LinearOperator
  ) -> NodeID {
    var sum = graph.affine(matrix, transposed: transposed, stream(z, image))
    let shifted = Matrix(
      offset: matrix.offset + parameterDirection.offset, rows: matrix.rows, columns: matrix.columns)
    let unit = MultiIndex.of([axes], count: directions)
    // The direction itself is the same everywhere in parameter space.
    let moves = matrix.offset < parameterDirection.parameters
    for term in image.terms where moves && term.index[axes] > 0 {
      let lower = graph.affine(shifted, transposed: transposed, partial(z, term.index.minus(unit)))
      sum = graph.add(sum, graph.scale(term.coefficient * Double(term.index[axes]), lower))
    }
    guard let bias else { return sum }
    let slope = coefficient(of: axes, in: image)
    return slope == 0 ? sum : graph.add(sum, graph.scale(slope, direction(of: bias, width: graph.width(sum))))
  }

  private func product(_ f: NodeID, _ g: NodeID, _ image: LinearOperator) -> NodeID {
    var sum = graph.add(graph.multiply(value(f), stream(g, image)), graph.multiply(stream(f, image), value(g)))
    for term in image.terms {
      for (index, binomial) in term.index.lower where index.order > 0 && index != term.index {
        let mixed = graph.multiply(partial(f, index), partial(g, term.index.minus(index)))
        sum = graph.add(sum, graph.scale(term.coefficient * binomial, mixed))
      }
    }
    return sum
  }

  private func function(_ f: ElementaryFunction, _ z: NodeID, _ image: LinearOperator) -> NodeID {
    let linear = stream(z, image)
    let slope = f.derivative(at: z, graph)
    var sum = graph.multiply(value(slope), linear)
    let curved = secondOrder(slope, z, image)
    if let curved { sum = graph.add(sum, curved) }
    for term in image.terms where term.index.order > (curved == nil ? 1 : 2) {
      let last = term.index.lastIndex { $0 > 0 }!
      let rest = term.index.minus(.of([last], count: directions))
      for (index, binomial) in rest.lower where index.order > 0 {
        let mixed = graph.multiply(partial(slope, index), partial(z, term.index.minus(index)))
        sum = graph.add(sum, graph.scale(term.coefficient * binomial, mixed))
      }
    }
    return sum
  }

  /// All terms of second order together, where the image has several terms: with the slope g(y), they have the factor g'(y) in
  /// common, sum_a c_a d^b (g(y)) d^(a-b) z = g'(y) sum_a c_a d^b y d^(a-b) z for |b| = 1. (The streams of single derivatives
  /// share d^b (g(y)) among each other instead.)
  private func secondOrder(_ slope: NodeID, _ z: NodeID, _ image: LinearOperator) -> NodeID? {
    let terms = image.terms.filter { $0.index.order == 2 }
    guard image.terms.count > 1, let leading = terms.first?.coefficient, case .function(let g) = graph[slope].operation
    else { return nil }
    let y = graph[slope].inputs[0]
    let products = terms.map { term in
      let last = MultiIndex.of([term.index.lastIndex { $0 > 0 }!], count: directions)
      let product = graph.multiply(partial(y, term.index.minus(last)), partial(z, last))
      return graph.scale(term.coefficient / leading, product)
    }
    let sum = graph.sum(of: products, width: graph.width(z))
    return graph.scale(leading, graph.multiply(value(g.derivative(at: y, graph)), sum))
  }

  // MARK: Collapsing

  /// A sum whose constant-coefficient derivatives of one vector are taken together.
  private func collapsedSum(_ id: NodeID) -> NodeID {
    var terms: [(factor: Double, node: NodeID)] = []
    flatten(id, 1, into: &terms)
    var groups: [(base: NodeID, offset: Int, coefficients: [MultiIndex: Double])] = []
    var sum = graph.constant(0, width: graph.width(id))
    for (factor, term) in terms {
      guard let (base, offset, index) = derivativeOfComponent(term) else {
        sum = graph.add(sum, graph.scale(factor, value(term)))
        continue
      }
      if let i = groups.firstIndex(where: { $0.base == base && $0.offset == offset }) {
        groups[i].coefficients[index, default: 0] += factor
      } else {
        groups.append((base, offset, [index: factor]))
      }
    }
    for group in groups {
      // Normalised, so that equal operators on several unknowns are one stream.
      let operatorTerms = LinearOperator(group.coefficients)
      guard let leading = operatorTerms.terms.first?.coefficient else { continue }
      modes.insert(operatorTerms.terms.count > 1 ? .collapsed : .taylor)
      let image = LinearOperator(group.coefficients.mapValues { $0 / leading })
      let component = graph.slice(stream(group.base, image), group.offset..<group.offset + graph.width(id))
      sum = graph.add(sum, graph.scale(leading, component))
    }
    return sum
  }

  /// Whether a sum's terms all have its width: a scalar among vectors stays as it is.
  private func isFlat(_ sum: GraphNode) -> Bool { sum.inputs.allSatisfy { graph.width($0) == sum.width } }

  private func flatten(_ id: NodeID, _ factor: Double, into terms: inout [(factor: Double, node: NodeID)]) {
    let node = graph[id]
    switch node.operation {
    case .add where isFlat(node):
      for input in node.inputs { flatten(input, factor, into: &terms) }
    case .scale(let k): flatten(node.inputs[0], factor * k, into: &terms)
    default: terms.append((factor, id))
    }
  }

  /// For a derivative of rows of a vector: the vector, the first row, and the multi-index.
  private func derivativeOfComponent(_ id: NodeID) -> (base: NodeID, offset: Int, index: MultiIndex)? {
    switch graph[id].operation {
    case .derivative(let along, let mode) where resolved(mode) == .collapsed:
      return (graph[id].inputs[0], 0, .of(along, count: directions))
    case .slice(let offset):
      let inner = graph[graph[id].inputs[0]]
      guard case .derivative(let along, let mode) = inner.operation, resolved(mode) == .collapsed else { return nil }
      return (inner.inputs[0], offset, .of(along, count: directions))
    default: return nil
    }
  }

  // MARK: Nested reverse

  /// The derivative of each component along a direction, by a reverse pass for each component.
  private func reverseDerivative(_ id: NodeID, direction: Int) -> NodeID {
    graph.concatenate(
      (0..<graph.width(id)).map { component in
        pullback([graph.slice(id, component..<component + 1), graph.constant(1)], direction: direction)
      })
  }

  /// sum_j cotangent_j d output_j along a direction; `nodes` are the outputs, then their cotangents.
  private func pullback(_ nodes: [NodeID], direction: Int) -> NodeID {
    let (outputs, cotangents) = (nodes.prefix(nodes.count / 2), nodes.suffix(nodes.count / 2))
    let isTheta = direction == axes
    let adjoint = Adjoint(
      graph: graph, outputs: zip(outputs, cotangents).map { ($0, $1) }, wantsCoordinates: !isTheta,
      parameters: isTheta ? [0..<Int.max] : [])
    if isTheta {
      // The gradient's product with the direction, block by block.
      return graph.sum(of: adjoint.parameters.map { product(of: $0) })
    }
    let columns = adjoint.coordinates.keys.filter { $0 % axes == direction }.sorted()
    return graph.sum(of: columns.map { adjoint.coordinates[$0]! })
  }

  private func product(of term: ParameterTerm) -> NodeID {
    guard let right = term.right else {
      return graph.sum(graph.multiply(term.left, direction(of: term.offset, width: graph.width(term.left))))
    }
    guard term.offset < parameterDirection.parameters else { return graph.constant(0) }
    let shifted = Matrix(
      offset: parameterDirection.offset + term.offset, rows: graph.width(term.left), columns: graph.width(right))
    return graph.sum(graph.multiply(term.left, graph.affine(shifted, right)))
  }
}
