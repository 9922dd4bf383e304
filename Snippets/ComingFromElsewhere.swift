// A rod that loses heat as u^3, the problem that Guides/ComingFromElsewhere.md also states in DeepXDE and PyTorch: the code of
// that guide.

import PINN

/// u_t - k u_xx + u^3 = 0.
struct Rod: Equation {
  enum Unknown: String, UnknownName { case u }
  var diffusivity: Coefficient

  func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let u = s[.u]
    return ["rod": u[.t] - diffusivity.named("k") * u[.x, .x] + pow(u, 3)]
  }
}

let problem = try Problem(
  Rod(diffusivity: 0.1), on: Interval(0...1).over(time: 0...1), points: 1_000,
  conditions: [
    .dirichlet(.u, on: "x=0", "x=1", points: 100) { _ in 0 },
    .initial(.u, points: 100) { s in sin(.pi * s[.x]) },
  ])
let training = try Training(problem, network: MLP(width: 20, depth: 2))
let solution = try training.run(budget: .seconds(10))
print(solution.verdict)

let middle = try PointSet(axes: [.x, .t], points: Tensor(rows: [[0.5, 1]]))
print(try solution.values(at: middle)[.u] ?? [])

let usual: [Stage] = [
  .adam(steps: 5_000, learningRate: 1e-3),
  .lbfgs(steps: 1_000),
]
let other = try training.run(usual, budget: .seconds(10))
print(other.verdict)
