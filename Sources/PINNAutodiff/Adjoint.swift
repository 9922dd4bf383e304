// Reverse mode: given cotangents of some outputs, the cotangents of coordinates, as nodes, and of parameters, as sums over
// points of outer products. Gradients, pullbacks and rows of a Jacobian are this one transform with different cotangents.

/// gradient[offset + i * columns + j] += left[i] * right[j], summed over the points; without `right`, += left[i].
struct ParameterTerm: Hashable {
  let offset: Int
  let left: NodeID
  let right: NodeID?
}

struct Adjoint {
  /// Cotangents by column of the points.
  private(set) var coordinates: [Int: NodeID] = [:]
  private(set) var parameters: [ParameterTerm] = []

  private let graph: Graph
  private let wanted: [Range<Int>]
  /// Contributions to a node's cotangent: whole ones, and ones to some of its rows.
  private var whole: [NodeID: [NodeID]] = [:]
  private var rows: [NodeID: [(range: Range<Int>, cotangent: NodeID)]] = [:]
  private var relevant: [Bool]

  /// `outputs` are nodes without symbolic derivatives and their cotangents, of the same widths; `wanted` are ranges of whole blocks of
  /// parameters.
  init(
    graph: Graph, outputs: [(node: NodeID, cotangent: NodeID)], wantsCoordinates: Bool = false,
    parameters wanted: [Range<Int>] = []
  ) {
    self.graph = graph
    self.wanted = wanted
    let top = (outputs.map(\.node).max() ?? -1) + 1
    relevant = []
    relevant.reserveCapacity(top)
    for id in 0..<top {
      let node = graph[id]
      switch node.operation {
      case .coordinate: relevant.append(wantsCoordinates)
      case .parameter(let offset): relevant.append(wants(offset))
      case .affine(let matrix, _, let bias):
        relevant.append(wants(matrix.offset) || bias.map(wants) ?? false || relevant[node.inputs[0]])
      default: relevant.append(node.inputs.contains { relevant[$0] })
      }
    }
    for (node, cotangent) in outputs { contribute(cotangent, to: node) }
    for id in stride(from: top - 1, through: 0, by: -1) where whole[id] != nil || rows[id] != nil {
      visit(id, cotangent(of: id))
    }
  }

  /// Whether the cotangent of the parameters from an offset is wanted.
  private func wants(_ offset: Int) -> Bool { wanted.contains { $0.contains(offset) } }

  private mutating func contribute(_ cotangent: NodeID, to id: NodeID) {
    guard relevant[id], !graph.isZero(cotangent) else { return }
    let (from, to) = (graph.width(cotangent), graph.width(id))
    // A scalar that was spread over components gathers their cotangents; a scalar cotangent reaches every component.
    whole[id, default: []].append(to == 1 && from > 1 ? graph.sum(cotangent) : graph.broadcast(cotangent, to: to))
  }

  private mutating func cotangent(of id: NodeID) -> NodeID {
    var terms = whole.removeValue(forKey: id) ?? []
    if let parts = rows.removeValue(forKey: id) {
      let width = graph.width(id)
      let cuts = Set(parts.flatMap { [$0.range.lowerBound, $0.range.upperBound] } + [0, width]).sorted()
      let segments = zip(cuts, cuts.dropFirst()).map { start, end in
        graph.sum(
          of: parts.filter { $0.range.lowerBound <= start && end <= $0.range.upperBound }.map {
            graph.slice($0.cotangent, start - $0.range.lowerBound..<end - $0.range.lowerBound)
          }, width: end - start)
      }
      terms.append(graph.concatenate(segments))
    }
    return graph.sum(of: terms, width: graph.width(id))
  }

  private mutating func visit(_ id: NodeID, _ c: NodeID) {
    let node = graph[id]
    let inputs = node.inputs
    switch node.operation {
    case .constant, .datum, .mask: break
    case .coordinate(let column): coordinates[column] = c
    case .parameter(let offset):
      if wants(offset) { parameters.append(ParameterTerm(offset: offset, left: c, right: nil)) }
    case .affine(let matrix, let transposed, let bias):
      if wants(matrix.offset) {
        let x = inputs[0]
        parameters.append(
          ParameterTerm(offset: matrix.offset, left: transposed ? x : c, right: transposed ? c : x))
      }
      if let bias, wants(bias) { parameters.append(ParameterTerm(offset: bias, left: c, right: nil)) }
      if relevant[inputs[0]] { contribute(graph.affine(matrix, transposed: !transposed, c), to: inputs[0]) }
    case .function(let f):
      contribute(graph.multiply(c, f.derivative(at: inputs[0], graph)), to: inputs[0])
    case .add:
      contribute(c, to: inputs[0])
      contribute(c, to: inputs[1])
    case .multiply:
      if relevant[inputs[0]] { contribute(graph.multiply(c, inputs[1]), to: inputs[0]) }
      if relevant[inputs[1]] { contribute(graph.multiply(c, inputs[0]), to: inputs[1]) }
    case .divide:
      let quotient = graph.divide(c, inputs[1])
      contribute(quotient, to: inputs[0])
      if relevant[inputs[1]] { contribute(graph.scale(-1, graph.multiply(quotient, id)), to: inputs[1]) }
    case .scale(let k): contribute(graph.scale(k, c), to: inputs[0])
    case .select:
      let zero = graph.constant(0, width: node.width)
      contribute(graph.select(inputs[0], c, zero), to: inputs[1])
      contribute(graph.select(inputs[0], zero, c), to: inputs[2])
    case .concatenate:
      var start = 0
      for part in inputs {
        contribute(graph.slice(c, start..<start + graph.width(part)), to: part)
        start += graph.width(part)
      }
    case .slice(let offset):
      if relevant[inputs[0]] { rows[inputs[0], default: []].append((offset..<offset + node.width, c)) }
    case .sum: contribute(graph.broadcast(c, to: graph.width(inputs[0])), to: inputs[0])
    case .broadcast: contribute(graph.sum(c), to: inputs[0])
    case .copy: contribute(c, to: inputs[0])
    case .derivative, .pullback: preconditionFailure("adjoints are taken after derivatives are expanded")
    }
  }
}
