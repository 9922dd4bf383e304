// Reads a whole file of ours back: what HDF5Writer wrote comes out equal, up to the order of names.

import CHDF5
import PINNFields

extension HDF5Reader {
  /// The snapshot that `HDF5Writer` wrote to this file, with everything in it; values may be NaN. Fields and attributes
  /// come in the order of their names, the history begins with step, seconds and loss.
  ///
  /// Throws `HDF5Error` for a file of another origin, whose fields `field` reads one by one, and for a damaged one.
  public func snapshot() throws -> FieldSnapshot {
    try Library.call {
      let known = try datasets()
      let names = known.compactMap { $0.path.hasPrefix("/fields/") ? String($0.path.dropFirst(8)) : nil }
      guard let first = names.first, case .text(let list)? = try? attribute("axes", of: "/fields/\(first)") else {
        throw HDF5Error("'\(path)' has no field in /fields with an attribute 'axes', so it is no file of a snapshot")
      }
      var snapshot = FieldSnapshot(fields: [])
      var dimensions = list.split(separator: ",").map(String.init)
      if case .text(let scattered)? = try? attribute("coordinates", of: "/fields/\(first)") {
        dimensions = dimensions.dropLast()
        let axes = scattered.split(separator: " ").map(String.init)
        let columns = try axes.map { try values(of: "/coordinates/\($0)").elements }
        guard let count = columns.first?.count, columns.allSatisfy({ $0.count == count }) else {
          throw HDF5Error("the points of '\(path)' have coordinates \(axes) of unequal lengths")
        }
        let table = Tensor(rows: (0..<count).map { i in columns.map { $0[i] } })
        snapshot.points = try PointSet(axes: axes.map { Axis($0) }, points: table)
        for (path, shape) in known where path.hasPrefix("/cells/") && shape.count == 2 {
          let corners = try values(of: path).elements.map { Int(exactly: $0) ?? -1 }
          snapshot.cells += (0..<shape[0]).map { Array(corners[$0 * shape[1]..<($0 + 1) * shape[1]]) }
        }
      }
      snapshot.coordinates = try dimensions.map { (Axis($0), try values(of: "/coordinates/\($0)").elements) }
      snapshot.fields = try names.map { ($0, try values(of: "/fields/\($0)")) }
      for name in names { snapshot.quantities[name] = try quantity(of: "/fields/\(name)") }
      for axis in snapshot.axes { snapshot.quantities[axis.name] = try quantity(of: "/coordinates/\(axis)") }
      snapshot.attributes = try attributes()
      snapshot.history = try history(known.map(\.path))
      if known.contains(where: { $0.path == "/network/parameters" }) {
        snapshot.parameters = try values(of: "/network/parameters").elements
        snapshot.layout = try layout(of: snapshot.parameters.count)
      }
      try snapshot.validateForFile()
      return snapshot
    }
  }

  // MARK: - Parts

  /// What the attributes of a data set say that it stands for; nil if they say nothing.
  private func quantity(of dataset: String) throws -> FieldSnapshot.Quantity? {
    var quantity = FieldSnapshot.Quantity()
    for case (let name, .text(let text)) in try attributes(of: dataset) {
      switch name {
      case "long_name": quantity.longName = text
      case "units": quantity.unit = text
      case "role": quantity.role = .init(rawValue: text) ?? .value
      default: break
      }
    }
    return quantity == .init() ? nil : quantity
  }

  private func history(_ paths: [String]) throws -> [(name: String, values: [Double])] {
    let names = paths.compactMap { $0.hasPrefix("/history/") ? String($0.dropFirst(9)) : nil }
    let usual = ["step", "seconds", "loss"].filter(names.contains)
    return try (usual + names.filter { !usual.contains($0) }).map { ($0, try values(of: "/history/\($0)").elements) }
  }

  /// The blocks of the parameters, from the records (name, offset, rows, columns) of /network/layout.
  private func layout(of parameterCount: Int) throws -> ParameterLayout {
    let sentence = "the layout of the parameters in '\(path)' can't be read"
    let dataset = try open("/network/layout")
    let type = try Handle(H5Dget_type(dataset.id), sentence)
    let shape = try shape(of: dataset, "/network/layout")
    let size = H5Tget_size(type.id)
    let members: [String] = ["name", "offset", "rows", "columns"]
    let offsets = members.map { member -> Int in
      let index = H5Tget_member_index(type.id, member)
      return index < 0 ? -1 : Int(H5Tget_member_offset(type.id, UInt32(index)))
    }
    // A record is a text that ends in a zero byte, then three int64. A text of variable length would be an address in memory.
    let hasOwnText = hasFixedText(type)
    guard offsets == [0, size - 24, size - 16, size - 8], hasOwnText, size > 24, shape.count == 1,
      shape[0] <= fileSize / size
    else {
      throw HDF5Error("\(sentence): it isn't made of records of a name and three whole numbers")
    }
    let count = shape[0]
    var bytes = [UInt8](repeating: 0, count: count * size)
    try check(H5Dread(dataset.id, type.id, 0, 0, 0, &bytes), sentence)
    let scope = ParameterScope()
    for record in 0..<count {
      let name = String(decoding: bytes[record * size..<(record + 1) * size - 24].prefix { $0 != 0 }, as: UTF8.self)
      let numbers = (1...3).map { member in
        bytes.withUnsafeBytes {
          Int(Int64(littleEndian: $0.loadUnaligned(fromByteOffset: record * size + offsets[member], as: Int64.self)))
        }
      }
      let (blockSize, overflow) = numbers[1].multipliedReportingOverflow(by: numbers[2])
      let isSensible =
        numbers[0] == scope.layout.count && numbers.allSatisfy { $0 >= 0 } && !overflow
        && blockSize <= parameterCount - numbers[0]
      guard isSensible, scope.layout.block(named: name) == nil else {
        throw HDF5Error(
          "\(sentence): block '\(name)' with offset, rows, columns \(numbers) doesn't fit those before it")
      }
      _ = scope.block(name, rows: numbers[1], columns: numbers[2], .constant(0))
    }
    return scope.layout
  }

  /// Whether the first member of a compound type is a text of fixed length.
  private func hasFixedText(_ type: borrowing Handle) -> Bool {
    guard let text = try? Handle(H5Tget_member_type(type.id, 0), "") else { return false }
    return H5Tget_class(text.id) == H5T_STRING && H5Tis_variable_str(text.id) == 0
  }
}
