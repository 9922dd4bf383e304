// What a condition of a problem file says besides its subject: where, how many points, what weight.

import PINNCore

/// The settings of a condition besides its subject.
struct Settings {
  let kind: Item
  private let entries: [String: Item]

  init(_ kind: Item, _ entries: [String: Item]) {
    self.kind = kind
    self.entries = entries
  }

  subscript(name: String) -> Item? { entries[name] }

  /// The name, if it has one.
  var name: String? { entries["name"]?.text }

  /// A coefficient that is 1 unless it is said.
  func coefficient(_ key: String, _ context: Arguments.Context) throws -> Coefficient {
    try entries[key]?.coefficient(key, context.constants) ?? 1
  }

  func points(_ context: Arguments.Context) throws -> Int? {
    try entries["points"].map { item in
      let points = try item.whole(context.constants)
      guard points > 0 else { throw item.expected("a whole number above 0") }
      return points
    }
  }

  func weight(_ context: Arguments.Context) throws -> Double? {
    try entries["weight"].map { item in
      let weight = try item.number(context.constants)
      guard weight >= 0 else { throw item.expected("a weight of at least 0") }
      return weight
    }
  }
}

extension [(key: Item, value: Item)] {
  /// The values by key; refuses keys other than those known and the one called `subject`.
  func reading(_ known: [String], besides subject: String? = nil) throws -> [String: Item] {
    var values: [String: Item] = [:]
    for (key, value) in self where subject == nil || key.text != subject {
      guard let name = key.text, known.contains(name) else {
        throw key.error("unknown key \(key.found)" + suggestion(for: key.text ?? "", among: known))
      }
      values[name] = value
    }
    return values
  }
}
