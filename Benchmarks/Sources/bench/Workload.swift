// The workloads: tanh networks, uniform random points that stay fixed, one training step each (loss, gradient, Adam update),
// or one evaluation of derivatives where the name says so.

import PINNAutodiff
import PINNTensor

/// A network, what is computed with it, and how many points.
struct Workload: Sendable {
  let name: String
  let points: Int
  let axes: [Axis]
  let layers: [Int]
  /// The ranges of the coordinates.
  let ranges: [ClosedRange<Double>]
  /// Boundary and initial points, with a Dirichlet residual.
  var boundaryPoints = 0
  var activation: @Sendable (Expr) -> Expr = { tanh($0) }
  /// Residuals of the network's outputs: their squares are summed. Empty for a workload of values.
  var residuals: @Sendable ([Expr]) -> [Expr] = { _ in [] }
  /// Values to evaluate in place of a training step.
  var values: (@Sendable ([Expr]) -> [Expr])?
  /// Whether the rows of the residuals' Jacobian are computed in place of a training step (in double precision), and whether
  /// its Gram matrix and the Cholesky factor of that follow.
  var rows = false, gram = false
  /// Whether a step includes the Adam update.
  var updates = true

  func with(points: Int) -> Workload {
    Workload(
      name: name, points: points, axes: axes, layers: layers, ranges: ranges, boundaryPoints: boundaryPoints,
      activation: activation, residuals: residuals, values: values, rows: rows, gram: gram, updates: updates)
  }

  /// The network as expressions, with its parameters in `scope`.
  func network(_ scope: ParameterScope) -> [Expr] {
    var h = concatenate(axes.map { Expr.coordinate($0) })
    for (i, width) in layers.dropFirst().dropLast().enumerated() {
      h = activation(scope.affine("layer \(i + 1)", h, outputs: width))
    }
    return scope.affine("output", h, outputs: layers.last!).components
  }

  /// Uniform points [count, axes.count].
  func uniformPoints(_ count: Int, for key: StreamKey) -> Tensor<Double> {
    var rng = RandomStream(seed: 2, for: key)
    return Tensor(
      rows: (0..<count).map { _ in
        ranges.map { $0.lowerBound + ($0.upperBound - $0.lowerBound) * rng.uniform() }
      })
  }
}

private func mlp(_ inputs: Int, _ width: Int, _ depth: Int, _ outputs: Int) -> [Int] {
  [inputs] + Array(repeating: width, count: depth) + [outputs]
}

private func navierStokes(_ name: String, width: Int, depth: Int, points: Int) -> Workload {
  Workload(
    name: name, points: points, axes: [.x, .y, .t], layers: mlp(3, width, depth, 3), ranges: [0...1, 0...1, 0...1],
    residuals: { o in
      let (u, v, p) = (o[0], o[1], o[2])
      return [
        u[.t] + u * u[.x] + v * u[.y] + p[.x] - 0.01 * laplacian(u, over: .x, .y),
        v[.t] + u * v[.x] + v * v[.y] + p[.y] - 0.01 * laplacian(v, over: .x, .y),
        u[.x] + v[.y],
      ]
    })
}

let workloads: [Workload] = [
  Workload(
    name: "heat", points: 1_000, axes: [.x, .t], layers: mlp(2, 32, 2, 1), ranges: [0...1, 0...1], boundaryPoints: 200,
    residuals: { o in [o[0][.t] - 0.05 * o[0][.x, .x]] }),
  Workload(
    name: "heat-sigmoid", points: 1_000, axes: [.x, .t], layers: mlp(2, 32, 2, 1), ranges: [0...1, 0...1],
    boundaryPoints: 200, activation: { sigmoid($0) }, residuals: { o in [o[0][.t] - 0.05 * o[0][.x, .x]] }),
  Workload(
    name: "burgers", points: 10_000, axes: [.x, .t], layers: mlp(2, 20, 8, 1), ranges: [-1...1, 0...1],
    boundaryPoints: 100,
    residuals: { o in [o[0][.t] + o[0] * o[0][.x] - (0.01 / Double.pi) * o[0][.x, .x]] }),
  navierStokes("navier-stokes", width: 50, depth: 5, points: 5_000),
  navierStokes("navier-stokes-128", width: 128, depth: 4, points: 4_096),
  navierStokes("navier-stokes-256", width: 256, depth: 4, points: 4_096),
  Workload(
    name: "kdv", points: 2_000, axes: [.x, .t], layers: mlp(2, 32, 4, 1), ranges: [0...1, 0...1],
    residuals: { o in [o[0][.t] + o[0] * o[0][.x] + 0.0025 * o[0][.x, .x, .x]] }, updates: false),
  Workload(
    name: "biharmonic", points: 2_000, axes: [.x, .y], layers: mlp(2, 32, 4, 1), ranges: [0...1, 0...1],
    residuals: { o in
      let u = o[0]
      let source = sin(.pi * .coordinate(.x)) * sin(.pi * .coordinate(.y))
      return [u[.x, .x, .x, .x] + 2 * u[.x, .x, .y, .y] + u[.y, .y, .y, .y] - source]
    }, updates: false),
  Workload(
    name: "derivatives", points: 100_000, axes: [.x, .t], layers: mlp(2, 20, 8, 1), ranges: [-1...1, 0...1],
    values: { o in [o[0], o[0][.x], o[0][.t], o[0][.x, .x]] }),
  Workload(
    name: "jacobian", points: 100_000, axes: [.x], layers: mlp(1, 32, 2, 2), ranges: [0...1],
    values: { o in [o[0][.x], o[1][.x]] }),
  rows("rows", points: 1_000, gram: false),
  rows("rows-gram", points: 3_000, gram: true),
]

private func rows(_ name: String, points: Int, gram: Bool) -> Workload {
  Workload(
    name: name, points: points, axes: [.x, .t], layers: mlp(2, 32, 3, 1), ranges: [0...1, 0...1],
    residuals: { o in [o[0][.t] - 0.05 * o[0][.x, .x]] }, rows: true, gram: gram)
}
