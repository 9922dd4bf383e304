// A problem over a part of its time: what windows of time are made of.

/// A region with a range of time that can be cut.
public protocol TimedRegion: Region {
  /// The same region over another time. Throws `ProblemError` unless its duration is a finite number above 0.
  func during(_ time: ClosedRange<Double>) throws -> any Region
}

/// What is known at the start of a window of time: the unknowns and their time derivatives, as the solution before it ends.
package struct WindowStart<Unknown: UnknownName>: Sendable {
  /// The unknowns.
  let values: @Sendable (PointSet) throws -> [Unknown: [Double]]
  /// Their time derivatives.
  let rates: @Sendable (PointSet) throws -> [Unknown: [Double]]

  package init(
    values: @escaping @Sendable (PointSet) throws -> [Unknown: [Double]],
    rates: @escaping @Sendable (PointSet) throws -> [Unknown: [Double]]
  ) { (self.values, self.rates) = (values, rates) }
}

extension Problem {
  /// The range of time, if the region has one.
  package var time: ClosedRange<Double>? { region.axes.firstIndex(of: .t).map { region.bounds[$0] } }

  /// Why the problem can't be solved in windows of time, in a clause; nil if it can.
  package var reasonAgainstWindows: String? {
    guard region is any TimedRegion, let time, time.upperBound - time.lowerBound < .infinity else {
      return "its domain has no time of its own"
    }
    guard trainables.isEmpty else { return "numbers that are to be found would differ from window to window" }
    let orders = E.Unknown.allCases.map { order(of: $0, along: .t) }
    guard orders.contains(where: { $0 > 0 }) else { return "nothing in it changes with time" }
    guard orders.allSatisfy({ $0 <= 2 }) else { return "it is of third or higher order in time" }
    for condition in conditions.dropFirst() {
      if let reason = condition.reasonAgainstWindows(on: region) { return "condition '\(condition.name)' \(reason)" }
    }
    if enforced.contains(where: { $0.pieces.contains { isAtEnd($0) } }) { return "a value at its end is enforced" }
    return nil
  }

  /// The same problem over a part of its time, with what is known at the start in place of initial conditions; `start` is nil for a part that
  /// starts where the problem does.
  ///
  /// Measurements and points at other times are left out. Throws `ProblemError` for a problem that can't be cut.
  package func during(_ part: ClosedRange<Double>, from start: WindowStart<E.Unknown>?) throws -> Problem {
    guard reasonAgainstWindows == nil, let region = region as? any TimedRegion else {
      throw ProblemError(
        "the problem can't be solved in windows of time: \(reasonAgainstWindows ?? "its domain has no time of its own")"
      )
    }
    var laws = try conditions.dropFirst().compactMap { try $0.during(part, of: region) }
    var enforced = enforced
    if let start {
      let initial = laws.filter { law in law.pieces.contains { isAtStart($0) } }
      let points = initial.map(\.points).max() ?? max(20, conditions[0].points / 10)
      let weight = initial.map(\.weight).max() ?? Condition<E.Unknown>.defaultWeight
      // What holds at the start and elsewhere goes on holding elsewhere.
      laws = laws.compactMap { law in law.pieces.isEmpty ? law : law.on(law.pieces.filter { !isAtStart($0) }) }
      enforced = enforced.compactMap { condition in
        let pieces = condition.pieces.filter { !isAtStart($0) }
        return pieces.isEmpty ? nil : EnforcedCondition(condition.unknown, on: pieces, value: condition.value)
      }
      let names = Set(laws.map(\.name))
      laws =
        E.Unknown.allCases.flatMap { unknown -> [Condition<E.Unknown>] in
          let order = order(of: unknown, along: .t)
          let (value, rate) = (unknown.rawValue, "\(unknown.rawValue)_t")
          return (order < 1 ? [] : [.start(value, unknown, start.values, points, weight, besides: names) { $0 }])
            + (order < 2
              ? [] : [.start(rate, unknown, start.rates, points, weight, besides: names) { diff($0, .t) }])
        } + laws
    }
    func make(_ region: some Region) throws -> Problem {
      try Problem(
        equation, on: region, points: conditions[0].points, weight: conditions[0].weight, conditions: laws,
        enforced: enforced, transform: transform)
    }
    return try make(region.during(part))
  }

