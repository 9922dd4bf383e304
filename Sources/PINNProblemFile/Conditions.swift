// The conditions of a problem file: each is of one kind, such as initial or dirichlet, with where and how it holds.

import PINNCore
import PINNFiles

/// Reads the `conditions` of a problem file for an equation's unknowns.
struct ConditionReader<Unknown: UnknownName> {
  let context: Arguments.Context
  let region: any Region
  /// The points of a condition that doesn't say how many.
  let points: Int

  /// The kinds of conditions, with the keys each may have besides points, weight and name.
  private static var kinds: [(name: String, keys: [String])] {
    [
      ("initial", ["enforced"]), ("initialRate", []), ("dirichlet", ["on", "enforced"]), ("neumann", ["on"]),
      ("robin", ["on", "a", "b"]), ("law", ["on"]), ("periodic", ["unknowns", "order"]), ("point", ["at"]),
      ("data", ["unknowns"]), ("integral", ["equals", "over", "rule", "nodes"]),
    ]
  }

  /// All conditions of the list that are terms of the loss, and those that hold by construction.
  func conditions(_ item: Item) throws -> (terms: [Condition<Unknown>], enforced: [EnforcedCondition<Unknown>]) {
    if item.isEmpty { return ([], []) }
    guard let elements = item.elements else { throw item.expected("a list of conditions, each beginning with '- '") }
    var (terms, enforced): ([Condition<Unknown>], [EnforcedCondition<Unknown>]) = ([], [])
    for element in elements {
      let (key, subject, settings) = try parts(of: element)
      if try settings["enforced"]?.flag() ?? false {
        let pieces = try key.text == "initial" ? [initialPiece(key)] : pieces(settings)
        enforced += try values(subject, hasNormal: false).map { unknown, value in
          EnforcedCondition(unknown, on: pieces) { value(.init($0)) }
        }
      } else {
        terms += try conditions(key, subject, settings)
      }
    }
    return (terms, enforced)
  }

  /// The kind of a condition, what it is about, and its settings.
  private func parts(of item: Item) throws -> (kind: Item, subject: Item, settings: Settings) {
    guard let entries = item.entries else { throw item.expected("a condition, such as initial: {u: sin(pi*x)}") }
    let names = Self.kinds.map(\.name)
    let found = entries.filter { names.contains($0.key.text ?? "") }
    guard let (key, subject) = found.first, let kind = Self.kinds.first(where: { $0.name == key.text }) else {
      let word = entries.first?.key
      throw (word ?? item).error(
        "a condition is one of \(quoted(names)), not \(word?.found ?? "nothing")"
          + (nearest(to: word?.text ?? "", among: names).map { "; did you mean '\($0)'?" } ?? ""))
    }
    guard found.count == 1 else {
      throw found[1].key.error("this condition is '\(kind.name)' already; begin another one with '- '")
    }
    let known = kind.keys + ["points", "weight", "name"]
    return (key, subject, Settings(key, try entries.reading(known, besides: kind.name)))
  }

