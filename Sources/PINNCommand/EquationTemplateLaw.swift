// The law, its known solution and its entry in a package with an equation of one's own.

extension EquationTemplate {
  var equation: String {
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
  var entryName: String { name.prefix(1).lowercased() + name.dropFirst() }

  var entry: String {
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
}
