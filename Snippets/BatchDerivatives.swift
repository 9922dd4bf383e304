// Derivatives of a network of two outputs at a batch of points: the code of the README.

import PINN

let network = ParameterScope()
let y = concatenate(MLP(width: 20, depth: 4)([.coordinate(.x), .coordinate(.t)], outputs: 2, network))
let points = Tensor(rows: [[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]])
let theta = network.layout.initialValues(seed: 0)

let u = y[0]
let second = u[.x, .x]
let mixed = diff(u, .x, .x, .t)
let matrix = jacobian(y, over: .x, .t)  // [2][2]

let program = try Program<Double>(
  values: [second, mixed] + matrix.joined(), axes: [.x, .t], layout: network.layout)
let table = try program.values(at: points, parameters: theta)  // [3, 6]
print(table)
