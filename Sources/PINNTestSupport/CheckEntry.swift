// What every equation's entry must do: say all about its arguments, print its formula, refuse what it says it refuses, and
// be solved by what it says solves it.

import PINNCore
import PINNGeometry

/// Checks the entry of an equation, and with it the equation:
///
/// - Name and summary are there, and every argument has a name of its own and a summary.
/// - Made of an example of each argument, the equation prints the entry's formula, in which each argument's symbol stands.
/// - Each number and coefficient is accepted at the ends of its range, or just inside, and refused outside and where it is not
///   a number.
/// - There are cases, of the equation's type, and each passes `checkEquation`.
///
/// Throws `CheckFailure` with the first finding.
public func checkEntry(_ entry: EquationEntry) throws {
  func fail(_ finding: String) -> CheckFailure { CheckFailure("the entry '\(entry.name)'", finding) }
  guard !entry.name.isEmpty, !entry.summary.isEmpty else { throw fail("needs a name and a summary") }
  let arguments = entry.arguments
  for (i, argument) in arguments.map(\.argument).enumerated() {
    guard !argument.name.isEmpty, !argument.summary.isEmpty else {
      throw fail("says nothing about the argument '\(argument.name)'")
    }
    guard !arguments.prefix(i).contains(where: { $0.name == argument.name }) else {
      throw fail("has two arguments '\(argument.name)'")
    }
  }
  let example: any Equation
  do { example = try entry.make(ExampleArguments()) } catch { throw fail("makes nothing of examples: \(error)") }
  guard example.formula == entry.formula else {
    throw fail("says that the equation is\n\(entry.formula)\nbut it prints\n\(example.formula)")
  }
  for symbol in arguments.compactMap(\.argument.symbol) where !example.formula.contains(symbol) {
    throw fail("says that '\(symbol)' stands in the formula, which is\n\(example.formula)")
  }
  for asked in arguments where asked.kind.hasPrefix("coefficient") || asked.kind == "number" {
    try checkRange(of: asked.argument, entry, fail)
  }

  let cases: [any EquationCase]
  do { cases = try entry.cases() } catch { throw fail("has a case that can't be made: \(error)") }
  guard !cases.isEmpty else { throw fail("has no case to be checked against") }
  for solved in cases {
    func check<Case: EquationCase>(_ solved: Case) throws {
      guard Case.Law.self == type(of: example) else { throw fail("has a case of \(Case.Law.self)") }
      let sides = solved.ranges.sorted { $0.key < $1.key }.map { (axis: $0.key, range: $0.value) }
      try checkEquation(solved.solved, on: Box(sides), tolerance: solved.tolerance)
    }
    try check(solved)
  }
}

private func checkRange(
  of argument: PluginArgument, _ entry: EquationEntry, _ fail: (String) -> CheckFailure
) throws {
  func isAccepted(_ value: Double) -> Bool {
    (try? entry.make(ExampleArguments(values: [argument.name: value])).validate()) != nil
  }
  let step = 1e-3
  let range = argument.range
  let places = [
    range.lower.map { [$0.value, $0.value - step, $0.value + step] } ?? [-1 / step],
    range.upper.map { [$0.value, $0.value - step, $0.value + step] } ?? [1 / step], [.nan, .infinity],
  ].joined()
  for value in places where isAccepted(value) != range.contains(value) {
    throw fail(
      "says of '\(argument.name)' that it is \(range.describing("a number")), but the equation "
        + "\(isAccepted(value) ? "accepts" : "refuses") \(value)")
  }
}
