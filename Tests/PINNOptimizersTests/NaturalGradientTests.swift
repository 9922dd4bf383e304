// The energy natural gradient on linear and random residuals, in weight and in sample space.

import Foundation
import PINNCore
import PINNOptimizers
import PINNTensor
import Testing

@Suite struct NaturalGradientTests {
  /// tanh(A x) - b with A [rows, 6] and b in the range of tanh.
  private func objective(rows count: Int, seed: UInt64) -> Squares {
    var rng = RandomStream(seed: seed, for: "test")
    let matrix = (0..<count).map { _ in (0..<6).map { _ in rng.normal() } }
    let target = (0..<count).map { _ in 0.5 * tanh(rng.normal()) }
    return Squares(Array(repeating: 0.1, count: 6), slab: 2) { x in
      zip(matrix, target).map { row, b in
        let s = tanh(zip(row, x).reduce(0) { $0 + $1.0 * $1.1 })
        return (s - b, row.map { $0 * (1 - s * s) })
      }
    }
  }

  /// 4 residuals and 9, both by 4 or 9 equations and by 6.
  @Test(arguments: [4, 9], [0.0, 0.9])
  func bothSpacesTakeTheSameSteps(_ rows: Int, _ momentum: Double) {
    let squares = objective(rows: rows, seed: 3)
    var runs = [SolutionSpace.weights, .samples, .automatic].map {
      NaturalGradient(damping: 1e-3, momentum: momentum, space: $0)
    }
    for i in runs.indices {
      runs[i].start(at: Array(repeating: 0.1, count: 6))
      run(&runs[i], on: squares, steps: 5)
    }
    for other in runs.dropFirst() {
      for (a, b) in zip(runs[0].position, other.position) { #expect(abs(a - b) < 1e-9) }
    }
    #expect(runs[0].value < squaredNorm(squares.residuals(at: Array(repeating: 0.1, count: 6))))
  }

  /// One unknown: r = x - 1 and damping 1, so that each direction is mu d - (x - 1 + mu d) / 2.
  @Test func momentumFollowsItsFormula() {
    var optimizer = NaturalGradient(damping: 1, momentum: 0.5, lineSearch: GridLineSearch(maximumTrials: 1))
    optimizer.start(at: [0])
    let squares = Squares([0]) { [($0[0] - 1, [1])] }
    var (x, d) = (0.0, 0.0)
    for _ in 0..<3 {
      #expect(optimizer.step(on: squares) == .advanced)
      d = 0.5 * d - (x - 1 + 0.5 * d) / 2
      x += d
      #expect(abs(optimizer.position[0] - x) < 1e-14)
    }
    // Now momentum would overshoot: the plain direction is taken.
    #expect(abs(x + 0.5 * d - (x - 1 + 0.5 * d) / 2 - 1) > abs(x - 1))
    #expect(optimizer.step(on: squares) == .advanced)
    #expect(abs(optimizer.position[0] - (x - (x - 1) / 2)) < 1e-14)
  }

  /// A linear least-squares problem is solved in one step, as good as the damping lets it.
  @Test func solvesALinearProblemAtOnce() {
    let rows = { @Sendable (x: [Double]) -> [(Double, [Double])] in
      [(x[0] + x[1] - 3, [1, 1]), (x[0] - x[1] + 1, [1, -1]), (2 * x[0] - 2, [2, 0])]
    }
    var optimizer = NaturalGradient(damping: 1e-12)
    optimizer.start(at: [40, -7])
    #expect(optimizer.step(on: Squares([0, 0], rows)) == .advanced)
    #expect(abs(optimizer.position[0] - 1) < 1e-9 && abs(optimizer.position[1] - 2) < 1e-9)
    #expect(optimizer.evaluations == 3, "one with the Jacobian, a full step, and half of it, which is worse")
  }

  /// Two equal columns make J^T J singular; the smallest damping must grow until there is a Cholesky factor.
  @Test(arguments: [SolutionSpace.weights, .samples])
  func survivesASingularSystem(_ space: SolutionSpace) {
    var optimizer = NaturalGradient(damping: 1e-300, space: space)
    let squares = Squares([0, 0]) { x in (1...3).map { (x[0] + x[1] - Double($0), [1, 1]) } }
    optimizer.start(at: [0, 0])
    #expect(optimizer.step(on: squares) == .advanced)
    #expect(abs(optimizer.position[0] + optimizer.position[1] - 2) < 1e-6)
  }

  @Test func stopsWithAReason() throws {
    var optimizer = NaturalGradient()
    optimizer.start(at: [1])
    #expect(optimizer.step(on: Squares([1]) { _ in [(.nan, [1])] }) == .failed(.notFinite))
    #expect(optimizer.position == [1] && optimizer.value.isNaN)
    #expect(optimizer.step(on: TestFunction.rosenbrock.objective) == .failed(.notLeastSquares))
    optimizer.start(at: [1])
    #expect(optimizer.step(on: Squares([1]) { [(1 + $0[0] * $0[0], [-2 * $0[0]])] }) == .converged(.smallDecrease))
    #expect(throws: ProblemError.self) { try NaturalGradient(damping: 0).validate() }
    #expect(throws: ProblemError.self) { try NaturalGradient(momentum: 1).validate() }
    #expect(throws: ProblemError.self) { try NaturalGradient(lineSearch: GridLineSearch(ratio: 1)).validate() }
    try NaturalGradient().validate()
  }

  @Test func doesNotTryWhatNoMachineHasMemoryFor() {
    let start = [Double](repeating: 1, count: 1_000_000)
    var optimizer = NaturalGradient(space: .weights)
    optimizer.start(at: start)
    #expect(optimizer.step(on: Squares(start) { _ in [(1, [])] }) == .failed(.outOfMemory))
    #expect(optimizer.position == start)
  }
}
