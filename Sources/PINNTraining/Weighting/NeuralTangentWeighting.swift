// Balancing by the neural tangent kernel: Wang, Yu, Perdikaris, J. Comput. Phys. 449 (2022) 110768,
// doi:10.1016/j.jcp.2021.110768.

import PINNLoss

/// Makes all terms converge at the same mean rate: with K_k = J_k J_k^T the kernel of term k's residuals as they stand in the loss,
/// sqrt(w q / N) r,
///
///     lambda_k = sum_j tr K_j / tr K_k
///
/// The paper's kernels are those of plain residuals; with equal weights and numbers of points the factors are the paper's, and
/// otherwise they don't depend on these. Computed in double precision, one row of the Jacobian for each residual and point.
public struct NeuralTangentWeighting: LossWeighting {
  /// Steps from one update to the next.
  public let every: Int
  /// The factors by term.
  public private(set) var weights = LossWeights()

  /// Balancing every so many steps.
  public init(every: Int = 100) { self.every = every }

  /// Throws `ProblemError` for an interval below 1.
  public func validate(axes: [Axis]) throws { try checkInterval(every, of: "balancing by the neural tangent kernel") }

  /// The trace of each term. A term whose trace vanishes, or isn't finite, keeps its factor.
  public mutating func update(from loss: some LossParts) throws {
    let traces = try loss.terms.map { try loss.kernelTrace(of: $0) }
    if weights.terms.isEmpty { weights.terms = Array(repeating: 1, count: traces.count) }
    let total = traces.reduce(0, +)
    for (k, trace) in traces.enumerated() where trace > 0 && (total / trace).isFinite {
      weights.terms[k] = total / trace
    }
  }

  /// The factors.
  public mutating func carryState(through archive: inout OptimizerArchive) throws {
    try weights.carry(through: &archive)
  }

  /// "neural-tangent weights every 100 steps"
  public var description: String { "neural-tangent weights \(everySteps(every))" }
}

extension LossWeighting where Self == NeuralTangentWeighting {
  /// Equal rates of convergence for all terms.
  public static func neuralTangent(every: Int = 100) -> Self { .init(every: every) }
}
