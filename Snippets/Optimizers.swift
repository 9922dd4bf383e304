// Choosing, profiling and adding optimisers: the code of Guides/Optimizers.md.

import HeatEquations
import PINN
import PINNTestSupport

let problem = try Problem(
  HeatEquation(diffusivity: 0.1), on: Interval(0...1).over(time: 0...1), points: 500,
  conditions: [
    .initial(.u, points: 50) { s in sin(.pi * s[.x]) },
    .dirichlet(.u, on: "x=0", "x=1", points: 50) { _ in 0 },
  ])
let training = try Training(problem, network: MLP(width: 12, depth: 2))
let solution = try training.run([
  .adam(steps: 200), .optimizer(DenseQuasiNewton(.ssbroyden), steps: 300),
])
print(solution.loss)

/// f(x) = (x_1 - 3)^2 + 10 (x_2 - x_1^2)^2.
struct Valley: Objective {
  let count = 2

  func value(at x: [Double], gradient: inout [Double]) -> Double {
    let (a, b) = (x[0] - 3, x[1] - x[0] * x[0])
    gradient = [2 * a - 40 * x[0] * b, 20 * b]
    return a * a + 10 * b * b
  }
}

var optimizer = LBFGS()
optimizer.start(at: [0, 0])
while optimizer.step(on: Valley()) == .advanced {}
print(optimizer.position, optimizer.value, optimizer.evaluations)  // close to [3, 9]

let matrices = training.loss.layout.blocks.filter { $0.columns > 1 }
  .map { MatrixBlock(offset: $0.offset, rows: $0.rows, columns: $0.columns) }
let soap = Adam.soap(matrices: matrices, learningRate: .cosine(initial: 3e-3, final: 1e-5, steps: 2_000))
print(soap.name)

/// Barzilai & Borwein's step lengths, IMA J. Numer. Anal. 8 (1988) 141-148, doi:10.1093/imanum/8.1.141.
struct BarzilaiBorwein: Optimizer {
  let name = "Barzilai-Borwein"
  private(set) var position: [Double] = []
  private(set) var value = Double.nan
  private(set) var evaluations = 0
  private var gradient: [Double] = []
  private var rate = 1e-3

  func validate() {}

  mutating func start(at x: [Double]) {
    position = x
    value = .nan
    evaluations = 0
    rate = 1e-3
    gradient = Array(repeating: 0, count: x.count)
  }

  mutating func carryState(through archive: inout OptimizerArchive) throws {
    try archive.carry("position", &position)
    try archive.carry("value", &value)
    try archive.carry("evaluations", &evaluations)
    try archive.carry("gradient", &gradient)
    try archive.carry("rate", &rate)
  }

  mutating func step(on objective: some Objective) -> StepOutcome {
    if value.isNaN {
      value = objective.value(at: position, gradient: &gradient)
      evaluations += 1
      guard value.isFinite else {
        value = .nan
        return .failed(.notFinite)
      }
    }
    if gradient.allSatisfy({ abs($0) < 1e-10 }) { return .converged(.smallGradient) }
    let trial = zip(position, gradient).map { $0 - rate * $1 }
    var next = gradient
    let trialValue = objective.value(at: trial, gradient: &next)
    evaluations += 1
    guard trialValue.isFinite else { return .failed(.notFinite) }
    let (s, y) = (zip(trial, position).map(-), zip(next, gradient).map(-))
    let (ss, sy) = (zip(s, s).map(*).reduce(0, +), zip(s, y).map(*).reduce(0, +))
    rate = sy > 0 ? ss / sy : 1e-3
    (position, value, gradient) = (trial, trialValue, next)
    return .advanced
  }
}

try checkOptimizer(BarzilaiBorwein())
