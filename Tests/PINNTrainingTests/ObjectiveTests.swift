// The loss is the sum its definition says, its gradient is right, and every bit of it is reproducible.

import BurgersEquations
import Foundation
import HeatEquations
import PINN
import Testing

@Suite struct ObjectiveTests {
  let network = MLP(width: 6, depth: 2)

  @Test func gradientIsTheSumOfTheTermsGradients() throws {
    let problem = try heatProblem()
    let training = try Training(problem, network: network, seed: 3)
    let theta = training.loss.initialParameters
    let whole = training.loss.evaluate(at: theta)
    #expect(training.loss.termNames == ["heat", "initial u", "u on x=0, x=1"])
    #expect(abs(whole.terms.reduce(0, +) - whole.value) < 1e-15)

    // The same training with all weights but one at 0: the points are the same, as each condition has its own stream.
    var sum = [Double](repeating: 0, count: theta.count)
    for kept in problem.conditions.indices {
      let parts = problem.conditions.dropFirst().enumerated().map { i, condition in
        var part = condition
        if i + 1 != kept { part.weight = 0 }
        return part
      }
      let single = try Training(
        Problem(
          problem.equation, on: Interval(0...1).over(time: 0...1), points: 200, weight: kept == 0 ? 1 : 0,
          conditions: parts),
        network: network, seed: 3)
      let part = single.loss.evaluate(at: theta)
      #expect(abs(part.value - whole.terms[kept]) <= 1e-14 * abs(whole.terms[kept]))
      for j in sum.indices { sum[j] += part.gradient[j] }
    }
    let difference = zip(sum, whole.gradient).map { abs($0 - $1) }.max()!
    #expect(difference <= 1e-13 * whole.gradient.map(abs).max()!)
  }

  @Test(arguments: [Precision.double, .float])
  func gradientAgreesWithDifferenceQuotients(precision: Precision) throws {
    let training = try Training(heatProblem(), network: network, seed: 1, precision: precision)
    let reference = try Training(heatProblem(), network: network, seed: 1)
    let theta = training.loss.initialParameters
    let gradient = training.loss.evaluate(at: theta).gradient
    let scale = gradient.map(abs).max()!
    for j in stride(from: 0, to: theta.count, by: 5) {
      let h = 1e-5
      func shifted(_ by: Double) -> Double {
        var x = theta
        x[j] += by
        return reference.loss.evaluate(at: x).value
      }
      let quotient = (shifted(h) - shifted(-h)) / (2 * h)
      #expect(abs(quotient - gradient[j]) < (precision == .double ? 1e-8 : 1e-4) * scale, "parameter \(j)")
    }
  }

  /// The loss from its definition: residuals by hand from the values of the solution's own fields, by difference quotients.
  @Test func dirichletTermIsTheWeightedMeanSquare() throws {
    let points = try PointSet(
      axes: [.t, .x], points: Tensor(rows: [[0.1, 0.2], [0.3, 0.9], [0.5, 0.5]]), data: ["u": [1, 2, -1]])
    let problem = try Problem(
      HeatEquation(diffusivity: 1), on: Interval(0...1).over(time: 0...1), points: 1,
      conditions: [.data(.u, at: points, weight: 7)])
    let training = try Training(problem, network: network, seed: 5)
    let solution = try training.run([.adam(steps: 0)])
    let values = try #require(try solution.values(at: points)[.u])
    let expected = 7.0 / 3 * zip(values, [1, 2, -1]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    #expect(abs(training.loss.evaluate(at: training.loss.initialParameters).terms[1] - expected) < 1e-13 * expected)
  }

  @Test func sameSeedGivesTheSameBitsWithAnyNumberOfThreads() throws {
    func run(seed: UInt64, threads: Int, _ precision: Precision) throws -> [Double] {
      try Training(heatProblem(points: 700), network: network, seed: seed, precision: precision, threads: threads)
        .run([.adam(steps: 20), .lbfgs(steps: 20)]).parameters
    }
    for precision in Precision.allCases {
      let once = try run(seed: 4, threads: 1, precision)
      #expect(try run(seed: 4, threads: 1, precision) == once)
      #expect(try run(seed: 4, threads: 2, precision) == once)
      #expect(try run(seed: 5, threads: 1, precision) != once)
    }
  }

  /// A function of period 1 satisfies the condition exactly, whatever the points; its neighbours don't.
  @Test func periodicPairsOppositePoints() throws {
    /// cos(2 pi k x) t with a trainable k: periodic for k = 1.
    struct Wave: Network {
      var scalesOutputs: Bool { true }
      var description: String { "wave" }
      func callAsFunction(_ inputs: [Expr], outputs: Int, _ parameters: ParameterScope) -> [Expr] {
        // Inputs are scaled to [-1, 1]: x = (input + 1) / 2.
        let k = parameters.vector("k", width: 1, .constant(1))
        let x = 0.5 * (inputs[0] + 1.0)
        return [sin(2 * .pi * k * x + 0.3) * (inputs[1] + 2.0)]
      }
    }
    let problem = try Problem(
      HeatEquation(diffusivity: 1), on: Interval(0...1).over(time: 0...1), points: 1,
      conditions: [.periodic(along: .x, [.u], points: 50)])
    let training = try Training(problem, network: Wave())
    #expect(training.loss.termNames == ["heat", "periodic in x: u", "periodic in x: u_x"])
    let periodic = training.loss.evaluate(at: [1]).terms
    #expect(periodic[1] < 1e-28 && periodic[2] < 1e-25)
    let broken = training.loss.evaluate(at: [1.1]).terms
    #expect(broken[1] > 0.1 && broken[2] > 0.1)

    // By hand: weight * mean over t of (t')^2 times a factor of k, so the ratio of two values of k doesn't depend on points.
    func jump(_ k: Double) -> Double { pow(sin(0.3) - sin(2 * Double.pi * k + 0.3), 2) }
    let other = training.loss.evaluate(at: [1.3]).terms
    #expect(abs(broken[1] / other[1] - jump(1.1) / jump(1.3)) < 1e-12)
  }

  @Test func neumannTakesTheOutwardNormal() throws {
    /// u = x y: the normal derivative is -y at x=0, y at x=1, -x at y=0 and x at y=1.
    struct Product: Network {
      var scalesOutputs: Bool { true }
      var description: String { "product" }
      func callAsFunction(_ inputs: [Expr], outputs: Int, _ parameters: ParameterScope) -> [Expr] {
        let unused = parameters.vector("unused", width: 1, .constant(0))
        let u = 0.25 * (inputs[0] + 1.0) * (inputs[1] + 1.0) + unused
        return [u, u]
      }
    }
    func term(_ piece: Piece, _ value: @escaping @Sendable (State<TestEquation.Unknown>) -> Expr) throws -> Double {
      let problem = try Problem(
        TestEquation(), on: Box(x: 0...1, y: 0...1), points: 1,
        conditions: [.neumann(.u, on: piece, points: 20, value: value)])
      return try Training(problem, network: Product()).loss.evaluate(at: [0]).terms[2]
    }
    #expect(try term("x=0") { s in -s[.y] } < 1e-28)
    #expect(try term("x=1") { s in s[.y] } < 1e-28)
    #expect(try term("y=0") { s in -s[.x] } < 1e-28)
    #expect(try term("y=1") { s in s[.x] } < 1e-28)
    #expect(try term("y=1") { s in -s[.x] } > 0.1)
  }
}
