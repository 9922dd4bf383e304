// The bases in which SOAP runs Adam: for each matrix of parameters the eigenvectors of the running means of G G^T and G^T G, with
// G the gradient by that matrix. They are Shampoo's preconditioner (Gupta, Koren & Singer 2018, arXiv:1802.09568).

import PINNCore
import PINNLinearAlgebra

/// A matrix within the flat vector of parameters, row-major without gaps.
public struct MatrixBlock: Sendable, Equatable {
  /// The index of its first entry.
  public let offset: Int
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int

  /// A matrix at the given place.
  public init(offset: Int, rows: Int, columns: Int) {
    self.offset = offset
    self.rows = rows
    self.columns = columns
  }

  var range: Range<Int> { offset..<offset + rows * columns }
}

/// Orthogonal bases for the rows and columns of some matrices in a flat vector.
struct EigenBases: Sendable {
  let blocks: [MatrixBlock]
  /// Decay of the running means.
  let decay: Double
  /// Steps from one eigendecomposition to the next.
  let period: Int
  private var sides: [(left: Side, right: Side)]

  init(_ blocks: [MatrixBlock], decay: Double, period: Int) {
    (self.blocks, self.decay, self.period) = (blocks, decay, period)
    sides = blocks.map { (Side(count: $0.rows), Side(count: $0.columns)) }
  }

  func validate() throws {
    guard period > 0 else { throw ProblemError("SOAP's bases turn every 1 or more steps, not every \(period)") }
    var end = 0
    for block in blocks.sorted(by: { $0.offset < $1.offset }) {
      guard block.offset >= end, block.rows > 0, block.columns > 0 else {
        throw ProblemError(
          "SOAP's matrices need rows and columns and mustn't overlap; \(block.rows) x \(block.columns) at parameter "
            + "\(block.offset) does, or starts before parameter \(end)")
      }
      end = block.range.upperBound
    }
  }

  /// Forgets all gradients.
  mutating func reset(parameters: Int) {
    let end = blocks.map(\.range.upperBound).max() ?? 0
    precondition(end <= parameters, "matrices up to parameter \(end) in a vector of \(parameters)")
    self = EigenBases(blocks, decay: decay, period: period)
  }

  /// The means and bases of all sides.
  mutating func carryState(through archive: inout OptimizerArchive) throws {
    for i in sides.indices {
      try sides[i].left.carryState(through: &archive, "matrix \(i) left")
      try sides[i].right.carryState(through: &archive, "matrix \(i) right")
    }
  }

  /// Takes in the gradient of a step, counted from 0.
  mutating func observe(_ gradient: [Double], step: Int) {
    for (index, block) in blocks.enumerated() {
      let g = Array(gradient[block.range])
      sides[index].left.observe(g, columns: block.columns, isTransposed: false, decay: decay)
      sides[index].right.observe(g, columns: block.columns, isTransposed: true, decay: decay)
      if step % period == 0 {
        sides[index].left.turn()
        sides[index].right.turn()
      }
    }
  }

  /// Each matrix G as E_L G E_R^T, with eigenvectors in the rows of E_L and E_R; other entries as they are.
  func rotated(_ x: [Double]) -> [Double] { apply(x, inverse: false) }

  /// The inverse of `rotated`.
  func rotatedBack(_ x: [Double]) -> [Double] { apply(x, inverse: true) }

  private func apply(_ x: [Double], inverse: Bool) -> [Double] {
    var result = x
    for (block, side) in zip(blocks, sides) {
      let (m, n) = (block.rows, block.columns)
      let left = product(
        side.left.vectors, transposed: inverse, Array(x[block.range]), transposed: false, rows: m, columns: n, inner: m)
      let both = product(
        left, transposed: false, side.right.vectors, transposed: !inverse, rows: m, columns: n, inner: n)
      result.replaceSubrange(block.range, with: both)
    }
    return result
  }
}

/// One side of a matrix: the running mean of G G^T, or G^T G, and its eigenvectors in rows.
private struct Side: Sendable {
  let count: Int
  var mean: [Double]
  var vectors: [Double]

  init(count: Int) {
    self.count = count
    mean = Array(repeating: 0, count: count * count)
    vectors = mean
    for i in 0..<count { vectors[i * count + i] = 1 }
  }

  mutating func observe(_ g: [Double], columns: Int, isTransposed: Bool, decay: Double) {
    let inner = g.count / max(count, 1)
    let gram = product(
      g, transposed: isTransposed, g, transposed: !isTransposed, rows: count, columns: count, inner: inner)
    for i in mean.indices { mean[i] = decay * mean[i] + (1 - decay) * gram[i] }
  }

  mutating func carryState(through archive: inout OptimizerArchive, _ name: String) throws {
    try archive.carry("\(name) mean", &mean)
    try archive.carry("\(name) vectors", &vectors)
  }

  /// New eigenvectors; the old ones stay if there are none to finite precision.
  mutating func turn() { vectors = eigenvectors(ofSymmetric: mean, count: count) ?? vectors }
}
