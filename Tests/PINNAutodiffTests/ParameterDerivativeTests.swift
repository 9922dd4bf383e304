// Derivatives in parameter space: rows of the Jacobian, its products from both sides, second derivatives along a direction,
// each against an independent route.

import Foundation
import PINNAutodiff
import PINNTensor
import Testing

private let axes: [Axis] = [.x, .t]

/// A small network with a trainable coefficient and its two residuals.
private struct Model {
  let scope = ParameterScope()
  let residuals: [Expr]

  init() {
    let input = concatenate([.coordinate(.x), 2 * .coordinate(.t) - 1])
    let first = tanh(scope.affine("first", input, outputs: 6))
    let second = sigmoid(scope.affine("second", first, outputs: 5) + scope.vector("shift", width: 5, .constant(0.2)))
    let u = scope.affine("output", second, outputs: 1)
    let nu = scope.vector("nu", width: 1, .constant(0.3))
    residuals = [u[.t] + u * u[.x] - nu * u[.x, .x], u - sin(.coordinate(.x))]
  }

  var theta: [Double] { scope.layout.initialValues(seed: 4) }
  var direction: [Double] {
    var rng = RandomStream(seed: 9, for: "test")
    return (0..<scope.layout.count).map { _ in rng.normal() }
  }
}

private func points(_ count: Int) -> Tensor<Double> {
  var rng = RandomStream(seed: 1, for: "test")
  return Tensor(rows: (0..<count).map { _ in [2 * rng.uniform() - 1, rng.uniform()] })
}

@Suite struct ParameterDerivativeTests {
  /// All rows by the executor, [residual * count + point][parameter], assembled from slabs.
  private func rows(
    _ model: Model, count: Int, slab: Int, threads: Int, weights: [Double]
  ) throws -> (residuals: [Double], jacobian: [[Double]]) {
    let program = try Program<Double>(rows: model.residuals, axes: axes, layout: model.scope.layout)
    let executor = Executor([try program.bind(points(count))], threads: threads)
    var residuals = [Double](repeating: .nan, count: 2 * count)
    var jacobian = [[Double]](repeating: [Double](repeating: .nan, count: program.layout.count), count: 2 * count)
    for slab in executor.slabs(rows: slab) {
      let stride = slab.count + 3
      var r = [Double](repeating: .nan, count: slab.count)
      var j = [Double](repeating: .nan, count: program.layout.count * stride)
      r.withUnsafeMutableBufferPointer { r in
        j.withUnsafeMutableBufferPointer { j in
          executor.evaluate(
            slab, weights: [weights], parameters: model.theta, residuals: r.baseAddress!, jacobian: j.baseAddress!,
            stride: stride)
        }
      }
      for k in 0..<2 {
        for (i, point) in slab.points.enumerated() {
          residuals[k * count + point] = r[k * slab.points.count + i]
          for p in 0..<program.layout.count {
            jacobian[k * count + point][p] = j[p * stride + k * slab.points.count + i]
          }
        }
      }
    }
    return (residuals, jacobian)
  }

