// Weightings in a training: what they are shown is the loss, what they say is done, and runs stay reproducible.

import Foundation
import HeatEquations
import PINN
import ResidualAdaptiveSampling
import Testing

/// Keeps the last checkpoint in memory.
private final class Memory: CheckpointStore, @unchecked Sendable {
  var checkpoint: Checkpoint?
  func save(_ checkpoint: Checkpoint) { self.checkpoint = checkpoint }
}

@Suite struct WeightingTests {
  let network = MLP(width: 5, depth: 1)

  /// Two residuals on the boundary, so that terms and conditions are different things.
  func training(precision: Precision = .double) throws -> Training<HeatEquation> {
    let problem = try Problem(
      HeatEquation(diffusivity: 0.1), on: Interval(0...1).over(time: 0...1), points: 20,
      conditions: [
        .law("ends", on: "x=0", "x=1", points: 6, weight: 3) { s in ["u": s[.u], "slope": s[.u][.x] - 1] },
        .data(.u, at: PointSet(axes: [.x, .t], points: Tensor(rows: [[0.5, 0], [0.2, 0.7]]), data: ["u": [1, 2]])),
      ])
    return try Training(problem, network: network, seed: 2, precision: precision)
  }

  @Test func showsTheLoss() throws {
    let training = try training()
    let plain = training.loss.evaluate(at: training.loss.initialParameters)
    nonisolated(unsafe) var shown: (terms: [Double], gradient: [Double], names: [String])?
    let spy = Spy { loss in
      guard shown == nil else { return }
      var terms: [Double] = []
      var gradient = [Double](repeating: 0, count: plain.gradient.count)
      for (k, term) in loss.terms.enumerated() {
        let weight = [.equation: 1.0, .condition("ends"): 3][term.source, default: 10]
        let residuals = try loss.residuals(of: term.source)
        #expect(loss.points(of: term.source).shape == [residuals.count, 2])
        let column = residuals.column(k - loss.terms.firstIndex { $0.source == term.source }!)
        terms.append(weight * column.reduce(0) { $0 + $1 * $1 } / Double(column.count))
        for (i, g) in loss.gradient(of: term).enumerated() { gradient[i] += g }
      }
      shown = (terms, gradient, loss.terms.map(\.name))
      #expect(
        loss.axes == [.x, .t] && loss.bounds == [0...1, 0...1]
          && loss.sources == [.equation, .condition("ends"), .condition("data")])
    }
    _ = try training.run([Stage.adam(steps: 2).weighting(spy)])
    let (terms, gradient, names) = try #require(shown)
    #expect(names == training.loss.termNames && names.count == 4)
    for (mine, its) in zip(plain.terms, terms) { #expect(abs(mine - its) < 1e-13 * abs(mine)) }
    let size = plain.gradient.map(abs).max()!
    for (mine, its) in zip(plain.gradient, gradient) { #expect(abs(mine - its) < 1e-13 * size) }
  }

  /// tr K of a term from difference quotients of its residuals, parameter by parameter.
  @Test(arguments: Precision.allCases) func tracesAreThoseOfTheKernels(precision: Precision) throws {
    let training = try training(precision: precision)
    let theta = training.loss.initialParameters
    func residuals(at x: [Double]) throws -> [[Double]] {
      nonisolated(unsafe) var found: [[Double]] = []
      let spy = Spy { loss in
        if found.isEmpty { found = try loss.sources.map { try loss.residuals(of: $0).elements } }
      }
      _ = try self.training().run([Stage.adam(steps: 1).weighting(spy)], from: x)
      return found
    }
    nonisolated(unsafe) var traces: [Double] = []
    let factors = LossWeights(terms: [2, 1, 1, 1], points: [(0..<20).map(Double.init), [], []])
    let spy = Spy { loss in if traces.isEmpty { traces = try loss.terms.map { try loss.kernelTrace(of: $0) } } }
    _ = try training.run([Stage.adam(steps: 1).weighting(Spy(factors)).weighting(spy)])
    var expected = [0.0, 0, 0, 0]
    for j in theta.indices {
      var (up, down) = (theta, theta)
      (up[j], down[j]) = (up[j] + 1e-5, down[j] - 1e-5)
      let (a, b) = (try residuals(at: up), try residuals(at: down))
      for c in 0..<3 {
        for i in a[c].indices {
          let slope = (a[c][i] - b[c][i]) / 2e-5
          let (term, scale) = [(0, 2 * Double(i) / 20), (1 + i % 2, 3.0 / 6), (3, 10.0 / 2)][c]
          expected[term] += scale * slope * slope
        }
      }
    }
    for (mine, its) in zip(traces, expected) { #expect(abs(mine - its) < 1e-7 * its, "\(traces) \(expected)") }
  }

  /// Factors change the loss as their definition says; the problem's own loss is back after the stage.
  @Test(arguments: Precision.allCases) func factorsMultiplyTheLoss(precision: Precision) throws {
    let training = try training(precision: precision)
    let plain = training.loss.evaluate(at: training.loss.initialParameters)
    nonisolated(unsafe) var shown: [[Double]] = []
    let watcher = Watcher { progress in
      shown.append(progress.terms.map(\.value))
      return .proceed
    }
    let byTerm = Spy(LossWeights(terms: [2, 3, 5, 7]))
    let byPoint = Spy(LossWeights(points: [Array(repeating: 11, count: 20), [], [0, 0]]))
    let stage = Stage.adam(steps: 1, learningRate: 0).weighting(byTerm).weighting(byPoint)
    let solution = try training.run([stage, .adam(steps: 1, learningRate: 0)], observers: [watcher])
    let tolerance = precision == .double ? 1e-13 : 1e-5
    func isClose(_ a: [Double], _ b: [Double]) -> Bool { zip(a, b).allSatisfy { abs($0 - $1) <= tolerance * abs($1) } }
    #expect(isClose(shown[1], zip(plain.terms, [22, 3, 5, 0]).map { $0 * $1 }), "\(shown) \(plain.terms)")
    #expect(isClose(shown[2], plain.terms) && abs(solution.loss - plain.value) <= tolerance * plain.value)
    #expect(training.loss.evaluate(at: training.loss.initialParameters).value == plain.value)
    #expect("\(training.summary([stage]))".contains("Adam (learning rate 0.0), spy, spy"))
  }

  @Test func eachSeesWhatThoseBeforeItLeave() throws {
    nonisolated(unsafe) var gradients: [[Double]] = []
    let look = Spy { loss in gradients.append(loss.gradient(of: loss.terms[1])) }
    _ = try training().run([
      Stage.adam(steps: 1).weighting(look).weighting(Spy(.init(terms: [1, 4, 1, 1]))).weighting(look)
    ])
    #expect(
      zip(gradients[0], gradients[1]).allSatisfy { abs(4 * $0 - $1) <= 1e-14 * abs($1) } && gradients[0] != gradients[1]
    )
  }

  @Test func newPointsGetNewFactors() throws {
    let stage = Stage.adam(steps: 30).weighting(.residualAttention()).weighting(.causal(slices: 4))
      .resampling(every: 5, by: RAR(adding: 0.2))
    let solution = try training().run([stage])
    #expect(solution.end == .stepsDone && solution.steps == 30)
  }

  @Test(arguments: Precision.allCases) func anyNumberOfThreadsGivesTheSameBits(precision: Precision) throws {
    func run(threads: Int) throws -> [Double] {
      let stage = Stage.adam(steps: 30).weighting(.causal(slices: 4)).weighting(.gradientNorm(every: 3))
        .weighting(.selfAdaptive()).weighting(.neuralTangent(every: 10))
      return try Training(heatProblem(points: 500), network: network, precision: precision, threads: threads)
        .run([stage]).parameters
    }
    #expect(try run(threads: 1) == run(threads: 2))
  }

  @Test func goesOnFromACheckpoint() throws {
    let training = try training()
    let stages: [Stage] = [
      Stage.adam(steps: 40, learningRate: 1e-2).weighting(.causal(slices: 4, tolerances: [1e-3, 1e-2]))
        .weighting(.gradientNorm(every: 7)).weighting(.selfAdaptive()).weighting(.residualAttention())
        .weighting(.neuralTangent(every: 12)).stopping(patience: 30)
    ]
    let whole = try training.run(stages)
    for steps in [5, 23] {
      let memory = Memory()
      _ = try training.run(stages, budget: .steps(steps), checkpoints: CheckpointSchedule(memory))
      let checkpoint = try #require(memory.checkpoint)
      let rest = try training.run(stages, resuming: checkpoint)
      #expect(rest.parameters == whole.parameters && rest.history.losses == whole.history.losses)
    }
    let memory = Memory()
    _ = try training.run(stages, budget: .steps(5), checkpoints: CheckpointSchedule(memory))
    var damaged = try #require(memory.checkpoint)
    damaged.arrays["weighting/1/factors by term"]?.elements[0] = -1
    #expect(sentence { _ = try training.run(stages, resuming: damaged) }.contains("the factor -1.0"))
  }

  /// Adam on a problem that it has solved, with steps that are too long: the best point is kept, and the stage ends.
  @Test func patienceEndsAStageAndKeepsTheBest() throws {
    let training = try Training(heatProblem(), network: network)
    let start = try training.run([.lbfgs(steps: 60)])
    let held = { (solution: Solution<HeatEquation>) in
      zip(solution.heldOut, [1.0, 10, 10]).reduce(0) { $0 + $1.1 * $1.0.rootMeanSquare * $1.0.rootMeanSquare }
    }
    let stage = Stage.adam(steps: 1_000, learningRate: 0.1).stopping(patience: 50)
    let solution = try training.run([stage], from: start.parameters)
    #expect(solution.end == .outOfPatience(steps: 50) && solution.steps < 1_000)
    #expect(solution.end.description == "the loss on held-out points has not fallen for 50 steps")
    #expect(held(solution) <= held(start))
    // Nothing was gained, so that it ends after 50 steps.
    #expect(solution.parameters == start.parameters && solution.steps == 50)
    #expect(try training.run([stage, .adam(steps: 5)], from: start.parameters).steps == solution.steps + 5)
    #expect(sentence { _ = try training.run([.adam(steps: 1).stopping(patience: 0)]) }.contains("not 0"))
    #expect("\(training.summary([stage]))".contains("patience 50 steps"))
  }

  @Test func refusesWhatMakesNoSense() throws {
    let training = try training()
    func complaint(_ stage: Stage) -> String { sentence { _ = try training.run([stage]) } }
    #expect(complaint(.levenbergMarquardt(steps: 1).weighting(.causal())).contains("keeps the problem's weights"))
    #expect(complaint(.naturalGradient(steps: 1).weighting(.causal())).contains("keeps the problem's weights"))
    #expect(complaint(.adam(steps: 1).weighting(.causal(slices: 0))).contains("at least 2 slices"))
    #expect(complaint(.adam(steps: 1).weighting(Spy(.init(terms: [1])))) == "spy gave 1 factors for 4 terms")
    #expect(complaint(.adam(steps: 1).weighting(Spy(.init(terms: [1, 1, 1, .nan])))).contains("the factor nan"))
    #expect(complaint(.adam(steps: 1).weighting(Spy(.init(points: [[]])))).contains("1 of 3 conditions"))
    #expect(
      complaint(.adam(steps: 1).weighting(Spy(.init(points: [[1], [], []])))).contains("1 factors for 20 points"))
  }

  @Test func aStateThatDoesNotFitSaysWhoseItIs() throws {
    var weighting = GradientNormWeighting()
    var state = try weighting.state()
    state["factors by term count"] = [0.5]
    #expect(
      sentence { try weighting.restore(state) }
        == "'factors by term count' in the saved state of '\(weighting)' is 0.5, which it can't be")
    #expect(sentence { try weighting.restore([:]) }.hasPrefix("the saved state of '\(weighting)' lacks "))
    var optimizer = Adam()
    #expect(
      sentence { try optimizer.restore([:], count: 3) }
        == "the saved state of '\(optimizer.name)' has no 'position' of 3 numbers")
    #expect(
      sentence { try optimizer.restore(["position": [1]], count: 1) }.hasPrefix(
        "the saved state of '\(optimizer.name)' lacks "))
  }
}
