// How parts of a problem are made from what a file says about them. A part asks for its arguments by name; the same code,
// run without a file, tells which arguments there are, for `pinn describe` and for checking names before values.

import PINNCore

/// The arguments of an equation, a region, a network, ... as a problem file gives them.
public final class Arguments {
  /// An argument that a part asks for.
  public struct Parameter: Sendable, Equatable {
    /// The name.
    public let name: String
    /// What it is: "number", "formula", ...
    public let kind: String
    /// What is taken without it, in words; nil if it must be given.
    public let byDefault: String?

    /// "viscosity: number" or "steady: true or false (false)".
    public var description: String { "\(name): \(kind)" + (byDefault.map { " (\($0))" } ?? "") }
  }

  /// What an argument may depend on besides the file's words for it.
  struct Context {
    var catalog: Catalog
    var constants = Constants()
    var axes: [Axis] = []
    /// Where relative paths in the file start.
    var folder = "."

    /// The path of a file that the problem file names.
    func path(_ text: String) -> String { text.hasPrefix("/") ? text : "\(folder)/\(text)" }
  }

  let context: Context
  /// The part's name with its place, and its arguments; nil when they are only asked for.
  private let part: Item?
  private let given: [String: Item]
  private(set) var parameters: [Parameter] = []

  /// Reads the arguments of `part` from a mapping.
  init(_ part: Item, _ given: [(key: Item, value: Item)], _ context: Context) throws {
    self.part = part
    self.context = context
    var named: [String: Item] = [:]
    for (key, value) in given {
      guard let name = key.text else { throw key.expected("the name of an argument") }
      named[name] = value
    }
    self.given = named
  }

  /// Gives every argument an example value and takes note of it.
  init(recording context: Context) {
    part = nil
    given = [:]
    self.context = context
  }

  /// Whether arguments are only taken note of: whatever is made isn't used.
  public var isRecording: Bool { part == nil }

  // MARK: What parts ask for

  /// A number, or a formula of constants such as 0.01/pi.
  public func number(_ name: String, default fallback: Double? = nil) throws -> Double {
    try value(name, "number", fallback.map { "\($0)" }, example: fallback ?? 1, fallback) { item in
      try item.number(context.constants)
    }
  }

  /// A number above 0.
  public func positive(_ name: String, default fallback: Double? = nil) throws -> Double {
    try value(name, "number above 0", fallback.map { "\($0)" }, example: fallback ?? 1, fallback) { item in
      let number = try item.number(context.constants)
      guard number > 0 else { throw item.expected("a number above 0") }
      return number
    }
  }

  /// A whole number from 0 to `greatest`.
  public func whole(_ name: String, default fallback: Int? = nil, atMost greatest: Int = 1_000_000) throws -> Int {
    let words = fallback.map { $0 == .max ? "no limit" : "\($0)" }
    return try value(name, "whole number", words, example: fallback ?? 1, fallback) { item in
      try item.whole(context.constants, atMost: greatest)
    }
  }

  /// true or false.
  public func flag(_ name: String, default fallback: Bool = false) throws -> Bool {
    try value(name, "true or false", "\(fallback)", example: fallback, fallback) { try $0.flag() }
  }

  /// A text.
  public func text(_ name: String, default fallback: String? = nil) throws -> String {
    try value(name, "text", fallback.map { "'\($0)'" }, example: fallback ?? "", fallback) { item in
      guard let text = item.text, !text.isEmpty else { throw item.expected("a text") }
      return text
    }
  }

  /// A path, relative to the problem file's folder.
  public func path(_ name: String) throws -> String {
    try value(name, "file", nil, example: "", nil) { item in
      guard let text = item.text, !text.isEmpty else { throw item.expected("the path of a file") }
      return context.path(text)
    }
  }

  /// One of some words.
  public func choice<Value>(
    _ name: String, _ choices: [(word: String, value: Value)], default fallback: String? = nil
  ) throws -> Value {
    let words = choices.map(\.word)
    let word = try value(
      name, words.joined(separator: ", "), fallback, example: fallback ?? words[0], fallback
    ) { item in
      guard let text = item.text, words.contains(text) else {
        throw item.error(
          "expected one of \(quoted(words)), found \(item.found)"
            + (nearest(to: item.text ?? "", among: words).map { "; did you mean '\($0)'?" } ?? ""))
      }
      return text
    }
    guard let choice = choices.first(where: { $0.word == word }) else {
      throw ProblemError("'\(name)' must be one of \(quoted(words)), not '\(word)'")
    }
    return choice.value
  }

