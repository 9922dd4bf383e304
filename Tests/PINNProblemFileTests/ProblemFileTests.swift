// Problem files: what they make, and mistakes with their places.

import DynamicsEquations
import HeatEquations
import PINN
import PINNCommand
import PINNProblemFile
import PINNSamplers
import Testing

/// A problem file of which parts can be exchanged.
func problem(
  equation: String = "equation: {heat: {diffusivity: 0.1}}", domain: String = "domain: {x: [0, 1], t: [0, 1]}",
  rest: String = ""
) throws -> any ProblemTraining {
  try ProblemFile(text: [equation, domain, "points: 50", rest].joined(separator: "\n"), path: "p.yaml").training()
}

@Suite struct ProblemFileTests {
  @Test func becomesTheTrainingThatSwiftWouldWrite() throws {
    let training = try problem(
      rest: """
        conditions:
          - initial: {u: sin(pi*x)}
            points: 30
          - dirichlet: {u: 0}
            on: [x=0, x=1]
            weight: 5
            name: cold ends
        network: {mlp: {width: 8, depth: 2, activation: sin}}
        optimizer:
          - adam: {steps: 5, learningRate: 1e-2}
          - lbfgs: {steps: 7}
        training: {seed: 3, threads: 1, precision: double, steps: 9}
        """)
    #expect(
      "\(training.summary)" == """
        equation      u_t - k u_xx = 0
        coefficients  diffusivity = 0.1
        domain        [0, 1] x [0, 1] (x, t)
        points        heat: 50; initial u: 30; cold ends: 20
        network       MLP 8 x 2, sin, 105 parameters
        optimiser     Adam (learning rate 0.01), at most 5 steps; then L-BFGS (memory 50), at most 7 steps
        run           seed 3, double precision, 1 thread
        """)
  }

  /// A number of windows cuts the time; the solution is the one that its parameters and windows tell again.
  @Test func timeIsCutIntoWindows() throws {
    let training = try problem(
      equation: "equation: {heat: {diffusivity: 0.1}}",
      rest: """
        conditions:
          - initial: {u: sin(pi*x)}
          - dirichlet: {u: 0}
            on: [x=0, x=1]
        network: {mlp: {width: 6, depth: 1}}
        training: {steps: 5, threads: 1, windows: 3}
        """)
    let solution = try training.run(observers: [])
    let snapshot = try solution.snapshot()
    let windows = snapshot.attributes.compactMap { name, value -> String? in
      if name == "time_windows", case .text(let text) = value { text } else { nil }
    }
    #expect(solution.report.course.first?.contains("solved in 3 windows of time") == true && windows.count == 1)
    let again = try training.solution(snapshot.parameters, windows: windows[0])
    let points = try PointSet(axes: [.x, .t], points: Tensor(rows: [[0.3, 0.2], [0.3, 0.5], [0.3, 0.9]]))
    #expect(try again.values(at: points)[0].values == solution.values(at: points)[0].values)
  }

  /// The loss of a problem file equals that of the same problem written in Swift, bit for bit.
  @Test func hasTheSameLossAsTheSameProblemInSwift() throws {
    let file = try problem(
      equation: "equation: {heat: {diffusivity: k, source: x*t + 0.5*u}}",
      rest: """
        constants: {k: 0.2}
        conditions:
          - initial: {u: -sin(pi*x)^2}
          - neumann: {u: 1 + t}
            on: x=1
          - periodic: x
            order: 2
          - initialRate: {u: x}
          - robin: {u: t}
            on: x=0
            a: 2
            b: 0.5
          - dirichlet: {u: 1}
            on: x=1
            enforced: true
          - law: u_x*u - x
            on: x=0
          - point: {u: 0.5}
            at: {x: 0.5, t: 0.5}
          - integral: u^2
            equals: exp(-t)
          - integral: t*u
            over: {x: [0, 0.5], t: [0, 1]}
            rule: sobol
            nodes: 7
            equals: 0.25
            weight: 3
        network: {mlp: {width: 6, depth: 2}}
        training: {steps: 3, threads: 1}
        optimizer: {adam: {}}
        """)
    let mine = try file.run(observers: []).snapshot().history

    let equation = HeatEquation(diffusivity: 0.2) { s in s[.x] * s[.t] + 0.5 * s[.u] }
    let written = try Problem(
      equation, on: Interval(0...1).over(time: 0...1), points: 50,
      conditions: [
        .initial(.u, points: 20) { s in -pow(sin(.pi * s[.x]), 2) },
        .neumann(.u, on: "x=1", points: 20) { s in 1 + s[.t] },
        .periodic(along: .x, [.u], order: 2, points: 20),
        .initialRate(.u, points: 20) { s in s[.x] },
        .robin(.u, a: 2, b: 0.5, on: "x=0", points: 20) { s in s[.t] },
        .law("u_x*u - x", on: "x=0", points: 20) { s in ["law": s[.u][.x] * s[.u] - s[.x]] },
        .point(.u, at: [.x: 0.5, .t: 0.5]) { _ in 0.5 },
        .integral("integral of u^2", over: Interval(0...1), by: TensorGrid(.gaussLegendre), nodes: 20, points: 20) {
          s in
          pow(s[.u], 2)
        } equals: { s in
          exp(-s[.t])
        },
        .integral("integral of t*u", over: Interval(0...0.5).over(time: 0...1), by: Sobol(), nodes: 7, weight: 3) { s in
          s[.t] * s[.u]
        } equals: { _ in
          0.25
        },
      ], enforced: [.dirichlet(.u, on: "x=1") { _ in 1 }])
    let solution = try Training(written, network: MLP(width: 6, depth: 2), threads: 1)
      .run([.adam(steps: 100)], budget: .steps(3))
    #expect(mine.first { $0.name == "loss" }?.values == solution.history.losses)
  }

  @Test(arguments: ExampleProblem.all.map(\.name)) func theExamplesTrain(_ name: String) throws {
    let example = try #require(ExampleProblem.all.first { $0.name == name })
    var file = try ProblemFile(text: example.text, path: "\(name).yaml")
    file.budget = .steps(name == "burgers" ? 10 : 60)
    let solution = try file.training().run(observers: [])
    if let errors = try solution.errors() { #expect(errors.largest < 1e-3) }
    #expect(try solution.snapshot().fields.contains { $0.name == "u" })
  }

  @Test func networksRegionsSamplersAndOptimisersCanBeMade() throws {
    for entry in Catalog.standard.networks {
      let wanted = entry.name == "periodic" ? "{periodic: {along: x, period: 1}}" : entry.name
      _ = try problem(rest: "network: \(wanted)")
    }
    for entry in Catalog.standard.samplers { _ = try problem(rest: "sampler: \(entry.name)") }
    for entry in Catalog.standard.optimizers { _ = try problem(rest: "optimizer: \(entry.name)") }
    let regions = [
      "ball: {center: [0, 0, 0], radius: 1}", "cone: {base: [0, 0, 0], radius: 1, height: 1}",
      "cylinder: {base: [0, 0, 0], radius: 1, height: 1}", "disk: {center: [0, 0], radius: 1}",
      "ellipsoid: {center: [0, 0], semiaxes: [1, 2]}", "polygon: {vertices: [[0, 0], [1, 0], [0, 1]]}",
      "shell: {center: [0, 0], inner: 1, outer: 2}", "torus: {center: [0, 0, 0], majorRadius: 2, minorRadius: 1}",
      "{x: [0, 1], y: [0, 1]}", "{x: [0, 2], y: [0, 1], within: {halfSpace: {through: [1, 0], normal: [1, 0]}}}",
      "{x: [0, 1], y: [0, 1], with: {disk: {center: [0, 0], radius: 0.5}}, rotate: 0.5, translate: [1, 0], scale: 2}",
      "{x: [0, 1], y: [0, 1], without: [{disk: {center: [0, 0], radius: 0.5}}], rename: {x=1: outlet}}",
      "{ball: {center: [0, 0, 0], radius: 1}, rotate: {angle: 1, around: [1, 0, 0]}}",
    ]
    for region in regions {
      let domain = region.hasPrefix("{") ? region : "{\(region)}"
      _ = try problem(equation: "equation: poisson", domain: "domain: \(domain)")
    }
    _ = try problem(
      equation: "equation: lorenz", domain: "domain: {t: [0, 1]}", rest: "conditions:\n  - initial: {x: 1, z: 2}")
  }

  @Test func coefficientsCanBeTrained() throws {
    let training = try problem(
      equation: "equation: {heat: {diffusivity: {trainable: 0.3}}}", rest: "training: {steps: 1}")
    #expect(training.layout.block(named: "diffusivity") != nil)
    #expect(try training.run(observers: []).coefficients.map(\.name) == ["diffusivity"])
    for scale in ["scale: logarithmic", "bounds: [0, 1]"] {
      let training = try problem(equation: "equation: {heat: {diffusivity: {trainable: 0.3, \(scale)}}}")
      // Zero steps leave what it starts from, whatever the scale.
      let start = try training.solution(training.initialParameters, windows: nil).coefficients.map(\.value)
      #expect(abs(start[0] - 0.3) < 1e-15)
    }
  }

  @Test func aFurtherPartIsALine() throws {
    let catalog = Catalog.standard.adding(
      equations: [
        .init("decay", "Something that decays") { a in
          try LinearSystem(a: a.coefficient("rate"), b: 0, c: 0, d: 0)
        }
      ],
      regions: [.init("unit", "As long as 1") { a in try Interval(.t, 0...a.number("length", default: 1)) }],
      networks: [.init("deep", "Many layers") { a in MLP(width: try a.whole("width"), depth: 9) }],
      samplers: [.init("sobol", "Another one of a known name") { _ in Halton() }],
      optimizers: [.init("brief", "A few steps") { _ in .adam(steps: 3) }],
      weightings: [.init("often", "At every step") { _ in GradientNormWeighting(every: 1) }],
      adaptiveSamplers: [.init("greedy", "Many more points") { _ in RAR(adding: 1) }])
    let file = try ProblemFile(
      text: """
        equation: {decay: {rate: -1}}
        domain: {unit: {length: 2}}
        network: {deep: {width: 4}}
        sampler: sobol
        optimizer:
          - brief
          - adam: {weighting: often, refining: greedy}
        """, path: "p.yaml", catalog: catalog)
    #expect(file.equation is LinearSystem)
    #expect(file.region.measure == 2)
    #expect("\(file.network)" == "MLP 4 x 9, tanh")
    #expect(file.sampling.interior is Halton)
    #expect(file.stages.map(\.steps) == [3, .max])
    #expect("\(file.stages[1].weightings)" == "[gradient-norm weights every step]")
    #expect(file.stages[1].points?.sampler is RAR)
    #expect(catalog.samplers.map(\.name) == Catalog.standard.samplers.map(\.name))
  }
}
