// The dense inverse Hessian against the updates' formulas written out, and the methods on quadratics.

import Foundation
import PINNCore
import PINNOptimizers
import PINNTensor
import Testing

private func vector(_ count: Int, seed: UInt64) -> [Double] {
  var rng = RandomStream(seed: seed, for: "test")
  return (0..<count).map { _ in rng.normal() }
}

private func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

/// f = x.Ax/2 with A = diag(1, 4, 9, ...) + 1 1^T and its minimum at x_i = 1.
private func quadratic(_ n: Int) -> ClosureObjective {
  ClosureObjective(count: n) { x, gradient in
    let sum = x.reduce(0) { $0 + $1 - 1 }
    for i in 0..<n { gradient[i] = Double((i + 1) * (i + 1)) * (x[i] - 1) + sum }
    return 0.5 * zip(x, gradient).reduce(0) { $0 + ($1.0 - 1) * $1.1 }
  }
}

@Suite struct DenseQuasiNewtonTests {
  /// A model after some steps on a quadratic, with the last pair it saw.
  private func trained(_ update: DenseInverseHessian.Update, steps: Int) -> (DenseQuasiNewton, s: [Double], y: [Double])
  {
    let objective = quadratic(6)
    var optimizer = DenseQuasiNewton(update)
    optimizer.start(at: vector(6, seed: 8))
    var (before, after) = ([Double](repeating: 0, count: 6), [Double](repeating: 0, count: 6))
    var old = optimizer.position
    for _ in 0..<steps {
      old = optimizer.position
      #expect(optimizer.step(on: objective) == .advanced)
    }
    _ = objective.value(at: old, gradient: &before)
    _ = objective.value(at: optimizer.position, gradient: &after)
    return (optimizer, zip(optimizer.position, old).map(-), zip(after, before).map(-))
  }

  @Test(arguments: [DenseInverseHessian.Update.bfgs, .ssbfgs, .ssbroyden], [1, 4])
  func satisfiesTheSecantConditionAndStaysPositive(_ update: DenseInverseHessian.Update, _ steps: Int) {
    let (optimizer, s, y) = trained(update, steps: steps)
    for (a, b) in zip(optimizer.model.product(y), s) { #expect(abs(a - b) < 1e-12) }
    for seed in 0..<20 as Range<UInt64> {
      let v = vector(6, seed: seed)
      #expect(dot(v, optimizer.model.product(v)) > 0)
    }
  }

  /// H+ = (I - s y^T / s.y) H (I - y s^T / s.y) + s s^T / s.y, the textbook's form of BFGS.
  @Test func bfgsIsTheTextbooksUpdate() {
    var model = trained(.bfgs, steps: 3).0.model
    let s = vector(6, seed: 30)
    var y = vector(6, seed: 31)
    if dot(s, y) < 0 { y = y.map { -$0 } }
    let product = dot(s, y)
    let v = vector(6, seed: 32)
    let inner = zip(v, y).map { $0 - dot(s, v) / product * $1 }
    let h = model.product(inner)
    let expected = zip(h, s).map { $0 + (dot(s, v) - dot(y, h)) / product * $1 }
    model.update(SecantPair(step: s, change: y, product: product, modelCurvature: 1))
    for (a, b) in zip(model.product(v), expected) { #expect(abs(a - b) < 1e-12) }
  }

  /// Al-Baali's scaling: (H - z z^T / y.z + phi (y.z) w w^T) / tau + s s^T / s.y, phi and tau worked out as in the paper.
  @Test(arguments: [0.3, 2.0])
  func broydenFollowsThePaper(_ curvature: Double) {
    var model = trained(.ssbroyden, steps: 3).0.model
    let s = vector(6, seed: 40)
    var y = vector(6, seed: 41)
    if dot(s, y) < 0 { y = y.map { -$0 } }
    let z = model.product(y)
    let (sy, yz) = (dot(s, y), dot(y, z))
    // s.H^-1 s y.H y >= (s.y)^2 whatever H.
    let modelCurvature = (1 + curvature) * sy * sy / yz
    let (b, h) = (modelCurvature / sy, yz / sy)
    let a = b * h - 1
    let low = min(1, h * (1 - (a / (1 + a)).squareRoot()))
    let theta = max((low - 1) / a, min(1 / low, (1 - b) / b))
    let sigma = 1 + theta * a
    let share = exp(log(sigma) / -5)
    let tau = theta <= 0 ? min(min(1, 1 / b) * share, sigma) : min(1, 1 / b) * min(share, 1 / theta)
    let phi = (1 - theta) / sigma
    let v = vector(6, seed: 42)
    let w = zip(s, z).map { $0 / sy - $1 / yz }
    let (zv, wv, sv, hv) = (dot(z, v), dot(w, v), dot(s, v), model.product(v))
    let expected = v.indices.map { i in
      (hv[i] - z[i] * zv / yz + phi * yz * w[i] * wv) / tau + s[i] * sv / sy
    }
    model.update(SecantPair(step: s, change: y, product: sy, modelCurvature: modelCurvature))
    for (a, b) in zip(model.product(v), expected) { #expect(abs(a - b) < 1e-11 * (1 + abs(b))) }
  }

  @Test(arguments: [DenseInverseHessian.Update.bfgs, .ssbfgs, .ssbroyden])
  func solvesAQuadratic(_ update: DenseInverseHessian.Update) {
    let objective = quadratic(40)
    var optimizer = DenseQuasiNewton(update, gradientTolerance: 1e-10)
    optimizer.start(at: Array(repeating: 0, count: 40))
    #expect(run(&optimizer, on: objective, steps: 500) == .converged(.smallGradient))
    #expect(optimizer.position.allSatisfy { abs($0 - 1) < 1e-9 })
    #expect(optimizer.evaluations < 150, "\(optimizer.evaluations)")
  }
}