  /// A list of numbers.
  public func numbers(_ name: String, default fallback: [Double]? = nil) throws -> [Double] {
    try value(name, "list of numbers", fallback.map { "\($0)" }, example: fallback ?? [1, 1], fallback) { item in
      try item.numbers(context.constants)
    }
  }

  /// A list of points, each a list of numbers.
  public func points(_ name: String) throws -> [[Double]] {
    try value(name, "list of points", nil, example: [[0, 0], [1, 0], [0, 1]], nil) { try $0.points(context.constants) }
  }

  /// A list of lists of points, such as the rims of holes.
  public func rings(_ name: String) throws -> [[[Double]]] {
    try value(name, "list of lists of points", "none", example: [], []) { item in
      guard let rings = item.elements else { throw item.expected("a list of lists of points") }
      return try rings.map { try $0.points(context.constants) }
    }
  }

  /// The dimension of space: 1, 2 or 3; by default as many as the domain has.
  public func dimension() throws -> Int {
    let space = context.axes.filter { $0 != .t }.count
    return try value(
      "dimension", "1, 2 or 3", "that of the domain", example: max(1, min(space, 3)), space
    ) { try $0.whole(context.constants, atMost: 3) }
  }

  /// A coefficient: a number, or `{trainable: 0.1}` to find it from data, starting at 0.1.
  public func coefficient(_ name: String, default fallback: Double? = nil) throws -> Coefficient {
    try value(
      name, "coefficient", fallback.map { "\($0)" }, example: Coefficient(fallback ?? 1).named(name),
      fallback.map { Coefficient($0) }
    ) { try $0.coefficient(name, context.constants) }
  }

  /// A coefficient whose term is absent without it.
  public func optionalCoefficient(_ name: String) throws -> Coefficient? {
    try value(name, "coefficient", "none", example: Coefficient(1).named(name), Coefficient?.none) {
      try $0.coefficient(name, context.constants)
    }
  }

  /// A vector of coefficients by axis: `{x: 1, y: 0.5}`.
  public func coefficients(_ name: String) throws -> [Axis: Coefficient] {
    try value(name, "coefficients by axis", nil, example: [.x: Coefficient(1).named(name)], nil) { item in
      try item.byAxis(context.axes) { axis, value in try value.coefficient("\(name) \(axis)", context.constants) }
    }
  }

  /// A term of the equation: a formula of the coordinates and unknowns, or none.
  public func term<Unknown: UnknownName>(_ name: String) throws -> (@Sendable (State<Unknown>) -> Expr)? {
    let arguments = context.axes.map(\.name).joined(separator: ", ")
    let symbol = arguments.isEmpty ? name : "\(name)(\(arguments))"
    let example: @Sendable (State<Unknown>) -> Expr = { _ in .symbol(symbol) }
    return try value(name, "formula", "none", example: example, .some(nil)) { item in
      let formula = try item.formula(vocabulary(Unknown.self))
      return { formula(.init($0)) }
    }
  }

  /// Terms of the equation by axis: `{x: 0, y: -9.81}`.
  public func terms<Unknown: UnknownName>(_ name: String) throws -> [Axis: @Sendable (State<Unknown>) -> Expr] {
    try value(name, "formulas by axis", "none", example: [:], [:]) { item in
      try item.byAxis(context.axes) { _, value in
        let formula = try value.formula(vocabulary(Unknown.self))
        return { formula(.init($0)) }
      }
    }
  }

  /// Another part, such as a network inside a network.
  func part<Made>(
    _ name: String, _ what: String, _ entries: [CatalogEntry<Made>], example: Made, default fallback: Made? = nil
  ) throws -> Made {
    try value(name, what, fallback.map { "\($0)" }, example: example, fallback) { item in
      try entries.make(item, what, context)
    }
  }

  // MARK: Steps

  private func vocabulary<Unknown: UnknownName>(_: Unknown.Type) -> Vocabulary {
    Vocabulary(constants: context.constants, axes: context.axes, unknowns: Unknown.allCases.map(\.rawValue))
  }

  /// The value of an argument, or what is taken without it; while arguments are taken note of, the example.
  func value<Value>(
    _ name: String, _ kind: String, _ byDefault: String?, example: Value, _ fallback: Value?,
    read: (Item) throws -> Value
  ) throws -> Value {
    parameters.append(Parameter(name: name, kind: kind, byDefault: byDefault))
    guard let part else { return example }
    if let item = given[name] { return try item.located { try read(item) } }
    if let fallback { return fallback }
    throw part.error("\(part.found) needs '\(name)' (\(kind))")
  }
}
