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
    switch key.text {
    case "initial":
      let start = try initialPiece(key)
      return try values(subject, hasNormal: false).map { unknown, value in
        try condition("initial \(unknown.rawValue)", .pieces([start]), settings, several: subject) { s in
          [(unknown.rawValue, s.here[unknown] - value(.init(s.here)))]
        }
      }
    case "initialRate":
      let start = try initialPiece(key)
      return try values(subject, hasNormal: false).map { unknown, value in
        try condition("initial \(unknown.rawValue)_t", .pieces([start]), settings, several: subject) { s in
          [("\(unknown.rawValue)_t", diff(s.here[unknown], .t) - value(.init(s.here)))]
        }
      }
    case "dirichlet":
      let pieces = try pieces(settings)
      return try values(subject).map { unknown, value in
        try condition(
          "\(unknown.rawValue) on \(pieces.joined(separator: ", "))", .pieces(pieces), settings, several: subject
        ) { s in
          [(unknown.rawValue, s.here[unknown] - value(.init(s.here)))]
        }
      }
    case "neumann":
      let pieces = try pieces(settings)
      return try values(subject).map { unknown, value in
        let name = "normal derivative of \(unknown.rawValue) on \(pieces.joined(separator: ", "))"
        return try condition(name, .pieces(pieces), settings, several: subject) { s in
          let slope = s.here.normalDerivative(s.here[unknown], over: s.normalAxes)
          return [(unknown.rawValue, slope - value(.init(s.here)))]
        }
      }
    case "robin":
      let pieces = try pieces(settings)
      let (a, b) = (try settings.number("a", context), try settings.number("b", context))
      return try values(subject).map { unknown, value in
        let name = "\(unknown.rawValue) and its normal derivative on \(pieces.joined(separator: ", "))"
        return try condition(name, .pieces(pieces), settings, several: subject) { s in
          let u = s.here[unknown]
          return [(unknown.rawValue, a * u + b * s.here.normalDerivative(u, over: s.normalAxes) - value(.init(s.here)))]
        }
      }
    case "law":
      let pieces = try settings["on"] == nil ? [] : pieces(settings)
      let formula = try subject.formula(vocabulary(hasNormal: !pieces.isEmpty))
      return [
        try condition(formula.text, pieces.isEmpty ? .interior : .pieces(pieces), settings) { s in
          [("law", formula(.init(s.here)))]
        }
      ]
    case "periodic":
      let axis = try subject.axis(among: region.axes)
      let unknowns = try unknowns(settings)
      let order = try settings["order"]?.whole(context.constants, atMost: 7) ?? 1
      return [
        .periodic(
          along: axis, unknowns, order: order, points: try settings.points(context) ?? points,
          weight: try weight(settings), name: settings.name)
      ]
    case "point":
      guard let at = settings["at"] else { throw key.error("'point' needs 'at', such as at: {x: 0, y: 0}") }
      let place = try at.byAxis(region.axes) { try $1.number(context.constants) }
      return try values(subject, hasNormal: false).map { unknown, value in
        try condition("\(unknown.rawValue) at a point", .point(place), settings, several: subject) { s in
          [(unknown.rawValue, s.here[unknown] - value(.init(s.here)))]
        }
      }
    case "integral": return [try integral(key, subject, settings)]
    default:
      guard let name = subject.text, !name.isEmpty else { throw subject.expected("the path of a CSV file") }
      let unknowns = try unknowns(settings)
      let points = try subject.located { try CSVReader(path: context.path(name)).points(over: region.axes) }
      for unknown in unknowns where points.data[unknown.rawValue] == nil {
        let columns = region.axes.map(\.name) + points.data.keys.sorted()
        throw subject.error(
          "\(subject.found) has no column '\(unknown.rawValue)', but \(quoted(columns)); name the unknowns it has with "
            + "'unknowns'")
      }
      return [
        try condition("data", .points(points), settings) { s in
          unknowns.map { ($0.rawValue, s.here[$0] - .datum($0.rawValue)) }
        }
      ]
    }
  }

  // MARK: Parts

  /// A condition with the settings' points, weight and name; of several with one name, each adds its unknown.
  private func condition(
    _ name: String, _ place: Condition<Unknown>.Place, _ settings: Settings, several subject: Item? = nil,
    law: @escaping @Sendable (Condition<Unknown>.Situation) -> [(name: String, residual: Expr)]
  ) throws -> Condition<Unknown> {
    let count: Int
    switch place {
    case .points(let points): count = points.count
    case .point: count = 1
    default: count = try settings.points(context) ?? points
    }
    let isOneOfMany = (subject?.entries?.count ?? 1) > 1
    let given = settings.name.map { isOneOfMany ? "\($0), \(name)" : $0 }
    return Condition(
      name: given ?? name, place: place, points: count, weight: try weight(settings), law: law)
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

  private func pieces(_ settings: Settings) throws -> [String] {
    let known = region.boundary.map(\.name)
    guard let on = settings["on"] else {
      throw settings.kind.error(
        "\(settings.kind.found) needs 'on', one or several of the boundary pieces \(quoted(known))")
    }
    return try on.texts("the name of a boundary piece").map { try $0.item.piece(of: region) }
  }

  private func initialPiece(_ item: Item) throws -> String {
    let known = region.boundary.map(\.name)
    // An interval of time alone has its ends as pieces.
    guard let start = known.first(where: { $0 == "initial" || $0.hasPrefix("t=") }) else {
      throw item.error("\(item.found) needs a domain with time, such as t: [0, 1]")
    }
    return start
  }
}
