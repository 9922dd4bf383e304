// Every elementary function, order and direction against two independent routes: Taylor mode against nested reverse mode and
// against central differences of the derivative of one order less.

import Foundation
import PINNAutodiff
import PINNTensor
import Testing

private let functions: [(name: String, f: @Sendable (Expr) -> Expr)] = [
  ("tanh", { tanh($0) }), ("sigmoid", { sigmoid($0) }), ("softplus", { softplus($0) }), ("swish", { swish($0) }),
  ("gelu", { gelu($0) }), ("sin", { sin($0) }), ("cos", { cos($0) }), ("tan", { tan(0.4 * $0) }),
  ("sinh", { sinh($0) }), ("cosh", { cosh($0) }), ("exp", { exp($0) }), ("log", { log(3 + $0) }),
  ("sqrt", { sqrt(3 + $0) }), ("reciprocal", { 1 / (3 + $0) }), ("power", { pow(3 + $0, 2.5) }),
  ("cube", { pow($0, 3) }), ("erf", { erf($0) }), ("atan", { atan($0) }), ("abs", { abs($0 - 2) }),
  ("max", { max($0 * $0, 0.3 * $0 - 4) }),
]

/// A smooth inner function of two coordinates, so that all mixed derivatives are non-zero.
private let inner = 0.7 * Expr.coordinate(.x) - 0.4 * .coordinate(.y) * .coordinate(.x) + 0.3 * .coordinate(.y)

private let points = Tensor<Double>(rows: [[0.3, -0.2], [-0.8, 0.9], [1.1, 0.4], [0.05, -1.0]])

@Suite struct DerivativeTableTests {
  @Test(arguments: functions.indices) func everyDirectionUpToOrderFour(_ index: Int) throws {
    let (name, f) = functions[index]
    let u = f(inner)
    let directions: [[Axis]] = [
      [.x], [.y], [.x, .x], [.x, .y], [.y, .y], [.x, .x, .x], [.x, .x, .y], [.x, .y, .y], [.x, .x, .x, .x],
      [.x, .x, .y, .y],
    ]
    for axes in directions {
      let taylor = diff(u, axes)
      let reverse = diff(u, axes, mode: .nestedReverse)
      let result = try Program<Double>(values: [taylor, reverse], axes: [.x, .y]).values(at: points)
      // Central differences of the derivative of one order less.
      let last = axes.last!
      let lower = try Program<Double>(values: [diff(u, Array(axes.dropLast()))], axes: [.x, .y])
      let h = 1e-5
      var (plus, minus) = (points, points)
      for i in 0..<points.count {
        plus[i, last == .x ? 0 : 1] += h
        minus[i, last == .x ? 0 : 1] -= h
      }
      let (up, down) = (try lower.values(at: plus), try lower.values(at: minus))
      for i in 0..<points.count {
        let scale = 1 + Swift.abs(result[i, 0])
        #expect(Swift.abs(result[i, 0] - result[i, 1]) < 1e-12 * scale, "\(name) \(axes) reverse at point \(i)")
        let quotient = (up[i, 0] - down[i, 0]) / (2 * h)
        #expect(Swift.abs(result[i, 0] - quotient) < 2e-8 * scale, "\(name) \(axes) quotient at point \(i)")
      }
    }
  }

  @Test func valuesAreTheLibrarys() throws {
    let x = Expr.coordinate(.x)
    let table: [(Expr, (Double) -> Double)] = [
      (tanh(x), Foundation.tanh), (sin(x), Foundation.sin), (cos(x), Foundation.cos), (exp(x), Foundation.exp),
      (erf(x), Foundation.erf), (atan(x), Foundation.atan), (abs(x), { Swift.abs($0) }),
      (sigmoid(x), { 1 / (1 + Foundation.exp(-$0)) }), (log(abs(x) + 3), { Foundation.log(Swift.abs($0) + 3) }),
      (softplus(x), { Foundation.log1p(Foundation.exp($0)) }),
    ]
    let xs = (0..<2001).map { -20 + 0.02 * Double($0) + 1e-7 } + [1e-9, -1e-9, 300, -300, 1e5, -1e6, 1e-300]
    let grid = Tensor(shape: [xs.count, 1], elements: xs)
    let result = try Program<Double>(values: table.map(\.0), axes: [.x]).values(at: grid)
    let single = try Program<Float>(values: table.map(\.0), axes: [.x]).values(at: grid)
    for (j, (expression, f)) in table.enumerated() {
      for (i, x) in xs.enumerated() {
        let expected = f(x)
        if expected.isFinite {
          #expect(
            Swift.abs(result[i, j] - expected) <= 1e-15 * Swift.max(Swift.abs(expected), 0.1) + 1e-300,
            "\(expression) at \(x)")
        }
        let rounded = f(Double(Float(x)))
        if Swift.abs(rounded) < 1e38, Swift.abs(x) < 1e4 {
          #expect(
            Swift.abs(single[i, j] - rounded) <= 3e-7 * Swift.max(Swift.abs(rounded), 0.1),
            "\(expression) in Float at \(x)")
        }
      }
    }
  }
}

/// Literals stay numbers beside Foundation, and expressions expressions.
@Test func literalsAreNotAmbiguous() throws {
  let root = sqrt(2)
  #expect(root * root - 2 < 1e-15 && pow(10, 2) == 100)
  let x = Expr.coordinate(.x)
  let value: Expr = sqrt(2) * x + sin(1) + exp(-x) * pow(x, 2)
  let result = try Program<Double>(values: [value], axes: [.x]).values(at: Tensor(rows: [[0]]))
  #expect(abs(result[0, 0] - Foundation.sin(1.0)) < 1e-15)
}
