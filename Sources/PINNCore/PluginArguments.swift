// How a plug-in asks for its arguments. What answers may be a problem file, a check, or a list of what is asked.

/// The arguments of a plug-in. It asks for all it has, one call each, whatever the others' values are; so that the same code
/// makes the plug-in from a file and tells which arguments there are. Every call throws `ProblemError` (or an error that
/// says where in a file) for an argument that is missing or isn't what is asked for.
public protocol PluginArguments {
  /// A finite number of the argument's range.
  func number(_ argument: PluginArgument, default fallback: Double?) throws -> Double
  /// A whole number of the argument's range, at least 0.
  func whole(_ argument: PluginArgument, default fallback: Int?) throws -> Int
  /// true or false.
  func flag(_ argument: PluginArgument, default fallback: Bool) throws -> Bool
  /// A text.
  func text(_ argument: PluginArgument, default fallback: String?) throws -> String
  /// The path of a file.
  func file(_ argument: PluginArgument) throws -> String
  /// A list of numbers of the argument's range.
  func numbers(_ argument: PluginArgument, default fallback: [Double]?) throws -> [Double]
  /// A list of points.
  func points(_ argument: PluginArgument) throws -> [[Double]]
  /// A list of lists of points, such as the rims of holes; none by default.
  func rings(_ argument: PluginArgument) throws -> [[[Double]]]
  /// One of some words.
  func choice(_ argument: PluginArgument, among words: [String], default fallback: String?) throws -> String
  /// An axis of the domain.
  func axis(_ argument: PluginArgument) throws -> Axis
  /// The number of dimensions of space: 1, 2 or 3; by default as many as the domain has.
  func dimension(_ argument: PluginArgument) throws -> Int
  /// A coefficient: a number, one to be found, or an axis.
  func coefficient(_ argument: PluginArgument, default fallback: Double?) throws -> Coefficient
  /// A coefficient whose term is absent without it.
  func optionalCoefficient(_ argument: PluginArgument) throws -> Coefficient?
  /// A vector of coefficients by axis.
  func coefficients(_ argument: PluginArgument) throws -> [Axis: Coefficient]
  /// A term of the equation, a formula of the coordinates and unknowns; nil for none.
  func term<Unknown: UnknownName>(_ argument: PluginArgument) throws -> (@Sendable (State<Unknown>) -> Expr)?
  /// Terms of the equation by axis; none along axes that aren't named.
  func terms<Unknown: UnknownName>(_ argument: PluginArgument) throws -> [Axis: @Sendable (State<Unknown>) -> Expr]
  /// A network, such as the one that another is put around.
  func network(_ argument: PluginArgument, default fallback: any Network) throws -> any Network
  /// Rules that balance a loss; none by default.
  func weightings(_ argument: PluginArgument) throws -> [any LossWeighting]
  /// How points change; nil for points that stay. Two arguments, of which one at most may be given.
  func redrawing(_ again: PluginArgument, orOnce once: PluginArgument) throws -> Redrawing?
}

/// How points change.
public struct Redrawing: Sendable {
  /// Steps from one drawing to the next; nil for one drawing before the start.
  public let every: Int?
  /// Chooses them by their residuals; nil for points spread evenly.
  public let sampler: (any AdaptiveSampler)?

  /// Points redrawn every so many steps, or once, by a sampler if there is one.
  public init(every: Int? = nil, by sampler: (any AdaptiveSampler)? = nil) {
    self.every = every
    self.sampler = sampler
  }
}

extension PluginArguments {
  /// A finite number of the argument's range, that must be given.
  public func number(_ argument: PluginArgument) throws -> Double { try number(argument, default: nil) }

  /// A whole number of the argument's range that must be given.
  public func whole(_ argument: PluginArgument) throws -> Int { try whole(argument, default: nil) }

  /// true or false, false by default.
  public func flag(_ argument: PluginArgument) throws -> Bool { try flag(argument, default: false) }

  /// The value that goes with one of some words.
  public func choice<Value>(
    _ argument: PluginArgument, _ choices: [(word: String, value: Value)], default fallback: String? = nil
  ) throws -> Value {
    let words = choices.map(\.word)
    let word = try choice(argument, among: words, default: fallback)
    guard let choice = choices.first(where: { $0.word == word }) else {
      throw ProblemError(
        "'\(argument.name)' must be one of \(words.map { "'\($0)'" }.joined(separator: ", ")), not '\(word)'")
    }
    return choice.value
  }

  /// The number of dimensions of space, called `dimension`.
  public func dimension() throws -> Int {
    try dimension(PluginArgument("dimension", "dimensions of space, 1 to 3"))
  }

  /// A text that must be given.
  public func text(_ argument: PluginArgument) throws -> String { try text(argument, default: nil) }

  /// A list of numbers that must be given.
  public func numbers(_ argument: PluginArgument) throws -> [Double] { try numbers(argument, default: nil) }

  /// A coefficient that must be given.
  public func coefficient(_ argument: PluginArgument) throws -> Coefficient { try coefficient(argument, default: nil) }
}
