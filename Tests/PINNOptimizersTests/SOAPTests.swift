// SOAP against its formulas on one matrix, against Adam where it must be Adam, and on a problem that Adam finds hard.

import Foundation
import PINNCore
import PINNOptimizers
import PINNTensor
import Testing

@Suite struct SOAPTests {
  /// |A X B - C|^2 for X [4, 3] after one leading parameter of its own; A and B are badly conditioned and not diagonal.
  private static let matrix = MatrixBlock(offset: 1, rows: 4, columns: 3)

  private func objective() -> ClosureObjective {
    // Eigenvalues 3.4 and 0.2, and 2.4 and 0.3.
    let (a, b) = (correlated(4, 0.8), correlated(3, 0.7))
    var rng = RandomStream(seed: 9, for: "test")
    let c = (0..<4).map { _ in (0..<3).map { _ in rng.normal() } }
    return ClosureObjective(count: 13) { x, gradient in
      let m = (0..<4).map { i in (0..<3).map { x[1 + i * 3 + $0] } }
      let residual = minus(times(times(a, m), b), c)
      let g = times(times(transposed(a), residual), transposed(b)).joined().map { 2 * $0 }
      gradient = [2 * (x[0] - 1)] + g
      return (x[0] - 1) * (x[0] - 1) + residual.joined().reduce(0) { $0 + $1 * $1 }
    }
  }

  @Test func withoutMatricesItIsAdam() {
    var soap = Adam.soap(matrices: [], learningRate: 0.01, beta1: 0.9, beta2: 0.999)
    var adam = Adam(learningRate: 0.01)
    for steps in [1, 20] {
      soap.start(at: Array(repeating: 0.5, count: 13))
      adam.start(at: Array(repeating: 0.5, count: 13))
      run(&soap, on: objective(), steps: steps)
      run(&adam, on: objective(), steps: steps)
      #expect(soap.position == adam.position)
    }
    #expect(soap.name.hasPrefix("SOAP"))
  }

  /// In the eigenbasis of G G^T and G^T G the gradient is diagonal, with singular values; Adam's first step makes each entry
  /// +-1, so that the matrix moves by the rate times the orthogonal factor of G. Other parameters move by the rate.
  @Test func firstStepIsOrthogonal() {
    let start = [Double](repeating: 0.5, count: 13)
    var soap = Adam.soap(matrices: [Self.matrix], learningRate: 0.01, epsilon: 1e-6)
    soap.start(at: start)
    #expect(soap.step(on: objective()) == .advanced)
    let moved = zip(soap.position, start).map { ($0 - $1) / 0.01 }
    #expect(abs(abs(moved[0]) - 1) < 1e-5)
    let d = (0..<4).map { i in (0..<3).map { moved[1 + i * 3 + $0] } }
    for (i, row) in times(transposed(d), d).enumerated() {
      for (j, entry) in row.enumerated() { #expect(abs(entry - (i == j ? 1 : 0)) < 1e-3) }
    }
  }

  @Test func needsFewerStepsThanAdam() {
    func value(_ optimizer: Adam) -> Double {
      var optimizer = optimizer
      optimizer.start(at: Array(repeating: 0.5, count: 13))
      run(&optimizer, on: objective(), steps: 1_000)
      return optimizer.value
    }
    let rate = Schedule.cosine(initial: 0.1, final: 1e-4, steps: 1_000)
    let soap = value(.soap(matrices: [Self.matrix], learningRate: rate))
    let adam = value(Adam(learningRate: rate, beta1: 0.95, beta2: 0.95))
    #expect(soap < 0.1 * adam, "\(soap) and \(adam)")
  }

  @Test func refusesMatricesThatOverlap() throws {
    try Adam.soap(matrices: [Self.matrix]).validate()
    let shifted = MatrixBlock(offset: 12, rows: 2, columns: 2)
    #expect(throws: ProblemError.self) { try Adam.soap(matrices: [shifted, Self.matrix]).validate() }
    #expect(throws: ProblemError.self) {
      try Adam.soap(matrices: [MatrixBlock(offset: 0, rows: 0, columns: 2)]).validate()
    }
    #expect(throws: ProblemError.self) { try Adam.soap(matrices: [], period: 0).validate() }
  }

  @Test func longGradientsAreShortened() {
    let objective = ClosureObjective(count: 2) { x, gradient in
      gradient = x[0] == 0 ? [3, 4] : [0.03, 0.04]
      return 0
    }
    // Gradients (3, 4), shortened to (0.03, 0.04), and then (0.03, 0.04): both steps are as long as the rate.
    var adam = Adam(learningRate: 0.1, epsilon: 0, largestGradient: 0.05)
    adam.start(at: [0, 0])
    run(&adam, on: objective, steps: 2)
    #expect(adam.position.allSatisfy { abs($0 + 0.2) < 1e-14 })
    #expect(throws: ProblemError.self) { try Adam(largestGradient: 0).validate() }
  }
}

private func times(_ a: [[Double]], _ b: [[Double]]) -> [[Double]] {
  a.map { row in b[0].indices.map { j in row.indices.reduce(0) { $0 + row[$1] * b[$1][j] } } }
}
private func transposed(_ a: [[Double]]) -> [[Double]] { a[0].indices.map { j in a.map { $0[j] } } }
private func minus(_ a: [[Double]], _ b: [[Double]]) -> [[Double]] { zip(a, b).map { zip($0, $1).map(-) } }
/// 1 on the diagonal, `c` elsewhere.
private func correlated(_ n: Int, _ c: Double) -> [[Double]] {
  (0..<n).map { i in (0..<n).map { $0 == i ? 1 : c } }
}
