// What is given with each point, by column. The package's own columns can't be mistaken for a user's, whatever these are called.

/// Names a column of data that is given with each point: a measured value, a component of the normal, a weight.
///
///     points.data["u"] = measured               // a column of yours
///     points.data[.normal(.x)] = slopes         // the outward normal's component along x
public struct Column: Hashable, Sendable, ExpressibleByStringLiteral, Comparable, CustomStringConvertible {
  private enum Kind: Hashable, Sendable {
    case user(String)
    case normal(Axis)
    case quadratureWeight
    case package(String)
  }

  private let kind: Kind

  private init(_ kind: Kind) { self.kind = kind }

  /// A column of yours, such as a measured value of an unknown of that name.
  public init(_ name: String) { kind = .user(name) }

  /// A column of yours.
  public init(stringLiteral name: String) { kind = .user(name) }

  /// The component along `axis` of the outward unit normal at each point.
  public static func normal(_ axis: Axis) -> Column { Column(.normal(axis)) }

  /// What each point counts in a mean over the points; of mean 1.
  public static let quadratureWeight = Column(.quadratureWeight)

  /// A column that the package makes for itself: what it holds, and of which part.
  package static func package(_ purpose: String, of part: String) -> Column { Column(.package("\(purpose) \(part)")) }

  /// The name of a column of yours; nil for the package's.
  public var userName: String? {
    guard case .user(let name) = kind else { return nil }
    return name
  }

  /// Whether it is a component of the normal.
  package var isNormal: Bool {
    guard case .normal = kind else { return false }
    return true
  }

  /// "u", "normal x"; a name of yours with a space in it, which all the package's have, in quotation marks.
  public var description: String {
    switch kind {
    case .user(let name): name.contains(where: \.isWhitespace) ? "\"\(name)\"" : name
    case .normal(let axis): "normal \(axis)"
    case .quadratureWeight: "quadrature weight"
    case .package(let name): name
    }
  }

  /// By their descriptions.
  public static func < (a: Column, b: Column) -> Bool { a.description < b.description }
}
