// From a graph to an order of steps. Products wait for their inputs; everything elementwise that is ready at the same time and
// has the same width becomes one run, which keeps its intermediate values in a few kilobytes of scratch. So an activation with
// all its derivative streams, forward or reverse, is one run, and the streams of one layer are one product.
//
// A value of an earlier run is either stored or, where a few multiplications give it again from what is stored, computed
// again: the reverse pass makes its own 1 - tanh^2.

/// What a program is asked for, as nodes without symbolic derivatives.
struct Requests {
  /// Scalars stored for each point.
  var values: [NodeID] = []
  /// Scalars summed over the points.
  var sums: [NodeID] = []
  /// Sums over points for the gradient.
  var gradient: [ParameterTerm] = []
  /// For each residual, the terms of its row of the Jacobian at each point.
  var jacobian: [[ParameterTerm]] = []

  /// Every node that is asked for.
  var roots: [NodeID] {
    values + sums + (gradient + jacobian.joined()).flatMap { [$0.left] + ($0.right.map { [$0] } ?? []) }
  }
}

struct Schedule {
  enum Step {
    /// One matrix (or its transpose) times several inputs; the first `biased` outputs have the bias added.
    case product(Matrix, transposed: Bool, bias: Int?, outputs: [NodeID], biased: Int)
    case sumRows(NodeID)
    /// Computes the values of the nodes `outputs`, all of one width.
    case elementwise(width: Int, outputs: [NodeID])
    /// Outer products (or plain sums) into the parameters that start at an offset.
    case accumulate([ParameterTerm])
    /// The same for the rows of one residual, point by point.
    case jacobian([ParameterTerm], residual: Int)
    case sum(NodeID, index: Int)
    case store(NodeID, column: Int)
  }

  let graph: Graph
  private(set) var requests: Requests
  private(set) var steps: [Step] = []
  /// Elementwise nodes whose values are stored.
  private(set) var stored: Set<NodeID> = []
  /// Parts of a concatenation that are computed in their place in it.
  private(set) var homes: [NodeID: (whole: NodeID, row: Int)] = [:]

  private var legal: [NodeID: NodeID] = [:]
  private var levels: [NodeID: Int] = [:]

  init(graph: Graph, requests: Requests) {
    self.graph = graph
    self.requests = Requests()
    self.requests.values = requests.values.map { addressable($0) }
    self.requests.sums = requests.sums.map { addressable($0) }
    self.requests.gradient = requests.gradient.map { legalised($0) }
    self.requests.jacobian = requests.jacobian.map { terms in terms.map { legalised($0) } }
    arrange()
  }

  // MARK: Legal graphs: heavy operations read stored values, concatenations own their parts

  private mutating func legalised(_ term: ParameterTerm) -> ParameterTerm {
    ParameterTerm(offset: term.offset, left: addressable(term.left), right: term.right.map { addressable($0) })
  }

  /// The node in legal form, with a place in memory.
  private mutating func addressable(_ id: NodeID) -> NodeID {
    let id = legalise(id)
    switch graph[id].operation {
    case .constant, .parameter: return graph.copy(id)
    default: return id
    }
  }

  private mutating func legalise(_ id: NodeID) -> NodeID {
    if let known = legal[id] { return known }
    let node = graph[id]
    let result: NodeID
    switch node.operation {
    case .affine, .sum:
      result = graph.intern(node.operation, [addressable(node.inputs[0])], width: node.width)
    case .slice:
      result = graph.intern(node.operation, [addressable(node.inputs[0])], width: node.width)
    case .concatenate:
      let parts = node.inputs.map { part in
        let part = legalise(part)
        // A part is computed in place if nothing else has claimed it and it isn't a view of something else.
        return homes[part] == nil && claimed.insert(part).inserted && isComputed(part) ? part : graph.copy(part)
      }
      result = graph.intern(.concatenate, parts, width: node.width)
      var row = 0
      for part in parts {
        homes[part] = (result, row)
        row += graph.width(part)
      }
    default:
      result = graph.intern(node.operation, node.inputs.map { legalise($0) }, width: node.width)
    }
    legal[id] = result
    return result
  }
  private var claimed: Set<NodeID> = []

  private func isComputed(_ id: NodeID) -> Bool {
    if case .affine = graph[id].operation { return true }
    return isElementwise(id)
  }

  func isElementwise(_ id: NodeID) -> Bool {
    switch graph[id].operation {
    case .function, .add, .multiply, .divide, .scale, .select, .broadcast, .copy: return true
    default: return false
    }
  }

  /// The node whose storage a chain of slices looks into.
  func root(_ id: NodeID) -> NodeID {
    var id = id
    while case .slice = graph[id].operation { id = graph[id].inputs[0] }
    return id
  }

  // MARK: Levels

  /// How many products and changes of width lie before a node: nodes of one level and width can run together.
  private mutating func level(_ id: NodeID) -> Int {
    if let known = levels[id] { return known }
    let node = graph[id]
    var result = 0
    for input in node.inputs { result = Swift.max(result, level(input)) }
    switch node.operation {
    case .affine, .sum: result += 1
    case .concatenate: break
    case .slice: if isRunOutput(node.inputs[0]) { result += 1 }
    default:
      // Runs of one level are unordered: another run's output, or a vector assembled by runs, comes one level later.
      for input in node.inputs where isRunOutput(input) && (graph.width(input) != node.width || isConcatenation(input))
      {
        result = Swift.max(result, level(input) + 1)
      }
    }
    levels[id] = result
    return result
  }

  private func isConcatenation(_ id: NodeID) -> Bool {
    if case .concatenate = graph[id].operation { return true }
    return false
  }
  private func isRunOutput(_ id: NodeID) -> Bool { isElementwise(id) || isConcatenation(id) }

