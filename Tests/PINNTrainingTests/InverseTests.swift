// Inverse problems: coefficients on their scales, unknown fields, axes, and whether standard errors tell the truth.

import Foundation
import HeatEquations
import PINN
import Testing

/// u_t + k u = 0 with the known solution 2 exp(-k t).
private struct Decay: Equation {
  enum Unknown: String, UnknownName { case u }
  var rate: Coefficient
  func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> { ["decay": s[.u][.t] + rate * s[.u]] }
}

@Suite struct InverseTests {
  /// Measurements of 2 exp(-k t), k = 1.5, at times in [0, 2].
  private func measurements(_ count: Int) throws -> PointSet {
    let times = (0..<count).map { 2 * (Double($0) + 0.5) / Double(count) }
    return try PointSet(
      axes: [.t], points: Tensor(rows: times.map { [$0] }), data: ["u": times.map { 2 * exp(-1.5 * $0) }])
  }

  private func training(_ rate: Coefficient, _ data: PointSet, seed: UInt64 = 0) throws -> Training<Decay> {
    let problem = try Problem(
      Decay(rate: rate), on: Interval(.t, 0...2), points: 60, conditions: [.data(.u, at: data, weight: 1)])
    return try Training(problem, network: MLP(width: 8, depth: 1), seed: seed)
  }

  @Test(arguments: [
    Coefficient.trainable("k", initial: 0.3), .trainable("k", initial: 0.3, scale: .logarithmic),
    .trainable("k", initial: 0.3, scale: .bounded(0...2)),
  ]) func aRateIsFoundOnEveryScale(_ rate: Coefficient) throws {
    let training = try training(rate, measurements(40))
    #expect(abs(rate.trainable!.value(at: training.loss.initialParameters.last!).value - 0.3) < 1e-14)
    let solution = try training.run(budget: .steps(120))
    #expect(abs(solution.coefficients[0].value - 1.5) < 1e-4)
  }

  @Test func boundsHold() throws {
    let solution = try training(.trainable("k", initial: 0.3, scale: .bounded(0...1)), measurements(40))
      .run(budget: .steps(60))
    #expect((0...1).contains(solution.coefficients[0].value))
  }

