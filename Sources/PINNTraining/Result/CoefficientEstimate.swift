// The coefficients that a training found.

import Foundation
import PINNLoss

/// A coefficient found by training, and how certain it is.
public struct CoefficientEstimate: Sendable, Equatable, CustomStringConvertible {
  /// The property's name in the equation.
  public let name: String
  /// The value found.
  public let value: Double
  /// The standard deviation that noise on the measurements gives it; nil where none was asked for, or nothing was measured.
  public internal(set) var standardError: Double?
  /// The true value, where it is known.
  public var known: Double?

  /// "viscosity = 0.0100 +- 0.0002 (true: 0.01, off by 0.1 %)"
  public var description: String {
    let error = standardError.map { String(format: " +- %.2g", $0) } ?? ""
    let truth = known.map { String(format: " (true: %.8g, off by %.2g %%)", $0, 100 * abs(value / $0 - 1)) } ?? ""
    return "\(name) = " + String(format: "%.8g", value) + error + truth
  }
}

extension Problem {
  /// The trainable coefficients, each with the index of its parameter.
  func trainable(in layout: ParameterLayout) -> [(name: String, number: Trainable, index: Int)] {
    coefficients.compactMap { name, coefficient in
      guard let number = coefficient.trainable, let block = layout.block(named: number.name) else { return nil }
      return (name, number, block.offset)
    }
  }

  /// The values of the trainable coefficients.
  func coefficients(_ layout: ParameterLayout, at parameters: [Double]) -> [CoefficientEstimate] {
    trainable(in: layout).map {
      CoefficientEstimate(name: $0.name, value: $0.number.value(at: parameters[$0.index]).value)
    }
  }
}
