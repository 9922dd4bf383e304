// What reference/scipy_qmc.py computed with SciPy, NumPy and exact arithmetic.

import Foundation

struct Reference: Decodable {
  /// Points of a sequence from index `start`.
  struct Sequence: Decodable {
    let start: UInt32
    let points: [[Double]]
  }
  /// Nodes of (0, 1) and weights of mean 1.
  struct Rule: Decodable {
    let n: Int
    let nodes: [Double]
    let weights: [Double]
  }
  /// Points with the square of their centred L2 discrepancy.
  struct Discrepancy: Decodable {
    let points: [[Double]]
    let value: Double
  }

  let sobol: [Sequence]
  let halton: [Sequence]
  let recurrence: [Sequence]
  let gauss: [Rule]
  let fejer: [Rule]
  let discrepancy: [Discrepancy]
  let firstPoints: [String: Double]

  static let values: Reference = {
    let url = Bundle.module.url(forResource: "scipy_qmc", withExtension: "json")!
    return try! JSONDecoder().decode(Reference.self, from: Data(contentsOf: url))
  }()
}
