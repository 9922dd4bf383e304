// The loss as a function of numbers, for a loop or an optimiser of your own: the code of Guides/OwnLoop.md.

import HeatEquations
import PINN
import ResidualAdaptiveSampling

let problem = try Problem(
  HeatEquation(diffusivity: 0.1), on: Interval(0...1).over(time: 0...1), points: 500,
  conditions: [
    .initial(.u, points: 50) { s in sin(.pi * s[.x]) },
    .dirichlet(.u, on: "x=0", "x=1", points: 50) { _ in 0 },
  ])
let network = MLP(width: 12, depth: 2)

let loss = try Loss(problem, network: network)
var theta = loss.initialParameters
var velocity = Array(repeating: 0.0, count: loss.count)
var gradient = velocity
for step in 1...2_000 {
  let value = loss.value(at: theta, gradient: &gradient)
  for i in theta.indices {
    velocity[i] = 0.9 * velocity[i] - 1e-3 * gradient[i]
    theta[i] += velocity[i]
  }
  if step.isMultiple(of: 500) { print(step, value) }
}

let first = try Solution(theta, of: problem, network: network)
print(try first.report(against: .decayingSines(diffusivity: 0.1)))

var optimizer = LevenbergMarquardt()
optimizer.start(at: theta)
for drawing in 1...20 as ClosedRange<UInt32> {
  try loss.drawPoints(drawing, rowsPerParameter: 2, by: RAD(), at: optimizer.position)
  optimizer.objectiveChanged()
  guard optimizer.step(on: loss) == .advanced else { break }
}
print(optimizer.value)

let now = loss.evaluate(at: optimizer.position)
print(zip(loss.termNames, now.terms).map { "\($0): \($1)" })
print(try loss.residuals("heat", at: optimizer.position).count)
for residual in try loss.heldOutResiduals(at: optimizer.position) {
  print(residual.name, residual.rootMeanSquare, residual.maximum, residual.place)
}

/// J^T J of all residuals, [n, n], row by row.
func gaussNewtonMatrix(_ loss: Loss, at theta: [Double]) -> [Double] {
  let n = loss.count
  var matrix = Array(repeating: 0.0, count: n * n)
  loss.forEachSlab(at: theta) { slab in
    for p in 0..<n {
      for q in 0..<n {
        let (a, b) = (slab.transposed + p * slab.stride, slab.transposed + q * slab.stride)
        for i in 0..<slab.count { matrix[p * n + q] += a[i] * b[i] }
      }
    }
  }
  return matrix
}
print(gaussNewtonMatrix(loss, at: optimizer.position)[0])
