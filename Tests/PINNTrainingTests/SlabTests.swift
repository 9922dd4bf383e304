// More than one slab of rows, with several residuals in a condition: each row is that of its residual, for whoever uses it.

import Foundation
import PINN
import Testing

@Suite struct SlabTests {
  /// Two residuals of the equation, three and one of conditions.
  private func training(
    points: Int, slabRows: Int? = nil, factor: Coefficient = 1
  ) throws -> Training<TestEquation> {
    let problem = try Problem(
      TestEquation(factor: factor), on: Box(x: 0...1, y: 0...1), points: points,
      conditions: [
        .law("side", on: "x=0", points: points / 2, weight: 3) { s in
          ["u": 10 * s[.u], "v": s[.v] - 1, "slope": 0.1 * s[.u][.x]]
        },
        .dirichlet(.u, on: "y=0", points: points / 3) { _ in 0 },
      ])
    // In the problem's own units, whose terms are as unequal as their factors.
    let network = ScaledOutputs(MLP(width: 5, depth: 1), scales: [1])
    let training = try Training(problem, network: network, seed: 3)
    if let slabRows { training.loss.slabRows = slabRows }
    return training
  }

  /// Residuals against the vector of all, rows against the product of the transposed Jacobian with a unit vector.
  @Test func everyRowIsThatOfItsResidual() throws {
    let training = try training(points: 700, slabRows: 1)
    let (objective, x) = (try #require(training.loss.leastSquares), training.loss.initialParameters)
    let residuals = objective.residuals(at: x)
    #expect(residuals.count == 2 * 700 + 3 * 350 + 233 && objective.residualCount == residuals.count)
    var (slabs, seen) = (0, Array(repeating: 0, count: residuals.count))
    var rows: [Int: [Double]] = [:]
    objective.forEachSlab(at: x) { slab in
      slabs += 1
      for block in slab.blocks {
        for (i, number) in block.range.enumerated() {
          seen[number] += 1
          #expect(abs(block.residuals[i] - residuals[number]) <= 1e-13 * (1 + abs(residuals[number])))
          rows[number] = (0..<objective.count).map { block.transposed[$0 * slab.stride + i] }
        }
      }
    }
    #expect(slabs > 6 && seen.allSatisfy { $0 == 1 })
    for number in stride(from: 0, to: residuals.count, by: 53) {
      var unit = Array(repeating: 0.0, count: residuals.count)
      unit[number] = 1
      let expected = objective.transposedProduct(unit, at: x)
      for (mine, its) in zip(rows[number] ?? [], expected) { #expect(abs(mine - its) < 1e-12, "row \(number)") }
    }
  }

  /// The second derivatives are numbered as the residuals are.
  @Test func curvatureIsThatOfItsResidual() throws {
    let training = try training(points: 700, slabRows: 1)
    let (objective, x) = (try #require(training.loss.leastSquares), training.loss.initialParameters)
    let direction = x.indices.map { cos(Double($0)) }
    func residuals(_ s: Double) -> [Double] { objective.residuals(at: zip(x, direction).map { $0 + s * $1 }) }
    let (up, here, down) = (residuals(1e-3), residuals(0), residuals(-1e-3))
    for (i, second) in objective.curvature(at: x, along: direction).enumerated() {
      #expect(abs(second - (up[i] - 2 * here[i] + down[i]) * 1e6) < 1e-5 * (1 + abs(second)), "residual \(i)")
    }
  }

  @Test func blocksOfASlabAreFoundByTheirResiduals() {
    let numbers = (0..<12).map(Double.init)
    numbers.withUnsafeBufferPointer { numbers in
      let slab = JacobianSlab(
        [20..<23, 4..<6], residuals: numbers.baseAddress!, transposed: numbers.baseAddress!, stride: 6)
      #expect(slab.count == 5 && slab.blocks.map(\.range) == [20..<23, 4..<6])
      #expect(slab.blocks.map { $0.residuals[0] } == [0, 3] && slab.blocks.map { $0.transposed[6] } == [6, 9])
      let chosen = slab.blocks(in: 5..<22)
      #expect(chosen.map(\.range) == [20..<22, 5..<6])
      #expect(chosen.map { $0.residuals[0] } == [0, 4] && chosen.map { $0.transposed[6] } == [6, 10])
      #expect(slab.blocks(in: 6..<20).isEmpty)
    }
  }

  /// A mean over points, so that their number mustn't matter. With 8,000 points there are four slabs of 4,096 rows.
  @Test func tracesOfKernelsDontDependOnTheNumberOfPoints() throws {
    func ratio(points: Int, slabRows: Int? = nil) throws -> Double {
      nonisolated(unsafe) var traces: [Double] = []
      let training = try training(points: points, slabRows: slabRows, factor: 10)
      let spy = Spy { loss in
        if traces.isEmpty { traces = try loss.terms.prefix(2).map { try loss.kernelTrace(of: $0) } }
      }
      _ = try training.run([Stage.adam(steps: 1).weighting(spy)])
      return traces[0] / traces[1]
    }
    let few = try ratio(points: 1_000, slabRows: 2_000)
    #expect(few > 10, "what is mixed up must show")
    for (points, slabRows) in [(1_000, 1), (3_000, 4_096), (8_000, 4_096)] {
      let many = try ratio(points: points, slabRows: slabRows)
      #expect(abs(many / few - 1) < 0.1, "\(points) points: \(many), not \(few)")
    }
  }

  /// The sums of squares of the residuals one by one are the terms of the loss, at more points than a chunk has.
  @Test func squaresAreTheTermsOfTheLoss() throws {
    let training = try training(points: 5_000)
    let x = training.loss.initialParameters
    var rest = (try #require(training.loss.leastSquares)).residuals(at: x)[...]
    for (points, term) in zip([5_000, 5_000, 2_500, 2_500, 2_500, 1_666], training.loss.evaluate(at: x).terms) {
      let sum = rest.prefix(points).reduce(0) { $0 + $1 * $1 }
      rest = rest.dropFirst(points)
      #expect(abs(sum - term) <= 1e-12 * term)
    }
    #expect(rest.isEmpty)
  }

  /// The same point for two ways to solve the system, with the second derivative on the right-hand side.
  @Test(arguments: [false, true]) func stepsAreEqualInBothSpaces(accelerated: Bool) throws {
    let positions = try [SolutionSpace.weights, .samples].map { space in
      let training = try training(points: 500, slabRows: 1)
      var optimizer = LevenbergMarquardt(damping: 1, accelerated: accelerated, space: space)
      optimizer.start(at: training.loss.initialParameters)
      let objective = StepProfile(try #require(training.loss.leastSquares))
      for _ in 0..<2 { #expect(optimizer.step(on: objective) == .advanced) }
      return optimizer.position
    }
    let start = try training(points: 500).loss.initialParameters
    let size = zip(positions[0], start).map { abs($0 - $1) }.max()!
    #expect(size > 1e-3)
    for (mine, its) in zip(positions[0], positions[1]) { #expect(abs(mine - its) < 1e-9 * size) }
  }

  /// u' + k u = 0 and v' + k v = 0 from 4,000 measurements of both, u = 2 exp(-k t) and v = exp(-k t) with unequal noise.
  ///
  /// By hand: with e = exp(-k t) and q = t e - e (e . t e) / (e . e), what is left of t e beside e, the coefficient has the error
  /// -(2 q . du + q . dv) / (5 q . q).
  @Test func standardErrorsOfUnequalNoise() throws {
    struct Decay: Equation {
      enum Unknown: String, UnknownName { case u, v }
      let rate = Coefficient.trainable("k", initial: 1.4)
      func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
        ["u": s[.u][.t] + rate * s[.u], "v": s[.v][.t] + rate * s[.v]]
      }
    }
    let times = (0..<4_000).map { 2 * (Double($0) + 0.5) / 4_000 }
    let e = times.map { exp(-1.5 * $0) }
    let exact = try PointSet(
      axes: [.t], points: Tensor(rows: times.map { [$0] }), data: ["u": e.map { 2 * $0 }, "v": e])
    let data = try exact.addingNoise(0.01, to: "u", seed: 1).addingNoise(0.3, to: "v", seed: 2)
    let problem = try Problem(
      Decay(), on: Interval(.t, 0...2), points: 60, conditions: [.data(.u, .v, at: data, weight: 1)])

    func variance(_ column: [Double]) -> Double {
      let mean = column.reduce(0, +) / 4_000
      return column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 4_000
    }
    let share = zip(times, e).reduce(0) { $0 + $1.0 * $1.1 * $1.1 } / e.reduce(0) { $0 + $1 * $1 }
    let squares = zip(times, e).reduce(0) { $0 + pow(($1.0 - share) * $1.1, 2) }
    let textbook = ((4 * 4e-4 + 0.09) * variance(e) / (25 * squares)).squareRoot()

    let errors = try [1, 4_096, 100_000].map { slabRows in
      let training = try Training(problem, network: MLP(width: 6, depth: 1), seed: 1)
      training.loss.slabRows = slabRows
      return try #require(training.run([.levenbergMarquardt(steps: 40)]).standardErrors[0].standardError)
    }
    #expect(abs(errors[0] / textbook - 1) < 0.15, "\(errors), by hand \(textbook)")
    for error in errors { #expect(abs(error / errors[2] - 1) < 1e-2, "\(errors)") }
  }

  /// A value far off among 5,000 measurements, and one of which the logarithm is wanted and which has none, are found in place.
  @Test func whatIsFoundAtAPointIsAtThatPoint() throws {
    let places = (0..<5_000).map { [(Double($0) + 0.5) / 5_000, 0.5] }
    var data: [Column: [Double]] = ["u": Array(repeating: 1.0, count: 5_000), "v": Array(repeating: 1.0, count: 5_000)]
    data["v"]?[4_321] = 99
    func training(_ data: [Column: [Double]]) throws -> Training<TestEquation> {
      let points = try PointSet(axes: [.x, .y], points: Tensor(rows: places), data: data)
      let problem = try Problem(
        TestEquation(), on: Box(x: 0...1, y: 0...1), points: 10,
        conditions: [
          .law("logarithms", at: points) { s in ["u": s[.u] - log(s.datum("u")), "v": s[.v] - log(s.datum("v"))] }
        ])
      return try Training(problem, network: MLP(width: 5, depth: 1))
    }
    let solution = try training(data).run([.adam(steps: 0)])
    #expect(try #require(solution.report.residuals["logarithms: v"]).heldOut.place == places[4_321])
    data["v"]?[4_567] = -1
    let text = sentence { _ = try training(data).run([.adam(steps: 0)]) }
    #expect(
      text.contains("'logarithms: v' is not a finite number: log(v) is nan at x = 0.9135, y = 0.5"), "\(text)")
  }
}
