// How conditions say where on the boundary they hold: by the piece's name, or by an axis and its end.

/// Names a piece of a region's boundary: "x=-1", `.lower(.x)`, `.initial`.
///
/// The ends of an axis are found on any region, so that a condition needn't repeat the region's numbers.
public enum Piece: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The piece of this name.
  case named(String)
  /// The piece on which an axis has its least value.
  case lower(Axis)
  /// The piece on which an axis has its largest value.
  case upper(Axis)

  /// The start of the time: of a space-time region, or of an interval of time alone.
  public static let initial = Piece.named("initial")

  /// The piece called `name`.
  public init(stringLiteral name: String) { self = .named(name) }

  /// "x=-1", "lower x".
  public var description: String {
    switch self {
    case .named(let name): name
    case .lower(let axis): "lower \(axis)"
    case .upper(let axis): "upper \(axis)"
    }
  }
}

extension Region {
  /// The piece of the boundary that `piece` names; nil if there is none. "initial" and "final" are the ends of any time.
  public func boundaryPiece(_ piece: Piece) -> BoundaryPiece? {
    func end(_ axis: Axis, _ value: (ClosedRange<Double>) -> Double) -> BoundaryPiece? {
      guard let index = axes.firstIndex(of: axis) else { return nil }
      let value = value(bounds[index])
      return boundary.first { $0.region.bounds[index] == value...value }
    }
    switch piece {
    case .named(let name):
      let ends = ["initial": Piece.lower(.t), "final": .upper(.t)]
      return boundary.first { $0.name == name } ?? ends[name].flatMap(boundaryPiece)
    case .lower(let axis): return end(axis, \.lowerBound)
    case .upper(let axis): return end(axis, \.upperBound)
    }
  }
}
