// What doesn't fit together in a problem, found before anything is computed.

extension Problem {
  func check(_ condition: Condition<E.Unknown>) throws {
    guard condition.points > 0 else {
      throw ProblemError("condition '\(condition.name)' needs at least one point, not \(condition.points)")
    }
    guard condition.weight >= 0, condition.weight.isFinite else {
      throw ProblemError("the weight of condition '\(condition.name)' must be at least 0, not \(condition.weight)")
    }
    switch condition.place {
    case .interior: break
    case .pieces(let names):
      let pieces = try pieces(names, of: condition.name)
      guard condition.points >= pieces.count else {
        throw ProblemError(
          "condition '\(condition.name)' is on \(pieces.count) pieces and needs a point on each, but has \(condition.points)"
        )
      }
    case .pairs(let axis): _ = try pair(across: axis, of: condition.name)
    case .part(let part): try check(part, of: condition.name)
    case .surface(let surface): try check(surface.region, of: condition.name)
    case .nodes(let nodes): try check(nodes: nodes, of: condition.name)
    case .points(let points): try check(points, of: condition.name)
    case .point(let point): try check(point, of: condition.name)
    }
    try checkLaw(condition)
  }

  private func check(_ part: any Region, of condition: String) throws {
    guard part.axes == region.axes else {
      throw ProblemError(
        "condition '\(condition)' is on \(part), but it must be over the axes (\(Self.list(region.axes))), in this order"
      )
    }
    var rng = RandomStream(seed: 0, for: StreamKey(.partOfRegion))
    for _ in 0..<64 {
      let point = part.point(at: (0..<part.dimension).map { _ in rng.uniform() })
      guard region.contains(point) else {
        throw ProblemError("condition '\(condition)' is on \(part), of which \(point) lies outside \(region)")
      }
    }
  }

  private func check(nodes: PointSet, of condition: String) throws {
    let lacking = Set(nodes.axes).subtracting(region.axes).sorted()
    guard lacking.isEmpty else {
      throw ProblemError("condition '\(condition)' integrates over \(Self.list(lacking)), which \(region) lacks")
    }
    for i in 0..<nodes.count {
      let point = zip(region.axes, region.bounds).map { axis, range in
        nodes.axes.firstIndex(of: axis).map { nodes.points[i, $0] } ?? 0.5 * (range.lowerBound + range.upperBound)
      }
      guard region.contains(point) else {
        throw ProblemError("condition '\(condition)' integrates over \(point), which lies outside \(region)")
      }
    }
  }

  private func check(_ points: PointSet, of condition: String) throws {
    guard points.axes.sorted() == region.axes.sorted() else {
      throw ProblemError(
        "the points of condition '\(condition)' are over (\(Self.list(points.axes))), but \(region) has the axes "
          + "(\(Self.list(region.axes)))")
    }
    for (name, column) in points.data.sorted(by: { $0.key < $1.key }) {
      if let i = column.firstIndex(where: { !$0.isFinite }) {
        throw ProblemError("data column '\(name)' of condition '\(condition)' is \(column[i]) at point \(i)")
      }
    }
    let order = region.axes.map { points.axes.firstIndex(of: $0)! }
    for i in 0..<points.count {
      let point = order.map { points.points[i, $0] }
      guard point.allSatisfy(\.isFinite), region.contains(point) else {
        throw ProblemError("point \(i) of condition '\(condition)', \(point), lies outside \(region)")
      }
    }
  }

  private func check(_ point: [Axis: Double], of condition: String) throws {
    guard Set(point.keys) == Set(region.axes) else {
      throw ProblemError(
        "the point of condition '\(condition)' has the coordinates (\(Self.list(point.keys.sorted()))), but \(region) needs "
          + "(\(Self.list(region.axes)))")
    }
    let coordinates = region.axes.map { point[$0]! }
    guard coordinates.allSatisfy(\.isFinite), region.contains(coordinates) else {
      throw ProblemError("the point \(coordinates) of condition '\(condition)' lies outside \(region)")
    }
  }

  private func checkLaw(_ condition: Condition<E.Unknown>) throws {
    let residuals = condition.symbolicLaw(over: region.axes)
    guard !residuals.isEmpty else { throw ProblemError("condition '\(condition.name)' has no residual") }
    let names = residuals.map(\.name)
    for (i, name) in names.enumerated() where names[..<i].contains(name) {
      throw ProblemError("condition '\(condition.name)' has two residuals called '\(name)'")
    }
    for (name, residual) in residuals {
      let lacking = residual.dependencies.axes.subtracting(region.axes).sorted()
      guard lacking.isEmpty else {
        throw ProblemError(
          "residual '\(name)' of condition '\(condition.name)' reads or differentiates by \(Self.list(lacking)), but \(region) "
            + "has only the axes (\(Self.list(region.axes)))")
      }
    }
  }

  static func list(_ axes: some Sequence<Axis>) -> String { axes.map(\.name).joined(separator: ", ") }
  func quoted(_ names: [String]) -> String {
    names.isEmpty ? "none" : names.map { "'\($0)'" }.joined(separator: ", ")
  }
}
