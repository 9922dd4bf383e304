// The compiler and the executor against an interpreter that shares nothing with them, on thousands of random expressions.

import Foundation
import PINNAutodiff
import Testing

@Suite struct OracleTests {
  private static let groups = 40
  private static let batches = 16
  private static let batchSize = 16

  @Test(arguments: 0..<groups) func programsAgreeWithTheOracle(_ group: Int) throws {
    var (compared, drawn, worst) = (0, 0, (float: 0.0, double: 0.0))
    for i in 0..<Self.batches {
      let batch = Batch(
        seed: UInt64(group * Self.batches + i), count: Self.batchSize, allParameters: i == 0)
      compared += batch.expressions.count
      drawn += batch.drawn
      if let mismatch = try batch.compare(Float.self, worst: &worst.float) {
        Issue.record("\(try batch.report(mismatch, Float.self).text)")
      }
      if let mismatch = try batch.compare(Double.self, worst: &worst.double) {
        Issue.record("\(try batch.report(mismatch, Double.self).text)")
      }
    }
    #expect(10 * compared > 8 * drawn, "only \(compared) of \(drawn) expressions could be compared")
  }

  /// A wrong rule in the oracle is a wrong rule in the compiler, seen from the other side.
  @Test(arguments: Oracle.Flaw.allCases) func aWrongRuleIsFoundAndShrunk(_ flaw: Oracle.Flaw) throws {
    var worst = 0.0
    for seed in 0..<20 as Range<UInt64> {
      let batch = Batch(seed: seed, count: 16, allParameters: false, flaw: flaw)
      guard let mismatch = try batch.compare(Double.self, worst: &worst) else { continue }
      let (small, text) = try batch.report(mismatch, Double.self)
      #expect(small != nil && small!.subexpressions.count <= 15, "\(text)")
      return
    }
    Issue.record("nothing was found: \(flaw.rawValue)")
  }
}
