// The domain of a problem file: ranges of axes or a shape in space, set operations on shapes, and a range of time.

import PINNCore
import PINNGeometry

/// Reads the `domain` of a problem file.
struct DomainReader {
  let context: Arguments.Context

  /// What may be done to a shape, in the order in which it is done.
  private static let operations = ["within", "with", "without", "scale", "rotate", "translate", "rename"]
  /// How deep shapes may lie inside one another.
  private static let greatestDepth = 10

  /// The region: a shape in space, an interval of time, or both.
  func region(_ item: Item) throws -> any Region {
    guard let entries = item.entries, !entries.isEmpty else {
      throw item.expected("the domain's axes, such as {x: [0, 1], t: [0, 1]}, or a shape, such as disk: {...}")
    }
    let space = entries.filter { $0.key.text != "t" }
    guard let time = entries.first(where: { $0.key.text == "t" }) else { return try shape(item, space, depth: 0) }
    let range = try time.value.range(context.constants)
    guard !space.isEmpty else { return try time.value.located { try Interval(.t, range) } }
    let region = try shape(item, space, depth: 0)
    return try time.value.located { try region.over(time: range) }
  }

  private func shape(_ item: Item, depth: Int) throws -> any Region {
    guard let entries = item.entries, !entries.isEmpty else {
      throw item.expected("a shape, such as disk: {center: [0, 0], radius: 1}")
    }
    return try shape(item, entries, depth: depth)
  }

  private func shape(_ item: Item, _ entries: [(key: Item, value: Item)], depth: Int) throws -> any Region {
    guard depth < Self.greatestDepth else {
      throw item.error("shapes lie inside one another more than \(Self.greatestDepth) deep")
    }
    var ranges: [(axis: Axis, range: ClosedRange<Double>)] = []
    var shapes: [(key: Item, value: Item)] = []
    var operations: [(name: String, key: Item, value: Item)] = []
    for (key, value) in entries {
      guard let name = key.text, !name.isEmpty else { throw key.expected("an axis or a shape") }
      if Self.operations.contains(name) {
        operations.append((name, key, value))
      } else if context.catalog.regions.contains(where: { $0.name == name }) {
        shapes.append((key, value))
      } else if value.elements != nil {
        ranges.append((Axis(name), try value.range(context.constants)))
      } else {
        let known = context.catalog.regions.map(\.name) + Self.operations
        throw key.error(
          "'\(name)' is no shape, and no axis with a range such as [0, 1]"
            + (nearest(to: name, among: known).map { "; did you mean '\($0)'?" } ?? ""))
      }
    }
    guard shapes.count + (ranges.isEmpty ? 0 : 1) == 1 else {
      let place = shapes.dropFirst(ranges.isEmpty ? 1 : 0).first?.key ?? item
      throw place.error(
        "a domain is made of the ranges of its axes or of one shape; put shapes together with 'with', 'without', 'within'"
      )
    }
    let first: any Region = try item.located {
      if let (key, value) = shapes.first {
        return try context.catalog.regions.first { $0.name == key.text }!.make(key, value, context)
      }
      return ranges.count == 1 ? try Interval(ranges[0].axis, ranges[0].range) : try Box(ranges)
    }
    return try Self.operations.reduce(first) { region, name in
      guard let operation = operations.first(where: { $0.name == name }) else { return region }
      return try operation.key.located { try apply(name, operation.value, to: region, depth: depth) }
    }
  }

  private func apply(_ name: String, _ item: Item, to region: any Region, depth: Int) throws -> any Region {
    func others() throws -> [any Region] {
      try (item.elements ?? [item]).map { try shape($0, depth: depth + 1) }
    }
    switch name {
    case "within": return try others().reduce(region) { try $0.intersection($1) }
    case "with": return try others().reduce(region) { try $0.union($1) }
    case "without": return try others().reduce(region) { try $0.subtracting($1) }
    case "scale": return try region.scaled(by: item.number(context.constants))
    case "translate": return try region.translated(by: item.numbers(context.constants))
    case "rotate":
      guard let entries = item.entries else { return try region.rotated(by: item.number(context.constants)) }
      guard let angle = entries.first(where: { $0.key.text == "angle" })?.value,
        let direction = entries.first(where: { $0.key.text == "around" })?.value, entries.count == 2
      else { throw item.expected("an angle, or {angle: 0.5, around: [0, 0, 1]} in space") }
      return try region.rotated(by: angle.number(context.constants), around: direction.numbers(context.constants))
    default:
      guard let entries = item.entries else { throw item.expected("new names by old ones, such as {x=0: inlet}") }
      var names: [String: String] = [:]
      for (old, new) in entries {
        guard let new = new.text, !new.isEmpty else { throw new.expected("the piece's new name") }
        names[try old.piece(of: region)] = new
      }
      return try region.renamed(names)
    }
  }
}

extension Item {
  /// The name of a boundary piece of a region.
  func piece(of region: any Region) throws -> String {
    let known = region.boundary.map(\.name)
    guard let text else { throw expected("the name of a boundary piece") }
    guard known.contains(text) else {
      // All of them: x=0 is near to y=0, but hardly what was meant.
      throw error(
        "'\(text)' is no boundary piece of \(region); there \(known.count == 1 ? "is" : "are") \(quoted(known))")
    }
    return text
  }
}
