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
      switch node.kind {
      case .constant, .symbol, .parameter, .trainable, .invalid: break
      case .coordinate(let axis, _): axes.insert(axis)
      case .datum(let name): data.insert(name)
      case .affine(_, _, let z), .function(_, let z), .slice(let z, _), .sum(let z): pending.append(z)
      case .add(let a, let b), .subtract(let a, let b), .multiply(let a, let b), .divide(let a, let b):
        pending += [a, b]
      case .select(let condition, let then, let otherwise): pending += [condition, then, otherwise]
      case .concatenate(let parts): pending += parts
      case .derivative(let z, let by, _):
        axes.formUnion(by)
        pending.append(z)
      case .pullback(let outputs, let cotangents, let axis):
        axes.insert(axis)
        pending += outputs + cotangents
      }
    }
    return (axes, data)
  }
}