  // MARK: Steps

  private mutating func arrange() {
    let roots = requests.roots
    let live = reachable(from: roots)
    for id in live { _ = level(id) }
    store(roots: roots, live: live)

    var byLevel: [Int: [Step]] = [:]
    for (level, group) in groups(of: live) { byLevel[level, default: []] += group }
    for (i, id) in requests.values.enumerated() { byLevel[levels[id]!, default: []].append(.store(id, column: i)) }
    for (i, id) in requests.sums.enumerated() { byLevel[levels[id]!, default: []].append(.sum(id, index: i)) }
    for (level, group) in grouped(requests.gradient, together: false) {
      byLevel[level, default: []].append(.accumulate(group))
    }
    for (i, terms) in requests.jacobian.enumerated() {
      for (level, group) in grouped(terms, together: true) {
        byLevel[level, default: []].append(.jacobian(group, residual: i))
      }
    }
    steps = byLevel.sorted { $0.key < $1.key }.flatMap(\.value)
  }

  private func reachable(from roots: [NodeID]) -> [NodeID] {
    var seen: Set<NodeID> = []
    var pending = roots
    while let id = pending.popLast() {
      if seen.insert(id).inserted { pending += graph[id].inputs }
    }
    return seen.sorted()
  }

  /// Decides which elementwise values are stored.
  private mutating func store(roots: [NodeID], live: [NodeID]) {
    for id in roots where isElementwise(root(id)) { stored.insert(root(id)) }
    for id in live {
      switch graph[id].operation {
      case .affine, .sum, .slice, .concatenate:
        for input in graph[id].inputs where isElementwise(root(input)) { stored.insert(root(input)) }
      default: break
      }
    }
    for id in live where isElementwise(id) {
      for input in graph[id].inputs where isElementwise(input) && !stored.contains(input) {
        let sameRun = levels[input] == levels[id] && graph.width(input) == graph.width(id)
        if !sameRun, recomputationCost(input, limit: 5) > 4 { stored.insert(input) }
      }
    }
  }

  /// Operations that give a value again from stored ones; `limit` or more for too many.
  private func recomputationCost(_ id: NodeID, limit: Int) -> Int {
    if limit <= 0 { return 0 }
    guard isElementwise(id), !stored.contains(id) else { return 0 }
    switch graph[id].operation {
    case .function(.polynomial), .add, .multiply, .scale: break
    default: return limit
    }
    var cost = 1
    for input in graph[id].inputs {
      if graph.width(input) != graph.width(id), isElementwise(input) { return limit }
      cost += recomputationCost(input, limit: limit - cost)
    }
    return cost
  }

  /// Products and elementwise runs by level, products first.
  private func groups(of live: [NodeID]) -> [(level: Int, steps: [Step])] {
    struct ProductKey: Hashable {
      let level: Int
      let matrix: Matrix
      let transposed: Bool
    }
    struct RunKey: Hashable {
      let level: Int
      let width: Int
    }
    var products: [ProductKey: [NodeID]] = [:]
    var productOrder: [ProductKey] = []
    var runs: [RunKey: [NodeID]] = [:]
    var runOrder: [RunKey] = []
    var result: [(Int, [Step])] = []
    for id in live {
      switch graph[id].operation {
      case .affine(let matrix, let transposed, _):
        let key = ProductKey(level: levels[id]!, matrix: matrix, transposed: transposed)
        if products[key] == nil { productOrder.append(key) }
        products[key, default: []].append(id)
      case .sum: result.append((levels[id]!, [.sumRows(id)]))
      default:
        guard stored.contains(id) else { continue }
        let key = RunKey(level: levels[id]!, width: graph.width(id))
        if runs[key] == nil { runOrder.append(key) }
        runs[key, default: []].append(id)
      }
    }
    for key in productOrder {
      // The streams share the matrix; a second bias on the same matrix makes a second product.
      let byBias = Dictionary(grouping: products[key]!, by: bias(of:))
      let biases = byBias.keys.compactMap { $0 }.sorted()
      for (i, bias) in (biases.isEmpty ? [nil] : biases.map(Optional.some)).enumerated() {
        let biased = bias.map { byBias[$0]! } ?? []
        let plain = i == 0 ? byBias[nil] ?? [] : []
        let step = Step.product(
          key.matrix, transposed: key.transposed, bias: bias, outputs: biased + plain, biased: biased.count)
        result.append((key.level, [step]))
      }
    }
    for key in runOrder { result.append((key.level, [.elementwise(width: key.width, outputs: runs[key]!)])) }
    return result
  }

  private func bias(of id: NodeID) -> Int? {
    if case .affine(_, _, let bias) = graph[id].operation { return bias }
    return nil
  }

  /// Terms into the same parameters share a step at the level where the last of them is ready; for a Jacobian, all of a
  /// block must come together, because a block's rows are written, not added to.
  private func grouped(_ terms: [ParameterTerm], together: Bool) -> [(level: Int, terms: [ParameterTerm])] {
    struct Key: Hashable {
      let level: Int
      let offset: Int
      let outer: Bool
    }
    var groups: [Key: [ParameterTerm]] = [:]
    var order: [Key] = []
    for term in terms {
      let ready = Swift.max(levels[term.left]!, term.right.map { levels[$0]! } ?? 0)
      let key = Key(level: together ? -1 : ready, offset: term.offset, outer: term.right != nil)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(term)
    }
    return order.map { key in
      let terms = groups[key]!
      let level = terms.map { Swift.max(levels[$0.left]!, $0.right.map { levels[$0]! } ?? 0) }.max()!
      return (level, terms)
    }
  }
}
