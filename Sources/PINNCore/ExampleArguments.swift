// The arguments that a plug-in asks for, found by asking it: every answer is an example, and is taken note of.

/// An argument that a plug-in asks for.
public struct AskedArgument: Sendable, Equatable {
  /// What the plug-in says about it.
  public let argument: PluginArgument
  /// What is expected: "number", "coefficient", "formula", ...
  public let kind: String
  /// What is taken without it, in words; nil if it must be given.
  public let byDefault: String?

  /// The argument, of the given kind, and what is taken without it.
  public init(_ argument: PluginArgument, kind: String, byDefault: String?) {
    self.argument = argument
    self.kind = kind
    self.byDefault = byDefault
  }

  /// The name in files.
  public var name: String { argument.name }
  /// "number: nu, kinematic viscosity, at least 0, in length^2 / time; without it: 1".
  public var details: String {
    let what = [kind, argument.details].filter { !$0.isEmpty }.joined(separator: ": ")
    return what + (byDefault.map { "; without it: \($0)" } ?? "")
  }
}

/// Gives every argument an example value and takes note of it. Terms stand for themselves, by their symbol, so that an
/// equation made so prints as the textbook does.
public final class ExampleArguments: PluginArguments {
  /// What was asked so far, in order.
  public private(set) var asked: [AskedArgument] = []
  private let values: [String: Double]

  /// Examples, and the given values in place of those of numbers and coefficients.
  public init(values: [String: Double] = [:]) { self.values = values }

  /// The value, or the default, or 1 (the upper end of a range below that).
  public func number(_ argument: PluginArgument, default fallback: Double?) throws -> Double {
    note(argument, "number", fallback?.plainText)
    return example(argument, fallback)
  }

  /// The default, or 1.
  public func whole(_ argument: PluginArgument, default fallback: Int?, atMost greatest: Int) throws -> Int {
    note(argument, "whole number", fallback.map { $0 == .max ? "no limit" : "\($0)" })
    return fallback ?? min(1, greatest)
  }

  /// The default.
  public func flag(_ argument: PluginArgument, default fallback: Bool) throws -> Bool {
    note(argument, "true or false", "\(fallback)")
    return fallback
  }

  /// The default, or nothing.
  public func text(_ argument: PluginArgument, default fallback: String?) throws -> String {
    note(argument, "text", fallback.map { "'\($0)'" })
    return fallback ?? ""
  }

  /// No path.
  public func file(_ argument: PluginArgument) throws -> String {
    note(argument, "file", nil)
    return ""
  }

  /// The default, or (1, 1).
  public func numbers(_ argument: PluginArgument, default fallback: [Double]?) throws -> [Double] {
    note(argument, "list of numbers", fallback.map { "\($0)" })
    return fallback ?? [1, 1]
  }

  /// The corners of a triangle.
  public func points(_ argument: PluginArgument) throws -> [[Double]] {
    note(argument, "list of points", nil)
    return [[0, 0], [1, 0], [0, 1]]
  }

  /// None.
  public func rings(_ argument: PluginArgument) throws -> [[[Double]]] {
    note(argument, "list of lists of points", "none")
    return []
  }

  /// The default, or the first word.
  public func choice(_ argument: PluginArgument, among words: [String], default fallback: String?) throws -> String {
    note(argument, words.joined(separator: ", "), fallback)
    return fallback ?? words.first ?? ""
  }

  /// 1.
  public func dimension(_ argument: PluginArgument) throws -> Int {
    note(argument, "1, 2 or 3", "that of the domain")
    return 1
  }

  /// The default, or 1.
  public func coefficient(_ argument: PluginArgument, default fallback: Double?) throws -> Coefficient {
    note(argument, "coefficient", fallback?.plainText)
    return Coefficient(example(argument, fallback))
  }

  /// 1, so that its term is there.
  public func optionalCoefficient(_ argument: PluginArgument) throws -> Coefficient? {
    note(argument, "coefficient", "none")
    return Coefficient(example(argument, nil))
  }

  /// 1 along x and y.
  public func coefficients(_ argument: PluginArgument) throws -> [Axis: Coefficient] {
    note(argument, "coefficients by axis", nil)
    let value = Coefficient(example(argument, nil))
    return [.x: value, .y: value]
  }

  /// The argument's symbol.
  public func term<Unknown: UnknownName>(_ argument: PluginArgument) throws -> (@Sendable (State<Unknown>) -> Expr)? {
    note(argument, "formula", "none")
    let symbol = argument.symbol ?? argument.name
    return { _ in .symbol(symbol) }
  }

  /// The argument's symbol with each of x, y, z.
  public func terms<Unknown: UnknownName>(
    _ argument: PluginArgument
  ) throws -> [Axis: @Sendable (State<Unknown>) -> Expr] {
    note(argument, "formulas by axis", "none")
    let symbol = argument.symbol ?? argument.name
    return [Axis].space(3).reduce(into: [:]) { terms, axis in terms[axis] = { _ in .symbol("\(symbol)\(axis)") } }
  }

  /// The default.
  public func network(_ argument: PluginArgument, default fallback: any Network) throws -> any Network {
    note(argument, "network", "\(fallback)")
    return fallback
  }

  /// None.
  public func weightings(_ argument: PluginArgument) throws -> [any LossWeighting] {
    note(argument, "weighting, or a list of them", "none")
    return []
  }

  /// Points that stay.
  public func redrawing(
    _ again: PluginArgument, orOnce once: PluginArgument
  ) throws -> (every: Int?, sampler: (any AdaptiveSampler)?)? {
    note(again, "steps, or {every: steps, by: adaptive sampler}", "none")
    note(once, "adaptive sampler", "none")
    return nil
  }

  private func note(_ argument: PluginArgument, _ kind: String, _ byDefault: String?) {
    asked.append(AskedArgument(argument, kind: kind, byDefault: byDefault))
  }

  private func example(_ argument: PluginArgument, _ fallback: Double?) -> Double {
    if let value = values[argument.name] ?? fallback { return value }
    return argument.range.contains(1) ? 1 : argument.range.upper?.value ?? argument.range.lower?.value ?? 1
  }
}
