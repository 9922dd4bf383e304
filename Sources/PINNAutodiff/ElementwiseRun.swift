// One elementwise run as micro-operations: values in an order that frees scratch slots early, multiplications folded into
// additions, results written straight to their buffers.

import CPINNKernels

/// Where a run's operand is.
enum RunOperand: Hashable {
  /// A scratch slot.
  case slot(Int)
  /// A stored value; a scalar among vectors is read through a broadcast.
  case stored(NodeID)
}

struct RunOperation {
  var operation: pinn_operation
  var destination: RunOperand
  var operands: [RunOperand]
  var constant = 0.0
  /// A polynomial's coefficients.
  var coefficients: [Double] = []
  /// Parameter offset and step from row to row.
  var parameter: (offset: Int, step: Int) = (0, 0)
}

struct ElementwiseRun {
  private(set) var operations: [RunOperation] = []
  /// Scratch slots in use at once.
  private(set) var slots = 0

  /// Rows handled at a time; slots hold as many.
  private(set) var chunk = 0

  private let graph: Graph
  private let schedule: Schedule
  private let width: Int
  private let outputs: Set<NodeID>
  private var uses: [NodeID: Int] = [:]
  private var results: [NodeID: RunOperand] = [:]

  init(schedule: Schedule, width: Int, outputs: [NodeID]) {
    self.schedule = schedule
    graph = schedule.graph
    self.width = width
    self.outputs = Set(outputs)
    var counted: Set<NodeID> = []
    for id in outputs { count(id, &counted) }
    for id in outputs { _ = result(of: id) }
    shareSlots()
    chunk = chunkHeight()
  }

  /// Whether the node's value is made in this run, and not read from somewhere.
  private func isMade(_ id: NodeID) -> Bool {
    outputs.contains(id) || (schedule.isElementwise(id) && !schedule.stored.contains(id))
  }

  private mutating func count(_ id: NodeID, _ counted: inout Set<NodeID>) {
    uses[id, default: 0] += 1
    guard isMade(id), counted.insert(id).inserted else { return }
    for input in graph[id].inputs { count(input, &counted) }
  }

  /// Whether the node may be folded into its only user.
  private func isFoldable(_ id: NodeID) -> Bool { isMade(id) && !outputs.contains(id) && uses[id] == 1 }

  // MARK: Operations

  /// Appends an operation that makes a node's value, or a part of one.
  private mutating func emit(
    _ operation: pinn_operation, for id: NodeID?, _ operands: [RunOperand], constant: Double = 0,
    coefficients: [Double] = [], parameter: (Int, Int) = (0, 0)
  ) -> RunOperand {
    let destination = id.flatMap { outputs.contains($0) ? .stored($0) : nil } ?? newSlot()
    operations.append(
      RunOperation(
        operation: operation, destination: destination, operands: operands, constant: constant,
        coefficients: coefficients, parameter: parameter))
    if let id { results[id] = destination }
    return destination
  }

  private mutating func newSlot() -> RunOperand {
    slots += 1
    return .slot(slots - 1)
  }

  /// The operand that holds a node's value, made if need be.
  private mutating func result(of id: NodeID) -> RunOperand {
    if let known = results[id] { return known }
    let node = graph[id]
    guard isMade(id) else { return leaf(id, node) }
    let inputs = node.inputs
    switch node.operation {
    case .add: return sum(id)
    case .multiply: return product(id, inputs[0], inputs[1])
    case .divide: return emit(PINN_DIVIDE, for: id, [result(of: inputs[0]), result(of: inputs[1])])
    case .scale(let k):
      if case .multiply = graph[inputs[0]].operation, isFoldable(inputs[0]) {
        let factors = graph[inputs[0]].inputs
        return emit(PINN_SCALE_MUL, for: id, [result(of: factors[0]), result(of: factors[1])], constant: k)
      }
      return emit(PINN_SCALE, for: id, [result(of: inputs[0])], constant: k)
    case .select:
      return emit(PINN_SELECT, for: id, [result(of: inputs[0]), result(of: inputs[1]), result(of: inputs[2])])
    case .broadcast, .copy:
      if let value = graph.constantValue(inputs[0]) { return emit(PINN_FILL, for: id, [], constant: value) }
      return emit(PINN_COPY, for: id, [result(of: inputs[0])])
    case .function(let f):
      let z = result(of: inputs[0])
      if case .polynomial(let c) = f { return emit(PINN_POLYNOMIAL, for: id, [z], coefficients: c) }
      if case .power(let p) = f { return emit(PINN_POWER, for: id, [z], constant: p) }
      return emit(f.operation, for: id, [z])
    default: preconditionFailure("\(node.operation) is not elementwise")
    }
  }

  /// a b, with the first derivative 1 - tanh^2 folded in.
  private mutating func product(_ id: NodeID, _ a: NodeID, _ b: NodeID) -> RunOperand {
    for (x, y) in [(a, b), (b, a)] where isFoldable(x) {
      guard case .function(.polynomial([1, 0, -1])) = graph[x].operation else { continue }
      return emit(PINN_COMPLEMENT_MUL, for: id, [result(of: graph[x].inputs[0]), result(of: y)])
    }
    return emit(PINN_MULTIPLY, for: id, [result(of: a), result(of: b)])
  }