  @Test(arguments: [(1, 1, 1), (100, 1_000_000, 1), (300, 128, 2), (701, 500, 4)])
  func rowsAgreeWithDifferenceQuotients(_ count: Int, _ slab: Int, _ threads: Int) throws {
    let model = Model()
    let weights = [1.5, 0.5]
    let (residuals, jacobian) = try rows(model, count: count, slab: slab, threads: threads, weights: weights)
    let values = try Program<Double>(values: model.residuals, axes: axes, layout: model.scope.layout)
    let at = points(count)
    let base = try values.values(at: at, parameters: model.theta)
    let h = 1e-6
    for p in stride(from: 0, to: model.theta.count, by: 3) {
      var (up, down) = (model.theta, model.theta)
      up[p] += h
      down[p] -= h
      let (a, b) = (try values.values(at: at, parameters: up), try values.values(at: at, parameters: down))
      for k in 0..<2 {
        for i in 0..<count {
          let quotient = weights[k] * (a[i, k] - b[i, k]) / (2 * h)
          #expect(Swift.abs(jacobian[k * count + i][p] - quotient) < 1e-7 * (1 + Swift.abs(quotient)))
        }
      }
    }
    for k in 0..<2 {
      for i in 0..<count { #expect(Swift.abs(residuals[k * count + i] - weights[k] * base[i, k]) < 1e-14) }
    }
  }

  /// J v by forward mode, by reverse mode and by the rows; v^T J^T c by the gradient of a weighted sum.
  @Test func productsFromBothSidesAgree() throws {
    let model = Model()
    let count = 90
    let at = points(count)
    let (_, jacobian) = try rows(model, count: count, slab: 64, threads: 1, weights: [1, 1])
    let forward = model.residuals.map { $0[.theta] }
    let reverse = model.residuals.map { diff($0, .theta, mode: .nestedReverse) }
    let pulled = model.residuals.map { pullback([$0], cotangents: [1], along: .theta) }
    let products = try Program<Double>(values: forward + reverse + pulled, axes: axes, layout: model.scope.layout)
      .values(at: at, parameters: model.theta, direction: model.direction)
    var rng = RandomStream(seed: 3, for: "test")
    let c = (0..<count).map { _ in rng.normal() }
    let sum = try Program<Double>(
      sums: [.datum("c") * model.residuals[0]], gradient: true, axes: axes, data: ["c"], layout: model.scope.layout)
    var gradient: [Double]? = Array(repeating: 0, count: model.theta.count)
    _ = Program.evaluate(
      [try sum.bind(at, data: ["c": c])], weights: [[1]], parameters: model.theta, gradient: &gradient, threads: 1)
    for i in 0..<count {
      for k in 0..<2 {
        let expected = zip(jacobian[k * count + i], model.direction).reduce(0) { $0 + $1.0 * $1.1 }
        for mode in 0..<3 {
          #expect(Swift.abs(products[i, 2 * mode + k] - expected) < 1e-11 * (1 + Swift.abs(expected)))
        }
      }
    }
    for p in model.theta.indices {
      let expected = (0..<count).reduce(0) { $0 + c[$1] * jacobian[$1][p] }
      #expect(Swift.abs(gradient![p] - expected) < 1e-11 * (1 + Swift.abs(expected)))
    }
  }

  /// d^2/ds^2 r(theta + s v), the curvature of geodesic acceleration.
  @Test func secondDerivativeAlongADirection() throws {
    let model = Model()
    let at = points(40)
    let values = try Program<Double>(values: model.residuals, axes: axes, layout: model.scope.layout)
    let second = try Program<Double>(
      values: model.residuals.map { $0[.theta, .theta] }, axes: axes, layout: model.scope.layout
    ).values(at: at, parameters: model.theta, direction: model.direction)
    func shifted(_ s: Double) throws -> Tensor<Double> {
      try values.values(at: at, parameters: zip(model.theta, model.direction).map { $0 + s * $1 })
    }
    let h = 1e-3
    let (p1, p2, m1, m2, zero) = (
      try shifted(h), try shifted(2 * h), try shifted(-h), try shifted(-2 * h), try shifted(0)
    )
    for i in 0..<40 {
      for k in 0..<2 {
        let quotient = (16 * (p1[i, k] + m1[i, k]) - (p2[i, k] + m2[i, k]) - 30 * zero[i, k]) / (12 * h * h)
        #expect(Swift.abs(second[i, k] - quotient) < 1e-6 * (1 + Swift.abs(quotient)))
      }
    }
  }
}

@Suite struct ModeTests {
  /// A network of two inputs and two outputs, every derivative in every mode.
  @Test func allModesAgree() throws {
    let scope = ParameterScope()
    let input = concatenate([.coordinate(.x), .coordinate(.t)])
    let hidden = swish(scope.affine("2", tanh(scope.affine("1", input, outputs: 8)), outputs: 8))
    let y = scope.affine("3", hidden, outputs: 2)
    let directions: [[Axis]] = [[.x], [.t, .x], [.x, .x, .t], [.x, .x, .t, .t]]
    let modes: [DerivativeMode] = [.automatic, .taylor, .collapsed, .nestedForward, .nestedReverse]
    for along in directions {
      let values = modes.flatMap { mode in diff(y, along, mode: mode).components }
      let result = try Program<Double>(values: values, axes: [.x, .t], layout: scope.layout)
        .values(at: points(20), parameters: scope.layout.initialValues(seed: 2))
      for i in 0..<20 {
        for column in values.indices {
          #expect(Swift.abs(result[i, column] - result[i, column % 2]) < 1e-12, "\(along) \(modes[column / 2])")
        }
      }
    }
  }

  @Test func operatorsAreTheirDefinitions() throws {
    let (x, y, z) = (Expr.coordinate(.x), Expr.coordinate(.y), Expr.coordinate(.z))
    let u = sin(x) * cos(2 * y) * exp(z), v = x * y * z, w = x * x * y - tanh(z)
    let rotation = curl([u, v, w])
    let table: [(Expr, Expr)] = [
      (rotation[0], w[.y] - v[.z]), (rotation[1], u[.z] - w[.x]), (rotation[2], v[.x] - u[.y]),
      (planeCurl(u, v), v[.x] - u[.y]), (divergence(rotation, over: [.x, .y, .z]), 0 * x),
      (laplacian(u, over: .x, .y, .z), -4 * u), (biLaplacian(u, over: .x, .y, .z), 16 * u),
      (directionalDerivative(v, along: [.x: 2, .z: -1]), 2 * y * z - x * y),
      (gradient(v, over: .x, .y, .z)[1], x * z), (hessian(v, over: .x, .y, .z)[0][2], y),
      (jacobian(concatenate([u, v]), over: .x, .z)[1][1], x * y),
      (pullback([v, w], cotangents: [x, 2], along: .y), x * x * z + 2 * x * x),
    ]
    var rng = RandomStream(seed: 8, for: "test")
    let at = Tensor(rows: (0..<10).map { _ in (0..<3).map { _ in rng.uniform() } })
    let result = try Program<Double>(values: table.flatMap { [$0.0, $0.1] }, axes: [.x, .y, .z]).values(at: at)
    for i in 0..<10 {
      for (k, row) in table.enumerated() {
        #expect(Swift.abs(result[i, 2 * k] - result[i, 2 * k + 1]) < 1e-12, "\(row.0)")
      }
    }
  }
}
