// What the compiler chose, in words and counts: printed by trainers and studies, and tested.

/// A compiled program's plan.
public struct Plan: Sendable, CustomStringConvertible {
  /// Products of a matrix with one stream, forward and reverse.
  public let products: Int
  /// Whether sums of derivatives with constant coefficients travel as one stream.
  public let collapsed: Bool
  /// Multiplications at one point, in products, outer products and elementwise operations.
  public let multiplications: Int
  /// The same count for the plan that was not taken: with or without collapsed streams.
  public let alternative: Int
  /// Elementwise runs.
  public let runs: Int

  init(_ schedule: Schedule, collapsed: Bool, multiplications: Int, alternative: Int) {
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
    self.collapsed = collapsed
    self.multiplications = multiplications
    self.alternative = alternative
  }

  /// One line, such as "27 products, collapsed streams, 48210 multiplications a point (64010 without collapsing)".
  public var description: String {
    let choice =
      collapsed
      ? "collapsed streams, \(multiplications) multiplications a point (\(alternative) without collapsing)"
      : "a stream for each multi-index, \(multiplications) multiplications a point"
    return "\(products) products, \(runs) elementwise runs, \(choice)"
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
