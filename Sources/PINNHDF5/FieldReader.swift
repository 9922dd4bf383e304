// Fields on grids out of HDF5 files, whatever program wrote them.

import CHDF5
import PINNFields
import PINNFiles

extension HDF5Reader {
  /// The field `name` with its coordinates. Throws `HDF5Error` if something is missing, doesn't fit, or isn't finite;
  /// `mayLackValues` lets values be NaN, such as those at points of a grid that lie outside of a region.
  ///
  /// The field is the data set of that path, or `/fields/name`. Its coordinates are, first of all, those given: paths
  /// of data sets by axis, in storage order (`[.y: "grid_y", .x: "grid_x"]`); otherwise those of our own files;
  /// otherwise its dimension scales, as in netCDF files; otherwise the data sets called t, z, y, x (in this order) in
  /// `/coordinates` or beside the field, whichever of them fit its shape. `transposed` reverses the order of the
  /// field's axes first, for files that store [x, t].
  public func field(
    _ name: String, coordinates: KeyValuePairs<Axis, String> = [:], transposed: Bool = false,
    mayLackValues: Bool = false
  ) throws -> GridField {
    try Library.call {
      let inFields = "/fields/\(name)"
      let known = try datasets()
      let place = known.contains { $0.path == inFields } ? inFields : name.hasPrefix("/") ? name : "/\(name)"
      let values = try values(of: place, transposed: transposed)
      guard !values.elements.isEmpty else { throw HDF5Error("the field '\(place)' of '\(path)' is empty") }
      var sources = coordinates.map { (axis: $0.key, path: $0.value) }
      if sources.isEmpty {
        sources = try namedAxes(of: place, among: known)
        if sources.isEmpty { sources = try scales(of: place) }
        if transposed { sources.reverse() }
      }
      if sources.isEmpty { sources = try conventionalCoordinates(of: place, values.shape, among: known) }
      let axes = try sources.map { (axis: $0.axis, values: try self.values(of: $0.path).elements) }
      guard axes.map(\.values.count) == values.shape, Set(axes.map(\.axis)).count == axes.count else {
        let list = axes.map { "\($0.axis) [\($0.values.count)]" }.joined(separator: ", ")
        throw HDF5Error("the field '\(place)' of '\(path)' has shape \(values.shape), but its coordinates are \(list)")
      }
      for (source, axis) in zip(sources, axes) {
        try refuseNonFinite(Tensor(shape: [axis.values.count], elements: axis.values), source.path)
      }
      try refuseNonFinite(values, place, butMissing: mayLackValues)
      return try GridField(name: place, axes: axes, values: values)
    }
  }

  // MARK: - Steps

  /// What the attribute "axes" of our own fields says.
  private func namedAxes(
    of place: String, among known: [(path: String, shape: [Int])]
  ) throws -> [(axis: Axis, path: String)] {
    let dataset = try open(place)
    guard try check(H5Aexists(dataset.id, "axes"), "the attributes of '\(place)' in '\(path)' can't be read") > 0,
      case .text(let list)? = try value(ofAttribute: "axes", of: dataset, place)
    else { return [] }
    let sources = list.split(separator: ",").map { (axis: Axis(String($0)), path: "/coordinates/\($0)") }
    return sources.allSatisfy { source in known.contains { $0.path == source.path } } ? sources : []
  }

  /// The first dimension scale of each axis, in storage order; none unless every axis has one.
  private func scales(of place: String) throws -> [(axis: Axis, path: String)] {
    let sentence = "the dimension scales of '\(place)' in '\(path)' can't be read"
    let dataset = try open(place)
    guard try check(H5Aexists(dataset.id, "DIMENSION_LIST"), sentence) > 0 else { return [] }
    let rank = try shape(of: dataset, place).count
    var sources: [(axis: Axis, path: String)] = []
    for dimension in 0..<UInt32(rank) {
      guard try check(H5DSget_num_scales(dataset.id, dimension), sentence) > 0 else { return [] }
      var scale = ""
      try withUnsafeMutablePointer(to: &scale) { pointer in
        _ = try check(
          H5DSiterate_scales(
            dataset.id, dimension, nil,
            { _, _, scale, context in
              var name = [CChar](repeating: 0, count: 1024)
              guard H5Iget_name(scale, &name, name.count) > 0 else { return -1 }
              name.withUnsafeBufferPointer {
                context?.assumingMemoryBound(to: String.self).pointee = String(cString: $0.baseAddress!)
              }
              return 1
            }, pointer), sentence)
      }
      sources.append((Axis(String(scale.split(separator: "/").last ?? "")), scale))
    }
    return sources
  }

  /// Data sets called t, z, y, x in `/coordinates` or beside the field: those that fit its shape.
  private func conventionalCoordinates(
    of place: String, _ shape: [Int], among known: [(path: String, shape: [Int])]
  ) throws -> [(axis: Axis, path: String)] {
    let beside = place.split(separator: "/").dropLast().map { "/\($0)" }.joined()
    let candidates = [Axis.t, .z, .y, .x].compactMap { axis in
      ["/coordinates", beside].lazy.compactMap { group in
        known.first { $0.path == "\(group)/\(axis)" }.map { (axis: axis, path: $0.path, count: $0.shape.reduce(1, *)) }
      }.first
    }
    let list = candidates.map { "\($0.axis) [\($0.count)]" }.joined(separator: ", ")
    // All ways of leaving candidates out, in order.
    var choices: [[(axis: Axis, path: String, count: Int)]] = [[]]
    for candidate in candidates { choices += choices.map { $0 + [candidate] } }
    let fitting = choices.filter { $0.map(\.count) == shape }
    guard let choice = fitting.first, fitting.count == 1 else {
      let found = candidates.isEmpty ? "no coordinates t, z, y or x are with it" : "the coordinates with it are \(list)"
      throw HDF5Error(
        "the coordinates of '\(place)' in '\(path)' are \(fitting.isEmpty ? "missing" : "ambiguous"): "
          + "it has shape \(shape), and \(found); name the data sets of its coordinates, slowest first")
    }
    return choice.map { ($0.axis, $0.path) }
  }

  private func refuseNonFinite(_ values: Tensor<Double>, _ place: String, butMissing: Bool = false) throws {
    guard let offset = values.elements.firstIndex(where: { !$0.isFinite && !(butMissing && $0.isNaN) }) else { return }
    let index = values.shape.indices.map { offset / values.shape[($0 + 1)...].reduce(1, *) % values.shape[$0] }
    throw HDF5Error("the value \(index) of '\(place)' in '\(path)' is \(values.elements[offset]), not a finite number")
  }
}
