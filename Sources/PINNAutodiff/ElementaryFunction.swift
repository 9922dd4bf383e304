// Elementary functions and their derivative rules. A rule is itself an expression, so every order follows by applying it
// again. Where a function's derivative is a polynomial in its value, the rule says so,
//   d/dz t = 1 - t^2 for t = tanh z,   d/dz s = s - s^2 for s = sigmoid z,
// so that there is one transcendental whatever the order, and higher derivatives are made of the lower ones of t itself, as in
// the recurrences of Taylor arithmetic: t_xx = (1 - t^2) z_xx - 2 t t_x z_x.
// (Griewank, Walther 2008, Evaluating Derivatives, chapter 13, doi:10.1137/1.9780898717761.)

import Foundation

/// A function of one real variable, applied component by component.
public enum ElementaryFunction: Hashable, Sendable {
  /// Hyperbolic tangent.
  case tanh
  /// The logistic function 1 / (1 + exp(-z)).
  case sigmoid
  /// log(1 + exp z).
  case softplus
  /// Sine and cosine.
  case sin, cos
  /// Exponential and natural logarithm.
  case exp, log
  /// Square root.
  case sqrt
  /// 1 / z.
  case reciprocal
  /// z^p for a constant p.
  case power(Double)
  /// Absolute value and its derivative, the sign (0 at 0).
  case abs, sign
  /// The error function 2/sqrt(pi) * integral of exp(-s^2) from 0 to z.
  case erf
  /// Inverse tangent.
  case atan
  /// A polynomial in z, coefficients by ascending power.
  case polynomial([Double])
}

extension Expr {
  /// `function` of every component.
  public static func function(_ function: ElementaryFunction, _ z: Expr) -> Expr {
    Expr(.function(function, z.node), width: z.width)
  }
}

// Disfavoured, so that `sqrt(2)` stays a number where Foundation is imported too.

/// Hyperbolic tangent.
@_disfavoredOverload public func tanh(_ z: Expr) -> Expr { .function(.tanh, z) }
/// The logistic function 1 / (1 + exp(-z)).
@_disfavoredOverload public func sigmoid(_ z: Expr) -> Expr { .function(.sigmoid, z) }
/// log(1 + exp z).
@_disfavoredOverload public func softplus(_ z: Expr) -> Expr { .function(.softplus, z) }
/// z sigmoid(z), also called SiLU.
@_disfavoredOverload public func swish(_ z: Expr) -> Expr { z * sigmoid(z) }
/// z Phi(z) with the standard normal distribution function Phi.
@_disfavoredOverload public func gelu(_ z: Expr) -> Expr { 0.5 * z * (1 + erf(0.5.squareRoot() * z)) }
/// Sine.
@_disfavoredOverload public func sin(_ z: Expr) -> Expr { .function(.sin, z) }
/// Cosine.
@_disfavoredOverload public func cos(_ z: Expr) -> Expr { .function(.cos, z) }
/// Tangent.
@_disfavoredOverload public func tan(_ z: Expr) -> Expr { sin(z) / cos(z) }
/// Hyperbolic sine.
@_disfavoredOverload public func sinh(_ z: Expr) -> Expr { 0.5 * (exp(z) - exp(-z)) }
/// Hyperbolic cosine.
@_disfavoredOverload public func cosh(_ z: Expr) -> Expr { 0.5 * (exp(z) + exp(-z)) }
/// Exponential.
@_disfavoredOverload public func exp(_ z: Expr) -> Expr { .function(.exp, z) }
/// Natural logarithm.
@_disfavoredOverload public func log(_ z: Expr) -> Expr { .function(.log, z) }
/// Square root.
@_disfavoredOverload public func sqrt(_ z: Expr) -> Expr { .function(.sqrt, z) }
/// Error function.
@_disfavoredOverload public func erf(_ z: Expr) -> Expr { .function(.erf, z) }
/// Inverse tangent.
@_disfavoredOverload public func atan(_ z: Expr) -> Expr { .function(.atan, z) }
/// Absolute value.
@_disfavoredOverload public func abs(_ z: Expr) -> Expr { .function(.abs, z) }
/// z^p for a constant exponent p; a small whole p by multiplication.
@_disfavoredOverload public func pow(_ z: Expr, _ p: Double) -> Expr {
  switch p {
  case 0: return z * 0 + 1
  case 1: return z
  case 2...8 where p == p.rounded():
    return .function(.polynomial([Double](repeating: 0, count: Int(p)) + [1]), z)
  case -1: return .function(.reciprocal, z)
  case 0.5: return sqrt(z)
  default: return .function(.power(p), z)
  }
}

extension ElementaryFunction {
  /// d/dz of this function at z, as an expression built by `build` from elementary functions and products.
  func derivative<Value>(at z: Value, _ build: some RuleBuilder<Value>) -> Value {
    switch self {
    case .tanh: return build.function(.polynomial([1, 0, -1]), build.function(.tanh, z))
    case .sigmoid: return build.function(.polynomial([0, 1, -1]), build.function(.sigmoid, z))
    case .softplus: return build.function(.sigmoid, z)
    case .sin: return build.function(.cos, z)
    case .cos: return build.scale(-1, build.function(.sin, z))
    case .exp: return build.function(.exp, z)
    case .log: return build.function(.reciprocal, z)
    case .sqrt: return build.scale(0.5, build.function(.reciprocal, build.function(.sqrt, z)))
    case .reciprocal:
      return build.scale(-1, build.function(.polynomial([0, 0, 1]), build.function(.reciprocal, z)))
    case .power(let p): return build.scale(p, build.function(.power(p - 1), z))
    case .abs: return build.function(.sign, z)
    case .sign: return build.constant(0)
    case .erf:
      return build.scale(
        2 / Double.pi.squareRoot(), build.function(.exp, build.function(.polynomial([0, 0, -1]), z)))
    case .atan: return build.function(.reciprocal, build.function(.polynomial([1, 0, 1]), z))
    case .polynomial(let c):
      return build.function(.polynomial(zip(c, 0...).dropFirst().map { $0 * Double($1) }), z)
    }
  }
}

/// Builds the right-hand sides of derivative rules in some representation of expressions.
protocol RuleBuilder<Value> {
  associatedtype Value
  func function(_ function: ElementaryFunction, _ z: Value) -> Value
  func scale(_ factor: Double, _ z: Value) -> Value
  func constant(_ value: Double) -> Value
}

extension ElementaryFunction {
  /// The value at a number.
  package func callAsFunction(_ z: Double) -> Double {
    switch self {
    case .tanh: return Foundation.tanh(z)
    case .sigmoid: return 1 / (1 + Foundation.exp(-z))
    case .softplus: return Swift.max(z, 0) + log1p(Foundation.exp(-Swift.abs(z)))
    case .sin: return Foundation.sin(z)
    case .cos: return Foundation.cos(z)
    case .exp: return Foundation.exp(z)
    case .log: return Foundation.log(z)
    case .sqrt: return z.squareRoot()
    case .reciprocal: return 1 / z
    case .power(let p): return Foundation.pow(z, p)
    case .abs: return Swift.abs(z)
    case .sign: return z > 0 ? 1 : z < 0 ? -1 : z
    case .erf: return Foundation.erf(z)
    case .atan: return Foundation.atan(z)
    case .polynomial(let c): return c.reversed().reduce(0) { $0 * z + $1 }
    }
  }
}