  /// What one element of the list stands for: one condition for each unknown that it names.
  private func conditions(_ key: Item, _ subject: Item, _ settings: Settings) throws -> [Condition<Unknown>] {
    let weight = try weight(settings)
    let points = try settings.points(context) ?? points
    /// The condition's own name, if it has one; of several under one name each adds what it would be called.
    func name(_ usual: Condition<Unknown>) -> Condition<Unknown> {
      guard let given = settings.name else { return usual }
      var named = usual
      named.name = (subject.entries?.count ?? 1) > 1 ? "\(given), \(usual.name)" : given
      return named
    }
    /// A condition for each unknown with its formula.
    func each(
      hasNormal: Bool = true, _ make: (Unknown, @escaping @Sendable (State<Unknown>) -> Expr) -> Condition<Unknown>
    ) throws -> [Condition<Unknown>] {
      try values(subject, hasNormal: hasNormal).map { unknown, value in name(make(unknown) { value(.init($0)) }) }
    }
    switch key.text {
    case "initial":
      let start = try initialPiece(key)
      return try each(hasNormal: false) {
        .dirichlet($0, on: [start], points: points, weight: weight, name: "initial \($0.rawValue)", value: $1)
      }
    case "initialRate":
      let start = try initialPiece(key)
      return try each(hasNormal: false) { .initialRate($0, on: start, points: points, weight: weight, value: $1) }
    case "dirichlet":
      let pieces = try pieces(settings)
      return try each { .dirichlet($0, on: pieces, points: points, weight: weight, value: $1) }
    case "neumann":
      let pieces = try pieces(settings)
      return try each { .neumann($0, on: pieces, points: points, weight: weight, value: $1) }
    case "robin":
      let pieces = try pieces(settings)
      let (a, b) = (try settings.coefficient("a", context), try settings.coefficient("b", context))
      return try each { .robin($0, a: a, b: b, on: pieces, points: points, weight: weight, value: $1) }
    case "law":
      let pieces = try settings["on"] == nil ? [] : pieces(settings)
      let formula = try subject.formula(vocabulary(hasNormal: !pieces.isEmpty))
      return [
        name(.law(formula.text, on: pieces, points: points, weight: weight) { ["law": formula(.init($0))] })
      ]
    case "periodic":
      let axis = try subject.axis(among: region.axes)
      let order = try settings["order"]?.whole(context.constants, atMost: 7) ?? 1
      return [
        name(.periodic(along: axis, try unknowns(settings), order: order, points: points, weight: weight))
      ]
    case "point":
      guard let at = settings["at"] else { throw key.error("'point' needs 'at', such as at: {x: 0, y: 0}") }
      let place = try at.byAxis(region.axes) { try $1.number(context.constants) }
      return try each(hasNormal: false) { .point($0, at: place, weight: weight, value: $1) }
    case "integral": return [try integral(key, subject, settings)]
    // Evaluating a solution needs no measurements.
    case "data" where context.isSolved: return []
    default: return [name(.data(try unknowns(settings), at: try measurements(subject, settings), weight: weight))]
    }
  }

  // MARK: Parts

  /// The points of a CSV file, with a column for each unknown that is measured.
  private func measurements(_ subject: Item, _ settings: Settings) throws -> PointSet {
    guard let name = subject.text, !name.isEmpty else { throw subject.expected("the path of a CSV file") }
    let points = try subject.located { try CSVReader(path: context.files.path(name)).points(over: region.axes) }
    for unknown in try unknowns(settings) where points.data[Column(unknown.rawValue)] == nil {
      let columns = region.axes.map(\.name) + points.data.keys.sorted().map(\.description)
      throw subject.error(
        "\(subject.found) has no column '\(unknown.rawValue)', but \(quoted(columns)); name the unknowns it has with "
          + "'unknowns'")
    }
    return points
  }

  /// The weight it has, or that of all conditions.
  func weight(_ settings: Settings) throws -> Double {
    try settings.weight(context) ?? Condition<Unknown>.defaultWeight
  }

  func vocabulary(hasNormal: Bool = true) -> Vocabulary {
    Vocabulary(
      constants: context.constants, axes: region.axes, unknowns: Unknown.names, hasNormal: hasNormal)
  }

  /// Formulas by unknown.
  private func values(_ item: Item, hasNormal: Bool = true) throws -> [(unknown: Unknown, value: Formula)] {
    guard let entries = item.entries, !entries.isEmpty else {
      throw item.expected("formulas by unknown, such as {\(Unknown.allCases.first?.rawValue ?? "u"): sin(pi*x)}")
    }
    return try entries.map { key, value in
      (try key.unknown(), try value.formula(vocabulary(hasNormal: hasNormal)))
    }
  }

  private func unknowns(_ settings: Settings) throws -> [Unknown] {
    guard let item = settings["unknowns"] else { return Array(Unknown.allCases) }
    return try item.texts("an unknown").map { try $0.item.unknown() }
  }

  private func pieces(_ settings: Settings) throws -> [Piece] {
    let known = region.boundary.map(\.name)
    guard let on = settings["on"] else {
      throw settings.kind.error(
        "\(settings.kind.found) needs 'on', one or several of the boundary pieces \(quoted(known))")
    }
    return try on.texts("the name of a boundary piece").map { .named(try $0.item.piece(of: region)) }
  }

  private func initialPiece(_ item: Item) throws -> Piece {
    let known = region.boundary.map(\.name)
    // An interval of time alone has its ends as pieces.
    guard let start = known.first(where: { $0 == "initial" || $0.hasPrefix("t=") }) else {
      throw item.error("\(item.found) needs a domain with time, such as t: [0, 1]")
    }
    return .named(start)
  }
}
