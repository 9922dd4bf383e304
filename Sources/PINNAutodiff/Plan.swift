// What the compiler chose, in words and counts: printed by trainers and studies, and tested.

/// A compiled program's plan.
public struct Plan: Sendable, CustomStringConvertible {
  /// Products of a matrix with one stream, forward and reverse.
  public let products: Int
  /// How derivatives are expanded; more than one mode where the expressions force them. Empty without derivatives.
  public let modes: Set<DerivativeMode>
  /// Whether sums of derivatives with constant coefficients travel as one stream.
  public var collapsed: Bool { modes.contains(.collapsed) }
  /// Multiplications at one point, in products, outer products and elementwise operations.
  public let multiplications: Int
  /// The same count for the plans that `DerivativeMode.automatic` compared and didn't take.
  public let alternatives: [(mode: DerivativeMode, multiplications: Int)]
  /// Elementwise runs.
  public let runs: Int

  init(
    _ schedule: Schedule, modes: Set<DerivativeMode>, multiplications: Int,
    alternatives: [(mode: DerivativeMode, multiplications: Int)]
  ) {
    var products = 0
    var runs = 0
    for step in schedule.steps {
      switch step {
      case .product(_, _, _, let outputs, _): products += outputs.count
      case .elementwise: runs += 1
      default: break
      }
    }
    self.products = products
    self.runs = runs
    self.modes = modes
    self.multiplications = multiplications
    self.alternatives = alternatives
  }

  /// One line, such as "27 products, 17 elementwise runs, collapsed streams: 48210 multiplications a point (a
  /// stream for each multi-index: 64010)".
  public var description: String {
    let chosen = modes.isEmpty ? "no derivatives" : modes.map(Self.words).sorted().joined(separator: " and ")
    let others = alternatives.map { "\(Self.words($0.mode)): \($0.multiplications)" }.joined(separator: ", ")
    return "\(products) products, \(runs) elementwise runs, \(chosen): \(multiplications) multiplications a point"
      + (others.isEmpty ? "" : " (\(others))")
  }

  private static func words(_ mode: DerivativeMode) -> String {
    switch mode {
    case .automatic, .taylor: "a stream for each multi-index"
    case .collapsed: "collapsed streams"
    case .nestedForward: "nested forward mode"
    case .nestedReverse: "nested reverse mode"
    }
  }

  /// Multiplications that the requested nodes take at one point.
  static func cost(of requests: Requests, in graph: Graph) -> Int {
    let terms = requests.gradient + requests.jacobian.joined()
    var pending = requests.roots
    var seen: Set<NodeID> = []
    var cost = terms.reduce(0) { $0 + graph.width($1.left) * ($1.right.map(graph.width) ?? 1) }
    while let id = pending.popLast() {
      guard seen.insert(id).inserted else { continue }
      let node = graph[id]
      pending += node.inputs
      switch node.operation {
      case .affine(let matrix, _, _): cost += matrix.rows * matrix.columns
      case .function, .multiply, .divide, .scale, .select: cost += node.width
      default: break
      }
    }
    return cost
  }
}

extension Graph {
  /// The modes worth comparing for derivatives of automatic mode. Reverse mode can win only where all derivatives are of first
  /// order, as of few outputs by many coordinates; nested, it doubles with each order.
  var candidates: [DerivativeMode] {
    var differentiates = [Bool](repeating: false, count: nodes.count)
    var isFirstOrder = true
    for (id, node) in nodes.enumerated() {
      let isNested = node.inputs.contains { differentiates[$0] }
      differentiates[id] = isNested
      guard case .derivative(let along, _) = node.operation else { continue }
      differentiates[id] = true
      isFirstOrder = isFirstOrder && along.count == 1 && !isNested
    }
    return [.taylor, .collapsed] + (isFirstOrder && differentiates.contains(true) ? [.nestedReverse] : [])
  }
}
