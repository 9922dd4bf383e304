// The numbers that an argument of a plug-in may take.

/// The finite numbers between two bounds, either of which may be missing.
public struct ValueRange: Sendable, Equatable, CustomStringConvertible {
  /// An end of the range, and whether it belongs to it.
  public struct Bound: Sendable, Equatable {
    /// The number.
    public let value: Double
    /// Whether the number itself is allowed.
    public let isAllowed: Bool
  }
  /// The lower end, if there is one.
  public let lower: Bound?
  /// The upper end, if there is one.
  public let upper: Bound?

  /// Every finite number.
  public static let any = ValueRange(lower: nil, upper: nil)
  /// Numbers above 0.
  public static let positive = above(0)
  /// Numbers of at least 0.
  public static let nonnegative = atLeast(0)
  /// Numbers above `value`.
  public static func above(_ value: Double) -> ValueRange {
    ValueRange(lower: Bound(value: value, isAllowed: false), upper: nil)
  }
  /// Numbers of at least `value`.
  public static func atLeast(_ value: Double) -> ValueRange {
    ValueRange(lower: Bound(value: value, isAllowed: true), upper: nil)
  }
  /// Numbers above `lower` and at most `upper`.
  public static func above(_ lower: Double, atMost upper: Double) -> ValueRange {
    ValueRange(lower: Bound(value: lower, isAllowed: false), upper: Bound(value: upper, isAllowed: true))
  }
  /// Numbers of at least `lower` and below `upper`.
  public static func atLeast(_ lower: Double, below upper: Double) -> ValueRange {
    ValueRange(lower: Bound(value: lower, isAllowed: true), upper: Bound(value: upper, isAllowed: false))
  }
  /// Numbers above `lower` and below `upper`.
  public static func between(_ lower: Double, _ upper: Double) -> ValueRange {
    ValueRange(lower: Bound(value: lower, isAllowed: false), upper: Bound(value: upper, isAllowed: false))
  }
  /// Numbers from `range.lowerBound` to `range.upperBound`, both included.
  public static func within(_ range: ClosedRange<Double>) -> ValueRange {
    ValueRange(
      lower: Bound(value: range.lowerBound, isAllowed: true), upper: Bound(value: range.upperBound, isAllowed: true))
  }

  /// Whether `value` is finite and in the range.
  public func contains(_ value: Double) -> Bool {
    value.isFinite && (lower.map { $0.isAllowed ? value >= $0.value : value > $0.value } ?? true)
      && (upper.map { $0.isAllowed ? value <= $0.value : value < $0.value } ?? true)
  }

  /// "at least 0", "above -1 and below 0.5"; empty for every number.
  public var description: String {
    [
      lower.map { ($0.isAllowed ? "at least " : "above ") + $0.value.plainText },
      upper.map { ($0.isAllowed ? "at most " : "below ") + $0.value.plainText },
    ].compactMap(\.self).joined(separator: " and ")
  }

  /// "a number of at least 0", "a number above -1 and below 0.5".
  public func describing(_ noun: String) -> String {
    [noun, lower.map(\.isAllowed) ?? upper?.isAllowed == true ? "of" : "", description]
      .filter { !$0.isEmpty }.joined(separator: " ")
  }
}

extension Double {
  /// "1" and "0.5": without a fraction where there is none.
  var plainText: String { Int(exactly: self).map { "\($0)" } ?? "\(self)" }
}
