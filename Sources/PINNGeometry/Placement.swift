// Regions moved, turned, scaled, and with other names for their pieces.

import Foundation
import PINNCore

extension Region {
  /// The region moved by a vector. Throws `ProblemError` unless that has a finite number for each axis.
  public func translated(by offset: [Double]) throws -> some Region {
    try checkVector(offset, "a translation")
    return Placed(base: self, placement: Placement(offset: offset))
  }

  /// The region turned in the plane by an angle in radians, counterclockwise around the origin. Throws `ProblemError` unless it
  /// has 2 axes and the angle is finite.
  public func rotated(by angle: Double) throws -> some Region {
    guard axes.count == 2, angle.isFinite else {
      throw ProblemError(
        "a rotation by an angle needs a finite one and a region of 2 axes; \(self) should be turned by \(angle)")
    }
    let (c, s) = (cos(angle), sin(angle))
    return Placed(base: self, placement: Placement(rotation: [[c, -s], [s, c]]))
  }

  /// The region turned in space by an angle in radians around an axis through the origin, by the right-hand rule. Throws
  /// `ProblemError` unless it has 3 axes, the angle is finite and the direction is one.
  public func rotated(by angle: Double, around direction: [Double]) throws -> some Region {
    try checkVector(direction, "the axis of a rotation")
    guard axes.count == 3, angle.isFinite, norm(direction) > 0 else {
      throw ProblemError(
        "a rotation around an axis needs a region of 3 axes, a finite angle and a direction that isn't 0; \(self) should be "
          + "turned by \(angle) around \(direction)")
    }
    let n = normalized(direction)
    let (c, s) = (cos(angle), sin(angle))
    // Rodrigues' formula, applied to the unit vectors, gives the columns.
    let columns = (0..<3).map { j in
      let e = (0..<3).map { $0 == j ? 1.0 : 0 }
      return plus(plus(e.map { c * $0 }, s, cross(n, e)), (1 - c) * n[j], n)
    }
    return Placed(
      base: self, placement: Placement(rotation: (0..<3).map { i in columns.map { $0[i] } }))
  }

  /// The region scaled around the origin. Throws `ProblemError` unless the factor is a finite number above 0.
  public func scaled(by factor: Double) throws -> some Region {
    try checkPositive(factor, "the factor of a scaling")
    return Placed(base: self, placement: Placement(scale: factor))
  }

  /// The region with other names for boundary pieces: `renamed(["x=0": "inlet"])`. Throws `ProblemError` for a piece that it
  /// doesn't have and for names that wouldn't be unique.
  public func renamed(_ names: [String: String]) throws -> some Region {
    let old = boundary.map(\.name)
    if let missing = names.keys.sorted().first(where: { !old.contains($0) }) {
      throw ProblemError(
        "'\(missing)' can't be renamed: \(self) has the boundary pieces \(old.joined(separator: ", "))")
    }
    let new = old.map { names[$0] ?? $0 }
    if let twice = new.indices.first(where: { new[..<$0].contains(new[$0]) }) {
      throw ProblemError("two boundary pieces of \(self) would be called '\(new[twice])'")
    }
    return Placed(base: self, placement: Placement(), names: names)
  }

  private func checkVector(_ vector: [Double], _ what: String) throws {
    guard vector.count == axes.count, vector.allSatisfy(\.isFinite) else {
      throw ProblemError("\(what) of \(self) must be \(axes.count) finite numbers, not \(vector)")
    }
  }
}

/// p = scale * rotation q + offset.
private struct Placement: Sendable {
  /// Orthonormal rows; nil for none, in any dimension.
  var rotation: [[Double]]?
  var scale = 1.0
  /// Empty for none.
  var offset: [Double] = []

  func rotated(_ q: [Double]) -> [Double] { rotation?.map { dot($0, q) } ?? q }

  func callAsFunction(_ q: [Double]) -> [Double] {
    let turned = rotated(q)
    return turned.indices.map { scale * turned[$0] + (offset.isEmpty ? 0 : offset[$0]) }
  }

  func back(_ vector: [Double]) -> [Double] {
    guard let rotation else { return vector }
    return vector.indices.map { j in rotation.indices.reduce(0) { $0 + rotation[$1][j] * vector[$1] } }
  }