  /// A sum, term by term: first what is there anyway, then products and multiples, which are folded into the addition.
  private mutating func sum(_ id: NodeID) -> RunOperand {
    var plain: [NodeID] = []
    var multiples: [NodeID] = []
    var products: [NodeID] = []
    var shift: Double?
    func collect(_ term: NodeID) {
      switch graph[term].operation {
      case .constant(let value): shift = (shift ?? 0) + value
      case .add where term == id || isFoldable(term): graph[term].inputs.forEach(collect)
      case .multiply where isFoldable(term), .scale where isFoldable(term):
        let rest = graph.factored(term).rest
        if case .multiply = graph[rest].operation, isFoldable(rest) {
          products.append(term)
        } else {
          multiples.append(term)
        }
      default: plain.append(term)
      }
    }
    collect(id)

    var additions = plain.count + multiples.count + products.count + (shift == nil ? 0 : 1) - 1
    /// Adds a term; the last addition makes the node's value.
    func add(_ operation: pinn_operation, _ operands: [RunOperand], _ factor: Double = 0) -> RunOperand {
      additions -= 1
      return emit(operation, for: additions == 0 ? id : nil, operands, constant: factor)
    }
    func factors(_ product: NodeID) -> [RunOperand] {
      graph[graph.factored(product).rest].inputs.map { result(of: $0) }
    }
    var total: RunOperand
    if plain.isEmpty, products.count > 1, let i = products.lastIndex(where: { graph.factored($0).factor == 1 }) {
      let (last, first) = (products.remove(at: i), products.removeFirst())
      total = add(PINN_DOT, factors(first) + factors(last), graph.factored(first).factor)
    } else {
      let first =
        !plain.isEmpty ? plain.removeFirst() : !products.isEmpty ? products.removeFirst() : multiples.removeFirst()
      total = result(of: first)
    }
    if let shift { total = add(PINN_SHIFT, [total], shift) }
    for term in plain { total = add(PINN_ADD, [total, result(of: term)]) }
    for term in products {
      let factor = graph.factored(term).factor
      let operation = factor == 1 ? PINN_FMA : factor == -1 ? PINN_FNMA : PINN_SCALE_FMA
      total = add(operation, factors(term) + [total], factor)
    }
    for term in multiples {
      let (factor, rest) = graph.factored(term)
      let operand = result(of: rest)
      total = factor == -1 ? add(PINN_SUBTRACT, [total, operand]) : add(PINN_AXPY, [operand, total], factor)
    }
    return total
  }

  /// A value from outside the run.
  private mutating func leaf(_ id: NodeID, _ node: GraphNode) -> RunOperand {
    switch node.operation {
    case .constant(let value): return emit(PINN_FILL, for: id, [], constant: value)
    case .parameter(let offset):
      return emit(PINN_PARAMETER, for: id, [], parameter: (offset, node.width == 1 ? 0 : 1))
    default:
      guard node.width == 1, width > 1 else {
        results[id] = .stored(id)
        return .stored(id)
      }
      return emit(PINN_BROADCAST, for: id, [.stored(id)])
    }
  }

  // MARK: Scratch

  /// Gives slots whose value is no longer read to later values.
  private mutating func shareSlots() {
    var lastUse: [Int: Int] = [:]
    for (i, operation) in operations.enumerated() {
      for case .slot(let slot) in operation.operands + [operation.destination] { lastUse[slot] = i }
    }
    var free: [Int] = []
    var place: [Int: Int] = [:]
    var count = 0
    for i in operations.indices {
      var ended: Set<Int> = []
      for (k, operand) in operations[i].operands.enumerated() {
        guard case .slot(let slot) = operand else { continue }
        operations[i].operands[k] = .slot(place[slot]!)
        if lastUse[slot] == i { ended.insert(place[slot]!) }
      }
      // Operations read an element before they write it, so a result may take the place of an operand that ends here.
      free += ended.sorted()
      if case .slot(let slot) = operations[i].destination {
        if free.isEmpty {
          free.append(count)
          count += 1
        }
        place[slot] = free.removeLast()
        operations[i].destination = .slot(place[slot]!)
      }
    }
    slots = count
  }

  /// Many rows, because starting an operation costs as much as a row, but no more than the first-level cache holds of all
  /// operands; in chunks of nearly equal height, and by fours, as tanh takes them.
  private func chunkHeight() -> Int {
    let bytes = 1 << 15
    let operands = Set(operations.flatMap { $0.operands + [$0.destination] }).count
    let most = max(4, min(32, bytes / (Int(PINN_PANEL_BYTES) * operands)))
    let chunks = (width + most - 1) / most
    return (width + 4 * chunks - 1) / (4 * chunks) * 4
  }
}

extension ElementaryFunction {
  /// The executor's operation; polynomials and powers carry more than a code.
  fileprivate var operation: pinn_operation {
    switch self {
    case .tanh: PINN_TANH
    case .sigmoid: PINN_SIGMOID
    case .softplus: PINN_SOFTPLUS
    case .sin: PINN_SIN
    case .cos: PINN_COS
    case .exp: PINN_EXP
    case .log: PINN_LOG
    case .sqrt: PINN_SQRT
    case .reciprocal: PINN_RECIPROCAL
    case .power: PINN_POWER
    case .abs: PINN_ABS
    case .sign: PINN_SIGN
    case .erf: PINN_ERF
    case .atan: PINN_ATAN
    case .polynomial: PINN_POLYNOMIAL
    }
  }
}
