// The kinds of things that problem files name, as `pinn list` and `pinn describe` show them.

import ArgumentParser
import PINN
import PINNProblemFile

/// A kind of thing that can be listed.
enum CatalogKind: String, CaseIterable, ExpressibleByArgument {
  case equations, regions, networks, samplers, optimizers, weightings, adaptiveSamplers, functions, examples

  /// Names, each with a line.
  func entries(_ catalog: Catalog) -> [(name: String, summary: String)] {
    switch self {
    case .equations: catalog.equations.map { ($0.name, $0.summary) }
    case .regions: catalog.regions.map { ($0.name, $0.summary) }
    case .networks: catalog.networks.map { ($0.name, $0.summary) }
    case .samplers: catalog.samplers.map { ($0.name, $0.summary) }
    case .optimizers: catalog.optimizers.map { ($0.name, $0.summary) }
    case .weightings: catalog.weightings.map { ($0.name, $0.summary) }
    case .adaptiveSamplers: catalog.adaptiveSamplers.map { ($0.name, $0.summary) }
    case .functions: FormulaFunction.all.map { ($0.name, Self.arguments($0)) } + [("diff", Self.diff)]
    case .examples: ExampleProblem.all.map { ($0.name, $0.summary) }
    }
  }

  /// The arguments of one of them, and what else there is to say about it; nil if it isn't of this kind.
  func description(of name: String, _ catalog: Catalog) -> String? {
    switch self {
    case .equations: catalog.equations.first { $0.name == name }.map { equation($0) }
    case .regions: catalog.regions.first { $0.name == name }.map { part($0, "domain") }
    case .networks: catalog.networks.first { $0.name == name }.map { part($0, "network") }
    case .samplers: catalog.samplers.first { $0.name == name }.map { part($0, "sampler") }
    case .optimizers: catalog.optimizers.first { $0.name == name }.map { part($0, "optimizer") }
    case .weightings: catalog.weightings.first { $0.name == name }.map { part($0, "weighting") }
    case .adaptiveSamplers: catalog.adaptiveSamplers.first { $0.name == name }.map { part($0, "refining") }
    case .functions: entries(catalog).first { $0.name == name }.map { "\($0.name): \($0.summary)" }
    case .examples: ExampleProblem.all.first { $0.name == name }.map(\.text)
    }
  }

  private static let diff = "derivative of a formula by axes, such as diff(u*v, x, t)"

  private static func arguments(_ function: FormulaFunction) -> String {
    function.arguments == 1 ? "function of one number" : "function of \(function.arguments) numbers"
  }

  private func equation(_ entry: EquationEntry) -> String {
    guard let equation = entry.example else { return part(entry, "equation") }
    func unknowns<E: Equation>(_: E) -> [String] { E.Unknown.allCases.map(\.rawValue) }
    let rows = [
      ("unknowns", unknowns(equation).joined(separator: ", ")),
      ("axes", equation.axes.map(\.name).joined(separator: ", ")), ("in Swift", "\(type(of: equation))"),
      ("solved by", entry.solutions),
    ]
    let formulas = equation.formula.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    return [
      "\(entry.name): \(entry.summary)", formulas, table(rows.filter { !$0.1.isEmpty }), usage(entry, "equation"),
    ].joined(separator: "\n\n")
  }

  private func part(_ entry: some PluginEntry, _ key: String) -> String {
    "\(entry.name): \(entry.summary)\n\n" + usage(entry, key)
  }

  /// The arguments as they stand in a problem file.
  private func usage(_ entry: some PluginEntry, _ key: String) -> String {
    let arguments = entry.arguments
    guard !arguments.isEmpty else { return "In a problem file:\n\n  \(key): \(entry.name)" }
    let rows = arguments.map { ("\($0.name):", "# " + $0.details) }
    return "In a problem file:\n\n  \(key):\n    \(entry.name):\n" + table(rows, indent: "      ")
  }
}
