// The two floating-point types that programs compute in.

/// In which floating-point type programs compute.
public enum Precision: String, Sendable, CaseIterable {
  /// 32 bits: half the time, about seven digits.
  case float
  /// 64 bits: what second-order methods need.
  case double
}
