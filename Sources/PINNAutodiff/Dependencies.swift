// What an expression reads, found by walking its tree once: to refuse a law that asks for what its points don't have.

extension Expr {
  /// The axes it reads or differentiates by, and the data columns it reads.
  package var dependencies: (axes: Set<Axis>, data: Set<String>) {
    var axes: Set<Axis> = []
    var data: Set<String> = []
    var seen: Set<ObjectIdentifier> = []
    var pending = [node]
    while let node = pending.popLast() {
      guard seen.insert(ObjectIdentifier(node)).inserted else { continue }
      pending += node.kind.parts
      switch node.kind {
      case .coordinate(let axis, _), .pullback(_, _, let axis): axes.insert(axis)
      case .datum(let name): data.insert(name)
      case .derivative(_, let by, _): axes.formUnion(by)
      default: break
      }
    }
    return (axes, data)
  }
}
