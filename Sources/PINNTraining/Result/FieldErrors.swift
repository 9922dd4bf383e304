// Relative L2 errors, field by field.

import Foundation

/// Relative L2 errors against one reference, field by field.
public struct FieldErrors: Sendable, CustomStringConvertible {
  /// What was compared with.
  public let reference: String
  /// The errors, in the order of the unknowns.
  public let errors: [(name: String, relativeL2: Double)]

  /// Errors against `reference`, field by field.
  public init(reference: String, errors: [(name: String, relativeL2: Double)]) {
    self.reference = reference
    self.errors = errors
  }

  /// The error of a field, if the reference knows it.
  public subscript(name: String) -> Double? { errors.first { $0.name == name }?.relativeL2 }

  /// The largest error.
  public var largest: Double { errors.map(\.relativeL2).max() ?? .nan }

  /// One line a field: "relative L2 error of u against exact (Cole-Hopf): 4.2e-04".
  public var description: String {
    errors.map { "relative L2 error of \($0.name) against \(reference): " + String(format: "%.2e", $0.relativeL2) }
      .joined(separator: "\n")
  }
}
