// Units: a problem and the same problem in other units take the same steps and come to the same relative errors.

import BurgersEquations
import Foundation
import HeatEquations
import NavierStokesEquations
import PINN
import PoissonEquations
import Testing

/// u_t + k u = 0.
private struct Decay: Equation {
  enum Unknown: String, UnknownName { case u }
  var rate: Coefficient
  func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> { ["decay": s[.u][.t] + rate * s[.u]] }
}

@Suite struct UnitsTests {
  /// Units of length, time and unknown: powers of 16, as sizes are.
  struct Units: CustomTestStringConvertible {
    var length = 1.0
    var time = 1.0
    var unknown = 1.0
    var testDescription: String { "length \(length), time \(time), unknown \(unknown)" }

    static let all = [
      Units(length: 0x1p12), Units(length: 0x1p-40, time: 0x1p40), Units(unknown: 0x1p40), Units(unknown: 0x1p-40),
      Units(length: 0x1p-20, time: 0x1p12, unknown: 0x1p32),
    ]
  }

  /// The history of the loss over twelve steps of the default recipe, and the relative errors.
  private func course<E: Equation>(
    _ problem: Problem<E>, _ exact: ReferenceSolution<E.Unknown>
  ) throws -> (losses: [Double], errors: [Double]) {
    let training = try Training(problem, network: MLP(width: 8, depth: 2), seed: 3)
    let solution = try training.run(budget: .steps(12), recordEvery: 1)
    return (solution.history.losses, try solution.errors(against: exact).errors.map(\.relativeL2))
  }

  private func heat(_ units: Units) throws -> (losses: [Double], errors: [Double]) {
    let (l, t, u) = (units.length, units.time, units.unknown)
    let diffusivity = 0.125 * l * l / t
    let problem = try Problem(
      HeatEquation(diffusivity: Coefficient(diffusivity)), on: Interval(0...l).over(time: 0...t), points: 200,
      conditions: [
        .initial(.u, points: 40) { s in u * sin(.pi * (s[.x] * Expr(1 / l))) },
        .dirichlet(.u, on: .lower(.x), .upper(.x), points: 20) { _ in 0 },
      ])
    let x = Expr.coordinate(.x) * Expr(1 / l)
    let decay = exp(-(0.125 * Double.pi * .pi) * (Expr.coordinate(.t) * Expr(1 / t)))
    return try course(
      problem, ReferenceSolution(name: "sine", closedForm: [.u: u * (sin(.pi * x) * decay)]))
  }

  @Test(arguments: Units.all) func heatTakesTheSameSteps(_ units: Units) throws {
    let (plain, other) = try (heat(Units()), heat(units))
    #expect(plain.losses == other.losses)
    #expect(zip(plain.errors, other.errors).allSatisfy { abs($0 - $1) < 1e-12 * $0 })
  }

  /// u_t + u u_x = nu u_xx, a nonlinear law: here a velocity's unit is that of length over that of time.
  @Test(arguments: [Units(length: 0x1p20, time: 0x1p8), Units(length: 0x1p-12, time: 0x1p12)])
  func burgersTakesTheSameSteps(_ units: Units) throws {
    func losses(_ l: Double, _ t: Double) throws -> [Double] {
      let problem = try Problem(
        BurgersEquation(viscosity: Coefficient(0.0625 * l * l / t)), on: Interval(-l...l).over(time: 0...t),
        points: 200,
        conditions: [
          .initial(.u, points: 40) { s in -(l / t) * sin(.pi * (s[.x] * Expr(1 / l))) },
          .dirichlet(.u, on: .lower(.x), .upper(.x), points: 20) { _ in 0 },
        ])
      return try Training(problem, network: MLP(width: 8, depth: 2), seed: 3).run(budget: .steps(12), recordEvery: 1)
        .history.losses
    }
    let (plain, other) = try (losses(1, 1), losses(units.length, units.time))
    // Products of scaled numbers are folded in another order, which rounds.
    #expect(zip(plain, other).allSatisfy { abs($0 / $1 - 1) < 1e-6 })
  }

  /// Coefficients and their standard errors from noisy measurements don't depend on the measurements' unit.
  @Test func standardErrorsAreTheSame() throws {
    func estimate(_ unit: Double) throws -> (value: Double, standardError: Double) {
      let times = (0..<40).map { (Double($0) + 0.5) / 40 }
      // Noise of two waves, which no decay follows.
      let values = times.map { unit * (exp(-1.5 * $0) + 0.01 * sin(41 * $0) + 0.01 * cos(97 * $0)) }
      let data = try PointSet(axes: [.t], points: Tensor(rows: times.map { [$0] }), data: ["u": values])
      let problem = try Problem(
        Decay(rate: .trainable("k", initial: 1)), on: Interval(.t, 0...1), points: 60,
        conditions: [.data(.u, at: data, weight: 1)])
      let solution = try Training(problem, network: MLP(width: 8, depth: 1)).run([.levenbergMarquardt(steps: 40)])
      let found = try solution.standardErrors[0]
      return (found.value, try #require(found.standardError))
    }
    let (plain, other) = try (estimate(1), estimate(65_536))
    #expect(abs(plain.value / other.value - 1) < 1e-6 && abs(plain.standardError / other.standardError - 1) < 1e-6)
  }

  /// The bending moment of a beam, in millimetres: an unknown of 4.5e6 that only a source of 1 tells of.
  @Test(arguments: [UInt64(0), 1, 2]) func anUnknownOfMillionsIsFound(_ seed: UInt64) throws {
    let problem = try Problem(
      PoissonEquation(dimension: 1) { _ in 1 }, on: Interval(0...6_000), points: 200,
      conditions: [.dirichlet(.u, on: .lower(.x), .upper(.x), points: 2) { _ in 0 }])
    let solution = try Training(problem, network: MLP(width: 10, depth: 2), seed: seed).run(budget: .steps(120))
    let x = Expr.coordinate(.x)
    let exact = ReferenceSolution<PoissonEquation.Unknown>(name: "parabola", closedForm: [.u: 0.5 * x * (6_000 - x)])
    let error = try solution.errors(against: exact).errors[0].relativeL2
    #expect(error < 1e-2)
    #expect("\(solution.summary)".contains("scales        u 1.04858e+06"))
  }
}
