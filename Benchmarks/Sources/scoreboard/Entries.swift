// The eight problems.

import BurgersEquations
import Foundation
import HeatEquations
import NavierStokesEquations
import PINN
import PINNHDF5
import PhaseFieldEquations

let entries: [Entry] = [
  Entry(name: "heat", seconds: 19, published: nil, run: heat),
  Entry(name: "heat-2d", seconds: 29, published: nil, run: heat2d),
  Entry(
    name: "burgers", seconds: 88,
    published: "5.4e-9, GPU ([Toscano et al. 2026](https://doi.org/10.1038/s44387-026-00084-4)); "
      + "for viscosity 0.01, a smoother problem, 8e-14",
    run: burgers),
  Entry(
    name: "kovasznay", seconds: 29,
    published: "about 1e-7 ([Jnini et al. 2024](https://arxiv.org/abs/2402.10680))", run: kovasznay),
  Entry(name: "taylor-green", seconds: 59, published: nil, run: taylorGreen),
  Entry(
    name: "beltrami", seconds: 118,
    published: "2.6e-3, 2.8e-3, 2.6e-3 at t = 1 ([Jin et al. 2021](https://doi.org/10.1016/j.jcp.2020.109951))",
    run: beltrami),
  Entry(
    name: "allen-cahn", seconds: 118,
    published: "9.4e-7 ([Kiyani et al. 2025](https://arxiv.org/abs/2501.16371))", run: allenCahn),
  Entry(
    name: "cavity", seconds: 118,
    published: "for the lid 4 x (1 - x) 1.1e-4 in 403 s, GPU ([Webb et al. 2026](https://arxiv.org/abs/2607.02194))",
    run: cavity),
]

private func heat(_ setting: Setting) throws -> Score? {
  let problem = try Problem(
    HeatEquation(diffusivity: 0.1), on: Interval(0...1).over(time: 0...1), points: 1_000,
    conditions: [
      .initial(.u, points: 200) { s in sin(.pi * s[.x]) },
      .dirichlet(.u, on: "x=0", "x=1", points: 200) { _ in 0 },
    ])
  return try solve(problem, MLP(width: 20, depth: 2), setting) { solution in
    try solution.errors(against: .decayingSines(diffusivity: 0.1)).list
  }
}

private func heat2d(_ setting: Setting) throws -> Score? {
  let problem = try Problem(
    HeatEquation(diffusivity: 0.1, dimension: 2), on: Box(x: 0...1, y: 0...1).over(time: 0...1), points: 1_000,
    conditions: [
      .initial(.u, points: 200) { s in sin(.pi * s[.x]) * sin(.pi * s[.y]) },
      .dirichlet(.u, on: "x=0", "x=1", "y=0", "y=1", points: 400) { _ in 0 },
    ])
  return try solve(problem, MLP(width: 24, depth: 2), setting) { solution in
    try solution.errors(
      against: .decayingSines(diffusivity: 0.1, modes: [1, 1]), on: Grid(over: problem.region, count: 51)
    ).list
  }
}

private func burgers(_ setting: Setting) throws -> Score? {
  let problem = try Problem(
    BurgersEquation(viscosity: 0.01 / .pi), on: Interval(-1...1).over(time: 0...1), points: 2_000,
    conditions: [
      .initial(.u, points: 200) { s in -sin(.pi * s[.x]) },
      .dirichlet(.u, on: "x=-1", "x=1", points: 200) { _ in 0 },
    ])
  return try solve(problem, MLP(width: 20, depth: 4), setting) { solution in
    let grid = try Grid([
      (.t, (0..<100).map { Double($0) / 100 }), (.x, (0..<256).map { -1 + 2 * Double($0) / 255 }),
    ])
    return try solution.errors(against: .coleHopf(viscosity: 0.01 / .pi), on: grid).list
  }
}

private func kovasznay(_ setting: Setting) throws -> Score? {
  let exact = try ReferenceSolution<NavierStokes2D.Unknown>.kovasznay(viscosity: 1.0 / 40)
  let problem = try Problem(
    NavierStokes2D(viscosity: 1.0 / 40, steady: true), on: Box(x: -0.5...1, y: -0.5...1.5), points: 1_000,
    conditions: [
      .matching(exact, .u, .v, on: "x=-0.5", "x=1", "y=-0.5", "y=1.5", points: 400),
      .point(.p, at: [.x: 0.25, .y: 0.5]) { _ in exact.closedForm[.p] ?? 0 },
    ])
  return try solve(problem, MLP(width: 18, depth: 3, activation: .swish), setting) { solution in
    try solution.errors(against: exact, on: Grid(over: problem.region, count: 101)).list
  }
}

