// The command line `pinn`: trains problem files, and looks at what came out.

import ArgumentParser
import PINN
import PINNHDF5
import PINNProblemFile

/// The command `pinn` with its subcommands.
public struct PinnCommand: ParsableCommand {
  /// Name and subcommands.
  public static let configuration = CommandConfiguration(
    commandName: "pinn", abstract: "Solve differential equations with neural networks.",
    discussion: "A problem is a small file: 'pinn new problem heat' prints one, 'pinn train heat.yaml' solves it.",
    version: packageVersion,
    subcommands: [
      ListCommand.self, DescribeCommand.self, NewCommand.self, TrainCommand.self, InfoCommand.self,
      EvaluateCommand.self, PlotCommand.self, CompareCommand.self,
    ])

  /// No flags given.
  public init() {}

  /// Runs the command line with a catalog, such as this package's parts and your own plug-ins. Doesn't return.
  ///
  ///     import PINNCommand
  ///     import PINNProblemFile
  ///
  ///     PinnCommand.main(.standard.adding(equations: [
  ///       .init("myEquation", "What it is in a line") { a in MyEquation(rate: try a.coefficient("rate")) }
  ///     ]))
  public static func main(_ catalog: Catalog) -> Never {
    do {
      Console.prepare()
      try run(CommandLine.arguments.dropFirst().map { $0 }, catalog)
      exit()
    } catch {
      exit(withError: error)
    }
  }

  /// Runs one command line.
  package static func run(_ arguments: [String], _ catalog: Catalog = .standard) throws {
    var command = try parseAsRoot(arguments)
    if let command = command as? any CatalogCommand {
      try command.run(catalog)
    } else {
      try command.run()
    }
    // What a training prints tells of its files; what other commands print is what they were called for.
    if !(command is TrainCommand) { try Console.flushOutput() }
  }
}

/// A subcommand that needs the tables of equations and so on.
protocol CatalogCommand: ParsableCommand {
  func run(_ catalog: Catalog) throws
}

extension CatalogCommand {
  func run() throws { try run(.standard) }
}

/// Prints text with names or titles from files in it, whatever they are.
func show(_ text: String) { print(text.printable, terminator: "") }

/// Two columns of text, the first of which has short names.
func table(_ rows: [(String, String)], indent: String = "  ") -> String {
  let rows = rows.map { ($0.excerpt(80), $1) }
  let width = (rows.map(\.0.count).max() ?? 0) + 2
  return rows.map { indent + $0.padding(toLength: width, withPad: " ", startingAt: 0) + $1 }.joined(separator: "\n")
}
