// A snapshot as the bytes of an HDF5 file.

import CHDF5
import PINNFields
import PINNFiles

struct SnapshotImage {
  private let snapshot: FieldSnapshot

  /// Throws for arrays that don't fit together.
  init(_ snapshot: FieldSnapshot) throws {
    try snapshot.validateForFile()
    self.snapshot = snapshot
  }

  /// Calls `body` with the file's bytes.
  func withBytes(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    try FileImage.withBytes(
      of: { tree in
        try writeFields(to: tree)
        try writeHistory(to: tree)
        try writeNetwork(to: tree)
        try writeAttributes(to: tree)
      }, body)
  }

  private func writeFields(to tree: borrowing TreeWriter) throws {
    let places = SnapshotPlaces(snapshot)
    for (name, axis) in zip(places.axes, snapshot.axes) {
      let values = snapshot.coordinates.first { $0.axis == axis }?.values ?? snapshot.points?.column(axis) ?? []
      let array = try tree.array("coordinates/\(name)", [values.count], values)
      try tree.describe("coordinates/\(name)", snapshot.quantity(axis.name))
      guard places.dimensions.contains(name) else { continue }
      try check(H5DSset_scale(array.id, name), "the coordinate '\(name)' can't be a dimension scale")
    }
    if let points = snapshot.points {
      let name = places.dimensions.last!
      let array = try tree.array("coordinates/\(name)", [points.count], (0..<points.count).map(Double.init))
      try check(H5DSset_scale(array.id, name), "the numbers of the points can't be a dimension scale")
      for shape in CellShape.allCases {
        let cells = snapshot.cells.filter { snapshot.cellShape($0) == shape }
        guard !cells.isEmpty else { continue }
        try tree.integers("cells/\(shape.place)", [cells.count, shape.nodeCount], cells.flatMap(\.self))
      }
    }
    for (name, field) in zip(places.fields, snapshot.fields) {
      let array = try tree.array("fields/\(name)", field.values.shape, field.values.elements)
      try tree.attribute("axes", of: "fields/\(name)", .text(places.dimensions.joined(separator: ",")))
      try tree.describe("fields/\(name)", snapshot.quantity(field.name))
      if snapshot.points != nil {
        // What the CF conventions call auxiliary coordinates.
        let list = places.axes.dropFirst(snapshot.coordinates.count).joined(separator: " ")
        try tree.attribute("coordinates", of: "fields/\(name)", .text(list))
      }
      for (index, axis) in places.dimensions.enumerated() {
        let scale = try tree.open("coordinates/\(axis)")
        try check(H5DSset_label(array.id, UInt32(index), axis), "field '\(name)' can't be labelled")
        try check(H5DSattach_scale(array.id, scale.id, UInt32(index)), "field '\(name)' can't be given its coordinates")
      }
    }
    // NetCDF readers such as xarray look for coordinates in the fields' own group.
    guard !snapshot.fields.isEmpty else { return }
    for name in Set(places.axes + places.dimensions).subtracting(places.fields).sorted() {
      try tree.link("fields/\(name)", to: "coordinates/\(name)")
    }
  }

  private func writeHistory(to tree: borrowing TreeWriter) throws {
    let names = LinkName.unique(snapshot.history.map(\.name))
    let isByStep = names.first == "step"
    for (name, series) in zip(names, snapshot.history) {
      let array = try tree.array("history/\(name)", [series.values.count], series.values)
      guard isByStep, series.values.count == snapshot.history[0].values.count else { continue }
      if name == "step" {
        try check(H5DSset_scale(array.id, name), "the history's steps can't be a dimension scale")
      } else {
        let steps = try tree.open("history/step")
        try check(H5DSattach_scale(array.id, steps.id, 0), "'history/\(name)' can't be given its steps")
      }
    }
  }

  private func writeNetwork(to tree: borrowing TreeWriter) throws {
    guard !snapshot.parameters.isEmpty else { return }
    _ = try tree.array("network/parameters", [snapshot.parameters.count], snapshot.parameters)
    try tree.layout("network/layout", snapshot.layout.blocks)
    // A block's name is a path: "layer 2/weights" lies in a group "layer 2", which no other block may be called.
    let paths = snapshot.layout.blocks.map { block in
      block.name.split(separator: "/", omittingEmptySubsequences: false).map { LinkName.legal(String($0)) }
        .joined(separator: "/")
    }
    for (path, block) in zip(paths, snapshot.layout.blocks) {
      let isGroup = paths.contains { $0.hasPrefix(path + "/") }
      let values = Array(snapshot.parameters[block.range])
      _ = try tree.array("network/blocks/\(path)\(isGroup ? "_" : "")", [block.rows, block.columns], values)
    }
  }

  private func writeAttributes(to tree: borrowing TreeWriter) throws {
    for (name, attribute) in zip(LinkName.unique(snapshot.attributes.map(\.name)), snapshot.attributes) {
      try tree.attribute(name, attribute.value)
    }
  }
}