private func taylorGreen(_ setting: Setting) throws -> Score? {
  let exact = try ReferenceSolution<NavierStokes2D.Unknown>.taylorGreen(viscosity: 0.01)
  let region = try Box(x: 0...2 * .pi, y: 0...2 * .pi).over(time: 0...1)
  let problem = try Problem(
    NavierStokes2D(viscosity: 0.01), on: region, points: 1_000,
    conditions: [
      .matching(exact, .u, .v, on: "initial", points: 400),
      .law("gauge", at: region.instants(at: [.x: 0, .y: 0])) { s in ["p": s[.p] - (exact.closedForm[.p] ?? 0)] },
    ])
  let network = PeriodicEmbedding(
    along: .x, period: 2 * .pi,
    then: PeriodicEmbedding(along: .y, period: 2 * .pi, then: MLP(width: 24, depth: 3, activation: .swish)))
  return try solve(problem, network, setting) { solution in
    let grid = try Grid([
      (.t, (0...10).map { Double($0) / 10 }), (.x, (0..<64).map { 2 * .pi * Double($0) / 64 }),
      (.y, (0..<64).map { 2 * .pi * Double($0) / 64 }),
    ])
    return try solution.errors(against: exact.upToConstant(.p), on: grid).list
  }
}

private func beltrami(_ setting: Setting) throws -> Score? {
  let exact = try ReferenceSolution<NavierStokes3D.Unknown>.beltrami(viscosity: 1)
  let region = try Box(x: -1...1, y: -1...1, z: -1...1).over(time: 0...1)
  let problem = try Problem(
    NavierStokes3D(viscosity: 1), on: region, points: 1_000,
    conditions: [
      .matching(exact, .u, .v, .w, on: "x=-1", "x=1", "y=-1", "y=1", "z=-1", "z=1", points: 500),
      .matching(exact, .u, .v, .w, on: "initial", points: 300),
      .law("gauge", at: region.instants(at: [.x: 0, .y: 0, .z: 0])) { s in ["p": s[.p] - (exact.closedForm[.p] ?? 0)] },
    ])
  return try solve(problem, MLP(width: 28, depth: 4, activation: .swish), setting) { solution in
    let space = (0...20).map { -1 + Double($0) / 10 }
    let grid = try Grid([(.t, (0...10).map { Double($0) / 10 }), (.x, space), (.y, space), (.z, space)])
    return try solution.errors(against: exact.upToConstant(.p), on: grid).list
  }
}

private func allenCahn(_ setting: Setting) throws -> Score? {
  guard let path = dataFile("allen_cahn_etdrk4.h5") else { return nil }
  let problem = try Problem(
    AllenCahnEquation(diffusivity: 1e-4, rate: 5), on: Interval(-1...1).over(time: 0...1), points: 2_000,
    conditions: [.initial(.u, points: 400) { s in s[.x] * s[.x] * cos(.pi * s[.x]) }])
  let network = PeriodicEmbedding(along: .x, period: 2, harmonics: 4, then: MLP(width: 20, depth: 5))
  return try solve(problem, network, setting) { solution in
    let field = try HDF5Reader(path: path).field("u", coordinates: [.t: "t", .x: "x"])
    let reference = ReferenceSolution<AllenCahnEquation.Unknown>(name: path, fields: [.u: field])
    let all = try field.points(over: [.x, .t])
    let late = all.selecting((0..<all.count).filter { all.points[$0, 1] >= 0.05 - 1e-12 })
    return try [("u", all), ("u, t >= 0.05", late)].flatMap { name, points in
      try solution.errors(against: reference, at: points).list.map { (name, $0.relativeL2) }
    }
  }
}

private func cavity(_ setting: Setting) throws -> Score? {
  guard let path = dataFile("cavity_regularised_re100.h5") else { return nil }
  let problem = try Problem(
    NavierStokes2D(viscosity: 0.01, steady: true), on: Box(x: 0...1, y: 0...1), points: 1_500,
    conditions: [
      .dirichlet(.u, on: "y=1", points: 200) { s in 16 * s[.x] * s[.x] * (1 - s[.x]) * (1 - s[.x]) },
      .dirichlet(.u, on: "x=0", "x=1", "y=0", points: 300) { _ in 0 },
      .dirichlet(.v, on: "x=0", "x=1", "y=0", "y=1", points: 400) { _ in 0 },
      .point(.p, at: [.x: 0.5, .y: 0.5]) { _ in 0 },
    ])
  return try solve(problem, MLP(width: 32, depth: 3), setting) { solution in
    let file = try HDF5Reader(path: path)
    let fields = try [NavierStokes2D.Unknown.u, .v, .p].map {
      ($0, try file.field($0.rawValue, coordinates: [.y: "y", .x: "x"]))
    }
    let reference = ReferenceSolution(name: path, fields: Dictionary(uniqueKeysWithValues: fields))
    return try solution.errors(against: reference.upToConstant(.p), at: fields[0].1.points(over: [.x, .y])).list
  }
}
