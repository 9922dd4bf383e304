// Levenberg-Marquardt on test functions without any differential equation, in weight and in sample space.

import Foundation
import PINNCore
import PINNOptimizers
import PINNTensor
import Testing

private func minimise(_ objective: Squares, from start: [Double], accelerated: Bool, steps: Int) -> (
  LevenbergMarquardt, Int
) {
  var optimizer = LevenbergMarquardt(accelerated: accelerated)
  optimizer.start(at: start)
  for step in 0..<steps {
    if optimizer.step(on: objective) != .advanced { return (optimizer, step) }
  }
  return (optimizer, steps)
}

@Suite struct LevenbergMarquardtTests {
  /// Fewer residuals than parameters: the damped step is the same vector from J J^T as from J^T J.
  @Test func sampleSpaceTakesTheSameSteps() {
    var rng = RandomStream(seed: 6, for: "test")
    let matrix = (0..<5).map { _ in (0..<8).map { _ in rng.normal() } }
    let target = (0..<5).map { _ in rng.normal() }
    @Sendable func rows(_ x: [Double]) -> [(Double, [Double])] {
      zip(matrix, target).map { row, b in
        let s = zip(row, x).reduce(0) { $0 + $1.0 * $1.1 }
        return (tanh(s) - 0.5 * tanh(b), row.map { $0 * (1 - tanh(s) * tanh(s)) })
      }
    }
    // Residuals that are always zero bring the rows above the parameters, and the method into weight space.
    let start = [Double](repeating: 0.1, count: 8)
    let sample = Squares(start, slab: 2, rows)
    let weight = Squares(start, slab: 3) { rows($0) + Array(repeating: (0, Array(repeating: 0, count: 8)), count: 10) }
    for steps in 1...4 {
      let (a, _) = minimise(sample, from: start, accelerated: false, steps: steps)
      let (b, _) = minimise(weight, from: start, accelerated: false, steps: steps)
      for (x, y) in zip(a.position, b.position) { #expect(abs(x - y) < 1e-9) }
      #expect(a.value < squaredNorm(sample.residuals(at: start)))
    }
  }

  /// The matrices' memory is kept from step to step, but a copy doesn't write into its original's.
  @Test(arguments: [SolutionSpace.weights, .samples, .sketched])
  func copyAndOriginalStepIndependently(_ space: SolutionSpace) {
    let (wood, powell) = (TestFunction.wood, TestFunction.powell)
    let objective = Squares(wood.start, wood.residuals)
    var original = LevenbergMarquardt(space: space)
    original.start(at: wood.start)
    #expect(original.step(on: objective) == .advanced)
    var copy = original
    var other = original
    other.start(at: powell.start)
    for _ in 1...3 {
      #expect(original.step(on: objective) == .advanced)
      #expect(other.step(on: Squares(powell.start, powell.residuals)) == .advanced)
      #expect(copy.step(on: objective) == .advanced)
      #expect(copy.position == original.position && copy.value == original.value)
    }
  }

  /// Where each parameter has its own unit, damping by the diagonal's full power steps as if all had the same one.
  @Test(arguments: [SolutionSpace.weights, .samples])
  func fullScalingDoesntDependOnUnits(_ space: SolutionSpace) {
    let units = [1.0, 1e3, 1e-2, 50]
    let wood = TestFunction.wood
    let scaled = Squares(zip(wood.start, units).map(/)) { x in
      wood.residuals(zip(x, units).map(*)).map { ($0.0, zip($0.1, units).map(*)) }
    }
    var plain = LevenbergMarquardt(scaling: 1, accelerated: false, space: .weights)
    var inUnits = LevenbergMarquardt(scaling: 1, accelerated: false, space: space)
    plain.start(at: wood.start)
    inUnits.start(at: zip(wood.start, units).map(/))
    for _ in 1...5 {
      #expect(plain.step(on: Squares(wood.start, wood.residuals)) == .advanced)
      #expect(inUnits.step(on: scaled) == .advanced)
      for (p, (q, unit)) in zip(plain.position, zip(inUnits.position, units)) { #expect(abs(p - unit * q) < 1e-8) }
    }
  }

  @Test func stopsWithAReason() throws {
    var optimizer = LevenbergMarquardt()
    optimizer.start(at: [0])
    #expect(optimizer.step(on: Squares([0]) { [($0[0], [1])] }) == .converged(.smallGradient))
    optimizer.start(at: [1])
    #expect(optimizer.step(on: Squares([1]) { _ in [(.nan, [1])] }) == .failed(.notFinite))
    #expect(optimizer.position == [1])
    // A wrong Jacobian: no damping helps.
    optimizer.start(at: [1])
    #expect(optimizer.step(on: Squares([1]) { [(1 + $0[0] * $0[0], [-2 * $0[0]])] }) == .converged(.smallDecrease))
    #expect(optimizer.step(on: TestFunction.rosenbrock.objective) == .failed(.notLeastSquares))
    #expect(throws: ProblemError.self) { try LevenbergMarquardt(damping: -1).validate() }
    #expect(throws: ProblemError.self) { try LevenbergMarquardt(scaling: 2).validate() }
  }

  @Test func doesNotTryWhatNoMachineHasMemoryFor() {
    let start = [Double](repeating: 1, count: 1_000_000)
    var optimizer = LevenbergMarquardt(space: .weights)
    optimizer.start(at: start)
    #expect(optimizer.step(on: Squares(start) { _ in [(1, [])] }) == .failed(.outOfMemory))
    #expect(optimizer.position == start)
  }
}
