// Stages of problem files: weightings, points that change, patience.

import HeatEquations
import PINN
import PINNProblemFile
import PINNSamplers
import Testing

@Suite struct StageTests {
  private static let stages: [(text: String, stage: Stage)] = [
    ("adam: {steps: 5, weighting: gradientNorm}", .adam(steps: 5).weighting(.gradientNorm())),
    (
      "adam: {steps: 5, weighting: {gradientNorm: {every: 7, share: 0.2}}}",
      .adam(steps: 5).weighting(.gradientNorm(every: 7, share: 0.2))
    ),
    (
      "soap: {steps: 5, weighting: [{causal: {slices: 4, tolerances: [1, 2]}}, neuralTangent]}",
      .soap(steps: 5).weighting(.causal(slices: 4, tolerances: [1, 2])).weighting(.neuralTangent())
    ),
    (
      "lbfgs: {steps: 5, weighting: {selfAdaptive: {rate: 0.5}}, patience: 30}",
      .lbfgs(steps: 5).weighting(.selfAdaptive(rate: 0.5)).stopping(patience: 30)
    ),
    (
      "adam: {steps: 5, weighting: {residualAttention: {rate: 0.1, decay: 0.9}}, resampling: 50}",
      .adam(steps: 5).weighting(.residualAttention(rate: 0.1, decay: 0.9)).resampling(every: 50)
    ),
    (
      "ssbroyden: {steps: 5, resampling: {every: 2, by: {rar: {share: 0.1}}}}",
      .quasiNewton(steps: 5).resampling(every: 2, by: RAR(adding: 0.1))
    ),
    (
      "levenbergMarquardt: {steps: 5, refining: {rad: {exponent: 2}}}",
      .levenbergMarquardt(steps: 5).refiningPoints(by: RAD(exponent: 2))
    ),
    (
      "naturalGradient: {steps: 5, resampling: {every: 3, by: r3}}",
      .naturalGradient(steps: 5).resampling(every: 3, by: R3())
    ),
    ("automatic: {steps: 5, patience: 40}", .automatic(steps: 5).stopping(patience: 40)),
  ]

  /// A stage makes the steps that it makes when it is written in Swift, bit for bit.
  @Test(arguments: stages.indices) func isTheStageThatSwiftWouldWrite(_ i: Int) throws {
    let (text, stage) = Self.stages[i]
    let file = try problem(
      rest: "optimizer: {\(text)}\nnetwork: {mlp: {width: 5, depth: 1}}\ntraining: {threads: 1, steps: 5}")
    let solution = try Training(
      Problem(
        HeatEquation(diffusivity: 0.1), on: Interval(0...1).over(time: 0...1), points: 50, conditions: []),
      network: MLP(width: 5, depth: 1), threads: 1
    ).run([stage], budget: .steps(5))
    #expect(try file.run(observers: []).snapshot().parameters == solution.parameters)
    let summary = "\(file.summary)".split(separator: "\n").first { $0.hasPrefix("optimiser") } ?? ""
    #expect(summary == "optimiser     \(solution.summary.stages[0].name), at most 5 steps")
  }

  private static let mistakes: [(optimizer: String, column: Int, words: String)] = [
    ("{adam: {weighting: gradientNrm}}", 31, "did you mean 'gradientNorm'"),
    ("{adam: {weighting: {gradientNorm: {share: 2}}}}", 54, "at most 1"),
    ("{adam: {weighting: {causal: {every: 0}}}}", 48, "at least 1"),
    ("{adam: {resampling: 0}}", 32, "at least 1"), ("{adam: {resampling: {by: rad}}}", 32, "'every'"),
    ("{adam: {resampling: {every: 5, by: rod}}}", 47, "did you mean 'rad'"),
    ("{adam: {resampling: 5, refining: rad}}", 45, "either"), ("{adam: {patience: 0}}", 30, "at least 1"),
    ("{adam: {learningRate: 0}}", 34, "above 0"), ("{automatic: {weighting: causal}}", 25, "no argument"),
  ]

  @Test(arguments: mistakes.indices) func mistakesHaveTheirPlace(_ i: Int) throws {
    let mistake = Self.mistakes[i]
    let error = #expect(throws: ProblemFileError.self) { _ = try problem(rest: "optimizer: \(mistake.optimizer)") }
    #expect(error?.message.contains(mistake.words) == true, "\(error?.description ?? "")")
    #expect(error.map { [$0.line, $0.column] } == [4, mistake.column], "\(error?.description ?? "")")
  }

  @Test func causalityNeedsTime() throws {
    let error = #expect(throws: ProblemFileError.self) {
      _ = try problem(
        equation: "equation: poisson", domain: "domain: {x: [0, 1], y: [0, 1]}",
        rest: "optimizer:\n  - adam:\n      weighting: causal")
    }
    #expect(error?.message.contains("need an axis t") == true)
    #expect(error?.line == 6)
  }

  @Test func weightingsAndAdaptiveSamplersCanBeMade() throws {
    for entry in Catalog.standard.weightings { _ = try problem(rest: "optimizer: {adam: {weighting: \(entry.name)}}") }
    for entry in Catalog.standard.adaptiveSamplers {
      _ = try problem(rest: "optimizer: {adam: {refining: \(entry.name)}}")
    }
  }
}
