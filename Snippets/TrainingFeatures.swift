// Stages, schedules, weightings, windows of time, stopping and reports: the code of Guides/Training.md.

import HeatEquations
import PINN
import PINNTestSupport
import ResidualAdaptiveSampling

let problem = try Problem(
  HeatEquation(diffusivity: 0.1), on: Interval(0...1).over(time: 0...1), points: 500,
  conditions: [
    .initial(.u, points: 50) { s in sin(.pi * s[.x]) },
    .dirichlet(.u, on: "x=0", "x=1", points: 50) { _ in 0 },
  ])
let training = try Training(problem, network: MLP(width: 12, depth: 2))

let stages: [Stage] = [
  .adam(steps: 200, learningRate: .cosine(initial: 1e-2, final: 1e-4, steps: 200)),
  .levenbergMarquardt(steps: 30),
]
let solution = try training.run(stages, budget: Budget(seconds: 30, tolerance: 1e-6))

let weighted = Stage.adam(steps: 300, learningRate: 2e-3)
  .weighting(.causal(slices: 16)).weighting(.gradientNorm())
print(try training.run([weighted]).loss)

let patient = Stage.adam(steps: 10_000, learningRate: 5e-3).stopping(patience: 200)
print(try training.run([patient, .lbfgs(steps: 100)]).end)

let spread = Stage.adam(steps: 300).resampling(every: 50)
let refined = Stage.lbfgs(steps: 100).refiningPoints(by: RAD(exponent: 2))
let grown = Stage.adam(steps: 300).resampling(every: 50, by: RAR())
print(try training.run([spread, grown, refined]).loss)

let marched = try training.run([.levenbergMarquardt(steps: 20)], windows: .count(2))
print(try marched.errors(against: .decayingSines(diffusivity: 0.1)))

let corrected = try solution.corrected()

print(solution.report)
if let heat = solution.report.residuals["heat"] { print(heat.training, heat.heldOut.rootMeanSquare) }

var finished = solution
finished.report = try solution.report(against: .decayingSines(diffusivity: 0.1))
let saved = try finished.snapshot()
print(saved.attributes.map(\.name))

/// Factors that make the roots of all terms' mean squares alike.
struct InverseSize: LossWeighting {
  let description = "inverse sizes"
  let every = 50
  private(set) var weights = LossWeights()

  func validate(axes: [Axis]) {}

  mutating func update(from loss: some LossParts) throws {
    let sizes = try loss.sources.flatMap { source in
      let residuals = try loss.residuals(of: source)
      return (0..<residuals.rowLength).map { k in
        residuals.column(k).reduce(0) { $0 + $1 * $1 / Double(residuals.count) }.squareRoot()
      }
    }
    weights.terms = sizes.map { 1 / max($0, 1e-6) }
  }

  mutating func carryState(through archive: inout OptimizerArchive) throws {
    try weights.carry(through: &archive)
  }
}

try checkLossWeighting(InverseSize())
