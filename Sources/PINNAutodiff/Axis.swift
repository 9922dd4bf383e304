// Independent variables by name. Meaning never depends on a position or an integer: it is `.x`, not "input 0".

/// An independent variable, such as `.x` or `.t`; any other name is an axis too: `let r: Axis = "r"`.
public struct Axis: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible, Comparable {
  /// The name as it is printed in formulas and files.
  public let name: String

  /// The axis called `name`.
  public init(_ name: String) { self.name = name }
  /// The axis called `value`.
  public init(stringLiteral value: String) { name = value }

  /// The first Cartesian axis.
  public static let x = Axis("x")
  /// The second Cartesian axis.
  public static let y = Axis("y")
  /// The third Cartesian axis.
  public static let z = Axis("z")
  /// Time.
  public static let t = Axis("t")
  /// The direction in parameter space that is given at evaluation: `r[.theta]` is the product of the Jacobian dr/dtheta with
  /// that direction, `r[.theta, .theta]` the second derivative along it.
  public static let theta = Axis("theta")

  /// The name.
  public var description: String { name }
  /// Time first, then by name: the order in which mixed derivatives are written (`u_tx`).
  public static func < (a: Axis, b: Axis) -> Bool {
    if a.name == b.name { return false }
    if a == .t || b == .t { return a == .t }
    return a.name < b.name
  }
}
