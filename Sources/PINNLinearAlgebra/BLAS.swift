// What this module takes from the BLAS and LAPACK, in row-major words. The arithmetic is OpenBLAS's (Accelerate's on Apple
// systems).
//
// A BLAS call that uses several threads changes its last bits with their number. So each call here has one thread, and large
// operations are cut into blocks that depend on sizes alone: the same bits with any number of threads.

#if canImport(CAccelerate)
  import CAccelerate
#else
  import COpenBLAS
#endif

/// Before any other call here.
func useOneBLASThread() {
  #if canImport(CAccelerate)
    useThisThreadOnly()
  #else
    openblas_set_num_threads(1)
  #endif
}

/// Where calls come from threads of a parallel loop: Accelerate has a setting for each thread, OpenBLAS one for all.
@inline(__always) private func useThisThreadOnly() {
  #if canImport(CAccelerate)
    _ = BLASSetThreading(1)
  #endif
}

/// y = A x (or A^T x) for A [rows, columns], row-major with `stride` entries from row to row.
public func multiply(
  _ a: UnsafePointer<Double>, rows: Int, columns: Int, stride: Int, transposed: Bool, _ x: UnsafePointer<Double>
) -> [Double] {
  useOneBLASThread()
  var y = [Double](repeating: 0, count: transposed ? columns : rows)
  cblas_dgemv(
    CblasRowMajor, transposed ? CblasTrans : CblasNoTrans, .init(rows), .init(columns), 1, a, .init(stride), x, 1, 0,
    &y, 1)
  return y
}

/// y = A x for a symmetric A [count, count] whose lower triangle is stored, row-major.
public func multiplySymmetric(_ a: UnsafePointer<Double>, count: Int, _ x: UnsafePointer<Double>) -> [Double] {
  useOneBLASThread()
  var y = [Double](repeating: 0, count: count)
  cblas_dsymv(CblasRowMajor, CblasLower, .init(count), 1, a, .init(count), x, 1, 0, &y, 1)
  return y
}

/// A matrix given to a symmetric update: rows to multiply with each other.
struct UpdateFactor: @unchecked Sendable {
  let start: UnsafePointer<Double>
  /// Entries from row to row.
  let stride: Int
  /// The extent that is summed over.
  let inner: Int

  private func row(_ i: Int) -> UnsafePointer<Double> { start + i * stride }

  /// target += alpha <row i + a, row j + b>, [rows, columns]; only its lower triangle where i = j.
  func add(to target: UnsafeMutablePointer<Double>, stride targetStride: Int, alpha: Double, _ block: SymmetricBlock) {
    useThisThreadOnly()
    let (rows, columns) = (block.rows.count, block.columns.count)
    if block.isDiagonal {
      cblas_dsyrk(
        CblasRowMajor, CblasLower, CblasNoTrans, .init(rows), .init(inner), alpha, row(block.rows.lowerBound),
        .init(stride), 1, target, .init(targetStride))
    } else {
      cblas_dgemm(
        CblasRowMajor, CblasNoTrans, CblasTrans, .init(rows), .init(columns), .init(inner), alpha,
        row(block.rows.lowerBound), .init(stride), row(block.columns.lowerBound), .init(stride), 1, target,
        .init(targetStride))
    }
  }
}

/// Overwrites the lower triangle of a matrix [count, count] by its Cholesky factor; false if it isn't positive definite.
func choleskyInPlace(_ elements: UnsafeMutablePointer<Double>, count: Int, stride: Int) -> Bool {
  useThisThreadOnly()
  var (n, ld, info) = (Int32(count), Int32(stride), Int32(0))
  // Row-major lower is column-major upper.
  dpotrf_("U", &n, elements, &ld, &info)
  return info == 0 && (0..<count).allSatisfy { elements[$0 * stride + $0].isFinite }
}

/// B <- B L^-T for B [rows, count] and L [count, count] lower triangular, both with `stride` entries from row to row.
func divide(
  _ b: UnsafeMutablePointer<Double>, rows: Int, by l: UnsafePointer<Double>, count: Int, stride: Int
) {
  useThisThreadOnly()
  cblas_dtrsm(
    CblasRowMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, .init(rows), .init(count), 1, l, .init(stride), b,
    .init(stride))
}

/// x <- L^-1 x, or L^-T x, for L [count, count] lower triangular, with `stride` entries from row to row (default: `count`).
func solveTriangular(
  _ l: UnsafePointer<Double>, count: Int, stride: Int? = nil, transposed: Bool, _ x: inout [Double]
) {
  useThisThreadOnly()
  cblas_dtrsv(
    CblasRowMajor, CblasLower, transposed ? CblasTrans : CblasNoTrans, CblasNonUnit, .init(count), l,
    .init(stride ?? count),
    &x, 1)
}

/// The reflections that make a panel of columns an upper triangle R: Q = I - V T V^T. V stays below R in the panel.
struct Reflections: @unchecked Sendable {
  private let panel: UnsafeMutablePointer<Double>
  private let (rows, columns, stride): (Int32, Int32, Int32)
  private let triangle: [Double]

  /// Factorises a panel [rows, columns], column-major with `stride` entries from column to column.
  init(panel: UnsafeMutablePointer<Double>, rows: Int, columns: Int, stride: Int) {
    self.panel = panel
    (self.rows, self.columns, self.stride) = (Int32(rows), Int32(columns), Int32(stride))
    var (m, n, ld, info) = (Int32(rows), Int32(columns), Int32(stride), Int32(0))
    var tau = [Double](repeating: 0, count: columns)
    var size = Int32(64 * columns)
    var work = [Double](repeating: 0, count: Int(size))
    useOneBLASThread()
    dgeqrf_(&m, &n, panel, &ld, &tau, &work, &size, &info)
    var triangle = [Double](repeating: 0, count: columns * columns)
    var side = n
    dlarft_("F", "C", &m, &n, panel, &ld, &tau, &triangle, &side)
    self.triangle = triangle
  }

  /// C <- Q^T C for C [rows, columns].
  func apply(to c: UnsafeMutablePointer<Double>, columns count: Int, stride: Int) {
    useThisThreadOnly()
    var (m, n, k, ld, ldc, side, ldw) = (rows, Int32(count), columns, self.stride, Int32(stride), columns, Int32(count))
    var work = [Double](repeating: 0, count: count * Int(columns))
    dlarfb_("L", "T", "F", "C", &m, &n, &k, panel, &ld, triangle, &side, c, &ldc, &work, &ldw)
  }
}
