// Each weighting on a small problem of the kind that it is for: less error than with the problem's own weights, in as many steps of
// Adam from the same start.

import DynamicsEquations
import PINN
import PoissonEquations
import Testing

@Suite struct WeightingHelpTests {
  static let steps = 2_000

  /// The error with a weighting over the error without.
  func ratio<E: Equation>(
    _ problem: Problem<E>, _ known: ReferenceSolution<E.Unknown>, seed: UInt64, _ rule: some LossWeighting
  ) throws -> Double {
    let plain = Stage.adam(steps: Self.steps, learningRate: .cosine(initial: 1e-2, final: 1e-4, steps: Self.steps))
    let errors = try [plain, plain.weighting(rule)].map { stage in
      try Training(problem, network: MLP(width: 16, depth: 2), seed: seed).run([stage]).errors(against: known).largest
    }
    return errors[1] / errors[0]
  }

  /// u_xx + k^2 sin(k x) = 0 with k = n pi, and boundary values that count far too little.
  func unbalanced(_ n: Int) throws -> (Problem<PoissonEquation>, ReferenceSolution<PoissonEquation.Unknown>) {
    let k = Double(n) * .pi
    let problem = try Problem(
      PoissonEquation(dimension: 1) { s in k * k * sin(k * s[.x]) }, on: Interval(0...1), points: 64,
      conditions: [.dirichlet(.u, on: "x=0", "x=1", points: 2, weight: 1e-4) { _ in 0 }])
    return (problem, try .sines(modes: [n]))
  }

  @Test func gradientNormsBalanceTerms() throws {
    let (problem, known) = try unbalanced(1)
    let ratio = try ratio(problem, known, seed: 0, .gradientNorm())
    #expect(ratio < 0.2, "\(ratio)")
  }

  @Test func neuralTangentKernelsBalanceTerms() throws {
    let (problem, known) = try unbalanced(2)
    let ratio = try ratio(problem, known, seed: 0, .neuralTangent())
    #expect(ratio < 0.05, "\(ratio)")
  }

  /// Two and a half periods of an oscillation, which plain Adam damps too early.
  @Test func attentionGoesWhereResidualsStayLarge() throws {
    let problem = try Problem(
      DampedOscillator(friction: 0.2, stiffness: 16), on: Interval(.t, 0...4), points: 128,
      conditions: [
        .law("start", on: "t=0", points: 1, weight: 10) { s in ["u": s[.u] - 1, "rate": 0.25 * s[.u][.t]] }
      ])
    let ratio = try ratio(
      problem, .freeVibration(friction: 0.2, stiffness: 16), seed: 1, .residualAttention(rate: 0.1, decay: 0.99))
    #expect(ratio < 0.4, "\(ratio)")
  }
}
