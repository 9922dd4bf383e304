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

    private var jacobian = BlockedMatrix(rows: 0, blocks: 0, precision: .double)
    private var inverse = SketchedInverse(rows: 0, size: 0)

    /// Room for J^T [parameters, residuals], without columns.
    func jacobian(parameters: Int, residuals: Int, _ precision: BlockedMatrix.Precision) -> BlockedMatrix {
      let blocks = residuals / BlockedMatrix.width + 1
      if !jacobian.fits(rows: parameters, blocks: blocks, precision) {
        jacobian = BlockedMatrix(rows: 0, blocks: 0, precision: .double)
        // Each slab may leave part of a block empty.
        jacobian = BlockedMatrix(rows: parameters, blocks: blocks + 16, precision: precision)
      }
      jacobian.clear()
      return jacobian
    }

    /// Room for a sketch of J^T by `size` columns.
    func inverse(parameters: Int, size: Int) -> SketchedInverse {
      if !inverse.fits(rows: parameters, size: size) { inverse = SketchedInverse(rows: parameters, size: size) }
      return inverse
    }

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
