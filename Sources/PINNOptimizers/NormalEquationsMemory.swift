// The matrices of NormalEquations, kept from step to step: taking fresh memory for them costs as much as a tenth of a step.

import PINNLinearAlgebra

/// Room for the matrices of one system after the other. A copy of an optimiser has it in common with the original until one of
/// them takes a step.
struct NormalEquationsMemory: Sendable {
  /// What is kept.
  final class Matrices: @unchecked Sendable {
    fileprivate(set) var gram = SymmetricMatrix(count: 0)
    fileprivate(set) var factor = CholeskyFactor(count: 0)
    /// J D^-1/2, in sample space.
    var rows: [Double] = []

    /// Makes room for systems of `count` equations, with so many numbers in all rows. The Gram matrix is 0 then.
    func prepare(count: Int, rows numbers: Int) {
      if gram.count == count {
        gram.clear()
      } else {
        (gram, factor) = (SymmetricMatrix(count: count), CholeskyFactor(count: count))
      }
      if rows.count != numbers { rows = Array(repeating: 0, count: numbers) }
    }
  }

  private var matrices = Matrices()

  /// The matrices, to be overwritten: another's are left alone.
  mutating func take() -> Matrices {
    if !isKnownUniquelyReferenced(&matrices) { matrices = Matrices() }
    return matrices
  }
}
