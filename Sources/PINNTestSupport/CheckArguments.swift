// What every plug-in's entry must do: say all about its arguments, ask for the same ones whatever their values, and use them.

import PINNCore

/// Where the numbers of an argument's range are tried.
public enum RangeCheck: Sendable {
  /// Inside, where they are accepted, and outside, where they are refused.
  case everywhere
  /// Inside only: for what refuses no number by itself, so that those who read a file do.
  case inside
  /// Outside only: for arguments that limit one another.
  case outside
}

/// Checks what an entry says about its arguments:
///
/// - Name and summary are there, and every argument has a name of its own and a summary.
/// - An example of each argument makes something that `accept` takes, and twice the same.
/// - Defaults and examples lie in their ranges.
/// - Each number and coefficient is accepted at the ends of its range, or just inside, and refused outside and where it is not a
///   number; `ranges` says which of these is tried. The upper ends of whole numbers may be there for those who read files alone.
/// - Whatever the values, the same arguments are asked for.
/// - Another value of an argument makes something else. Terms of equations, which are functions, can't be told apart.
///
/// - Parameters:
///   - examples: in place of the examples that arguments have, by name; see `ExampleArguments`.
///   - others: other values than these, by name, where the check knows none: of files, weightings and adaptive samplers.
///   - text: what is made, in words that tell everything apart.
///   - accept: throws for what can't be used.
///
/// Throws `CheckFailure` with the first finding.
public func checkArguments<Entry: PluginEntry>(
  of entry: Entry, examples: [String: any Sendable] = [:], others: [String: any Sendable] = [:],
  ranges: RangeCheck = .everywhere, text: (Entry.Made) -> String = { dumped($0) }, accept: (Entry.Made) throws -> Void
) throws {
  func fail(_ finding: String) -> CheckFailure { CheckFailure("the entry '\(entry.name)'", finding) }
  /// What is made with the examples but for one value, if it is accepted; and what was asked.
  func made(_ changes: [String: any Sendable] = [:]) -> (result: Result<String, any Error>, names: [String]) {
    let arguments = ExampleArguments(values: examples.merging(changes) { $1 })
    let result = Result {
      let made = try entry.make(arguments)
      try accept(made)
      return text(made)
    }
    return (result, arguments.asked.map(\.name))
  }

  guard !entry.name.isEmpty, !entry.summary.isEmpty else { throw fail("needs a name and a summary") }
  let arguments = ExampleArguments(values: examples)
  _ = try? entry.make(arguments)
  for (i, asked) in arguments.asked.enumerated() {
    guard !asked.name.isEmpty, !asked.argument.summary.isEmpty else {
      throw fail("says nothing about the argument '\(asked.name)'")
    }
    guard !arguments.asked.prefix(i).contains(where: { $0.name == asked.name }) else {
      throw fail("has two arguments '\(asked.name)'")
    }
    if let number = asked.numbers.first(where: { !asked.argument.range.contains($0) }) {
      throw fail("takes \(number) for '\(asked.name)', which is not \(asked.argument.range.describing("a number"))")
    }
  }
  let usual: String
  do { usual = try made().result.get() } catch { throw fail("makes nothing of examples: \(error)") }
  guard try made().result.get() == usual else { throw fail("makes different things of equal arguments") }

  let names = arguments.asked.map(\.name)
  for asked in arguments.asked {
    for (value, isInside) in asked.places where ranges != (isInside ? .outside : .inside) {
      let isAccepted = (try? made([asked.name: value]).result.get()) != nil
      guard isAccepted == isInside else {
        throw fail(
          "says of '\(asked.name)' that it is \(asked.argument.range.describing("a number")), but what it makes "
            + "\(isAccepted ? "accepts" : "refuses") \(value)")
      }
    }
    let values = others[asked.name].map { [$0] } ?? asked.others
    var counts = values.isEmpty
    for value in values {
      let (result, asking) = made([asked.name: value])
      guard asking == names else {
        throw fail("asks for \(names), but where '\(asked.name)' is \(value) for \(asking)")
      }
      if let other = try? result.get(), other != usual { counts = true }
    }
    guard counts else { throw fail("makes the same whatever '\(asked.name)' is: it doesn't count") }
  }
}

/// All that is stored in a value, whatever its place in memory and the order of its dictionaries.
public func dumped(_ value: Any) -> String {
  var text = ""
  dump(value, to: &text)
  let lines = text.replacing(/0x[0-9a-f]+|pointerValue: \d+/, with: "pointer").split(separator: "\n")
  return lines.sorted().joined(separator: "\n")
}
