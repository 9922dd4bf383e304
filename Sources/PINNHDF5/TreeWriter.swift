// Puts arrays, attributes and the parameters' layout into an open file, making groups on the way.

import CHDF5
import PINNFields
import PINNFiles

struct TreeWriter: ~Copyable {
  /// How arrays are stored; each has checksums.
  enum Storage {
    /// Large ones compressed.
    case compressed
    /// All as they are.
    case plain
  }

  private let file: hid_t
  private let storage: Storage
  private let linkCreation: Handle
  private let groupCreation: Handle
  private let datasetCreation: Handle

  /// Writes to an open file.
  init(file: hid_t, storage: Storage) throws {
    let sentence = "the parts of a file can't be described"
    let link = try Handle(pinn_h5_link_creation(), sentence)
    let group = try Handle(pinn_h5_group_creation(), sentence)
    let dataset = try Handle(pinn_h5_dataset_creation(), sentence)
    try check(H5Pset_char_encoding(link.id, H5T_CSET_UTF8), sentence)
    try check(pinn_h5_forget_times(group.id), sentence)
    try check(pinn_h5_forget_times(dataset.id), sentence)
    self.file = file
    self.storage = storage
    linkCreation = link
    groupCreation = group
    datasetCreation = dataset
  }

  /// Opens the data set at `path`.
  func open(_ path: String) throws -> Handle {
    try Handle(H5Dopen2(file, path, 0), "'\(path)' can't be opened")
  }

  /// A new float64 array at `path`.
  func array(_ path: String, _ shape: [Int], _ values: [Double]) throws -> Handle {
    let dataset = try self.dataset(path, shape, type: pinn_h5_file_double())
    try check(H5Dwrite(dataset.id, pinn_h5_native_double(), 0, 0, 0, values), "'\(path)' can't be written")
    return dataset
  }

  /// A new int64 array at `path`.
  func integers(_ path: String, _ shape: [Int], _ values: [Int]) throws {
    let dataset = try self.dataset(path, shape, type: pinn_h5_file_int64())
    try check(
      H5Dwrite(dataset.id, pinn_h5_native_int64(), 0, 0, 0, values.map(Int64.init)), "'\(path)' can't be written")
  }

  /// A second name for what is at `target`.
  func link(_ path: String, to target: String) throws {
    try makeGroups(above: path)
    try check(H5Lcreate_hard(file, target, file, path, linkCreation.id, 0), "'\(path)' can't be linked to '\(target)'")
  }

  /// Attributes that say what the data set at `path` stands for, in the names of the CF conventions.
  func describe(_ path: String, _ quantity: FieldSnapshot.Quantity) throws {
    if !quantity.longName.isEmpty { try attribute("long_name", of: path, .text(quantity.longName)) }
    if !quantity.unit.isEmpty { try attribute("units", of: path, .text(quantity.unit)) }
    if quantity.role != .value { try attribute("role", of: path, .text(quantity.role.rawValue)) }
  }

  /// A new compound array at `path`: name (UTF-8), offset, rows, columns of each block.
  func layout(_ path: String, _ blocks: [ParameterBlock]) throws {
    let sentence = "'\(path)' can't be written"
    let width = 1 + (blocks.map(\.name.utf8.count).max() ?? 0)
    let text = try Self.textType(size: width)
    let type = try Handle(H5Tcreate(H5T_COMPOUND, width + 24), sentence)
    try check(H5Tinsert(type.id, "name", 0, text.id), sentence)
    for (index, member) in ["offset", "rows", "columns"].enumerated() {
      try check(H5Tinsert(type.id, member, width + 8 * index, pinn_h5_file_int64()), sentence)
    }
    var bytes: [UInt8] = []
    for block in blocks {
      let name = Array(block.name.utf8)
      bytes += name + [UInt8](repeating: 0, count: width - name.count)
      for number in [block.offset, block.rows, block.columns] {
        withUnsafeBytes(of: Int64(number).littleEndian) { bytes += $0 }
      }
    }
    let dataset = try self.dataset(path, [blocks.count], type: type.id)
    try check(H5Dwrite(dataset.id, type.id, 0, 0, 0, bytes), sentence)
  }

