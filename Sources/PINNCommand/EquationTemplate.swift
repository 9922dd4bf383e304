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

  private var equation: String {
    """
    // The law, and a solution that somebody else has found.

    import Foundation
    import PINNCore

    /// u_t - D u_xx + r u = 0: something that spreads and decays.
    public struct \(name)Equation: Equation {
      /// The unknowns; `case u, v` for two.
      public enum Unknown: String, UnknownName { case u }

      /// The diffusivity D >= 0, in length^2 / time.
      public var diffusivity: Coefficient
      /// The rate r of decay, in 1 / time.
      public var rate: Coefficient

      /// The equation with the given diffusivity and rate.
      public init(diffusivity: Coefficient, rate: Coefficient) {
        self.diffusivity = diffusivity
        self.rate = rate
      }

      /// What should vanish, one line for each equation of the system.
      public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
        let u = s[.u]
        return ["law": u[.t] - diffusivity.named("D") * u[.x, .x] + rate.named("r") * u]
      }

      /// Refuses coefficients for which the equation makes no sense.
      public func validate() throws {
        try checkFinite()
        try diffusivity.checkNonnegative("diffusivity")
      }
    }

    extension ReferenceSolution where Unknown == \(name)Equation.Unknown {
      /// u = exp(-(D pi^2 + r) t) sin(pi x).
      public static func decayingSine(diffusivity d: Double, rate r: Double) -> ReferenceSolution {
        let decay = d * Double.pi * Double.pi + r
        return ReferenceSolution(
          name: "exact (decaying sine)",
          closedForm: [.u: exp(-decay * .coordinate(.t)) * sin(.pi * .coordinate(.x))])
      }
    }

    """
  }

  /// The name in files: the equation's with a small letter in front.
  private var entryName: String { name.prefix(1).lowercased() + name.dropFirst() }

  private var entry: String {
    """
    // What the equation says about itself, for problem files, lists and checks.

    import PINNCore

    extension EquationEntry {
      /// `\(name)Equation`.
      public static let \(Self.keywords.contains(entryName) ? "`\(entryName)`" : entryName) = EquationEntry(
        "\(entryName)", "Something that spreads and decays", formula: "u_t - D u_xx + r u = 0",
        solutions: "decaying sine",
        cases: {
          [
            SolvedCase(
              \(name)Equation(diffusivity: 0.3, rate: 1.7), solvedBy: .decayingSine(diffusivity: 0.3, rate: 1.7),
              on: [.x: -1...1, .t: 0.1...1])
          ]
        }
      ) { a in
        \(name)Equation(
          diffusivity: try a.coefficient(
            .init("diffusivity", "diffusivity", symbol: "D", unit: "length^2 / time", range: .nonnegative)),
          rate: try a.coefficient(.init("rate", "rate of decay", symbol: "r", unit: "1 / time")))
      }
    }

    """
  }

  /// Words that Swift keeps for itself.
  private static let keywords: Set = [
    "as", "break", "case", "catch", "class", "continue", "default", "defer", "deinit", "do", "else", "enum",
    "extension",
    "fallthrough", "false", "fileprivate", "for", "func", "guard", "if", "import", "in", "init", "inout", "internal",
    "is", "let", "nil", "operator", "precedencegroup", "private", "protocol", "public", "repeat", "rethrows", "return",
    "self", "static", "struct", "subscript", "super", "switch", "throw", "throws", "true", "try", "typealias", "var",
    "where", "while",
  ]

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
