// A snapshot as the bytes of an HDF5 file, made in memory: libhdf5 never touches the disk, so a full disk is an
// ordinary failed write and not a file that the library crashes on when it can't close it.

import CHDF5
import Foundation
import PINNCore

struct SnapshotImage {
  private let snapshot: FieldSnapshot

  /// Throws for arrays that don't fit together.
  init(_ snapshot: FieldSnapshot) throws {
    let axes = snapshot.coordinates.map(\.axis.name)
    let shape = snapshot.coordinates.map(\.values.count)
    guard Set(axes).count == axes.count, !shape.contains(0) else {
      throw HDF5Error("a snapshot needs different axes with at least one value each, not \(axes) with \(shape) values")
    }
    for (name, values) in snapshot.fields where values.shape != shape {
      throw HDF5Error("field '\(name)' has shape \(values.shape), but the coordinates \(axes) have \(shape) values")
    }
    guard snapshot.parameters.count == snapshot.layout.count else {
      throw HDF5Error("\(snapshot.parameters.count) parameters don't fit a layout of \(snapshot.layout.count)")
    }
    self.snapshot = snapshot
  }

  /// Calls `body` with the file's bytes.
  func withBytes(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    var image = pinn_h5_image()
    defer { free(image.bytes) }
    try withUnsafeMutablePointer(to: &image) { image in try Library.call { try fill(image) } }
    guard let bytes = image.bytes else { throw HDF5Error("the file can't be finished in memory") }
    // The memory is larger than the file, whose length the superblock gives: signature and sizes [12 bytes], base
    // address [8], extension's address [8], end of file [8].
    let count = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 28, as: UInt64.self))
    try body(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
  }

  /// Leaves the bytes of the closed file in `image`.
  private func fill(_ image: UnsafeMutablePointer<pinn_h5_image>) throws {
    let creation = try Handle(pinn_h5_file_creation(), "a file can't be described")
    try check(pinn_h5_forget_times(creation.id), "a file can't be described")
    let access = try Handle(pinn_h5_memory_access(image), "a file in memory can't be described")
    let file = try Handle(
      H5Fcreate("snapshot", pinn_h5_create(), creation.id, access.id), "a file can't be made in memory")
    let tree = try TreeWriter(file: file.id)
    try writeFields(to: tree)
    try writeHistory(to: tree)
    try writeNetwork(to: tree)
    try writeAttributes(to: tree)
    try check(H5Fflush(file.id, H5F_SCOPE_GLOBAL), "the file can't be finished")
  }

  private func writeFields(to tree: borrowing TreeWriter) throws {
    let axes = Self.linkNames(snapshot.coordinates.map { $0.axis.name.replacing(",", with: "_") })
    for (name, coordinate) in zip(axes, snapshot.coordinates) {
      let scale = try tree.array("coordinates/\(name)", [coordinate.values.count], coordinate.values)
      try check(H5DSset_scale(scale.id, name), "the coordinate '\(name)' can't be a dimension scale")
    }
    for (name, field) in zip(Self.linkNames(snapshot.fields.map(\.name)), snapshot.fields) {
      let array = try tree.array("fields/\(name)", field.values.shape, field.values.elements)
      try tree.attribute("axes", of: "fields/\(name)", .text(axes.joined(separator: ",")))
      for (index, axis) in axes.enumerated() {
        let scale = try tree.open("coordinates/\(axis)")
        try check(H5DSset_label(array.id, UInt32(index), axis), "field '\(name)' can't be labelled")
        try check(H5DSattach_scale(array.id, scale.id, UInt32(index)), "field '\(name)' can't be given its coordinates")
      }
    }
  }

  private func writeHistory(to tree: borrowing TreeWriter) throws {
    for (name, series) in zip(Self.linkNames(snapshot.history.map(\.name)), snapshot.history) {
      _ = try tree.array("history/\(name)", [series.values.count], series.values)
    }
  }

  private func writeNetwork(to tree: borrowing TreeWriter) throws {
    guard !snapshot.parameters.isEmpty else { return }
    _ = try tree.array("network/parameters", [snapshot.parameters.count], snapshot.parameters)
    try tree.layout("network/layout", snapshot.layout.blocks)
    // A block's name is a path: "layer 2/weights" lies in a group "layer 2", which no other block may be called.
    let paths = snapshot.layout.blocks.map { block in
      block.name.split(separator: "/", omittingEmptySubsequences: false).map { Self.linkName(String($0)) }
        .joined(separator: "/")
    }
    for (path, block) in zip(paths, snapshot.layout.blocks) {
      let isGroup = paths.contains { $0.hasPrefix(path + "/") }
      let values = Array(snapshot.parameters[block.range])
      _ = try tree.array("network/blocks/\(path)\(isGroup ? "_" : "")", [block.rows, block.columns], values)
    }
  }

  private func writeAttributes(to tree: borrowing TreeWriter) throws {
    for (name, attribute) in zip(Self.linkNames(snapshot.attributes.map(\.name)), snapshot.attributes) {
      try tree.attribute(name, attribute.value)
    }
  }

  // MARK: - Names

  /// The nearest name that a link can have: not empty, no "/", not "." (which is the group itself), no zero byte.
  private static func linkName(_ name: String) -> String {
    let legal = String(name.map { $0 == "/" || $0 == "\0" ? "_" : $0 })
    return legal.isEmpty || legal == "." ? "_" : legal
  }

  /// The nearest names that links in one group can have: all different.
  private static func linkNames(_ names: [String]) -> [String] {
    var taken: Set<String> = []
    return names.map(linkName).map { name in
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
