// The physical constants of an equation: numbers, numbers to be found (inverse problems), or axes (parametric problems).

import Foundation

/// A physical constant of an equation: a number, a number to be found (`.trainable`) in an inverse problem, or a further
/// axis (`.along`) in a parametric one. It may stand in an equation, a source, a condition, an initial value.
public struct Coefficient: Sendable, Hashable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// The value, or the initial value of a trainable coefficient; 1 for an axis, whose range is the region's.
  public let value: Double
  /// How formulas print it: a symbol such as "nu", or nil for the number itself.
  public let symbol: String?
  /// The number to be found; nil for a constant and an axis.
  public let trainable: Trainable?
  /// The axis that it is, or nil for a number.
  public let axis: Axis?

  private init(value: Double, symbol: String? = nil, trainable: Trainable? = nil, axis: Axis? = nil) {
    self.value = value
    self.symbol = symbol
    self.trainable = trainable
    self.axis = axis
  }

  /// The constant `value`.
  public init(_ value: Double) { self.init(value: value) }
  /// The constant `value`.
  public init(floatLiteral value: Double) { self.init(value) }
  /// The constant `value`.
  public init(integerLiteral value: Int) { self.init(Double(value)) }

  /// A coefficient to be found by training, starting from `initial`; its parameter block is called `name`.
  public static func trainable(
    _ name: String, initial: Double, scale: Trainable.Scale = .linear
  ) -> Coefficient { Coefficient(Trainable(name, initial: initial, scale: scale)) }

  /// The coefficient that is a number to be found.
  package init(_ trainable: Trainable) {
    self.init(value: trainable.initial, symbol: trainable.name, trainable: trainable)
  }

  /// A coefficient that is a further axis of the region, so that one training solves the problem for a range of values:
  /// `HeatEquation(diffusivity: .along("k"))` on a region with the axis "k".
  public static func along(_ axis: Axis) -> Coefficient { Coefficient(value: 1, symbol: axis.name, axis: axis) }

  /// The same coefficient, printed as `symbol` unless it has a symbol of its own.
  public func named(_ symbol: String) -> Coefficient {
    Coefficient(value: value, symbol: self.symbol ?? symbol, trainable: trainable, axis: axis)
  }

  /// The coefficient as an expression.
  public var expression: Expr {
    if let axis { return .coordinate(axis) }
    return trainable?.expression ?? .constant(value, symbol: symbol)
  }

  /// Throws `ProblemError` unless the value is a finite number of at least 0, as diffusivities and viscosities must be.
  public func checkNonnegative(_ name: String) throws {
    guard value >= 0, value.isFinite else {
      throw ProblemError("the \(name) must be a finite number of at least 0, not \(value)")
    }
  }

  /// Archimedes' constant.
  public static let pi = Coefficient(.pi)
  /// The quotient of two constants, so that a viscosity can be written as `0.01 / .pi`. There is no quotient of trainable
  /// coefficients and axes: its value is NaN, which `Equation.validate` refuses.
  @_disfavoredOverload public static func / (a: Coefficient, b: Coefficient) -> Coefficient {
    Coefficient(a.isNumber && b.isNumber ? a.value / b.value : .nan)
  }

  /// Product with an expression.
  public static func * (a: Coefficient, b: Expr) -> Expr { a.expression * b }
  /// Product with an expression.
  public static func * (a: Expr, b: Coefficient) -> Expr { a * b.expression }

  private var isNumber: Bool { trainable == nil && axis == nil }
}

extension Trainable {
  /// Throws `ProblemError` for an initial value that the scale can't take; `name` is what the number is called there.
  package func check(_ name: String) throws {
    switch scale {
    case .linear: break
    case .logarithmic:
      guard initial > 0 else {
        throw ProblemError("'\(name)' on a logarithmic scale must start above 0, not from \(initial)")
      }
    case .bounded(let range):
      guard range.lowerBound < initial, initial < range.upperBound else {
        throw ProblemError(
          "'\(name)' must start between its bounds \(range.lowerBound) and \(range.upperBound), not from \(initial)")
      }
    }
    guard initialParameter.isFinite else {
      throw ProblemError("the initial value and the bounds of '\(name)' must be finite numbers")
    }
  }
}
