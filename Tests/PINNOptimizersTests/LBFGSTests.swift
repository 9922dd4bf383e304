// L-BFGS against a solved linear system, and where things go wrong.

import Foundation
import PINNCore
import PINNOptimizers
import Testing

@Suite struct LBFGSTests {
  /// f = x.Ax/2 - b.x with A = diag(1...n) + 1 1^T: by Sherman-Morrison x_i = 1/(i (1 + h)) with b = 1, h = sum 1/i.
  @Test func solvesAQuadratic() {
    let n = 60
    let objective = ClosureObjective(count: n) { x, gradient in
      let sum = x.reduce(0, +)
      for i in 0..<n { gradient[i] = Double(i + 1) * x[i] + sum - 1 }
      return zip(x, gradient).reduce(0) { $0 + 0.5 * $1.0 * ($1.1 - 1) }
    }
    var optimizer = LBFGS(memory: 20, gradientTolerance: 1e-11)
    optimizer.start(at: Array(repeating: 0, count: n))
    #expect(run(&optimizer, on: objective, steps: 500) == .converged(.smallGradient))
    let h = (1...n).reduce(0) { $0 + 1 / Double($1) }
    let errors = (0..<n).map { abs(optimizer.position[$0] - 1 / (1 + h) / Double($0 + 1)) }
    #expect(errors.max()! < 1e-11)
    #expect(optimizer.evaluations < 100)
  }

  /// Near a minimum of value 1 a relative rounding of 1e-16 hides displacements below 1e-8; slopes still show them.
  @Test func goesOnWhereValuesDifferByRoundingOnly() {
    let objective = ClosureObjective(count: 4) { x, gradient in
      var value = 1.0
      for i in 0..<4 {
        let scale = pow(10.0, Double(i))
        gradient[i] = scale * (x[i] - 1)
        value += 0.5 * scale * (x[i] - 1) * (x[i] - 1)
      }
      return value
    }
    var optimizer = LBFGS(memory: 10, gradientTolerance: 1e-12)
    optimizer.start(at: [1 + 1e-8, 1 - 2e-8, 1 + 3e-9, 1 - 1e-9])
    #expect(run(&optimizer, on: objective, steps: 100) == .converged(.smallGradient))
    #expect(optimizer.position.allSatisfy { abs($0 - 1) < 1e-11 })
  }

  @Test func shrinksStepsThatLeaveTheDomain() {
    // -log(1 - x) - log(1 + x) + 30 x: not a number beyond +-1; its minimum is where 2 x / (1 - x^2) = -30.
    let objective = ClosureObjective(count: 1) { x, gradient in
      guard abs(x[0]) < 1 else {
        gradient[0] = .nan
        return .nan
      }
      gradient[0] = 1 / (1 - x[0]) - 1 / (1 + x[0]) + 30
      return -log(1 - x[0]) - log(1 + x[0]) + 30 * x[0]
    }
    var optimizer = LBFGS(gradientTolerance: 1e-9)
    optimizer.start(at: [0.9])
    #expect(run(&optimizer, on: objective, steps: 100) == .converged(.smallGradient))
    #expect(abs(optimizer.position[0] - (1 - 901.0.squareRoot()) / 30) < 1e-9)
  }

  @Test func saysWhyItStops() {
    var optimizer = LBFGS()
    optimizer.start(at: [1])
    let nan = ClosureObjective(count: 1) { _, _ in .nan }
    #expect(optimizer.step(on: nan) == .failed(.notFinite))
    #expect(optimizer.position == [1])

    // A gradient of the wrong sign: nothing lower can be found.
    optimizer.start(at: [1])
    let wrong = ClosureObjective(count: 1) { x, gradient in
      gradient[0] = -2 * x[0]
      return x[0] * x[0]
    }
    #expect(optimizer.step(on: wrong) == .failed(.lineSearchExhausted))
    #expect(optimizer.position == [1] && optimizer.value == 1)
    #expect(StopReason.lineSearchExhausted.description.contains("gradient is wrong"))
  }

  @Test func refusesSettingsThatMakeNoSense() throws {
    try LBFGS().validate()
    #expect(throws: ProblemError("L-BFGS needs a memory of at least 1 pair, not 0")) { try LBFGS(memory: 0).validate() }
    #expect(throws: ProblemError.self) { try LBFGS(gradientTolerance: -1).validate() }
    #expect(throws: ProblemError.self) { try LBFGS(lineSearch: .init(decrease: 0.9, curvature: 0.1)).validate() }
  }

  @Test func startingAgainForgets() {
    let objective = TestFunction.wood.objective
    var once = LBFGS()
    once.start(at: TestFunction.wood.start)
    run(&once, on: objective, steps: 20)
    var again = once
    again.start(at: TestFunction.wood.start)
    run(&again, on: objective, steps: 20)
    #expect(again.position == once.position && again.evaluations == once.evaluations)
  }
}
