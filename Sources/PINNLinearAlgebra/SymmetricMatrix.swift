// Gram matrices, the linear algebra of Gauss-Newton methods.

import PINNTensor

/// A symmetric matrix [n, n]; only the lower triangle (row >= column) is stored and used.
public final class SymmetricMatrix: @unchecked Sendable {
  /// The number of rows.
  public let count: Int
  let elements: UnsafeMutablePointer<Double>
  private let tileProducts = TileProducts()

  /// The zero matrix.
  public init(count: Int) {
    self.count = count
    elements = .allocate(capacity: count * count)
    clear()
    useOneBLASThread()
  }

  deinit { elements.deallocate() }

  /// The entry of row `i`, column `j`, in either order.
  public subscript(i: Int, j: Int) -> Double {
    get { elements[max(i, j) * count + min(i, j)] }
    set { elements[max(i, j) * count + min(i, j)] = newValue }
  }

  /// Sets every entry to 0.
  public func clear() {
    for i in 0..<count { (elements + i * count).update(repeating: 0, count: i + 1) }
  }

  /// The largest diagonal entry.
  public var largestDiagonal: Double { (0..<count).reduce(0) { max($0, elements[$1 * count + $1]) } }

  /// self x.
  public func product(_ x: [Double]) -> [Double] {
    precondition(x.count == count, "a vector of \(count) entries, not \(x.count)")
    return multiplySymmetric(elements, count: count, x)
  }

  /// self += A A^T for A [count, columns], row-major with `stride` entries from row to row; up to a matrix with a norm of about
  /// `tolerance` where that is cheaper, which it is on processors with matrix tiles for 8-bit integers.
  public func addGram(
    _ a: UnsafePointer<Double>, columns: Int, stride: Int, threads: Int, tolerance: Double = 0
  ) {
    addProducts(
      of: UpdateFactor(start: a, stride: stride, inner: columns), alpha: 1, to: elements, count: count, stride: count,
      within: tolerance, by: tileProducts, threads: threads)
  }

  /// The Cholesky factor of self + shift D, or nil if that isn't positive definite to rounding. `self` stays as it is.
  /// D is diagonal with entries `weights` [n], or the identity.
  public func cholesky(shift: Double, weights: [Double]? = nil, threads: Int = 1) -> CholeskyFactor? {
    let factor = CholeskyFactor(count: count)
    return factor.factorise(self, shift: shift, weights: weights, threads: threads) ? factor : nil
  }
}
