// The Cholesky factor, column strip by column strip ("right-looking"): the strip's triangle is LAPACK's, the rows below it are
// divided by that, and their products are taken from what is left of the matrix, which is nearly all the work. Strips, rows and
// blocks are shared out among threads; their sizes depend on the matrix's alone.

import PINNTensor

/// The factor L of a positive definite matrix A = L L^T.
public final class CholeskyFactor: @unchecked Sendable {
  private let count: Int
  private let elements: UnsafeMutablePointer<Double>

  /// Columns of a strip, and rows that a thread divides at a time.
  private static let strip = 96

  init?(_ matrix: SymmetricMatrix, shift: Double, weights: [Double]?, threads: Int) {
    count = matrix.count
    elements = .allocate(capacity: count * count)
    for i in 0..<count {
      (elements + i * count).initialize(from: matrix.elements + i * count, count: i + 1)
      elements[i * count + i] += shift * (weights?[i] ?? 1)
    }
    guard factoriseStrips(threads: threads) else { return nil }
  }

  deinit { elements.deallocate() }

  private func factoriseStrips(threads: Int) -> Bool {
    nonisolated(unsafe) let elements = elements
    let n = count
    for first in stride(from: 0, to: n, by: Self.strip) {
      let end = min(n, first + Self.strip)
      let triangle = elements + first * n + first
      guard factorise(triangle, count: end - first, stride: n) else { return false }
      nonisolated(unsafe) let factor = triangle
      parallelFor((n - end + Self.strip - 1) / Self.strip, threads: threads) { _, item in
        let row = end + item * Self.strip
        divide(
          elements + row * n + first, rows: min(Self.strip, n - row), by: factor, count: end - first, stride: n)
      }
      guard end < n else { break }
      addProducts(
        of: UpdateFactor(start: elements + end * n + first, stride: n, inner: end - first, isTransposed: false),
        alpha: -1, to: elements + end * n + end, count: n - end, stride: n, threads: threads)
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
