// The default recipe and its parts: the code of Guides/Recipe.md.

import HeatEquations
import PINN
import ResidualAdaptiveSampling

let problem = try Problem(
  HeatEquation(diffusivity: 0.1), on: Interval(0...1).over(time: 0...1), points: 500,
  conditions: [
    .initial(.u, points: 100) { s in sin(.pi * s[.x]) },
    .dirichlet(.u, on: "x=0", "x=1", points: 100) { _ in 0 },
  ])
let training = try Training(problem, network: MLP(width: 10, depth: 2))

let solution = try training.run(budget: .seconds(20))
print(solution.end)
for residual in solution.heldOut { print(residual.name, residual.rootMeanSquare, residual.maximum) }

let quick = try training.run(budget: Budget(seconds: 20, tolerance: 1e-4))
print(quick.end)

var points = PointSchedule(every: 10, sampler: RAD(exponent: 2))
points.rowsPerParameter = [0.5, 2]
let stage = Stage.levenbergMarquardt(steps: 100).drawing(points)
let other = try training.run([.adam(steps: 50), stage])
print(other.end)
