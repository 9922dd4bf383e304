// Relative L2 errors, field by field.

import Foundation
import PINNCore

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

/// |values - reference| / |reference| in the Euclidean norm; the absolute norm for a reference that vanishes.
public func relativeL2Error(_ values: [Double], _ reference: [Double]) -> Double {
  precondition(values.count == reference.count, "\(values.count) values can't be compared with \(reference.count)")
  let difference = zip(values, reference).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  let norm = reference.reduce(0) { $0 + $1 * $1 }
  return norm > 0 ? (difference / norm).squareRoot() : difference.squareRoot()
}

/// The same, of values and reference without their means where these are known up to a constant.
public func relativeL2Error(_ values: [Double], _ reference: [Double], withoutMeans: Bool) -> Double {
  withoutMeans ? relativeL2Error(withoutMean(values), withoutMean(reference)) : relativeL2Error(values, reference)
}

/// The values less their mean.
package func withoutMean(_ values: [Double]) -> [Double] {
  let mean = values.reduce(0, +) / Double(max(values.count, 1))
  return values.map { $0 - mean }
}