  func inverse(_ p: [Double]) -> [Double] {
    back(p.indices.map { (p[$0] - (offset.isEmpty ? 0 : offset[$0])) / scale })
  }

  func inverse(_ p: [Expr]) -> [Expr] {
    let moved = offset.isEmpty ? p : zip(p, offset).map { $0 - $1 }
    let shrunk = scale == 1 ? moved : moved.map { $0 / scale }
    guard let rotation else { return shrunk }
    return shrunk.indices.map { j in
      shrunk.indices.dropFirst().reduce(rotation[0][j] * shrunk[0]) { $0 + rotation[$1][j] * shrunk[$1] }
    }
  }

  /// The bounding box of a box's image; unbounded if the box is turned and unbounded.
  func bounds(_ box: [ClosedRange<Double>], _ map: ([Double]) -> [Double]) -> [ClosedRange<Double>] {
    let isFinite = box.allSatisfy { $0.lowerBound.isFinite && $0.upperBound.isFinite }
    guard isFinite || rotation == nil else { return box.map { _ in -.infinity...(.infinity) } }
    guard rotation != nil else {
      return zip(map(box.map(\.lowerBound)), map(box.map(\.upperBound))).map { $0...max($0, $1) }
    }
    let corners = (0..<1 << box.count).map { corner in
      map(box.indices.map { corner >> $0 & 1 == 0 ? box[$0].lowerBound : box[$0].upperBound })
    }
    return box.indices.map { i in corners.map { $0[i] }.min()!...corners.map { $0[i] }.max()! }
  }
}

/// A region moved, turned, scaled, or renamed; also a piece of its boundary.
private struct Placed: Region {
  let base: any Region
  let placement: Placement
  let names: [String: String]
  let bounds: [ClosedRange<Double>]
  /// What is taken for 0, here and in the base.
  let tolerance: Double

  init(base: any Region, placement: Placement, names: [String: String] = [:]) {
    self.base = base
    self.placement = placement
    self.names = names
    bounds = placement.bounds(base.bounds) { placement($0) }
    tolerance = max(roundingTolerance(of: bounds), placement.scale * base.tolerance)
  }

  var axes: [Axis] { base.axes }
  var measure: Double { base.measure * pow(placement.scale, Double(base.dimension)) }
  var dimension: Int { base.dimension }
  var description: String {
    let changes = [
      placement.rotation.map { _ in "turned" },
      placement.scale == 1 ? nil : String(format: "scaled by %g", placement.scale),
      placement.offset.isEmpty ? nil : "moved by \(list(placement.offset))",
    ].compactMap { $0 }
    let axesSuffix = suffix(axes)
    let shape = base.description.hasSuffix(axesSuffix) ? String(base.description.dropLast(axesSuffix.count)) : "\(base)"
    return ([shape] + changes).joined(separator: ", ") + axesSuffix
  }

  func point(at unit: [Double]) -> [Double] { placement(base.point(at: unit)) }
  func signedDistance(to point: [Double]) -> Double {
    placement.scale * base.signedDistance(to: placement.inverse(point))
  }

  var boundary: [BoundaryPiece] { base.boundary.map(placed) }

  func boundary(within box: [ClosedRange<Double>]) -> [BoundaryPiece] {
    base.boundary(within: placement.bounds(box) { placement.inverse($0) }).map(placed)
  }

  func definingFunction(at point: [Expr]) throws -> Expr {
    try placement.scale * base.definingFunction(at: placement.inverse(point))
  }

  private func placed(_ piece: BoundaryPiece) -> BoundaryPiece {
    BoundaryPiece(
      name: names[piece.name] ?? piece.name, region: Placed(base: piece.region, placement: placement),
      distance: piece.distance.map(placed)
    ) { [placement] in placement.rotated(piece.normal(placement.inverse($0))) }
  }

  private func placed(_ distance: PieceDistance) -> PieceDistance {
    let placement = placement
    guard let extent = distance.extent else {
      return PieceDistance { try placement.scale * distance.carrier(placement.inverse($0)) }
    }
    return PieceDistance(
      carrier: { try placement.scale * distance.carrier(placement.inverse($0)) },
      extent: { try extent(placement.inverse($0)) })
  }
}
