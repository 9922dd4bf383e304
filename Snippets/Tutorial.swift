// A rod that cools, from its law to a coefficient found from measurements: the code of Guides/Tutorial.md.

import PINN
import PINNHDF5
import PINNPlots

/// u_t - k u_xx + h u = 0: a rod that conducts heat and loses some to the air all along.
struct CoolingRod: Equation {
  /// The temperature u above that of the air.
  enum Unknown: String, UnknownName { case u }

  /// The diffusivity k, in length^2 / time.
  var diffusivity: Coefficient
  /// The rate h of the loss, in 1 / time.
  var loss: Coefficient

  func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let u = s[.u]
    return ["rod": u[.t] - diffusivity.named("k") * u[.x, .x] + loss.named("h") * u]
  }
}

let domain = try Interval(0...1).over(time: 0...2)
let conditions: [Condition<CoolingRod.Unknown>] = [
  .initial(.u, points: 50) { s in sin(.pi * s[.x]) },
  .dirichlet(.u, on: "x=0", "x=1", points: 50) { _ in 0 },
]
let rod = CoolingRod(diffusivity: 0.05, loss: 0.7)
let problem = try Problem(rod, on: domain, points: 500, conditions: conditions)
let network = MLP(width: 16, depth: 2)
let training = try Training(problem, network: network)
print(training)

let budget = Budget(steps: 200, tolerance: 1e-5)
let solution = try training.run(budget: budget, observers: [ProgressLine()])

print(solution.verdict)
for residual in solution.heldOut {
  print(residual.name, residual.rootMeanSquare, "at most", residual.maximum, "at", residual.place)
}
for finding in try solution.diagnosis { print("note:", finding) }

let rate = 0.05 * Double.pi * Double.pi + 0.7
let exact = ReferenceSolution<CoolingRod.Unknown>(
  name: "exact", closedForm: [.u: exp(-rate * Expr.coordinate(.t)) * sin(.pi * Expr.coordinate(.x))])
print(try solution.errors(against: exact))

let fields = try solution.adding(reference: exact, to: solution.snapshot())
try FieldMap(fields, "u").write(to: "rod.png", force: true)
try LinePlot(fields, "u", along: .x, at: .t, [0, 0.5, 1, 2]).write(to: "slices.png", force: true)
try HDF5Writer(path: "rod.h5", force: true).write(fields)

/// u_t - k u_xx + s u^4 = 0: the same rod where it loses heat by radiation.
struct GlowingRod: Equation {
  /// The absolute temperature u, relative to the hottest at the start.
  enum Unknown: String, UnknownName { case u }

  /// The diffusivity k, in length^2 / time.
  var diffusivity: Coefficient
  /// The strength s of the radiation, in 1 / time.
  var radiation: Coefficient

  func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let u = s[.u]
    return ["rod": u[.t] - diffusivity.named("k") * u[.x, .x] + radiation.named("s") * pow(u, 4)]
  }
}

let glowing = try Problem(
  GlowingRod(diffusivity: 0.05, radiation: 0.7), on: domain, points: 500,
  conditions: [
    .initial(.u, points: 50) { s in 0.5 + 0.5 * cos(.pi * s[.x]) },
    .neumann(.u, on: "x=0", "x=1", points: 50) { _ in 0 },
  ])
let answers = try [1, 2].map { (seed: UInt64) in
  let solution = try Training(glowing, network: network, seed: seed).run(budget: budget)
  return try solution.values(at: Grid(over: domain, count: 50).points(over: [.x, .t]))[.u] ?? []
}
print("two seeds differ by", relativeL2Error(answers[0], answers[1]))

var readings = try Grid([(.x, [0.25, 0.5, 0.75]), (.t, [0.1, 0.5, 1, 1.5])]).points(over: [.x, .t])
readings.data["u"] = try exact.values(of: .u, at: readings)
readings = try readings.addingNoise(0.01, to: "u")

let unknown = CoolingRod(diffusivity: 0.05, loss: .trainable("h", initial: 0.1))
let inverse = try Problem(unknown, on: domain, points: 500, conditions: conditions + [.data(.u, at: readings)])
let search = try Training(inverse, network: network)
let found = try search.run(budget: budget)
for estimate in try found.standardErrors { print(estimate) }
