// Levenberg-Marquardt by sketches: what it solves, when, and that a step is the one of the matrix.

import Foundation
import PINNCore
import PINNOptimizers
import PINNTensor
import Testing

/// r_i = tanh(s_i) - tanh(t_i) with s = A x: few of the 600 parameters matter, row k of A^T being 2^(-k / 12) long.
private func fewDirections(residuals m: Int) -> (objective: Squares, start: [Double]) {
  let n = 600
  var rng = RandomStream(seed: 9, for: "sketch")
  let matrix = (0..<m).map { _ in (0..<n).map { k in rng.normal() * exp2(-Double(k) / 12) / Double(m).squareRoot() } }
  let target = (0..<m).map { _ in 0.5 * rng.normal() / Double(m).squareRoot() }
  let start = [Double](repeating: 0, count: n)
  let objective = Squares(start, slab: 333) { x in
    zip(matrix, target).map { row, t in
      let s = zip(row, x).reduce(0) { $0 + $1.0 * $1.1 }
      return (tanh(s) - tanh(t), row.map { $0 * (1 - tanh(s) * tanh(s)) })
    }
  }
  return (objective, start)
}

@Suite struct SketchedStepTests {
  /// The value after a step by a sketch, above what the matrix reaches, is a hundredth of what the step gained at the most.
  @Test(arguments: [(1e-2, false), (1e-4, false), (1e-4, true)])
  func aStepGainsWhatTheMatrixGains(_ damping: Double, _ accelerated: Bool) {
    let (objective, start) = fewDirections(residuals: 900)
    func stepped(_ space: SolutionSpace) -> LevenbergMarquardt {
      var optimizer = LevenbergMarquardt(damping: damping, accelerated: accelerated, space: space)
      optimizer.start(at: start)
      #expect(optimizer.step(on: objective) == .advanced)
      return optimizer
    }
    let (byMatrix, bySketch) = (stepped(.weights), stepped(.sketched))
    let gain = squaredNorm(objective.residuals(at: start)) - byMatrix.value
    #expect(gain > 0)
    #expect(abs(bySketch.value - byMatrix.value) < 0.01 * gain)
    #expect(bySketch.position != byMatrix.position)
  }

  /// With few residuals every column has a bucket of its own, and a step is that of the matrix.
  @Test func aSketchOfFullSizeTakesTheStepOfTheMatrix() {
    let (objective, start) = fewDirections(residuals: 20)
    let positions = [SolutionSpace.samples, .sketched].map { space in
      var optimizer = LevenbergMarquardt(damping: 1e-4, space: space)
      optimizer.start(at: start)
      for _ in 0..<3 { #expect(optimizer.step(on: objective) == .advanced) }
      return optimizer.position
    }
    let size = squaredNorm(positions[0]).squareRoot()
    // A hundredth is all that is asked for; one iteration leaves the errors of a Jacobian in single precision.
    #expect(squaredNorm(zip(positions[0], positions[1]).map(-)).squareRoot() < 1e-3 * size)
  }

  @Test func conjugateGradientsSolveAndKeepTheirTolerance() {
    let diagonal = (0..<50).map { exp2(Double($0) / 4) }
    let b = (0..<50).map { cos(Double($0)) }
    for tolerance in [1e-1, 1e-4, 1e-10] {
      let found = conjugateGradients(
        b, tolerance: tolerance, limit: 200, product: { zip($0, diagonal).map(*) }, preconditioner: { $0 })
      let residual = zip(b, zip(found.x, diagonal).map(*)).map(-)
      #expect(found.isConverged)
      #expect(squaredNorm(residual) <= 1.01 * tolerance * tolerance * squaredNorm(b))
    }
    // The inverse as preconditioner needs one iteration; a limit is kept; what isn't positive definite is seen.
    #expect(
      conjugateGradients(
        b, tolerance: 1e-8, limit: 200, product: { zip($0, diagonal).map(*) },
        preconditioner: { zip($0, diagonal).map(/) }
      ).iterations == 1)
    let short = conjugateGradients(
      b, tolerance: 1e-10, limit: 3, product: { zip($0, diagonal).map(*) }, preconditioner: { $0 })
    #expect(short.iterations == 3 && !short.isConverged)
    let negative = conjugateGradients(
      b, tolerance: 1e-10, limit: 3, product: { $0.map { -$0 } }, preconditioner: { $0 })
    #expect(!negative.isConverged && negative.x.allSatisfy { $0 == 0 })
  }

  /// Sketches where the parameters are many and the effective dimension is a small part of them; the matrix elsewhere.
  @Test func plansFollowTheSystem() throws {
    func plan(
      _ n: Int, _ m: Int, dimension: Double, damping: Double = 1e-6, scale: Double = 1,
      _ space: SolutionSpace = .automatic,
      speedup: Double = 1
    ) -> SketchPlan? {
      SketchPlan(
        parameters: n, residuals: m, damping: damping, estimate: SpectrumEstimate(dimension: dimension, scale: scale),
        space: space, speedup: speedup)
    }
    let usual = try #require(plan(2_307, 6_921, dimension: 400))
    #expect(usual.size >= 800 && usual.size < 1_000 && usual.precision == .single)
    #expect(plan(2_307, 6_921, dimension: 2_000) == nil)
    #expect(plan(100, 10_000, dimension: 20) == nil)
    // Where matrices are cheap.
    #expect(plan(2_307, 6_921, dimension: 400, speedup: 3.4) == nil)
    #expect(plan(2_307, 50_000, dimension: 400, speedup: 10) == nil)
    #expect(plan(2_307, 6_921, dimension: 400, .weights) == nil)
    #expect(plan(2_307, 6_921, dimension: 400, .samples) == nil)
    #expect(plan(100, 10_000, dimension: 20, .sketched) != nil)
    #expect(plan(2_307, 6_921, dimension: 400, damping: 1e-14) == nil)
    #expect(plan(2_307, 6_921, dimension: 400, damping: 5e-12)?.precision == .double)
    // J would take 8 GB.
    #expect(plan(20_000, 100_000, dimension: 400) == nil)
    // Without an estimate a sketch is tried.
    #expect(plan(2_307, 6_921, dimension: 0, scale: 0) != nil)
  }

  /// A dimension that was too large once is tried again after some time.
  @Test func estimatesAge() {
    var estimate = SpectrumEstimate(dimension: 2_000, scale: 1)
    for _ in 0..<100 { estimate.age() }
    #expect(
      SketchPlan(parameters: 2_307, residuals: 6_921, damping: 1e-6, estimate: estimate, space: .automatic, speedup: 1)
        != nil)
  }
}
