// Gram matrices and their Cholesky factors, the linear algebra of Gauss-Newton methods. The arithmetic is OpenBLAS's and
// LAPACK's (Accelerate's on Apple systems).
//
// A BLAS call that uses several threads changes its last bits with their number. So each call here has one thread, and a
// Gram matrix is cut into blocks whose size depends on nothing but the constant below: the same bits with any number of threads.

import PINNTensor

#if canImport(Accelerate)
  import Accelerate
#else
  import COpenBLAS
#endif

/// A symmetric matrix [n, n]; only the lower triangle (row >= column) is stored and used.
public final class SymmetricMatrix: @unchecked Sendable {
  /// The number of rows.
  public let count: Int
  fileprivate let elements: UnsafeMutablePointer<Double>

  /// Rows and columns of the blocks that threads share out.
  private static let block = 128

  /// The zero matrix.
  public init(count: Int) {
    self.count = count
    elements = .allocate(capacity: count * count)
    elements.initialize(repeating: 0, count: count * count)
    useOneBLASThread()
  }

  deinit { elements.deallocate() }

  /// The entry of row `i`, column `j`, in either order.
  public subscript(i: Int, j: Int) -> Double {
    get { elements[max(i, j) * count + min(i, j)] }
    set { elements[max(i, j) * count + min(i, j)] = newValue }
  }

  /// Sets every entry to 0.
  public func clear() { elements.update(repeating: 0, count: count * count) }

  /// The largest diagonal entry.
  public var largestDiagonal: Double { (0..<count).reduce(0) { max($0, elements[$1 * count + $1]) } }

  /// self += A A^T for A [count, columns], row-major with `stride` entries from row to row.
  public func addGram(_ a: UnsafePointer<Double>, columns: Int, stride: Int, threads: Int) {
    addBlocks(threads: threads) { i, j, rows, columnsOfBlock, target in
      product(
        a + i * stride, transposed: false, a + j * stride, transposed: true, rows: rows, columns: columnsOfBlock,
        inner: columns, strides: (stride, stride), into: target)
    }
  }

  /// self += A^T A for A [rows, count], row-major with `stride` entries from row to row.
  public func addGramOfColumns(_ a: UnsafePointer<Double>, rows inner: Int, stride: Int, threads: Int) {
    addBlocks(threads: threads) { i, j, rows, columns, target in
      product(
        a + i, transposed: true, a + j, transposed: false, rows: rows, columns: columns, inner: inner,
        strides: (stride, stride), into: target)
    }
  }

  /// Runs `body` for every block on or below the diagonal: first row, first column, extents, and the block's first entry.
  private func addBlocks(threads: Int, _ body: (Int, Int, Int, Int, UnsafeMutablePointer<Double>) -> Void) {
    let side = (count + Self.block - 1) / Self.block
    let blocks = (0..<side).flatMap { i in (0...i).map { (i * Self.block, $0 * Self.block) } }
    withoutActuallyEscaping(body) { body in
      nonisolated(unsafe) let body = body
      nonisolated(unsafe) let elements = elements
      let count = count
      parallelFor(blocks.count, threads: threads) { _, item in
        let (i, j) = blocks[item]
        body(i, j, min(Self.block, count - i), min(Self.block, count - j), elements + i * count + j)
      }
    }
  }

  /// target [rows, columns] += op(a) op(b), target being a block of this matrix.
  private func product(
    _ a: UnsafePointer<Double>, transposed ta: Bool, _ b: UnsafePointer<Double>, transposed tb: Bool, rows: Int,
    columns: Int, inner: Int, strides: (Int, Int), into target: UnsafeMutablePointer<Double>
  ) {
    cblas_dgemm(
      CblasRowMajor, ta ? CblasTrans : CblasNoTrans, tb ? CblasTrans : CblasNoTrans, .init(rows), .init(columns),
      .init(inner), 1, a, .init(strides.0), b, .init(strides.1), 1, target, .init(count))
  }

  /// The Cholesky factor of self + shift D, or nil if that isn't positive definite to rounding. `self` stays as it is.
  /// D is diagonal with entries `weights` [n], or the identity.
  public func cholesky(shift: Double, weights: [Double]? = nil) -> CholeskyFactor? {
    precondition(weights?.count ?? count == count, "\(weights?.count ?? 0) weights for a matrix of \(count) rows")
    return CholeskyFactor(self, shift: shift, weights: weights)
  }
}

/// The factor L of a positive definite matrix A = L L^T.
public final class CholeskyFactor: @unchecked Sendable {
  private let count: Int
  private let elements: UnsafeMutablePointer<Double>

  fileprivate init?(_ matrix: SymmetricMatrix, shift: Double, weights: [Double]?) {
    count = matrix.count
    elements = .allocate(capacity: count * count)
    elements.initialize(from: matrix.elements, count: count * count)
    for i in 0..<count { elements[i * count + i] += shift * (weights?[i] ?? 1) }
    // Row-major lower is column-major upper.
    guard factorise(elements, count: count) else { return nil }
  }

  deinit { elements.deallocate() }

  /// The solution of A x = b.
  public func solve(_ b: [Double]) -> [Double] {
    precondition(b.count == count, "a right-hand side of \(count) entries, not \(b.count)")
    var x = b
    cblas_dtrsv(CblasRowMajor, CblasLower, CblasNoTrans, CblasNonUnit, .init(count), elements, .init(count), &x, 1)
    cblas_dtrsv(CblasRowMajor, CblasLower, CblasTrans, CblasNonUnit, .init(count), elements, .init(count), &x, 1)
    return x
  }
}

/// y = A x (or A^T x) for A [rows, columns], row-major with `stride` entries from row to row.
public func multiply(
  _ a: UnsafePointer<Double>, rows: Int, columns: Int, stride: Int, transposed: Bool, _ x: UnsafePointer<Double>
) -> [Double] {
  useOneBLASThread()
  var y = [Double](repeating: 0, count: transposed ? columns : rows)
  cblas_dgemv(
    CblasRowMajor, transposed ? CblasTrans : CblasNoTrans, .init(rows), .init(columns), 1, a, .init(stride), x, 1, 0,
    &y,
    1)
  return y
}

/// Overwrites the lower triangle of a row-major matrix by its Cholesky factor; false if it isn't positive definite.
private func factorise(_ elements: UnsafeMutablePointer<Double>, count: Int) -> Bool {
  #if canImport(Accelerate)
    var (n, info) = (__LAPACK_int(count), __LAPACK_int(0))
  #else
    var (n, info) = (Int32(count), Int32(0))
  #endif
  var stride = n
  dpotrf_("U", &n, elements, &stride, &info)
  return info == 0
}

private func useOneBLASThread() {
  #if !canImport(Accelerate)
    openblas_set_num_threads(1)
  #endif
}
