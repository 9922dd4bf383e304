// What an expression reads, found by walking its tree once: to refuse a law that asks for what its points don't have.

extension Expr {
  /// The axes it reads or differentiates by, and the data columns it reads.
  package var dependencies: (axes: Set<Axis>, data: Set<Column>) {
    var axes: Set<Axis> = []
    var data: Set<Column> = []
    forEachNode { kind in
      switch kind {
      case .coordinate(let axis, _), .pullback(_, _, let axis): axes.insert(axis)
      case .datum(let name): data.insert(name)
      case .derivative(_, let by, _): axes.formUnion(by)
      default: break
      }
    }
    return (axes, data)
  }

  /// The one coordinate that it is a function of, such as that of a network's input along an axis, whatever the input's
  /// scale: `value` is the coordinate itself. Nil for a function of none or several, or of data.
  public var soleCoordinate: (axis: Axis, value: Expr)? {
    var coordinates: [Axis: Set<Int>] = [:]
    var readsData = false
    forEachNode { kind in
      switch kind {
      case .coordinate(let axis, let side): coordinates[axis, default: []].insert(side)
      case .datum: readsData = true
      default: break
      }
    }
    guard !readsData, coordinates.count == 1, let (axis, sides) = coordinates.first, sides.count == 1 else {
      return nil
    }
    return (axis, .coordinate(axis, side: sides.first!))
  }

  /// Visits every node of the tree once.
  func forEachNode(_ visit: (Kind) -> Void) {
    var seen: Set<ObjectIdentifier> = []
    var pending = [node]
    while let node = pending.popLast() {
      guard seen.insert(ObjectIdentifier(node)).inserted else { continue }
      pending += node.kind.parts
      visit(node.kind)
    }
  }
}
