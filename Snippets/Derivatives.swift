// The code of Guides/Derivatives.md: derivatives by coordinates, by parameters and along a direction of them.

import PINNAutodiff
import PINNTensor

// snippet.point
let scope = ParameterScope()
let z = concatenate([.coordinate(.x), .coordinate(.t)])
let hidden = tanh(scope.affine("hidden", z, outputs: 32))
let y = scope.affine("output", hidden, outputs: 2)
let u = y[0]

let theta = scope.layout.initialValues(seed: 0)
let points = Tensor(rows: [[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]])
let program = try Program<Double>(
  values: [u, u[.x], u[.t], u[.x, .x], u[.x, .x, .t]], axes: [.x, .t], layout: scope.layout)
let table = try program.values(at: points, parameters: theta)  // [3, 5]
// snippet.end

// snippet.batch
let slopes = try Program<Double>(values: y[.x].components, axes: [.x, .t], layout: scope.layout)
  .values(at: points, parameters: theta)  // [3, 2], none of the 3 x 3 zeros
// snippet.end

// snippet.residual
let k = 0.1
let residual = u[.t] - k * u[.x, .x]
// snippet.end

// snippet.modes
for mode: DerivativeMode in [.nestedReverse, .nestedForward, .taylor, .collapsed, .automatic] {
  let heat = diff(u, .t, mode: mode) - k * diff(u, .x, .x, mode: mode)
  print(mode, try Program<Double>(values: [heat], axes: [.x, .t], layout: scope.layout).plan)
}
// snippet.end

// snippet.gradient
let step = try Program<Double>(sums: [residual * residual], gradient: true, axes: [.x, .t], layout: scope.layout)
let executor = Executor([try step.bind(points)], threads: 2)
let mean = 1 / Double(points.count)
var gradient: [Double]? = Array(repeating: 0, count: theta.count)
let loss = mean * executor.evaluate(weights: [[mean]], parameters: theta, gradient: &gradient)[0][0]
// snippet.end

// snippet.pullback
let ux = pullback([u], cotangents: [1], along: .x)  // what backward(torch.ones_like(u)) leaves in x.grad
// snippet.end

// snippet.direction
let along = try Program<Double>(
  values: [residual[.theta], residual[.theta, .theta]], axes: [.x, .t], layout: scope.layout)
let direction = scope.layout.initialValues(seed: 1)
let curves = try along.values(at: points, parameters: theta, direction: direction)  // [3, 2]
// snippet.end
