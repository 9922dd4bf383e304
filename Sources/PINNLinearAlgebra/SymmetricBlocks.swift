// How a symmetric update A += alpha B B^T is cut into blocks for threads to share. The cut depends on sizes alone.
//
// Blocks are wide: a matrix product packs its factors first, which costs rows + columns against rows times columns
// multiplications. On the diagonal the BLAS's own symmetric update does half the work of a product. Long blocks come first,
// so that threads finish together.

import PINNTensor

/// A block of the lower triangle; a triangle itself if its rows are its columns.
struct SymmetricBlock: Sendable {
  let rows: Range<Int>
  let columns: Range<Int>

  var isDiagonal: Bool { rows == columns }
  fileprivate var work: Int { rows.count * columns.count * (isDiagonal ? 1 : 2) }

  /// The extent of blocks where the matrix is large.
  private static let extent = 256

  /// Blocks that cover the lower triangle of a matrix of `count` rows.
  static func covering(_ count: Int) -> [SymmetricBlock] {
    let strips = max(min(2, count / 64), (count + extent / 2) / extent, 1)
    // Whole vectors of the kernels.
    let height = ((count + strips - 1) / strips + 15) / 16 * 16
    var blocks: [SymmetricBlock] = []
    for first in stride(from: 0, to: count, by: height) {
      let rows = first..<min(count, first + height)
      blocks.append(SymmetricBlock(rows: rows, columns: rows))
      for column in stride(from: 0, to: first, by: 2 * height) {
        blocks.append(SymmetricBlock(rows: rows, columns: column..<min(first, column + 2 * height)))
      }
    }
    return blocks.sorted { $0.work > $1.work }
  }
}

/// The lower triangle of target [count, count] += alpha times the products of the factor's rows; up to a matrix with a norm of about
/// `tolerance`, by products of digits, if those can.
func addProducts(
  of factor: UpdateFactor, alpha: Double, to target: UnsafeMutablePointer<Double>, count: Int, stride: Int,
  within tolerance: Double, by tiles: TileProducts, threads: Int
) {
  let isDone = tiles.add(
    factor, alpha: alpha, to: target, count: count, stride: stride, tolerance: tolerance, threads: threads)
  if isDone { return }
  let blocks = SymmetricBlock.covering(count)
  nonisolated(unsafe) let target = target
  parallelFor(blocks.count, threads: threads) { _, item in
    let block = blocks[item]
    factor.add(
      to: target + block.rows.lowerBound * stride + block.columns.lowerBound, stride: stride, alpha: alpha, block)
  }
}
