// An equation, a region, conditions: checked as a whole before anything is computed, so that a mistake is a sentence.

/// A differential equation to be solved on a region under conditions.
public struct Problem<E: Equation>: Sendable {
  /// The equation.
  public let equation: E
  /// Where it holds.
  public let region: any Region
  /// All conditions, the equation itself first.
  public let conditions: [Condition<E.Unknown>]
  /// What holds by construction.
  public let enforced: [EnforcedCondition<E.Unknown>]
  /// The unknowns from a network's outputs, after the enforced conditions; outputs without an entry stay as they are.
  public let transform: @Sendable (State<E.Unknown>) -> [E.Unknown: Expr]
  private let enforcement: Enforcement<E.Unknown>

  /// The problem of solving `equation` on `region`, at `points` points, under `conditions`.
  ///
  /// - Parameters:
  ///   - enforced: values on boundary pieces that hold by construction, whatever the network's weights.
  ///   - transform: what the unknowns are in terms of the network's outputs, for parts of the solution that are known,
  ///     such as the singularity of a corner: `{ s in [.u: corner + s[.u]] }`. It comes after `enforced`, which then
  ///     holds for `s[.u]`.
  ///
  /// Throws `ProblemError` for whatever doesn't fit together: coefficients that the equation refuses, an axis that the
  /// region lacks, a boundary piece that doesn't exist, fewer than one point, a weight that isn't a number of at least
  /// 0, data that aren't finite or lie outside the region, two conditions of one name.
  public init(
    _ equation: E, on region: some Region, points: Int, weight: Double = 1, conditions: [Condition<E.Unknown>],
    enforced: [EnforcedCondition<E.Unknown>] = [],
    transform: @escaping @Sendable (State<E.Unknown>) -> [E.Unknown: Expr] = { _ in [:] }
  ) throws {
    try equation.validate()
    for (name, coefficient) in equation.coefficients { try coefficient.checkScale(name) }
    self.equation = equation
    self.region = region
    let law = Condition<E.Unknown>(name: "\(E.self)", place: .interior, points: points, weight: weight) { s in
      equation.residuals(s.here).map { ($0.key, $0.value) }
    }
    self.conditions = [law] + conditions
    self.enforced = enforced
    self.transform = transform
    enforcement = try Enforcement(enforced, on: region)
    guard !E.Unknown.allCases.isEmpty else { throw ProblemError("\(E.self) has no unknowns to solve for") }
    let missing = Set(equation.axes).subtracting(region.axes)
    guard missing.isEmpty else {
      throw ProblemError(
        "\(E.self) needs the axes (\(Self.list(equation.axes))), but \(region) lacks \(Self.list(missing.sorted()))")
    }
    for condition in self.conditions { try check(condition) }
    let names = self.conditions.map(\.name)
    for (i, name) in names.enumerated() where names[..<i].contains(name) {
      throw ProblemError("two conditions are called '\(name)'; give one of them another name with 'name:'")
    }
  }

  /// The names of the region's boundary pieces, as conditions refer to them.
  public var pieceNames: [String] { region.boundary.map(\.name) }

  /// The state whose unknowns a network's outputs stand for, at a point or (`side` 1) at its partner.
  package func state(_ outputs: [E.Unknown: Expr], side: Int = 0) throws -> State<E.Unknown> {
    let constrained = try enforcement(outputs, side: side)
    return State(constrained.merging(transform(State(constrained, side: side))) { $1 }, side: side)
  }

  /// The boundary pieces called `names`. Throws `ProblemError`, listing those there are, if one doesn't exist.
  package func pieces(_ names: [String], of condition: String) throws -> [BoundaryPiece] {
    let all = region.boundary
    guard !names.isEmpty else {
      throw ProblemError("condition '\(condition)' names no boundary piece; \(region) has \(quoted(all.map(\.name)))")
    }
    for (i, name) in names.enumerated() where names[..<i].contains(name) {
      throw ProblemError("condition '\(condition)' names the boundary piece '\(name)' twice")
    }
    return try names.map { name in
      guard let piece = all.first(where: { $0.name == name }) else {
        throw ProblemError(
          "condition '\(condition)' is on '\(name)', but the boundary pieces of \(region) are \(quoted(all.map(\.name)))"
        )
      }
      return piece
    }
  }

  /// The two pieces on which `axis` has its least and its largest value. Throws `ProblemError` if there are no such
  /// pieces.
  package func pair(across axis: Axis, of condition: String) throws -> (lower: BoundaryPiece, upper: BoundaryPiece) {
    guard let index = region.axes.firstIndex(of: axis) else {
      throw ProblemError("condition '\(condition)' is periodic along \(axis), an axis that \(region) lacks")
    }
    func piece(at value: Double) -> BoundaryPiece? {
      region.boundary.first { $0.region.bounds[index] == value...value }
    }
    let range = region.bounds[index]
    guard let lower = piece(at: range.lowerBound), let upper = piece(at: range.upperBound) else {
      throw ProblemError("condition '\(condition)' needs two boundary pieces across \(axis), but \(region) has none")
    }
    return (lower, upper)
  }

  // MARK: - Checks

  private func check(_ condition: Condition<E.Unknown>) throws {
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
    var nodes: [State<E.Unknown>] = []
    if case .nodes(let points) = condition.place { nodes = Array(repeating: .symbolic, count: points.count) }
    let residuals = condition.law(
      .init(here: .symbolic, partner: .symbolic, normalAxes: region.axes, nodes: nodes))
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

  private static func list(_ axes: some Sequence<Axis>) -> String { axes.map(\.name).joined(separator: ", ") }
  private func quoted(_ names: [String]) -> String {
    names.isEmpty ? "none" : names.map { "'\($0)'" }.joined(separator: ", ")
  }
}
