// The Taylor coefficients of the elementary functions at a number, from the differential equations that the functions solve; see
// Griewank, Walther 2008, Evaluating Derivatives, chapter 13, doi:10.1137/1.9780898717761.

import Foundation
import PINNAutodiff

extension ElementaryFunction {
  /// f^(k)(a) / k! for k = 0...degree.
  func taylorCoefficients(at a: Sized, degree: Int, flaw: Oracle.Flaw? = nil) -> [Sized] {
    // Where an argument is hardly known, sizes of first order say nothing.
    guard a.size < 1e4, a.value.isFinite else {
      return Array(repeating: Sized(.nan, size: .infinity), count: degree + 1)
    }
    let x = a.value
    switch self {
    case .tanh:
      let start = Self.value(Foundation.tanh(x), slope: 1 - pow(Foundation.tanh(x), 2), a, floor: 0.1)
      let sign = flaw == .derivativeOfTanh ? 1.0 : -1.0
      return solve(start, degree) { y, k in Sized(k == 0 ? 1 : 0) + sign * square(y, k) }
    case .sigmoid: return sigmoid(a, degree)
    case .softplus:
      let s = sigmoid(a, degree)
      let value = Swift.max(x, 0) + log1p(Foundation.exp(-Swift.abs(x)))
      return solve(Self.value(value, slope: s[0].value, a, floor: 0.1), degree) { _, k in s[k] }
    case .sin, .cos:
      let sine = Self.value(Foundation.sin(x), slope: Foundation.cos(x), a, floor: 0.1)
      let cosine = Self.value(Foundation.cos(x), slope: Foundation.sin(x), a, floor: 0.1)
      var y = self == .sin ? [sine, cosine] : [cosine, -1 * sine]
      for k in 2..<max(2, degree + 1) { y.append(-1 / Double(k * (k - 1)) * y[k - 2]) }
      return Array(y[...degree])
    case .exp: return solve(Self.exponential(a), degree) { y, k in y[k] }
    case .log:
      let inverse = powers(-1, a, degree)
      var sign = -1.0
      return [Self.value(Foundation.log(x), slope: 1 / x, a, floor: 0.1)]
        + (1..<degree + 1).map { k in
          sign = -sign
          return sign / Double(k) * (0..<k).reduce(Sized(1, size: 0)) { power, _ in power * inverse[0] }
        }
    case .sqrt: return powers(0.5, a, degree)
    case .reciprocal: return powers(-1, a, degree)
    case .power(let p): return powers(p, a, degree)
    case .abs, .sign:
      // Where rounding may decide on the side, nothing can be compared.
      guard Swift.abs(x) > 1e-4 * a.size else {
        return Array(repeating: Sized(.nan, size: .infinity), count: degree + 1)
      }
      let sign = Sized(x > 0 ? 1 : -1, size: 0)
      let y = self == .abs ? [sign.value * a, sign] : [sign]
      return (0...degree).map { $0 < y.count ? y[$0] : Sized(0) }
    case .erf:
      // The derivative 2/sqrt(pi) g with g = exp(-z^2) and g' = -2 z g.
      let g = solve(Self.exponential(-1 * (a * a)), degree) { g, k in
        -2 * (k == 0 ? a * g[0] : a * g[k] + g[k - 1])
      }
      let factor = 2 / Double.pi.squareRoot()
      let start = Self.value(Foundation.erf(x), slope: factor * g[0].value, a, floor: 0.1)
      return solve(start, degree) { _, k in factor * g[k] }
    case .atan:
      // The derivative d with (1 + z^2) d = 1.
      let whole = Sized(1) + a * a
      var d: [Sized] = []
      for k in 0...degree {
        var rest = Sized(k == 0 ? 1 : 0)
        if k > 0 { rest = rest - 2 * (a * d[k - 1]) }
        if k > 1 { rest = rest - d[k - 2] }
        d.append(rest / whole)
      }
      return solve(Self.value(Foundation.atan(x), slope: d[0].value, a, floor: 0.1), degree) { _, k in d[k] }
    case .polynomial(let c):
      var y = Array(repeating: Sized(0), count: degree + 1)
      for coefficient in c.reversed() {
        for k in (0...degree).reversed() { y[k] = a * y[k] + (k > 0 ? y[k - 1] : Sized(coefficient)) }
      }
      return y
    }
  }

  private func sigmoid(_ a: Sized, _ degree: Int) -> [Sized] {
    let value = 1 / (1 + Foundation.exp(-a.value))
    return solve(Self.value(value, slope: value * (1 - value), a, floor: 0.1), degree) { y, k in y[k] - square(y, k) }
  }

  /// a^p, by y' = p y / z.
  private func powers(_ p: Double, _ a: Sized, _ degree: Int) -> [Sized] {
    let value = Foundation.pow(a.value, p)
    let loss = 1 + Swift.abs(p * Foundation.log(Swift.abs(a.value)))
    var y = [Sized(value, size: Swift.abs(p * value / a.value) * a.size + loss * Swift.abs(value))]
    for k in 0..<degree { y.append((p - Double(k)) / Double(k + 1) * (y[k] / a)) }
    return y
  }

  private static func exponential(_ a: Sized) -> Sized {
    value(Foundation.exp(a.value), slope: Foundation.exp(a.value), a, floor: 0)
  }

  /// A function's value, whose kernel is accurate to its last places, or to those of `floor` where it is smaller.
  private static func value(_ value: Double, slope: Double, _ a: Sized, floor: Double) -> Sized {
    Sized(value, size: Swift.abs(slope) * a.size + Swift.max(Swift.abs(value), floor))
  }

  /// The coefficients of the y that starts with y[0] and has the derivative whose coefficient k is slope(y, k).
  private func solve(_ start: Sized, _ degree: Int, slope: (_ y: [Sized], _ k: Int) -> Sized) -> [Sized] {
    var y = [start]
    for k in 0..<degree { y.append(1 / Double(k + 1) * slope(y, k)) }
    return y
  }

  /// Coefficient k of the square of y.
  private func square(_ y: [Sized], _ k: Int) -> Sized {
    (0...k).reduce(Sized(0)) { $0 + y[$1] * y[k - $1] }
  }
}
