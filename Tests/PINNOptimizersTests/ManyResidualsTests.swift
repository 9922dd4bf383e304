// Far more residuals than fit as a whole Jacobian, and where the time of a step goes.

import Foundation
import PINNCore
import PINNOptimizers
import PINNTestSupport
import Testing

/// Fits sum_k x_k cos(k t) to a target at many t in [0, pi], in slabs of 1,000 rows.
private struct CosineFit: LeastSquaresObjective, Objective {
  let count: Int
  let residualCount: Int
  let threads = 2
  var leastSquares: (any LeastSquaresObjective)? { self }

  private func t(_ i: Int) -> Double { .pi * (Double(i) + 0.5) / Double(residualCount) }

  /// tanh of the series, so that it isn't linear; zero where x_1 = 1 and all others are 0.
  private func slab(_ range: Range<Int>, at x: [Double]) -> (residuals: [Double], rows: [Double]) {
    let scale = 1 / Double(residualCount).squareRoot()
    var (residuals, rows) = ([Double](), [Double](repeating: 0, count: count * range.count))
    for (column, i) in range.enumerated() {
      // cos(k t) by its recurrence.
      let c = cos(t(i))
      var (before, now, sum) = (c, 1.0, 0.0)
      for k in 0..<count {
        sum += x[k] * now
        rows[k * range.count + column] = now
        (before, now) = (now, 2 * c * now - before)
      }
      let value = tanh(sum)
      residuals.append(scale * (value - tanh(c)))
      for k in 0..<count { rows[k * range.count + column] *= scale * (1 - value * value) }
    }
    return (residuals, rows)
  }

  func forEachSlab(at x: [Double], _ body: (JacobianSlab) -> Void) {
    for first in stride(from: 0, to: residualCount, by: 1_000) {
      let range = first..<min(residualCount, first + 1_000)
      let (residuals, rows) = slab(range, at: x)
      residuals.withUnsafeBufferPointer { r in
        rows.withUnsafeBufferPointer {
          body(JacobianSlab([range], residuals: r.baseAddress!, transposed: $0.baseAddress!, stride: range.count))
        }
      }
    }
  }

  func residuals(at x: [Double]) -> [Double] {
    var all: [Double] = []
    forEachSlab(at: x) { slab in all += (0..<slab.count).map { slab.residuals[$0] } }
    return all
  }

  func transposedProduct(_ w: [Double], at x: [Double]) -> [Double] {
    var product = [Double](repeating: 0, count: count)
    forEachSlab(at: x) { slab in
      for block in slab.blocks {
        for p in 0..<count {
          for (i, number) in block.range.enumerated() {
            product[p] += block.transposed[p * slab.stride + i] * w[number]
          }
        }
      }
    }
    return product
  }

  func curvature(at x: [Double], along v: [Double]) -> [Double] { Array(repeating: 0, count: residualCount) }

  func value(at x: [Double], gradient: inout [Double]) -> Double {
    let r = residuals(at: x)
    gradient = transposedProduct(r, at: x).map { 2 * $0 }
    return squaredNorm(r)
  }
}

@Suite(.serialized) struct ManyResidualsTests {
  #if os(Linux)
    /// In weight space. 200,000 rows of 400 columns are 640 MB. Steps may add half of that to what the process holds, other tests beside it.
    @Test func theWholeJacobianIsNeverInMemory() throws {
      let objective = CosineFit(count: 400, residualCount: 200_000)
      var optimizer = LevenbergMarquardt(accelerated: false, space: .weights)
      optimizer.start(at: Array(repeating: 0, count: 400))
      PeakMemory.forget()
      let before = PeakMemory.bytes
      for _ in 0..<2 { #expect(optimizer.step(on: objective) == .advanced) }
      let growth = (PeakMemory.bytes - before) >> 20
      #expect(growth < 320, "\(growth) MB")
      #expect(optimizer.value < 0.1 * squaredNorm(objective.residuals(at: Array(repeating: 0, count: 400))))
    }

    /// Here, because nothing else may ask for the peak meanwhile.
    @Test func thePeakOfMemoryCanBeForgotten() {
      let block = UnsafeMutableRawPointer.allocate(byteCount: 256 << 20, alignment: 64)
      memset(block, 1, 256 << 20)
      let most = PeakMemory.bytes
      block.deallocate()
      #expect(most > 256 << 20)
      PeakMemory.forget()
      #expect(PeakMemory.bytes < most - 128 << 20)
    }
  #endif

  @Test func aProfileChangesNothingAndAddsUp() {
    let objective = CosineFit(count: 40, residualCount: 4_000)
    let profile = StepProfile(objective)
    var (plain, profiled) = (LevenbergMarquardt(), LevenbergMarquardt())
    plain.start(at: Array(repeating: 0, count: 40))
    profiled.start(at: Array(repeating: 0, count: 40))
    for _ in 0..<3 {
      #expect(plain.step(on: objective) == .advanced)
      #expect(profile.time { profiled.step(on: profile) } == .advanced)
    }
    #expect(plain.position == profiled.position)
    let parts = [profile.rows, profile.gram, profile.trials, profile.acceleration, profile.factorisation]
    #expect(parts.allSatisfy { $0 > 0 } && profile.steps == 3)
    #expect(abs(parts.reduce(0, +) - profile.total) < 1e-9)
    #expect(profile.description.hasPrefix("rows ") && profile.description.hasSuffix(" ms"))
  }
}
