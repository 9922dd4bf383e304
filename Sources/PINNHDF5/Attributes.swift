// Reads attributes: single numbers and texts that are attached to a group or a data set.

import CHDF5
import PINNFields
import PINNFiles

extension HDF5Reader {
  /// The attributes of the group or data set at `object` that are a single number or text, by name; others are left
  /// out. Throws `HDF5Error` if there is no such object or it is damaged.
  public func attributes(of object: String = "/") throws -> [(name: String, value: FieldSnapshot.Attribute)] {
    try Library.call {
      let owner = try openObject(object)
      return try attributeNames(of: owner, object).compactMap { name in
        try value(ofAttribute: name, of: owner, object).map { (name, $0) }
      }
    }
  }

  /// The attribute `name` of the group or data set at `object`: a whole number of any type, a real
  /// number, or text of fixed or variable length. Throws if it isn't there, or is something else.
  public func attribute(_ name: String, of object: String = "/") throws -> FieldSnapshot.Attribute {
    try Library.call {
      let owner = try openObject(object)
      guard try check(H5Aexists(owner.id, name), "the attributes of '\(object)' in '\(path)' can't be read") > 0 else {
        let known = try attributeNames(of: owner, object).joined(separator: ", ")
        throw HDF5Error(
          "'\(object)' in '\(path)' has no attribute '\(name)'; it has \(known.isEmpty ? "none" : known)")
      }
      guard let value = try value(ofAttribute: name, of: owner, object) else {
        throw HDF5Error("attribute '\(name)' of '\(object)' in '\(path)' is not a single number or text")
      }
      return value
    }
  }

  // MARK: - Steps

  private func attributeNames(of owner: borrowing Handle, _ object: String) throws -> [String] {
    var names: [String] = []
    try withUnsafeMutablePointer(to: &names) { pointer in
      _ = try check(
        H5Aiterate2(
          owner.id, H5_INDEX_NAME, H5_ITER_INC, nil,
          { _, name, _, context in
            guard let name else { return 0 }
            context?.assumingMemoryBound(to: [String].self).pointee.append(String(cString: name))
            return 0
          }, pointer),
        "the attributes of '\(object)' in '\(path)' can't be listed")
    }
    return names
  }

  /// The value, or nil for an array or a type that is neither number nor text.
  func value(
    ofAttribute name: String, of owner: borrowing Handle, _ object: String
  ) throws -> FieldSnapshot.Attribute? {
    let sentence = "attribute '\(name)' of '\(object)' in '\(path)' can't be read"
    let attribute = try Handle(H5Aopen(owner.id, name, 0), sentence)
    let space = try Handle(H5Aget_space(attribute.id), sentence)
    guard try check(H5Sget_simple_extent_npoints(space.id), sentence) == 1 else { return nil }
    let type = try Handle(H5Aget_type(attribute.id), sentence)
    switch H5Tget_class(type.id) {
    case H5T_INTEGER, H5T_ENUM:
      var value: Int64 = 0
      try check(H5Aread(attribute.id, pinn_h5_native_int64(), &value), sentence)
      return .integer(Int(value))
    case H5T_FLOAT:
      var value = 0.0
      try check(H5Aread(attribute.id, pinn_h5_native_double(), &value), sentence)
      return .number(value)
    case H5T_STRING:
      return .text(try text(in: attribute, type: type, sentence))
    default:
      return nil
    }
  }

  private func text(in attribute: borrowing Handle, type: borrowing Handle, _ sentence: String) throws -> String {
    // The library converts paddings, but not character sets: ours is the file's.
    let memory = try Handle(H5Tcopy(pinn_h5_c_string()), sentence)
    try check(H5Tset_cset(memory.id, H5Tget_cset(type.id)), sentence)
    guard try check(H5Tis_variable_str(type.id), sentence) > 0 else {
      let size = H5Tget_size(type.id)
      guard size <= fileSize else { throw HDF5Error("\(sentence): it claims to be longer than the file") }
      try check(H5Tset_size(memory.id, size + 1), sentence)
      var characters = [UInt8](repeating: 0, count: size + 1)
      try check(H5Aread(attribute.id, memory.id, &characters), sentence)
      return String(decoding: characters.prefix { $0 != 0 }, as: UTF8.self)
    }
    try check(H5Tset_size(memory.id, pinn_h5_variable_length()), sentence)
    var characters: UnsafeMutablePointer<CChar>?
    try check(H5Aread(attribute.id, memory.id, &characters), sentence)
    defer { H5free_memory(characters) }
    return characters.map { String(cString: $0) } ?? ""
  }
}
