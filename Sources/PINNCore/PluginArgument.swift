// What a plug-in tells people about one of its arguments.

/// An argument of an equation, a network, a sampler, ...: its name in files, and what people need to know to choose a value.
///
///     PluginArgument("viscosity", "kinematic viscosity", symbol: "nu", unit: "length^2 / time", range: .nonnegative)
///
/// A name alone does for a first try: `a.coefficient("viscosity")`.
public struct PluginArgument: Sendable, Equatable, ExpressibleByStringLiteral {
  /// The name in files, such as "viscosity".
  public let name: String
  /// What it is, in a few words without a full stop; empty if nothing is said.
  public let summary: String
  /// How formulas print it, such as "nu"; nil for what stands in no formula.
  public let symbol: String?
  /// The unit in terms of length, time, the unknowns, ...; nil for a pure number.
  public let unit: String?
  /// The numbers that make sense; of a list, for each of them.
  public let range: ValueRange
  /// The number, or the list, to take as an example where there is no default and 1, or (1, 1), won't do.
  public let example: [Double]

  /// The argument called `name`, and what there is to say about it.
  public init(
    _ name: String, _ summary: String, symbol: String? = nil, unit: String? = nil, range: ValueRange = .any,
    example: [Double] = []
  ) {
    self.name = name
    self.summary = summary
    self.symbol = symbol
    self.unit = unit
    self.range = range
    self.example = example
  }

  /// The argument called `name`, of which nothing more is said.
  public init(stringLiteral name: String) { self.init(name, "") }

  /// "nu, kinematic viscosity, at least 0, in length^2 / time".
  public var details: String {
    [symbol == name ? nil : symbol, summary, range.description, unit.map { "in \($0)" }]
      .compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
