// The physical constants of an equation: numbers, numbers to be found (inverse problems), or axes (parametric problems).

import Foundation

/// A physical constant of an equation: a number, a number to be found (`.trainable`) in an inverse problem, or a further
/// axis (`.along`) in a parametric one.
public struct Coefficient: Sendable, Hashable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// How a trainable coefficient c depends on its parameter q, which may be any number.
  public enum Scale: Sendable, Hashable {
    /// c = q.
    case linear
    /// c = exp q, which is positive: for coefficients of unknown order of magnitude.
    case logarithmic
    /// c = lower + (upper - lower) / (1 + exp(-q)), which stays within bounds.
    case bounded(ClosedRange<Double>)
  }

  /// The value, or the initial value of a trainable coefficient; 1 for an axis, whose range is the region's.
  public let value: Double
  /// How formulas print it: a symbol such as "nu", or nil for the number itself.
  public let symbol: String?
  /// The name of the trainable parameter, or nil for a constant.
  public let trainableName: String?
  /// How a trainable coefficient depends on its parameter.
  public let scale: Scale
  /// The axis that it is, or nil for a number.
  public let axis: Axis?

  private init(
    value: Double, symbol: String? = nil, trainableName: String? = nil, scale: Scale = .linear, axis: Axis? = nil
  ) {
    self.value = value
    self.symbol = symbol
    self.trainableName = trainableName
    self.scale = scale
    self.axis = axis
  }

  /// The constant `value`.
  public init(_ value: Double) { self.init(value: value) }
  /// The constant `value`.
  public init(floatLiteral value: Double) { self.init(value) }
  /// The constant `value`.
  public init(integerLiteral value: Int) { self.init(Double(value)) }

  /// A coefficient to be found by training, starting from `initial`; its parameter block is called `name`.
  public static func trainable(_ name: String, initial: Double, scale: Scale = .linear) -> Coefficient {
    Coefficient(value: initial, symbol: name, trainableName: name, scale: scale)
  }

  /// A coefficient that is a further axis of the region, so that one training solves the problem for a range of values:
  /// `HeatEquation(diffusivity: .along("k"))` on a region with the axis "k".
  public static func along(_ axis: Axis) -> Coefficient { Coefficient(value: 1, symbol: axis.name, axis: axis) }

  /// The same coefficient, printed as `symbol` unless it has a symbol of its own.
  public func named(_ symbol: String) -> Coefficient {
    Coefficient(value: value, symbol: self.symbol ?? symbol, trainableName: trainableName, scale: scale, axis: axis)
  }

  /// The coefficient as an expression.
  public var expression: Expr {
    if let axis { return .coordinate(axis) }
    guard let trainableName else { return .constant(value, symbol: symbol) }
    let parameter = Expr.trainable(trainableName)
    switch scale {
    case .linear: return parameter
    case .logarithmic: return exp(parameter)
    case .bounded(let range):
      return range.lowerBound + (range.upperBound - range.lowerBound) * sigmoid(parameter)
    }
  }

  /// The parameter q that a trainable coefficient starts from.
  package var initialParameter: Double {
    switch scale {
    case .linear: value
    case .logarithmic: log(value)
    case .bounded(let range): log((value - range.lowerBound) / (range.upperBound - value))
    }
  }

  /// The coefficient for a parameter q, and its derivative by q.
  package func value(at parameter: Double) -> (value: Double, slope: Double) {
    switch scale {
    case .linear: return (parameter, 1)
    case .logarithmic: return (exp(parameter), exp(parameter))
    case .bounded(let range):
      let share = 1 / (1 + exp(-parameter))
      let width = range.upperBound - range.lowerBound
      return (range.lowerBound + width * share, width * share * (1 - share))
    }
  }

  /// Throws `ProblemError` for an initial value that the scale can't take.
  package func checkScale(_ name: String) throws {
    switch scale {
    case .linear: return
    case .logarithmic:
      guard value > 0 else {
        throw ProblemError("'\(name)' on a logarithmic scale must start above 0, not from \(value)")
      }
    case .bounded(let range):
      guard range.lowerBound < value, value < range.upperBound else {
        throw ProblemError(
          "'\(name)' must start between its bounds \(range.lowerBound) and \(range.upperBound), not from \(value)")
      }
    }
    guard initialParameter.isFinite else { throw ProblemError("the bounds of '\(name)' must be finite numbers") }
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

  private var isNumber: Bool { trainableName == nil && axis == nil }
}
