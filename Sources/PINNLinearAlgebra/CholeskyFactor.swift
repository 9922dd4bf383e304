// The Cholesky factor, column strip by column strip ("right-looking"): the strip's triangle is LAPACK's, the rows below it are
// divided by that, and their products are taken from what is left of the matrix, which is nearly all the work. Strips, rows and
// blocks are shared out among threads; their sizes depend on the matrix's alone.

import PINNTensor

/// The factor L [n, n] of a positive definite matrix A = L L^T. Room for one, which factor after factor may be put into.
public final class CholeskyFactor: @unchecked Sendable {
  private let count: Int
  private let elements: UnsafeMutablePointer<Double>
  private let tileProducts = TileProducts()

  /// Rows that a thread divides at a time, and columns of a strip: more of them where products of tiles follow, which want long
  /// rows.
  private static let (rows, columns, tileColumns) = (96, 96, 256)

  /// Room for the factor of a matrix of `count` rows; until there is one, that of nothing.
  public init(count: Int) {
    self.count = count
    elements = .allocate(capacity: count * count)
  }

  deinit { elements.deallocate() }

  /// Puts the factor of A + shift D in place of what was here; false, and no factor is here then, if that isn't positive definite
  /// to rounding. D is diagonal with entries `weights` [n], or the identity. L L^T may be off by a matrix with a norm of about
  /// `tolerance` where that is cheaper.
  public func factorise(
    _ matrix: SymmetricMatrix, shift: Double, weights: [Double]? = nil, tolerance: Double = 0, threads: Int = 1
  ) -> Bool {
    precondition(
      matrix.count == count && weights?.count ?? count == count,
      "a matrix of \(matrix.count) rows and \(weights?.count ?? count) weights in the room for \(count)")
    for i in 0..<count {
      (elements + i * count).update(from: matrix.elements + i * count, count: i + 1)
      elements[i * count + i] += shift * (weights?[i] ?? 1)
    }
    return factoriseStrips(tolerance: tolerance, threads: threads)
  }

  private func factoriseStrips(tolerance: Double, threads: Int) -> Bool {
    nonisolated(unsafe) let elements = elements
    let n = count
    let strip = TileProducts.areUseful(n, tolerance: tolerance) ? Self.tileColumns : Self.columns
    // Errors of strips are independent.
    let share = tolerance / (Double(n) / Double(strip)).squareRoot()
    for first in stride(from: 0, to: n, by: strip) {
      let end = min(n, first + strip)
      let triangle = elements + first * n + first
      guard choleskyInPlace(triangle, count: end - first, stride: n) else { return false }
      nonisolated(unsafe) let factor = triangle
      parallelFor((n - end + Self.rows - 1) / Self.rows, threads: threads) { _, item in
        let row = end + item * Self.rows
        divide(elements + row * n + first, rows: min(Self.rows, n - row), by: factor, count: end - first, stride: n)
      }
      guard end < n else { break }
      addProducts(
        of: UpdateFactor(start: elements + end * n + first, stride: n, inner: end - first),
        alpha: -1, to: elements + end * n + end, count: n - end, stride: n, within: share, by: tileProducts,
        threads: threads)
    }
    return true
  }

  /// The solution of A x = b.
  public func solve(_ b: [Double]) -> [Double] {
    precondition(b.count == count, "a right-hand side of \(count) entries, not \(b.count)")
    var x = b
    solveTriangular(elements, count: count, transposed: false, &x)
    solveTriangular(elements, count: count, transposed: true, &x)
    return x
  }
}
