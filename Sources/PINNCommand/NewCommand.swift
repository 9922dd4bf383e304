// pinn new: a problem file to start from, or a package with an equation of one's own.

import ArgumentParser
import Foundation
import PINN
import PINNEquations
import PINNFiles
import PINNProblemFile

/// Begins something new.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Begin a problem file, or a package with an equation of your own.",
    subcommands: [NewProblemCommand.self, NewEquationCommand.self])
}

/// Prints a problem file.
struct NewProblemCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "problem", abstract: "Print a problem file to start from: pinn new problem heat > heat.yaml.")

  @Argument(
    help: "Which: \(ExampleProblem.all.map(\.name).joined(separator: ", ")).",
    completion: .list(ExampleProblem.all.map(\.name)))
  var name = "heat"

  func run() throws {
    guard let example = ExampleProblem.all.first(where: { $0.name == name }) else {
      throw ProblemError(
        "there is no example '\(name)'" + suggestion(for: name, among: ExampleProblem.all.map(\.name)))
    }
    print(example.text, terminator: "")
  }
}

/// Writes a package with an equation.
struct NewEquationCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "equation",
    abstract: "Write a package with an equation, its entry, its check against an exact solution, and a trainer.",
    discussion: "It starts as u_t - D u_xx + r u = 0, which works; change it to yours.")

  @Argument(help: "The equation's name, such as Telegraph.")
  var name: String
  @Option(help: "Where the swift-pinn package is, as seen from the new package: a path.", completion: .directory)
  var package = "../swift-pinn"
  @Flag(help: "Print the files instead of writing them.")
  var print = false

  func validate() throws {
    guard name.wholeMatch(of: /[A-Z][A-Za-z0-9]{0,59}/) != nil else {
      throw ValidationError(
        "an equation's name begins with a capital letter and has letters and digits, unlike '\(name)'")
    }
    guard !Self.isTaken(name) else {
      throw ValidationError(
        "swift-pinn has targets that begin with '\(name)' already, and those of all packages in a build need different names; "
          + "take another name, such as 'My\(name)'")
    }
    guard !package.contains(where: { "\"\\\n".contains($0) }) else {
      throw ValidationError("the path of the package can't contain quotation marks or backslashes")
    }
  }

  /// Whether a target that is called after the equation would have the name of one of this package.
  private static func isTaken(_ name: String) -> Bool {
    func module<E: Equation>(_: E) -> Substring { String(reflecting: E.self).prefix { $0 != "." } }
    return name.hasPrefix("PINN") || allEquations.compactMap(\.example).contains { module($0) == "\(name)Equations" }
  }

  func run() throws {
    let files = EquationTemplate(name: name, package: package).files
    if print {
      Swift.print(files.map { "// \(name)/\($0.path)\n\n\($0.text)" }.joined(separator: "\n"), terminator: "")
      return
    }
    guard !FileManager.default.fileExists(atPath: name) else {
      throw ProblemError("'\(name)' exists already and is left as it is; go to another folder, or take another name")
    }
    for (path, text) in files {
      let whole = "\(name)/\(path)"
      let folder = (whole as NSString).deletingLastPathComponent
      do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
        throw ProblemError("the folder '\(folder)' can't be made: \(error.localizedDescription)")
      }
      try AtomicFile(path: whole, replaces: false).write(text)
    }
    Swift.print("wrote \(files.map(\.path).joined(separator: ", ")) in \(name); go there and 'swift test -c release'")
  }
}