  @Test func refusesInitialValuesThatTheScaleCannotTake() throws {
    let data = try measurements(5)
    #expect(
      sentence { _ = try training(.trainable("k", initial: 0, scale: .logarithmic), data) }
        == "'rate' on a logarithmic scale must start above 0, not from 0.0")
    #expect(
      sentence { _ = try training(.trainable("k", initial: 2, scale: .bounded(0...2)), data) }
        == "'rate' must start between its bounds 0.0 and 2.0, not from 2.0")
    #expect(
      sentence { _ = try training(.trainable("k", initial: 1, scale: .bounded(0...Double.infinity)), data) } != "")
  }

  @Test func noiseHasTheSizeAskedFor() throws {
    let exact = try measurements(4_000)
    let noisy = try exact.addingNoise(0.1, to: "u", seed: 1)
    let (a, b) = (exact.data["u"]!, noisy.data["u"]!)
    let mean = a.reduce(0, +) / 4_000
    let spread = a.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let noise = zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    #expect(abs((noise / spread).squareRoot() - 0.1) < 0.005)
    #expect(try exact.addingNoise(0.1, to: "u", seed: 1) == noisy)
    #expect(sentence { _ = try exact.addingNoise(0.1, to: "w") } == "there is no data column 'w', but u")
    #expect(sentence { _ = try exact.addingNoise(-1, to: "u") }.contains("not -1.0"))
  }

  /// The scatter over many noises beside the standard errors, both beside the formula of nonlinear regression for the two-parameter
  /// model a exp(-k t), which is what the network is as long as the equation holds; and how many of the intervals of 95 % hold the
  /// true value. Each trial starts from a solution without noise.
  @Test func standardErrorsAreTheScatterOverNoises() throws {
    let exact = try measurements(60)
    let start = try training(.trainable("k", initial: 1), exact).run([.levenbergMarquardt(steps: 100)]).parameters
    let trials = 200
    var (values, errors): ([Double], [Double]) = ([], [])
    for trial in 0..<trials {
      let training = try training(
        .trainable("k", initial: 1), exact.addingNoise(0.02, to: "u", seed: UInt64(trial)), seed: UInt64(trial))
      let solution = try training.run([.levenbergMarquardt(steps: 12)], from: start)
      let estimate = try solution.standardErrors[0]
      #expect(estimate.name == "rate" && estimate.value == solution.coefficients[0].value)
      values.append(estimate.value)
      errors.append(try #require(estimate.standardError))
    }
    let times = exact.points.column(0)
    let u = exact.data["u"]!
    let mean = u.reduce(0, +) / 60
    let variance = 4e-4 * u.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 60
    // J^T J of the model by (a, k): rows (e, -t u) with e = u / 2.
    let (aa, ak, kk) = zip(times, u).reduce((0.0, 0.0, 0.0)) { sum, point in
      let (t, u) = point
      return (sum.0 + u * u / 4, sum.1 - t * u * u / 2, sum.2 + t * t * u * u)
    }
    let textbook = (variance * aa / (aa * kk - ak * ak)).squareRoot()
    let average = errors.reduce(0, +) / Double(trials)
    #expect(abs(average / textbook - 1) < 0.1, "\(average), by the textbook \(textbook)")
    let scatter = (values.reduce(0) { $0 + ($1 - 1.5) * ($1 - 1.5) } / Double(trials)).squareRoot()
    #expect(abs(scatter / average - 1) < 0.25, "\(scatter), expected \(average)")
    let covered = zip(values, errors).count { abs($0 - 1.5) < 1.96 * $1 }
    #expect((180...196).contains(covered), "\(covered) of \(trials) intervals")
  }

  @Test func standardErrorsNeedMeasurementsInDoublePrecision() throws {
    let problem = try Problem(
      Decay(rate: .trainable("k", initial: 1)), on: Interval(.t, 0...2), points: 20,
      conditions: [.point(.u, at: [.t: 0]) { _ in 2 }])
    let without = try Training(problem, network: MLP(width: 4, depth: 1))
    #expect(sentence { _ = try without.run([.adam(steps: 1)]).standardErrors }.contains("need measurements"))
    let single = try Training(problem, network: MLP(width: 4, depth: 1), precision: .float)
    #expect(sentence { _ = try single.run([.adam(steps: 1)]).standardErrors }.contains("double precision"))
  }

  /// (k u_x)_x = 0 with an unknown field k: u = log(1 + x) is measured, k = 1 + x, known at one end.
  @Test func anUnknownFieldIsAFurtherNetwork() throws {
    struct Conduction: Equation {
      enum Unknown: String, UnknownName { case u, k }
      func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> { ["flux": (s[.k] * s[.u][.x])[.x]] }
    }
    let places = (0..<30).map { Double($0) / 29 }
    let data = try PointSet(
      axes: [.x], points: Tensor(rows: places.map { [$0] }), data: ["u": places.map { log(1 + $0) }])
    let problem = try Problem(
      Conduction(), on: Interval(0...1), points: 40,
      conditions: [.data(.u, at: data), .point(.k, at: [.x: 0]) { _ in 1 }])
    let network = SeparateNetworks(MLP(width: 8, depth: 1))
    let solution = try Training(problem, network: network).run(budget: .steps(150))
    let exact = ReferenceSolution<Conduction.Unknown>(name: "exact", closedForm: [.k: 1 + .coordinate(.x)])
    #expect(try solution.errors(against: exact).errors[0].relativeL2 < 1e-3)
  }

  @Test func aCoefficientMayBeAnAxis() throws {
    let region = try Box([(.x, 0...1), ("k", 0.05...0.2)]).over(time: 0...1)
    let problem = try Problem(
      HeatEquation(diffusivity: .along("k")), on: region, points: 400, conditions: [],
      enforced: [.initial(.u) { s in sin(.pi * s[.x]) }, .dirichlet(.u, on: "x=0", "x=1") { _ in 0 }])
    let training = try Training(problem, network: MLP(width: 12, depth: 2))
    #expect("\(training)".contains("diffusivity along the axis k"))
    let solution = try training.run(budget: .steps(60))
    #expect(solution.coefficients.isEmpty)
    // In one formula for all diffusivities.
    let rate = -Double.pi * .pi * Expr.coordinate("k") * Expr.coordinate(.t)
    let exact = ReferenceSolution<HeatEquation.Unknown>(
      name: "exact", closedForm: [.u: sin(.pi * Expr.coordinate(.x)) * exp(rate)])
    #expect(try solution.errors(against: exact).errors[0].relativeL2 < 1e-3)
    let line = try Interval(0...1).over(time: 0...1)
    #expect(
      sentence {
        _ = try Problem(HeatEquation(diffusivity: .along("k")), on: line, points: 4, conditions: [])
      }.contains("lacks k"))
  }
}
