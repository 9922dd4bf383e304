// The pictures that tell most about a solution, chosen from what its snapshot holds.

import Foundation
import PINNFields

extension FieldSnapshot {
  /// Pictures of everything in the snapshot, with names for their files: a map of each field but references ("u",
  /// "error_u"; over three axes at some values of the slowest), curves of each value over its reference at some values of
  /// the slowest axis ("u-slices"), and the history of the loss ("loss"). Of more than three axes the ones that are left
  /// are cut in the middle.
  ///
  /// Throws `ProblemError` for parts of the snapshot that don't fit together.
  public func standardPictures() throws -> [(name: String, picture: Picture)] {
    try validate()
    var pictures: [(name: String, picture: Picture)] = []
    let names = fields.map(\.name).filter { quantity($0).role != .reference }
    if let points {
      if points.axes.count == 2, coordinates.count <= 1 {
        pictures += try names.map { ($0, try map(of: $0, "").picture) }
      }
    } else {
      let (shown, place) = try cutToThreeAxes()
      for name in names { pictures.append((name, try shown.map(of: name, place).picture)) }
      if shown.coordinates.count > 1, let along = shown.coordinates.last?.axis {
        let (plane, place) = try shown.cutInTheMiddle(shown.coordinates.dropFirst().dropLast().map(\.axis), place)
        let (other, values) = (plane.coordinates[0].axis, plane.shares(plane.coordinates[0].axis == .t ? 5 : 3))
        for name in names where quantity(name).role == .value {
          pictures.append(
            ("\(name)-slices", try LinePlot(plane, name, along: along, at: other, values, title: place).picture))
        }
      }
    }
    if history.contains(where: { $0.name == "loss" }), history.contains(where: { $0.name == "step" }) {
      pictures.append(("loss", try LossHistoryPlot(history).picture))
    }
    return pictures
  }

  // MARK: - Steps

  /// Maps of a field over two axes, at three values of a third, or a curve over one.
  private func map(of field: String, _ place: String) throws -> any Plot {
    switch coordinates.count + (points == nil ? 0 : 2) {
    case 0, 1: return try LinePlot(self, field, along: coordinates.first?.axis ?? .t, title: place)
    case 2: return try FieldMap(self, field, title: place)
    default:
      let finite = try self.field(field).elements.filter(\.isFinite)
      let isSymmetric = [.error, .residual].contains(quantity(field).role)
      let scale = Scale(of: finite, isSymmetric: isSymmetric)
      let axis = coordinates[0].axis
      let maps = try shares(3).map { value in
        let title = [axis.text(value), place].filter { !$0.isEmpty }.joined(separator: ", ")
        return try FieldMap(slice(at: [axis: value]).snapshot, field, range: scale.low...scale.high, title: title)
      }
      return Picture(maps.map(\.picture), columns: maps.count)
    }
  }

  /// Some values of the slowest axis: from end to end for time, inside for space.
  private func shares(_ count: Int) -> [Double] {
    let (axis, values) = coordinates[0]
    let places = (0..<count).map { i in
      axis == .t ? Double(i) / Double(count - 1) : (Double(i) + 0.5) / Double(count)
    }
    let indices = places.map { Int(($0 * Double(values.count - 1)).rounded()) }
    return Set(indices).sorted().map { values[$0] }
  }

  private func cutToThreeAxes() throws -> (FieldSnapshot, place: String) {
    let extra = max(0, coordinates.count - 3)
    return try cutInTheMiddle(coordinates.dropFirst().prefix(extra).map(\.axis), "")
  }

  private func cutInTheMiddle(_ axes: [Axis], _ place: String) throws -> (FieldSnapshot, place: String) {
    var (snapshot, words) = (self, place.isEmpty ? [] : [place])
    for axis in axes {
      guard let values = coordinates.first(where: { $0.axis == axis })?.values else { continue }
      snapshot = try snapshot.slice(at: [axis: values[values.count / 2]]).snapshot
      words.append(axis.text(values[values.count / 2]))
    }
    return (snapshot, words.joined(separator: ", "))
  }
}

extension Axis {
  /// "t = 0.5"
  func text(_ value: Double) -> String {
    "\(self) = \(String(format: "%.4g", value))".replacing("-", with: "\u{2212}")
  }
}
