// The files of a package with an equation of one's own. They work as they are; a test compiles them.

/// A package with an equation called `name`.
package struct EquationTemplate {
  let name: String
  /// The path of the package swift-pinn, as seen from the new one.
  let package: String

  /// The package called `name` that depends on swift-pinn at `package`.
  package init(name: String, package: String) {
    self.name = name
    self.package = package
  }

  /// Paths in the package, with their texts.
  package var files: [(path: String, text: String)] {
    [
      ("Package.swift", manifest),
      ("Sources/\(name)Equations/\(name)Equation.swift", equation),
      ("Sources/\(name)Equations/Entries.swift", entry),
      ("Sources/\(name)Trainer/\(name)Trainer.swift", trainer),
      ("Tests/\(name)Tests/\(name)Tests.swift", tests),
    ]
  }

  private var manifest: String {
    """
    // swift-tools-version: 6.1
    import PackageDescription

    let package = Package(
      name: "\(name)",
      platforms: [.macOS(.v15)],
      products: [.library(name: "\(name)Equations", targets: ["\(name)Equations"])],
      dependencies: [.package(name: "swift-pinn", path: "\(package)")],
      targets: [
        .target(name: "\(name)Equations", dependencies: [.product(name: "PINNCore", package: "swift-pinn")]),
        .executableTarget(
          name: "\(name)Trainer",
          dependencies: ["\(name)Equations", .product(name: "PINN", package: "swift-pinn")]),
        .testTarget(
          name: "\(name)Tests",
          dependencies: ["\(name)Equations", .product(name: "PINNTestSupport", package: "swift-pinn")]),
      ],
      swiftLanguageModes: [.v6]
    )

    """
  }

  private var trainer: String {
    """
    // Solves the equation and compares with the known solution.

    import \(name)Equations
    import PINN

    @main struct \(name)Trainer {
      static func main() throws {
        let exact = ReferenceSolution.decayingSine(diffusivity: 0.1, rate: 0.5)
        let problem = try Problem(
          \(name)Equation(diffusivity: 0.1, rate: 0.5), on: Interval(0...1).over(time: 0...1), points: 500,
          conditions: [
            .matching(exact, .u, on: "initial", points: 50),
            .matching(exact, .u, on: "x=0", "x=1", points: 50),
          ])
        let training = try Training(problem, network: MLP(width: 20, depth: 2))
        print(training)
        let solution = try training.run(budget: .seconds(10), observers: [ProgressLine()])
        print(try solution.errors(against: exact))
      }
    }

    """
  }

  private var tests: String {
    """
    // The formula reads like the textbook, coefficients are accepted in their ranges and nowhere else, and a solution that
    // somebody else has found leaves nothing over.

    import \(name)Equations
    import PINNTestSupport
    import Testing

    @Suite struct \(name)Tests {
      @Test func doesWhatItsEntrySays() throws { try checkEntry(.\(entryName)) }
    }

    """
  }
}
