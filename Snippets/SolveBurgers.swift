// Burgers' equation with u(x, 0) = -sin(pi x), from the law to a file.

import BurgersEquations
import PINN
import PINNHDF5

let problem = try Problem(
  BurgersEquation(viscosity: 0.01 / .pi), on: Interval(-1...1).over(time: 0...1), points: 2_000,
  conditions: [
    .initial(.u, points: 200) { s in -sin(.pi * s[.x]) },
    .dirichlet(.u, on: "x=-1", "x=1", points: 200) { _ in 0 },
  ])
let training = try Training(problem, network: MLP(width: 20, depth: 4))
print(training)

let solution = try training.run(budget: .seconds(60), observers: [ProgressLine()])
let errors = try solution.errors(against: .coleHopf(viscosity: 0.01 / .pi))
print(errors)
try HDF5Writer(path: "burgers.h5", force: true).write(solution.snapshot(errors: errors))
