// An argument that a plug-in asks for, as lists, guides and checks see it.

/// What is expected of an argument.
public enum ArgumentKind: Sendable, Equatable, CustomStringConvertible {
  /// A number, or several.
  case number, wholeNumber, numbers, points, rings
  /// true or false; a text; the path of a file.
  case flag, text, file
  /// One of some words.
  case choice([String])
  /// What depends on the domain.
  case axis, dimension
  /// What equations are made of.
  case coefficient, coefficientsByAxis, formula, formulasByAxis
  /// Other plug-ins.
  case network, weightings, redrawing, adaptiveSampler

  /// "number", "true or false", "tanh, sin", ...
  public var description: String {
    switch self {
    case .number: "number"
    case .wholeNumber: "whole number"
    case .numbers: "list of numbers"
    case .points: "list of points"
    case .rings: "list of lists of points"
    case .flag: "true or false"
    case .text: "text"
    case .file: "file"
    case .choice(let words): words.joined(separator: ", ")
    case .axis: "axis of the domain"
    case .dimension: "1, 2 or 3"
    case .coefficient: "coefficient"
    case .coefficientsByAxis: "coefficients by axis"
    case .formula: "formula"
    case .formulasByAxis: "formulas by axis"
    case .network: "network"
    case .weightings: "weighting, or a list of them"
    case .redrawing: "steps, or {every: steps, by: adaptive sampler}"
    case .adaptiveSampler: "adaptive sampler"
    }
  }
}

/// An argument that a plug-in asks for.
public struct AskedArgument: Sendable {
  /// What the plug-in says about it.
  public let argument: PluginArgument
  /// What is expected.
  public let kind: ArgumentKind
  /// What is taken without it, in words; nil if it must be given.
  public let byDefault: String?
  /// What it was answered: the default, or an example.
  public let example: any Sendable

  /// The argument, of the given kind, what is taken without it, and an example.
  public init(_ argument: PluginArgument, _ kind: ArgumentKind, byDefault: String?, example: any Sendable) {
    self.argument = argument
    self.kind = kind
    self.byDefault = byDefault
    self.example = example
  }

  /// The name in files.
  public var name: String { argument.name }
  /// "number: nu, kinematic viscosity, at least 0, in length^2 / time; without it: 1".
  public var details: String {
    let what = [kind.description, argument.details].filter { !$0.isEmpty }.joined(separator: ": ")
    return what + (byDefault.map { "; without it: \($0)" } ?? "")
  }
}
