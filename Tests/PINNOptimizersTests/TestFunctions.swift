// Test functions without any differential equation: sums of squares from Moré, Garbow & Hillstrom, "Testing unconstrained
// optimization software", ACM TOMS 7, 17-41 (1981), doi:10.1145/355934.355936, and objectives given as closures.

import Foundation
import PINNCore
import Synchronization

/// An objective from a closure that returns the value and writes the gradient; counts its evaluations.
final class ClosureObjective: Objective {
  let count: Int
  private let calls = Atomic(0)
  private let body: ([Double], inout [Double]) -> Double

  init(count: Int, _ body: @escaping ([Double], inout [Double]) -> Double) {
    self.count = count
    self.body = body
  }

  var evaluations: Int { calls.load(ordering: .relaxed) }

  func value(at x: [Double], gradient: inout [Double]) -> Double {
    calls.add(1, ordering: .relaxed)
    return body(x, &gradient)
  }

  /// sum_i r_i^2 with gradient 2 J^T r, from a function that returns each residual with its row of J.
  static func squares(_ count: Int, _ residuals: @escaping ([Double]) -> [(Double, [Double])]) -> ClosureObjective {
    ClosureObjective(count: count) { x, gradient in
      gradient = Array(repeating: 0, count: count)
      var value = 0.0
      for (r, row) in residuals(x) {
        value += r * r
        for j in 0..<count { gradient[j] += 2 * r * row[j] }
      }
      return value
    }
  }
}

/// A named function with its standard start.
struct TestFunction: Sendable, CustomStringConvertible {
  let name: String
  let start: [Double]
  let residuals: @Sendable ([Double]) -> [(Double, [Double])]

  var description: String { name }
  var objective: ClosureObjective { .squares(start.count, residuals) }

  static let all = [
    rosenbrock, freudensteinRoth, beale, bard, powell, wood, trigonometric, variablyDimensioned, helicalValley, box,
    kowalik,
    brownDennis, watson, chebyquad, broydenTridiagonal, penalty, discreteBoundary,
  ]

  static let rosenbrock = TestFunction(name: "rosenbrock", start: [-1.2, 1]) { x in
    [(10 * (x[1] - x[0] * x[0]), [-20 * x[0], 10]), (1 - x[0], [-1, 0])]
  }

  static let freudensteinRoth = TestFunction(name: "freudenstein_roth", start: [0.5, -2]) { x in
    let y = x[1]
    return [
      (-13 + x[0] + ((5 - y) * y - 2) * y, [1, 10 * y - 3 * y * y - 2]),
      (-29 + x[0] + ((y + 1) * y - 14) * y, [1, 3 * y * y + 2 * y - 14]),
    ]
  }

  static let beale = TestFunction(name: "beale", start: [1, 1]) { x in
    [1.5, 2.25, 2.625].enumerated().map { k, y in
      let i = Double(k + 1)
      return (y - x[0] * (1 - pow(x[1], i)), [pow(x[1], i) - 1, i * x[0] * pow(x[1], i - 1)])
    }
  }

  static let bard = TestFunction(name: "bard", start: [1, 1, 1]) { x in
    let y = [0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.10, 4.39]
    return (1...15).map { i in
      let (u, v) = (Double(i), Double(16 - i))
      let w = min(u, v)
      let denominator = v * x[1] + w * x[2]
      let slope = u / (denominator * denominator)
      return (y[i - 1] - (x[0] + u / denominator), [-1, slope * v, slope * w])
    }
  }

  /// The extended Powell singular function in 20 variables: its Hessian at the minimum is singular.
  static let powell = TestFunction(
    name: "powell", start: Array([Array](repeating: [3, -1, 0, 1], count: 5).joined())
  ) { x in
    stride(from: 0, to: x.count, by: 4).flatMap { k in
      let (a, b, c, d) = (x[k], x[k + 1], x[k + 2], x[k + 3])
      func row(_ entries: [Double]) -> [Double] {
        var row = Array(repeating: 0.0, count: x.count)
        row.replaceSubrange(k..<k + 4, with: entries)
        return row
      }
      return [
        (a + 10 * b, row([1, 10, 0, 0])),
        (5.squareRoot() * (c - d), row([0, 0, 5.squareRoot(), -5.squareRoot()])),
        ((b - 2 * c) * (b - 2 * c), row([0, 2 * (b - 2 * c), -4 * (b - 2 * c), 0])),
        (
          10.squareRoot() * (a - d) * (a - d),
          row([2 * 10.squareRoot() * (a - d), 0, 0, -2 * 10.squareRoot() * (a - d)])
        ),
      ]
    }
  }

  static let wood = TestFunction(name: "wood", start: [-3, -1, -3, -1]) { x in
    let (a, b) = (90.0.squareRoot(), 10.0.squareRoot())
    return [
      (10 * (x[1] - x[0] * x[0]), [-20 * x[0], 10, 0, 0]),
      (1 - x[0], [-1, 0, 0, 0]),
      (a * (x[3] - x[2] * x[2]), [0, 0, -2 * a * x[2], a]),
      (1 - x[2], [0, 0, -1, 0]),
      (b * (x[1] + x[3] - 2), [0, b, 0, b]),
      ((x[1] - x[3]) / b, [0, 1 / b, 0, -1 / b]),
    ]
  }

  static let trigonometric = TestFunction(name: "trigonometric", start: Array(repeating: 0.1, count: 10)) { x in
    let n = x.count
    let cosines = x.reduce(0) { $0 + cos($1) }
    return (0..<n).map { i in
      let k = Double(i + 1)
      var row = x.map { sin($0) }
      row[i] += k * sin(x[i]) - cos(x[i])
      return (Double(n) - cosines + k * (1 - cos(x[i])) - sin(x[i]), row)
    }
  }

  static let variablyDimensioned = TestFunction(
    name: "variably_dimensioned", start: (1...10).map { 1 - Double($0) / 10 }
  ) { x in
    let n = x.count
    let s = (0..<n).reduce(0) { $0 + Double($1 + 1) * (x[$1] - 1) }
    let unit = (0..<n).map { i in (x[i] - 1, (0..<n).map { $0 == i ? 1.0 : 0 }) }
    return unit + [(s, (1...n).map(Double.init)), (s * s, (1...n).map { 2 * s * Double($0) })]
  }
}
