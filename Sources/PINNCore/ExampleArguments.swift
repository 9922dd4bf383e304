// The arguments that a plug-in asks for, found by asking it: every answer is an example, and is taken note of.

/// Gives every argument its default or an example, and takes note of it. Terms stand for themselves, by their symbol, so that
/// an equation made so prints as the textbook does.
public final class ExampleArguments: PluginArguments {
  /// What was asked so far, in order.
  public private(set) var asked: [AskedArgument] = []
  private let values: [String: any Sendable]

  /// Examples, and in place of some of them the given values by the names of their arguments: of the type that the plug-in
  /// gets, but numbers for coefficients. Values of another type are refused, as `ProblemError`.
  public init(values: [String: any Sendable] = [:]) { self.values = values }

  /// The value, the default, the argument's example, or 1 (the upper end of a range below that).
  public func number(_ argument: PluginArgument, default fallback: Double?) throws -> Double {
    try answer(argument, .number, fallback?.plainText, example(argument, fallback))
  }

  /// The value, the default, or 1 (the ends of a range without it).
  public func whole(_ argument: PluginArgument, default fallback: Int?) throws -> Int {
    try answer(
      argument, .wholeNumber, fallback.map { $0 == .max ? "no limit" : "\($0)" },
      fallback ?? Int(example(argument, nil)))
  }

  /// The value or the default.
  public func flag(_ argument: PluginArgument, default fallback: Bool) throws -> Bool {
    try answer(argument, .flag, "\(fallback)", fallback)
  }

  /// The value, the default, or nothing.
  public func text(_ argument: PluginArgument, default fallback: String?) throws -> String {
    try answer(argument, .text, fallback.map { "'\($0)'" }, fallback ?? "")
  }

  /// The value, or no path.
  public func file(_ argument: PluginArgument) throws -> String { try answer(argument, .file, nil, "") }

  /// The value, the default, the argument's example, or (1, 1).
  public func numbers(_ argument: PluginArgument, default fallback: [Double]?) throws -> [Double] {
    try answer(
      argument, .numbers, fallback.map { "[\($0.map(\.plainText).joined(separator: ", "))]" },
      fallback ?? (argument.example.isEmpty ? [1, 1] : argument.example))
  }

  /// The value, or the corners of a triangle.
  public func points(_ argument: PluginArgument) throws -> [[Double]] {
    try answer(argument, .points, nil, [[0, 0], [1, 0], [0, 1]])
  }

  /// The value, or none.
  public func rings(_ argument: PluginArgument) throws -> [[[Double]]] { try answer(argument, .rings, "none", []) }

  /// The value, the default, or the first word.
  public func choice(_ argument: PluginArgument, among words: [String], default fallback: String?) throws -> String {
    try answer(argument, .choice(words), fallback, fallback ?? words.first ?? "")
  }

  /// The value, or x.
  public func axis(_ argument: PluginArgument) throws -> Axis { try answer(argument, .axis, nil, .x) }

  /// The value, or 1.
  public func dimension(_ argument: PluginArgument) throws -> Int {
    try answer(argument, .dimension, "that of the domain", 1)
  }

  /// As for a number.
  public func coefficient(_ argument: PluginArgument, default fallback: Double?) throws -> Coefficient {
    Coefficient(try answer(argument, .coefficient, fallback?.plainText, example(argument, fallback)))
  }

  /// As for a number, so that its term is there.
  public func optionalCoefficient(_ argument: PluginArgument) throws -> Coefficient? {
    Coefficient(try answer(argument, .coefficient, "none", example(argument, nil)))
  }

  /// As for a number, along x and y.
  public func coefficients(_ argument: PluginArgument) throws -> [Axis: Coefficient] {
    let value = Coefficient(try answer(argument, .coefficientsByAxis, nil, example(argument, nil)))
    return [.x: value, .y: value]
  }

  /// The argument's symbol.
  public func term<Unknown: UnknownName>(_ argument: PluginArgument) throws -> (@Sendable (State<Unknown>) -> Expr)? {
    let symbol = try answer(argument, .formula, "none", argument.symbol ?? argument.name)
    return { _ in .symbol(symbol) }
  }

  /// The argument's symbol with each of x, y, z.
  public func terms<Unknown: UnknownName>(
    _ argument: PluginArgument
  ) throws -> [Axis: @Sendable (State<Unknown>) -> Expr] {
    let symbol = try answer(argument, .formulasByAxis, "none", argument.symbol ?? argument.name)
    return [Axis].space(3).reduce(into: [:]) { terms, axis in terms[axis] = { _ in .symbol("\(symbol)\(axis)") } }
  }

  /// The value or the default.
  public func network(_ argument: PluginArgument, default fallback: any Network) throws -> any Network {
    // Without the cast the example's own type would be all that is accepted.
    try answer(argument, .network, "\(fallback)", fallback as any Network)
  }

  /// The value, or none.
  public func weightings(_ argument: PluginArgument) throws -> [any LossWeighting] {
    try answer(argument, .weightings, "none", [])
  }

  /// The value of either, or points that stay.
  public func redrawing(_ again: PluginArgument, orOnce once: PluginArgument) throws -> Redrawing? {
    let often: Redrawing? = try answer(again, .redrawing, "none", nil)
    let sampler: (any AdaptiveSampler)? = try answer(once, .adaptiveSampler, "none", nil)
    return often ?? sampler.map { Redrawing(by: $0) }
  }

  private func answer<Value: Sendable>(
    _ argument: PluginArgument, _ kind: ArgumentKind, _ byDefault: String?, _ example: Value
  ) throws -> Value {
    var answer = example
    if let given = values[argument.name] {
      guard let value = given as? Value else {
        throw ProblemError("the example of '\(argument.name)' must be a \(Value.self), not \(given)")
      }
      answer = value
    }
    asked.append(AskedArgument(argument, kind, byDefault: byDefault, example: answer))
    return answer
  }

  private func example(_ argument: PluginArgument, _ fallback: Double?) -> Double {
    if let value = fallback ?? argument.example.first { return value }
    return argument.range.contains(1) ? 1 : argument.range.upper?.value ?? argument.range.lower?.value ?? 1
  }
}
