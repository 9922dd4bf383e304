// The arguments of an equation, a region, a network, ... as a problem file gives them.

import PINNCore

/// Answers a plug-in that asks for its arguments from a mapping of a problem file; mistakes say where they are.
struct Arguments: PluginArguments {
  /// What an argument may depend on besides the file's words for it.
  struct Context {
    var catalog: Catalog
    var constants = Constants()
    var axes: [Axis] = []
    /// The files that the problem file names.
    var files = NamedFiles(.none)
    /// Whether the problem is solved already, so that nothing is needed to train on.
    var isSolved = false
  }

  private let context: Context
  /// The plug-in's name with its place.
  private let part: Item
  private let given: [String: Item]

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

  // MARK: Numbers and texts

  /// A number, or a formula of constants such as 0.01/pi.
  func number(_ argument: PluginArgument, default fallback: Double?) throws -> Double {
    try value(argument, .number, fallback) { item in
      let number = try item.number(context.constants)
      guard argument.range.contains(number) else { throw item.expected(argument.range.describing("a number")) }
      return number
    }
  }

  func whole(_ argument: PluginArgument, default fallback: Int?) throws -> Int {
    try value(argument, .wholeNumber, fallback) { item in
      let number = try item.whole(context.constants, atMost: argument.range.upper.map { Int($0.value) } ?? .max)
      guard argument.range.contains(Double(number)) else {
        throw item.expected(argument.range.describing("a whole number"))
      }
      return number
    }
  }

  func flag(_ argument: PluginArgument, default fallback: Bool) throws -> Bool {
    try value(argument, .flag, fallback) { try $0.flag() }
  }

  func text(_ argument: PluginArgument, default fallback: String?) throws -> String {
    try value(argument, .text, fallback) { item in
      guard let text = item.text, !text.isEmpty else { throw item.expected("a text") }
      return text
    }
  }

  /// The path of a file that may be opened.
  func file(_ argument: PluginArgument) throws -> String {
    try value(argument, .file, nil) { item in
      guard let text = item.text, !text.isEmpty else { throw item.expected("the path of a file") }
      return try context.files.path(text)
    }
  }

  func choice(_ argument: PluginArgument, among words: [String], default fallback: String?) throws -> String {
    try value(argument, .choice(words), fallback) { item in
      guard let text = item.text, words.contains(text) else {
        throw item.error(
          "expected one of \(quoted(words)), found \(item.found)"
            + (nearest(to: item.text ?? "", among: words).map { "; did you mean '\($0)'?" } ?? ""))
      }
      return text
    }
  }

  func numbers(_ argument: PluginArgument, default fallback: [Double]?) throws -> [Double] {
    try value(argument, .numbers, fallback) { item in
      let numbers = try item.numbers(context.constants)
      guard numbers.allSatisfy(argument.range.contains) else {
        throw item.expected("numbers, each \(argument.range.description)")
      }
      return numbers
    }
  }

  func points(_ argument: PluginArgument) throws -> [[Double]] {
    try value(argument, .points, nil) { try $0.points(context.constants) }
  }

  func rings(_ argument: PluginArgument) throws -> [[[Double]]] {
    try value(argument, .rings, []) { item in
      guard let rings = item.elements else { throw item.expected("a list of lists of points") }
      return try rings.map { try $0.points(context.constants) }
    }
  }

  // MARK: What equations are made of

  func axis(_ argument: PluginArgument) throws -> Axis {
    try value(argument, .axis, nil) { try $0.axis(among: context.axes) }
  }

  func dimension(_ argument: PluginArgument) throws -> Int {
    try value(argument, .dimension, context.axes.filter { $0 != .t }.count) {
      try $0.whole(context.constants, atMost: 3)
    }
  }

  /// A number, or `{trainable: 0.1}` to find it from data, starting at 0.1.
  func coefficient(_ argument: PluginArgument, default fallback: Double?) throws -> Coefficient {
    try value(argument, .coefficient, fallback.map { Coefficient($0) }) {
      try $0.coefficient(argument.name, context.constants)
    }
  }

  func optionalCoefficient(_ argument: PluginArgument) throws -> Coefficient? {
    try value(argument, .coefficient, .some(nil)) { try $0.coefficient(argument.name, context.constants) }
  }

  /// `{x: 1, y: 0.5}`.
  func coefficients(_ argument: PluginArgument) throws -> [Axis: Coefficient] {
    try value(argument, .coefficientsByAxis, nil) { item in
      try item.byAxis(context.axes) { axis, value in
        try value.coefficient("\(argument.name) \(axis)", context.constants)
      }
    }
  }

  func term<Unknown: UnknownName>(_ argument: PluginArgument) throws -> (@Sendable (State<Unknown>) -> Expr)? {
    try value(argument, .formula, .some(nil)) { item in
      let formula = try item.formula(vocabulary(Unknown.self))
      return { formula(.init($0)) }
    }
  }

  /// `{x: 0, y: -9.81}`.
  func terms<Unknown: UnknownName>(_ argument: PluginArgument) throws -> [Axis: @Sendable (State<Unknown>) -> Expr] {
    try value(argument, .formulasByAxis, [:]) { item in
      try item.byAxis(context.axes) { _, value in
        let formula = try value.formula(vocabulary(Unknown.self))
        return { formula(.init($0)) }
      }
    }
  }

  private func vocabulary<Unknown: UnknownName>(_: Unknown.Type) -> Vocabulary {
    Vocabulary(constants: context.constants, axes: context.axes, unknowns: Unknown.allCases.map(\.rawValue))
  }

  // MARK: Other plug-ins

  func network(_ argument: PluginArgument, default fallback: any Network) throws -> any Network {
    try value(argument, .network, fallback) { try context.catalog.networks.make($0, "network", context) }
  }

  func weightings(_ argument: PluginArgument) throws -> [any LossWeighting] {
    try value(argument, .weightings, []) { item in
      try (item.elements ?? [item]).map { item in
        let rule = try context.catalog.weightings.make(item, "weighting", context)
        try item.located { try rule.validate(axes: context.axes) }
        return rule
      }
    }
  }

  /// A number of steps, or `{every: 50, by: rad}`; or once, a sampler.
  func redrawing(_ again: PluginArgument, orOnce once: PluginArgument) throws -> Redrawing? {
    let redrawing: Redrawing? = try value(again, .redrawing, .some(nil)) { item in
      guard let entries = item.entries else { return Redrawing(every: try item.count(context)) }
      let settings = try entries.reading(["every", "by"])
      guard let every = settings["every"] else {
        throw item.expected("the steps from one drawing to the next, as 'every'")
      }
      return Redrawing(every: try every.count(context), by: try settings["by"].map(adaptiveSampler))
    }
    return try value(once, .adaptiveSampler, .some(redrawing)) { item in
      guard redrawing == nil else {
        throw item.error(
          "points are either refined once, before the stage, or redrawn in it by '\(again.name)'")
      }
      return Redrawing(by: try adaptiveSampler(item))
    }
  }

  private func adaptiveSampler(_ item: Item) throws -> any AdaptiveSampler {
    try context.catalog.adaptiveSamplers.make(item, "adaptive sampler", context)
  }

  /// The value of an argument, or what is taken without it.
  private func value<Value>(
    _ argument: PluginArgument, _ kind: ArgumentKind, _ fallback: Value?, read: (Item) throws -> Value
  ) throws -> Value {
    if let item = given[argument.name] { return try item.located { try read(item) } }
    if let fallback { return fallback }
    throw part.error("\(part.found) needs '\(argument.name)' (\(kind))")
  }
}