  private func isAtStart(_ piece: Piece) -> Bool { isSame(piece, .lower(.t)) }
  private func isAtEnd(_ piece: Piece) -> Bool { isSame(piece, .upper(.t)) }

  private func isSame(_ piece: Piece, _ other: Piece) -> Bool {
    guard let name = region.boundaryPiece(piece)?.name else { return false }
    return name == region.boundaryPiece(other)?.name
  }
}

extension Condition {
  /// Why the condition can't be cut into windows of time, as the end of a sentence; nil if it can.
  fileprivate func reasonAgainstWindows(on region: any Region) -> String? {
    switch place {
    case .interior, .points, .point: return nil
    case .pieces(let pieces):
      let end = region.boundaryPiece(.upper(.t))?.name
      return pieces.contains { region.boundaryPiece($0)?.name == end } ? "holds at the end of the time" : nil
    case .pairs(let axis): return axis == .t ? "is periodic in time" : nil
    case .nodes(let nodes): return nodes.axes.contains(.t) ? "is an integral over time" : nil
    case .part(let part): return part is any TimedRegion ? nil : "holds in a part of the domain without time of its own"
    case .surface: return "holds on a surface inside the domain"
    }
  }

  /// The condition during a part of the time; nil where it says nothing about that.
  fileprivate func during(_ time: ClosedRange<Double>, of region: any Region) throws -> Condition? {
    var condition = self
    switch place {
    case .interior, .pieces, .pairs, .nodes, .surface: break
    case .part(let part):
      guard let part = part as? any TimedRegion, let column = part.axes.firstIndex(of: .t) else { return nil }
      let both = part.bounds[column].clamped(to: time)
      guard part.bounds[column].overlaps(time), both.lowerBound < both.upperBound else { return nil }
      condition.place = .part(try part.during(both))
    case .points(let points):
      guard let column = points.axes.firstIndex(of: .t) else { return nil }
      let rows = (0..<points.count).filter { time.contains(points.points[$0, column]) }
      guard !rows.isEmpty else { return nil }
      condition.place = .points(points.selecting(rows))
      condition.points = rows.count
    case .point(let place):
      guard let t = place[.t], time.contains(t) else { return nil }
    }
    return condition
  }

  /// The boundary pieces that it names; none for a condition elsewhere.
  fileprivate var pieces: [Piece] { if case .pieces(let pieces) = place { pieces } else { [] } }

  /// The same on other pieces; nil on none.
  fileprivate func on(_ pieces: [Piece]) -> Condition? {
    var condition = self
    condition.place = .pieces(pieces)
    return pieces.isEmpty ? nil : condition
  }

  /// A quantity of an unknown at the start of a window, where it is known; called "initial QUANTITY", or if another condition is called
  /// so, something longer.
  fileprivate static func start(
    _ quantityName: String, _ unknown: Unknown, _ known: @escaping @Sendable (PointSet) throws -> [Unknown: [Double]],
    _ points: Int, _ weight: Double, besides names: Set<String>, _ quantity: @escaping @Sendable (Expr) -> Expr
  ) -> Condition {
    let name = "initial \(quantityName)"
    let column = Column.package("the window before", of: unknown.rawValue)
    return Condition(
      name: names.contains(name) ? "\(name) from the window before" : name, place: .pieces([.lower(.t)]),
      points: points, weight: weight,
      data: { [column: try known($0)[unknown] ?? []] }
    ) { s in [(quantityName, quantity(s.here[unknown]) - .datum(column))] }
  }
}
