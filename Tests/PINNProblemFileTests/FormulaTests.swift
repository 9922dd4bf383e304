// Formulas: precedence as in mathematics, every function against Foundation's, and mistakes that name their place.

import Foundation
import PINN
import PINNProblemFile
import Testing

@Suite struct FormulaTests {
  private static let names = Vocabulary(
    constants: Constants(["pi": .pi, "e": 2.718281828459045, "k": 0.5]), axes: [.x, .t], unknowns: ["u", "v"],
    hasNormal: true)

  /// The value at x = 3, t = 2.
  private func value(_ text: String) throws -> Double {
    let formula = try Formula(text, Self.names).expression
    let program = try Program<Double>(values: [formula], axes: [.x, .t])
    return try program.values(at: Tensor(shape: [1, 2], elements: [3, 2])).elements[0]
  }

  private static let values: [(text: String, value: Double)] = [
    ("-x^2", -9), ("(-x)^2", 9), ("2^3^2", 512), ("(2^3)^2", 64), ("2^-1", 0.5), ("-2^2", -4), ("x^-t", 1.0 / 9),
    ("x^t", 9), ("x-t-1", 0), ("x-(t-1)", 2), ("12/x/t", 2), ("12/x*t", 8), ("-x*t", -6), ("x*-t", -6), ("--x", 3),
    ("+x", 3), ("1e-3*x", 3e-3), ("1.5E2", 150), (".5", 0.5), ("2*(x + t)", 10), ("k*x", 1.5), ("pi", Double.pi),
    ("e", M_E), ("min(x, t)", 2), ("max(x, t)", 3), ("select(t - x, 1, 7)", 7), ("select(x - t, 1, 7)", 1),
    ("abs(-x)", 3), ("sign(-x)", -1), ("diff(x^2*t, x)", 12), ("diff(x^2*t, x, t)", 6), ("x^0.5", 3.0.squareRoot()),
  ]

  @Test(arguments: values) func meansWhatItDoesInMathematics(_ text: String, _ expected: Double) throws {
    #expect(abs(try value(text) - expected) <= 1e-14 * max(1, abs(expected)))
  }

  @Test func functionsAreThoseOfFoundation() throws {
    let known: [String: Double] = [
      "sin": sin(0.3), "cos": cos(0.3), "tan": tan(0.3), "atan": atan(0.3), "sinh": sinh(0.3), "cosh": cosh(0.3),
      "tanh": tanh(0.3), "exp": exp(0.3), "log": log(0.3), "sqrt": sqrt(0.3), "abs": 0.3, "sign": 1, "erf": erf(0.3),
      "sigmoid": 1 / (1 + exp(-0.3)), "softplus": log(1 + exp(0.3)),
    ]
    for function in FormulaFunction.all where function.arguments == 1 {
      let expected = try #require(known[function.name], "\(function.name) has no known value here")
      #expect(abs(try value("\(function.name)(0.1*x)") - expected) < 1e-13, "\(function.name)")
    }
  }

  @Test(arguments: [
    ("u*u_x - k*u_xx", "u u_x - 0.5 u_xx"), ("u_tx", "u_tx"), ("diff(u*v, x)", "(u v)_x"),
    ("normal_x*u_x", "[normal x] u_x"),
    ("sin(pi*x)", "sin(pi x)"),
  ])
  func printsAsTheFormulaItIs(_ text: String, _ formula: String) throws {
    #expect("\(try Formula(text, Self.names).expression)" == formula)
  }

  private static let mistakes: [(text: String, offset: Int, words: String)] = [
    ("", 0, "formula ends here"), ("2 x", 2, "found 'x'"), ("2x", 1, "expected an operator"), ("sin", 0, "parentheses"),
    ("sin x", 4, "found 'x'"),
    ("sin()", 0, "one argument"), ("min(x)", 0, "2 arguments"), ("sn(x)", 0, "did you mean 'sin'"), ("(x", 2, "')'"),
    ("x)", 1, "closes nothing"), ("x**2", 1, "x^2"), ("x + y", 4, "unknown name 'y'"), ("1.2.3", 0, "not a number"),
    ("x $ 2", 2, "no meaning"), ("u_y", 0, "'y'"), ("diff(u)", 0, "1 to 8 axes"), ("diff(u, y)", 0, "by axes"),
    ("k(x)", 0, "k*( ... )"), ("x^", 2, "ends here"), ("1e400", 0, "not a number"), ("2*ß", 2, "unknown name"),
  ]

  @Test(arguments: mistakes) func saysWhereAMistakeIs(_ text: String, _ offset: Int, _ words: String) throws {
    let error = #expect(throws: ExpressionError.self) { try Formula(text, Self.names) }
    #expect(error?.offset == offset)
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "nothing")")
  }

  @Test(arguments: [
    String(repeating: "(", count: 30_000), String(repeating: "-", count: 30_000),
    String(repeating: "x^", count: 15_000),
    String(repeating: "x+", count: 15_000) + "x", String(repeating: "sin(", count: 8_000),
    String(repeating: "2*-", count: 10_000) + "x",
  ])
  func deepFormulasAreRefusedWithoutACrash(_ text: String) {
    #expect(throws: ExpressionError.self) { try Formula(text, Self.names) }
  }

  @Test func longFormulasOfThePermittedSizeWork() throws {
    let sum = String(repeating: "x+", count: 499) + "x"
    #expect(try value(sum) == 1_500)
  }
}
