// Adam against the first steps worked out by hand from the paper's formulas, and on functions with known minima.

import Foundation
import PINNCore
import PINNOptimizers
import Testing

@Suite struct AdamTests {
  /// Whatever the gradient's size, bias correction makes the first step as long as the learning rate.
  @Test func firstStepIsTheLearningRate() {
    let objective = ClosureObjective(count: 2) { _, gradient in
      gradient = [1e-3, -1e5]
      return 0
    }
    var adam = Adam(learningRate: .constant(0.1), epsilon: 0)
    adam.start(at: [0, 0])
    #expect(adam.step(on: objective) == .advanced)
    #expect(zip(adam.position, [-0.1, 0.1]).allSatisfy { abs($0 - $1) < 1e-15 })
    #expect(adam.evaluations == 2)
  }

  /// Gradients 1 and then 3: m = 0.9 * 0.1 + 0.3 = 0.39, corrected by 0.19; v = 0.999e-3 + 9e-3, corrected by 1.999e-3.
  @Test func secondStepFollowsTheRunningMeans() {
    let objective = ClosureObjective(count: 1) { x, gradient in
      gradient = [x[0] == 0 ? 1 : 3]
      return 0
    }
    var adam = Adam(learningRate: .constant(0.01), epsilon: 0)
    adam.start(at: [0])
    run(&adam, on: objective, steps: 2)
    let expected = -0.01 - 0.01 * (0.39 / 0.19) / (0.009999 / 0.001999).squareRoot()
    #expect(abs(adam.position[0] - expected) < 1e-15)
  }

  @Test func weightDecayShrinksParametersWithoutAGradient() {
    let flat = ClosureObjective(count: 1) { _, gradient in
      gradient = [0]
      return 0
    }
    var adam = Adam(learningRate: .constant(0.1), weightDecay: 0.5)
    adam.start(at: [1])
    run(&adam, on: flat, steps: 3)
    #expect(abs(adam.position[0] - 0.95 * 0.95 * 0.95) < 1e-15)
    #expect(adam.name.hasPrefix("AdamW"))
  }

  @Test(arguments: [TestFunction.rosenbrock, .beale])
  func reachesTheMinimum(function: TestFunction) {
    let objective = function.objective
    var adam = Adam(learningRate: .cosine(initial: 0.05, final: 1e-4, steps: 8_000))
    adam.start(at: function.start)
    run(&adam, on: objective, steps: 8_000)
    #expect(adam.value < 1e-6)
    #expect(adam.evaluations == objective.evaluations)
    var gradient = [Double](repeating: 0, count: function.start.count)
    #expect(objective.value(at: adam.position, gradient: &gradient) == adam.value)
  }

  @Test func keepsItsPointWhenTheNextIsNotFinite() {
    let objective = ClosureObjective(count: 1) { x, gradient in
      gradient = [-1]
      return x[0] > 0.25 ? .infinity : -x[0]
    }
    var adam = Adam(learningRate: .constant(0.1))
    adam.start(at: [0])
    #expect(run(&adam, on: objective, steps: 10) == .failed(.notFinite))
    #expect(abs(adam.position[0] - 0.2) < 1e-7 && adam.value == -adam.position[0])
  }

  @Test func schedulesFollowTheirFormulas() throws {
    let cosine = Schedule.cosine(initial: 1, final: 0.5, steps: 100)
    #expect(cosine(0) == 1 && abs(cosine(50) - 0.75) < 1e-15 && cosine(100) == 0.5 && cosine(1_000) == 0.5)
    #expect(abs(Schedule.exponential(initial: 2, factor: 0.5, every: 10)(20) - 0.5) < 1e-15)
    #expect(throws: ProblemError.self) { try Adam(learningRate: .constant(-1)).validate() }
    #expect(throws: ProblemError.self) { try Adam(beta1: 1).validate() }
    try Adam().validate()
  }
}
