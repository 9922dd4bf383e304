// All kinds of conditions, as terms of the loss and by construction: the code of Guides/Conditions.md.

import HeatEquations
import PINN
import PoissonEquations
import TensorGridSampling

typealias Heat = Condition<HeatEquation.Unknown>
let rod = try Interval(0...1).over(time: 0...1)

let conditions: [Heat] = [
  .initial(.u, points: 60) { s in sin(.pi * s[.x]) },
  .dirichlet(.u, on: "x=0", points: 40) { _ in 0 },
  .neumann(.u, on: "x=1", points: 40) { s in exp(-s[.t]) },
]
let losing = Heat.robin(.u, a: 2, on: "x=1", points: 40) { _ in 0 }
let ring = Heat.periodic(along: .x, [.u], points: 40)

let center = Heat.law("center", on: "final", points: 20) { s in ["symmetry": s[.u][.x] * (s[.x] - 0.5)] }

let mass = try Heat.integral(
  "mass", over: Interval(0...1), by: TensorGrid(.gaussLegendre), nodes: 12, points: 30
) { s in
  s[.u]
} equals: { s in
  2 / Double.pi * exp(-0.1 * Double.pi * Double.pi * s[.t])
}

let measured = try PointSet(
  axes: [.x, .t], points: Tensor(rows: [[0.5, 0.1], [0.5, 0.2]]), data: ["u": [0.91, 0.82]])
let sensor = Heat.data(.u, at: measured)
print((conditions + [losing, ring, center, mass, sensor]).map(\.name))

let enforced = try Problem(
  HeatEquation(diffusivity: 0.1), on: rod, points: 500, conditions: [],
  enforced: [
    .initial(.u) { s in sin(.pi * s[.x]) },
    .dirichlet(.u, on: "x=0", "x=1") { _ in 0 },
  ])
let solution = try Training(enforced, network: MLP(width: 16, depth: 2)).run(budget: .seconds(5))
print(try solution.errors(against: .decayingSines(diffusivity: 0.1)))

/// Heat flows through an inner disk that conducts ten times better than the plate around it: one unknown for each.
struct TwoMaterials: Equation {
  enum Unknown: String, UnknownName { case inner, outer }
  func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    ["inner": laplacian(s[.inner], over: .x, .y), "outer": laplacian(s[.outer], over: .x, .y)]
  }
}

let plate = try Box(x: -1...1, y: -1...1)
let disk = try Ball(center: [0, 0], radius: 0.5)
let inclusion = try Problem(
  TwoMaterials(), on: plate, points: 400,
  conditions: [
    .interface(.inner, .outer, conductivities: (10, 1), on: disk.boundary[0], points: 80),
    .dirichlet(.outer, on: "x=-1", "x=1", points: 80) { s in s[.x] },
    .neumann(.outer, on: "y=-1", "y=1", points: 80) { _ in 0 },
  ])
let heat = try Training(inclusion, network: SeparateNetworks(MLP(width: 12, depth: 2))).run(budget: .seconds(5))
print(heat.loss)

// u = r^(2/3) sin(2 phi / 3) around the reentrant corner of an L has no finite slope there: the network adds the rest.
let (x, y) = (Expr.coordinate(.x), Expr.coordinate(.y))
let radius = sqrt(x * x + y * y + 1e-24)
let angle = 2.0 * atan(y / (radius + x))
let singular = pow(radius, 2.0 / 3) * sin(2.0 / 3 * angle)
let corner = try Problem(
  PoissonEquation(dimension: 2), on: Box(x: 0...1, y: 0...1), points: 300,
  conditions: [.dirichlet(.u, on: "x=0", "x=1", "y=0", "y=1", points: 100) { _ in singular }],
  transform: { s in [.u: singular + s[.u]] })
print(try Training(corner, network: MLP(width: 8, depth: 2)).run(budget: .steps(30)).loss)
