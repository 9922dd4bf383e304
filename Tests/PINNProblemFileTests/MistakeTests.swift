// Mistakes in problem files: each is refused at its line and column, with a sentence that says what to do.

import PINN
import PINNProblemFile
import Testing

@Suite struct MistakeTests {
  private static let heat = "equation: {heat: {diffusivity: 1}}\ndomain: {x: [0, 1], t: [0, 1]}\npoints: 50\n"

  private static let mistakes: [(text: String, line: Int, column: Int, words: String)] = [
    ("", 1, 1, "empty"), ("equation: [a", 2, 1, "not YAML"), ("- 1", 1, 1, "expected keys"),
    ("equation: burgurs\ndomain: {x: [0, 1]}", 1, 11, "did you mean 'burgers'"),
    ("equation:\n  heat:\n    difusivity: 1\ndomain: {x: [0, 1], t: [0, 1]}", 3, 5, "did you mean 'diffusivity'"),
    ("equation: heat\ndomain: {x: [0, 1], t: [0, 1]}", 1, 11, "'heat' needs 'diffusivity'"),
    ("equation: {heat: {diffusivity: 1/0}}\ndomain: {x: [0, 1], t: [0, 1]}", 1, 32, "not a finite number"),
    ("equation: {heat: {diffusivity: -1}}\ndomain: {x: [0, 1], t: [0, 1]}", 1, 11, "at least 0"),
    ("equation: {heat: {diffusivity: 1}}\ndomain: {x: [0, 1]}", 1, 11, "needs the axes"),
    ("equation: {heat: {diffusivity: 1, diffusivity: 2}}\ndomain: {x: [0, 1]}", 1, 19, "more than once"),
    ("domain: {x: [0, 1]}", 1, 1, "needs 'equation'"),
    ("equation: poisson\ndomain: {dick: {radius: 1}}", 2, 10, "did you mean 'disk'"),
    ("equation: poisson\ndomain: {disk: {center: [0, 0], radius: -1}}", 2, 41, "above 0"),
    ("equation: poisson\ndomain: {disk: {center: [0, 0], radius: a}}", 2, 41, "unknown name 'a'"),
    ("equation: poisson\ndomain: {x: [1, 0]}", 2, 13, "larger upper end"),
    ("equation: poisson\ndomain: {x: [0, 1], disk: {center: [0, 0], radius: 1}}", 2, 21, "or of one shape"),
    ("equation: poisson\ndomain: &a {x: [0, 1]}", 2, 9, "no anchors"),
    (heat + "trainin: 3", 4, 1, "did you mean 'training'"),
    (heat + "training: {seconds: 0}", 4, 21, "above 0"),
    (heat + "training: {windows: many}", 4, 21, "expected 'automatic' or a number of windows"),
    (heat + "training: {windows: 0}", 4, 21, "at least 1"),
    (heat + "network: {mlp: {width: 20, activation: tahn}}", 4, 40, "did you mean 'tanh'"),
    (heat + "network: {mlp: {width: 0}}", 4, 24, "at least 1"),
    (heat + "network: {mlp: {width: 1000000}}", 4, 24, "more than 4096"),
    (heat + "sampler: sobel", 4, 10, "did you mean 'sobol'"),
    (heat + "sampler: {graded: {ratio: 0.5}}", 4, 27, "at least 1 and at most 1000000"),
    (heat + "optimizer:\n  - adam\n  - lbgfs", 6, 5, "did you mean 'lbfgs'"),
    (heat + "conditions: 3", 4, 13, "list of conditions"),
    (heat + "conditions:\n  - inital: {u: 0}", 5, 5, "did you mean 'initial'"),
    (heat + "conditions:\n  - initial: {w: 0}", 5, 15, "no unknown"),
    (heat + "conditions:\n  - initial: {u: sn(pi*x)}", 5, 18, "did you mean 'sin'"),
    (heat + "conditions:\n  - initial: {u: 'sin(pi*y)'}", 5, 26, "unknown name 'y'"),
    (heat + "conditions:\n  - initial:\n      u: 1 + *", 6, 14, "found '*'"),
    (heat + "conditions:\n  - dirichlet: {u: 1}", 5, 5, "needs 'on'"),
    (heat + "conditions:\n  - dirichlet: {u: 1}\n    on: x=2", 6, 9, "no boundary piece"),
    (heat + "conditions:\n  - dirichlet: {u: 1}\n    one: x=1", 6, 5, "did you mean 'on'"),
    (heat + "conditions:\n  - dirichlet: {u: 1}\n    on: x=1\n    points: 0", 7, 13, "above 0"),
    (heat + "conditions:\n  - dirichlet: {u: 1}\n    on: x=1\n    weight: -1", 7, 13, "at least 0"),
    (heat + "conditions:\n  - initial: {u: 0}\n  - initial: {u: 0}", 5, 3, "two conditions"),
    (heat + "conditions:\n  - initial: {u: 0}\n    neumann: {u: 0}", 6, 5, "already"),
    (heat + "conditions:\n  - data: nothing.csv", 5, 11, "no such file"),
    (heat + "conditions:\n  - periodic: y", 5, 15, "no axis"),
    (heat + "conditions:\n  - point: {u: 0}\n    at: {x: 0}", 5, 3, "coordinates"),
    (heat + "conditions:\n  - integral: u", 5, 5, "needs 'equals'"),
    (heat + "conditions:\n  - integral: u\n    equals: x", 6, 13, "unknown name 'x'"),
    (heat + "conditions:\n  - integral: u\n    equals: 0\n    over: {y: [0, 1]}", 7, 11, "no axis of the domain"),
    (heat + "conditions:\n  - integral: u\n    equals: 0\n    over: {x: [0, 2]}", 5, 3, "outside"),
    (heat + "conditions:\n  - integral: u\n    equals: 0\n    nodes: 100000", 7, 12, "more than 1000"),
    (heat + "reference: {w: 0}", 4, 13, "no unknown"),
    (heat + "conditions:\n  - dirichlet: {u: max(x, 0)}\n    on: x=1", 5, 25, "needs quotes"),
    (heat + "optimizer: {adam: {steps: 1}, lbfgs: {steps: 1}}", 4, 31, "are a list"),
    (heat + "network: {mlp: {width: 5}, siren: {width: 5}}", 4, 28, "it is 'mlp' already"),
    (heat + "constants: {x: 1}", 4, 13, "an axis"), (heat + "constants: {u: 1}", 4, 13, "an unknown"),
    ("equation: {navierStokes2D: {viscosity: 1}}\ndomain: {x: [0, 1], y: [0, 1]}", 1, 11, "'steady: true'"),
    (heat + "grid: 1", 4, 7, "at least 2"),
    (heat + "grid: {x: 100000, t: 100000}", 4, 7, "at most"),
    (heat + "constants: {pi: 3}", 4, 13, "meaning already"),
    (heat + "constants: {a b: 3}", 4, 13, "letters and digits"),
    (heat + "constants: {k: 1, l: k + m}", 4, 26, "unknown name 'm'"),
    (String(repeating: "# a comment\n", count: 6_000), 1, 1, "at most 60000 bytes"),
    (String(repeating: "[", count: 20_000), 1, 1, ""), (String(repeating: "- ", count: 20_000), 1, 1, ""),
  ]

  @Test(arguments: mistakes.indices) func saysWhereAMistakeIs(_ i: Int) throws {
    let mistake = Self.mistakes[i]
    let error = #expect(throws: ProblemFileError.self) {
      _ = try ProblemFile(text: mistake.text, path: "p.yaml").training()
    }
    guard !mistake.words.isEmpty else { return }
    #expect(error?.message.contains(mistake.words) == true, "\(error?.description ?? "")")
    #expect(error.map { [$0.line, $0.column] } == [mistake.line, mistake.column], "\(error?.description ?? "")")
  }

  @Test func showsTheLineWithACaret() throws {
    let error = #expect(throws: ProblemFileError.self) {
      _ = try ProblemFile(
        text: Self.heat + "conditions:\n  - initial: {u: -sn(pi*x)}", path: "heat.yaml"
      ).training()
    }
    #expect(
      error?.description == """
        heat.yaml:5:19: in the formula '-sn(pi*x)': unknown function 'sn'; did you mean 'sin'?
          5 |   - initial: {u: -sn(pi*x)}
            |                   ^
        """)
  }
}