  /// A new attribute of the group or data set at `object`.
  func attribute(_ name: String, of object: String = "/", _ value: FieldSnapshot.Attribute) throws {
    switch value {
    case .number(let number):
      try withUnsafeBytes(of: number) {
        try attribute(name, of: object, type: pinn_h5_file_double(), memory: pinn_h5_native_double(), $0)
      }
    case .integer(let integer):
      try withUnsafeBytes(of: Int64(integer)) {
        try attribute(name, of: object, type: pinn_h5_file_int64(), memory: pinn_h5_native_int64(), $0)
      }
    case .text(let text):
      // Fixed length: text of variable length goes to a heap without checksums, which libhdf5 reads unchecked.
      let bytes = text.utf8 + [0]
      let type = try Self.textType(size: bytes.count)
      try bytes.withUnsafeBytes {
        try attribute(name, of: object, type: type.id, memory: type.id, $0)
      }
    }
  }

  // MARK: - Pieces

  private func attribute(
    _ name: String, of object: String, type: hid_t, memory: hid_t, _ value: UnsafeRawBufferPointer
  ) throws {
    let sentence = "attribute '\(name)' can't be written"
    let space = try Handle(H5Screate(H5S_SCALAR), sentence)
    let creation = try Handle(pinn_h5_attribute_creation(), sentence)
    try check(H5Pset_char_encoding(creation.id, H5T_CSET_UTF8), sentence)
    let attribute = try Handle(H5Acreate_by_name(file, object, name, type, space.id, creation.id, 0, 0), sentence)
    try check(H5Awrite(attribute.id, memory, value.baseAddress), sentence)
  }

  private func dataset(_ path: String, _ shape: [Int], type: hid_t) throws -> Handle {
    let sentence = "'\(path)' can't be written"
    try makeGroups(above: path)
    let space = try Handle(H5Screate_simple(Int32(shape.count), shape.map(hsize_t.init), nil), sentence)
    let creation = try Handle(H5Pcopy(datasetCreation.id), sentence)
    let count = shape.reduce(1, *)
    let isCompressed =
      storage == .compressed && count > Self.largeCount && H5Tget_class(type) != H5T_COMPOUND
      && H5Zfilter_avail(H5Z_FILTER_DEFLATE) > 0
    // Checksums need chunks; without values there is nothing to check.
    if count > 0 { try check(H5Pset_chunk(creation.id, Int32(shape.count), Self.chunk(of: shape)), sentence) }
    if isCompressed {
      try check(H5Pset_shuffle(creation.id), sentence)
      try check(H5Pset_deflate(creation.id, 4), sentence)
    }
    // Last, so that it is over the bytes as they lie in the file.
    if count > 0, H5Zfilter_avail(H5Z_FILTER_FLETCHER32) > 0 { try check(H5Pset_fletcher32(creation.id), sentence) }
    return try Handle(H5Dcreate2(file, path, type, space.id, linkCreation.id, creation.id, 0), sentence)
  }

  /// Numbers above which an array is compressed (256 KiB), and a chunk of one at most has.
  private static let largeCount = 1 << 15

  /// The extents of chunks: whole along the fastest axes, cut along the slower ones.
  private static func chunk(of shape: [Int]) -> [hsize_t] {
    var room = largeCount
    var extents: [hsize_t] = []
    for extent in shape.reversed() {
      let count = min(extent, room)
      extents.insert(hsize_t(count), at: 0)
      room = max(1, room / count)
    }
    return extents
  }

  /// Makes the missing groups of a path one by one: the library's own way of making them would put in time stamps.
  private func makeGroups(above path: String) throws {
    var group = ""
    for part in path.split(separator: "/").dropLast() {
      group += "/\(part)"
      let sentence = "the group '\(group)' can't be made"
      if try check(H5Lexists(file, group, 0), sentence) == 0 {
        _ = try Handle(H5Gcreate2(file, group, linkCreation.id, groupCreation.id, 0), sentence)
      }
    }
  }

  /// UTF-8 text of at most `size` bytes with the zero byte that ends it.
  private static func textType(size: Int) throws -> Handle {
    let type = try Handle(H5Tcopy(pinn_h5_c_string()), "a text type can't be made")
    try check(H5Tset_size(type.id, size), "a text type can't be made")
    try check(H5Tset_cset(type.id, H5T_CSET_UTF8), "a text type can't be made")
    return type
  }
}
