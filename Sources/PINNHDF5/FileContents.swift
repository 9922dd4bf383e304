// What is in a file, found by its hard links alone, so that nothing out of the file is opened, and within bounds, so that a small
// file can't keep us busy.

import CHDF5
import Foundation
import PINNFiles

/// The data sets of a file, and the links that weren't followed, each once, in the order of the groups and their names.
struct FileContents {
  private(set) var datasets: [(path: String, shape: [Int])] = []
  private(set) var linksLeftOut: [String] = []
  /// The addresses of objects met, each of which may have several names.
  private var met: Set<haddr_t> = []
  private var count = 0
  private let reader: HDF5Reader

  /// Groups within groups, and links altogether, of a file that is searched.
  private static let (largestDepth, largestCount) = (64, 100_000)

  /// Searches a file. Throws `HDF5Error` for one beyond the bounds, or damaged.
  init(of reader: HDF5Reader) throws {
    self.reader = reader
    let root = try Handle(H5Oopen(reader.file.id, "/", 0), "the groups of '\(reader.path)' can't be listed")
    var address: haddr_t = 0
    try check(pinn_h5_address(root.id, &address), "the groups of '\(reader.path)' can't be listed")
    met.insert(address)
    try search(root, "", depth: 0)
  }

  private mutating func search(_ group: borrowing Handle, _ path: String, depth: Int) throws {
    guard depth <= Self.largestDepth else {
      throw HDF5Error(
        "'\(reader.path)' has groups within groups, \(depth) deep; at most \(Self.largestDepth) are searched")
    }
    for link in try links(of: group, path) {
      let place = "\(path)/\(String(decoding: link.name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self))"
      guard let address = link.address else {
        linksLeftOut.append(place)
        continue
      }
      guard met.insert(address).inserted else { continue }
      let object = try Handle(H5Oopen(group.id, link.name, 0), "'\(place)' in '\(reader.path)' can't be opened")
      switch H5Iget_type(object.id) {
      case H5I_GROUP: try search(object, place, depth: depth + 1)
      case H5I_DATASET:
        // The shape of a virtual one may depend on the files that it is made of.
        let creation = try Handle(H5Dget_create_plist(object.id), "the storage of '\(place)' can't be found")
        let isVirtual = H5Pget_layout(creation.id) == H5D_VIRTUAL
        datasets.append((place, isVirtual ? [] : try reader.shape(of: object, place)))
      default: break
      }
    }
  }

  /// The links of one group by name: names with their zero bytes, addresses of hard ones.
  private mutating func links(
    of group: borrowing Handle, _ path: String
  ) throws -> [(name: [CChar], address: haddr_t?)] {
    var found = Found(room: Self.largestCount - count)
    let status = withUnsafeMutablePointer(to: &found) { found in
      pinn_h5_links(
        group.id,
        { name, address, context in
          guard let name, let found = context?.assumingMemoryBound(to: Found.self) else { return -1 }
          guard found.pointee.links.count < found.pointee.room else { return 1 }
          let characters = Array(UnsafeBufferPointer(start: name, count: strlen(name) + 1))
          found.pointee.links.append((characters, address == haddr_t.max ? nil : address))
          return 0
        }, found)
    }
    guard try check(status, "the group '\(path)/' of '\(reader.path)' can't be listed") == 0 else {
      throw HDF5Error("'\(reader.path)' has more than \(Self.largestCount) links, too many to be searched")
    }
    count += found.links.count
    return found.links
  }

  /// The links of a group, of which there may be so many.
  private struct Found {
    var links: [(name: [CChar], address: haddr_t?)] = []
    let room: Int
  }
}
