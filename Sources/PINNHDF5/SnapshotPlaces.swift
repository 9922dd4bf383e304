// Under which names the parts of a snapshot are in a file; its XDMF description must use the same.

import PINNFields

/// The names in the groups `/coordinates` and `/fields`.
struct SnapshotPlaces {
  /// Of all axes of the snapshot, in order.
  let axes: [String]
  /// Of the fields' dimensions: the grid's axes, and the numbers of the points if there are points.
  let dimensions: [String]
  /// Of the fields, in order.
  let fields: [String]

  init(_ snapshot: FieldSnapshot) {
    let wanted = snapshot.axes.map { $0.name.replacing(",", with: "_") } + (snapshot.points == nil ? [] : ["point"])
    let names = LinkName.unique(wanted)
    axes = Array(names.prefix(snapshot.axes.count))
    dimensions = Array(axes.prefix(snapshot.coordinates.count)) + names.dropFirst(snapshot.axes.count)
    fields = LinkName.unique(snapshot.fields.map(\.name))
  }
}

extension CellShape {
  /// The name in the group `/cells`: "triangles", "hexahedra20".
  var place: String { (self == .line ? "edges" : straight.plural) + (self == straight ? "" : "\(nodeCount)") }
}

/// Names that links in a group can have.
enum LinkName {
  /// The nearest name that a link can have: not empty, no "/", not "." (which is the group itself), no zero byte.
  static func legal(_ name: String) -> String {
    let legal = String(name.map { $0 == "/" || $0 == "\0" ? "_" : $0 })
    return legal.isEmpty || legal == "." ? "_" : legal
  }

  /// The nearest names that links in one group can have: all different.
  static func unique(_ names: [String]) -> [String] {
    var taken: Set<String> = []
    return names.map(legal).map { name in
      var unique = name
      var number = 2
      while !taken.insert(unique).inserted {
        unique = "\(name)_\(number)"
        number += 1
      }
      return unique
    }
  }
}
