// The names that a problem file gives to numbers: known ones, and ones that training finds.

import PINNCore

/// Numbers by name.
package struct Constants: Sendable {
  /// Known numbers.
  package var numbers: [String: Double]
  /// Numbers to be found.
  package var trainables: [String: Trainable] = [:]

  /// Known numbers; pi and e unless said otherwise.
  package init(_ numbers: [String: Double] = ["pi": .pi, "e": 2.718281828459045]) { self.numbers = numbers }

  /// Whether something is called `name`.
  func contains(_ name: String) -> Bool { numbers[name] != nil || trainables[name] != nil }

  /// All names, sorted.
  var names: [String] { (Array(numbers.keys) + trainables.keys).sorted() }

  /// What `name` stands for in a formula.
  subscript(name: String) -> Expr? {
    if let number = numbers[name] { return name == "pi" && number == .pi ? .pi : .constant(number) }
    return trainables[name].map { Coefficient($0).expression }
  }
}
