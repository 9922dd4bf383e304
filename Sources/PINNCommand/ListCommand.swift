// pinn list: what problem files can name. pinn describe: one of these with its arguments.

import ArgumentParser
import PINN
import PINNProblemFile

/// Lists what problem files can name.
struct ListCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List what problem files can name: equations, regions, networks, samplers, optimisers, ...")

  @Argument(help: "Which of them; all if left out.")
  var kind: CatalogKind?

  func run(_ catalog: Catalog) throws {
    let kinds = kind.map { [$0] } ?? CatalogKind.allCases
    print(kinds.map { "\($0.rawValue)\n" + table($0.entries(catalog)) }.joined(separator: "\n\n"))
    if kind == nil { print("\n'pinn describe NAME' tells more about each.") }
  }
}

/// Describes one of these.
struct DescribeCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "Describe an equation (formula, unknowns, arguments), a region, a network, a sampler, an optimiser, ...")

  @Argument(
    help: "Its name, such as burgers.",
    completion: .list(CatalogKind.allCases.flatMap { $0.entries(.standard).map(\.name) }))
  var name: String

  func run(_ catalog: Catalog) throws {
    let descriptions = CatalogKind.allCases.compactMap { $0.description(of: name, catalog) }
    guard !descriptions.isEmpty else {
      let known = CatalogKind.allCases.flatMap { $0.entries(catalog).map(\.name) }
      let near = nearest(to: name, among: known).map { "did you mean '\($0)'?" } ?? "'pinn list' shows what there is"
      throw ProblemError("nothing is called '\(name)'; \(near)")
    }
    print(descriptions.joined(separator: "\n\n"))
  }
}
