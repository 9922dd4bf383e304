// Coefficients, fields and families of solutions: the code of Guides/InverseProblems.md.

import HeatEquations
import PINN

let rod = try Interval(0...1).over(time: 0...1)
let exact = try ReferenceSolution.decayingSines(diffusivity: 0.1)

var measured = try Grid(over: rod, count: 15).points(over: [.x, .t])
measured.data["u"] = try exact.values(of: .u, at: measured)
measured = try measured.addingNoise(0.01, to: "u")

let diffusivity = Coefficient.trainable("log k", initial: 1, scale: .logarithmic)
let problem = try Problem(
  HeatEquation(diffusivity: diffusivity), on: rod, points: 500, conditions: [.data(.u, at: measured)])
let training = try Training(problem, network: MLP(width: 12, depth: 2))
let solution = try training.run(budget: .seconds(5))
for estimate in try solution.standardErrors { print(estimate) }  // diffusivity = 0.1 +- 0.0005

let h = Coefficient.trainable("h", initial: 1, scale: .logarithmic)
let cooled = try Problem(
  HeatEquation(diffusivity: 0.1), on: rod, points: 500,
  conditions: [.robin(.u, a: h, on: "x=1", points: 50) { _ in 0 }, .data(.u, at: measured)])
print(try Training(cooled, network: MLP(width: 12, depth: 2)).loss.layout.blocks.last?.name ?? "")  // h

/// (k u_x)_x = 0 in a medium whose conductivity k is a field to be found.
struct Conduction: Equation {
  enum Unknown: String, UnknownName { case u, k }
  func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    ["conduction": (s[.k] * s[.u][.x])[.x]]
  }
}

var potential = try Grid(over: Interval(0...1), count: 30).points(over: [.x])
let known = ReferenceSolution<Conduction.Unknown>(
  name: "exact", closedForm: [.u: log(1 + .coordinate(.x)), .k: 1 + .coordinate(.x)])
potential.data["u"] = try known.values(of: .u, at: potential)
let medium = try Problem(
  Conduction(), on: Interval(0...1), points: 60,
  conditions: [.data(.u, at: potential), .point(.k, at: [.x: 0]) { _ in 1 }])
let field = try Training(medium, network: SeparateNetworks(MLP(width: 8, depth: 1))).run(budget: .seconds(5))
print(try field.errors(against: known))

let materials = try Box([(.x, 0...1), ("k", 0.05...0.5)]).over(time: 0...1)
let family = try Problem(
  HeatEquation(diffusivity: .along("k")), on: materials, points: 1_000, conditions: [],
  enforced: [
    .initial(.u) { s in sin(.pi * s[.x]) },
    .dirichlet(.u, on: "x=0", "x=1") { _ in 0 },
  ])
let all = try Training(family, network: MLP(width: 16, depth: 2)).run(budget: .seconds(5))
let one = try PointSet(axes: [.x, "k", .t], points: Tensor(rows: [[0.5, 0.1, 1], [0.5, 0.4, 1]]))
print(try all.values(at: one)[.u] ?? [])  // exp(-0.1 pi^2) = 0.3727 and exp(-0.4 pi^2) = 0.0193
