// Linear least squares by orthogonal transformations, which keep twice the digits that normal equations do.
//
// Householder QR, panel by panel: LAPACK factorises a panel, and its reflections are applied to what follows in groups of columns, which
// are shared out among threads. Groups depend on sizes alone: the same bits with any number of threads. See Golub & Van Loan, Matrix
// Computations, 4th edition (2013), sections 5.2 and 5.3.

import PINNTensor

/// min |A x - b| for a matrix A [rows, columns] that is filled some rows at a time.
public final class LeastSquares: @unchecked Sendable {
  private let columns: Int
  private let rows: Int
  /// Column after column, b the last one.
  private let elements: UnsafeMutablePointer<Double>
  private var filled = 0
  private var scales: [Double]

  /// Columns of a panel, and of a group that its reflections are applied to.
  private static let (panel, group) = (48, 96)

  /// Room for so many rows.
  public init(columns: Int, rows: Int) {
    precondition(columns > 0 && rows >= 0, "least squares need columns")
    self.columns = columns
    // Below the rows there are those that keep x small.
    self.rows = rows + columns
    scales = Array(repeating: 1, count: columns)
    elements = .allocate(capacity: self.rows * (columns + 1))
    elements.initialize(repeating: 0, count: self.rows * (columns + 1))
  }

  deinit { elements.deallocate() }

  /// Adds rows of A, given column after column with `stride` numbers from one to the next, and of b, or zeros.
  public func add(
    rows count: Int, _ transposed: UnsafePointer<Double>, stride: Int, right: UnsafePointer<Double>? = nil
  ) {
    precondition(filled + count <= rows - columns, "more rows than there is room for")
    for p in 0..<columns {
      (elements + p * rows + filled).update(from: transposed + p * stride, count: count)
    }
    if let right { (elements + columns * rows + filled).update(from: right, count: count) }
    filled += count
  }

  /// Factorises A = Q R, once all rows are there. Each column counts by its norm; `ridge` times its norm is how large an entry of x may be for free.
  /// Returns |A x - b| of the solution; nil if that isn't finite.
  public func factorise(ridge: Double, threads: Int) -> Double? {
    let (rows, columns) = (rows, columns)
    nonisolated(unsafe) let elements = elements
    let norms = (0..<columns).map { p in
      (0..<filled).reduce(0) { $0 + elements[p * rows + $1] * elements[p * rows + $1] }.squareRoot()
    }
    guard norms.allSatisfy(\.isFinite) else { return nil }
    for p in 0..<columns where norms[p] > 0 { scales[p] = 1 / norms[p] }
    for p in 0..<columns {
      for i in 0..<filled { elements[p * rows + i] *= scales[p] }
      elements[p * rows + filled + p] = ridge
    }
    // The rows that keep entry p small end with it, so a panel reaches no further down.
    for first in stride(from: 0, to: columns, by: Self.panel) {
      let width = min(Self.panel, columns - first)
      let height = filled + first + width - first
      let start = elements + first * rows + first
      let reflections = Reflections(panel: start, rows: height, columns: width, stride: rows)
      let rest = columns + 1 - first - width
      parallelFor((rest + Self.group - 1) / Self.group, threads: threads) { _, item in
        let column = first + width + item * Self.group
        reflections.apply(
          to: elements + column * rows + first, columns: min(Self.group, columns + 1 - column), stride: rows)
      }
    }
    let right = elements + columns * rows
    let left = (columns..<filled + columns).reduce(0) { $0 + right[$1] * right[$1] }
    return left.isFinite && (0..<columns).allSatisfy { right[$0].isFinite } ? left.squareRoot() : nil
  }

  /// The solution x, after `factorise`.
  public var solution: [Double] {
    var x = Array(UnsafeBufferPointer(start: elements + columns * rows, count: columns))
    // A column-major upper triangle is a row-major lower one.
    solveTriangular(elements, count: columns, stride: rows, transposed: true, &x)
    return zip(x, scales).map(*)
  }

  /// 1 / min |A x| over all x whose entry number k is 1, after `factorise`.
  public func sensitivity(of k: Int) -> Double {
    var unit = [Double](repeating: 0, count: columns)
    unit[k] = 1
    solveTriangular(elements, count: columns, stride: rows, transposed: false, &unit)
    return scales[k] * unit.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}
