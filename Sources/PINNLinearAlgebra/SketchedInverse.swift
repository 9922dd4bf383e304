// An approximate inverse of A A^T + lambda I for a matrix A whose columns are many but lie nearly in few directions.
//
// The columns of A [n, m] are added up with random signs into s columns, B = A S^T: column j goes into column j mod s (a count
// sketch with balanced buckets; Clarkson & Woodruff 2017, doi:10.1145/3019134). Where s is twice the effective
// dimension d = tr(A A^T (A A^T + lambda I)^-1), B B^T + lambda I is A A^T + lambda I but for a factor near 1 in every direction. Its
// inverse takes the factor of an s x s matrix (Woodbury):
//     (B B^T + lambda I)^-1 = (I - B (B^T B + lambda I)^-1 B^T) / lambda.

import PINNTensor

/// (B B^T + lambda I)^-1 for a sketch B [n, s] of a matrix A. Room for one after the other.
public final class SketchedInverse: @unchecked Sendable {
  /// The number s of columns of B.
  public let size: Int
  private let sketch: BlockedMatrix
  /// B^T, which its Gram matrix is made of.
  private let transposed: AlignedMemory<Double>
  private let gram: SymmetricMatrix
  private let factor: CholeskyFactor
  /// The lambda whose factor is here; NaN if there is none.
  private var damping = Double.nan

  /// Room for sketches of matrices with `rows` rows; `size` is made up to whole blocks.
  public init(rows: Int, size: Int) {
    let blocks = Self.blocks(size)
    self.size = blocks * BlockedMatrix.width
    sketch = BlockedMatrix(rows: rows, blocks: blocks, precision: .double)
    transposed = AlignedMemory(repeating: 0, count: self.size * rows)
    gram = SymmetricMatrix(count: self.size)
    factor = CholeskyFactor(count: self.size)
  }

  private static func blocks(_ size: Int) -> Int { (size + BlockedMatrix.width - 1) / BlockedMatrix.width }

  /// Whether this is room for such a sketch.
  public func fits(rows: Int, size: Int) -> Bool { sketch.rows == rows && sketch.capacity == Self.blocks(size) }

  /// Sketches A. B^T B may be off by a matrix with a norm of about `tolerance` where that is cheaper.
  public func sketch(_ a: BlockedMatrix, tolerance: Double, threads: Int) {
    let (rows, width, blocks) = (a.rows, BlockedMatrix.width, sketch.capacity)
    precondition(rows == sketch.rows, "a matrix of \(sketch.rows) rows, not \(rows)")
    nonisolated(unsafe) let target = transposed.start
    sketch.fill(threads: threads) { bucket, sum in
      sum.update(repeating: 0, count: rows * width)
      for block in stride(from: bucket, to: a.blockCount, by: blocks) {
        Self.withSigns(of: block) { a.addScaled(block, $0, to: sum) }
      }
      transpose(
        sum, rows: rows, columns: width, stride: width, to: target + bucket * width * rows, targetStride: rows,
        threads: 1)
    }
    damping = .nan
    gram.clear()
    gram.addGram(target, columns: rows, stride: rows, threads: threads, tolerance: tolerance)
  }

  /// A block's random signs, the same whenever it is sketched.
  private static func withSigns(of block: Int, _ body: (UnsafePointer<Double>) -> Void) {
    var rng = RandomStream(seed: 0, for: StreamKey(.sketch), step: UInt32(truncatingIfNeeded: block))
    let bits = rng.next()
    withUnsafeTemporaryAllocation(of: Double.self, capacity: BlockedMatrix.width) { signs in
      for i in signs.indices { signs[i] = bits >> UInt64(i) & 1 == 0 ? 1 : -1 }
      if let start = signs.baseAddress { body(start) }
    }
  }

  /// Chooses lambda; false if B^T B + lambda I isn't positive definite to rounding.
  public func factorise(damping: Double, tolerance: Double, threads: Int) -> Bool {
    if damping == self.damping { return true }
    self.damping = .nan
    let isPositive = factor.factorise(gram, shift: damping, tolerance: tolerance, threads: threads)
    if isPositive { self.damping = damping }
    return isPositive
  }

  /// (B B^T + lambda I)^-1 x.
  public func apply(_ x: [Double], threads: Int) -> [Double] {
    let inner = factor.solve(sketch.transposedProduct(x, threads: threads))
    let outer = sketch.product(inner, threads: threads)
    return x.indices.map { (x[$0] - outer[$0]) / damping }
  }

  /// An estimate of the effective dimension d = tr(B^T B (B^T B + lambda I)^-1), from Hutchinson's estimate of the trace with 4
  /// vectors of random signs (1990, doi:10.1080/03610919008812866): its standard deviation is below sqrt(d / 2).
  public func effectiveDimension() -> Double {
    let probes = 4
    var rng = RandomStream(seed: 0, for: StreamKey(.traceSigns, of: "sketch"))
    var total = 0.0
    for _ in 0..<probes {
      let signs = (0..<size).map { _ in rng.uniform() < 0.5 ? -1.0 : 1 }
      total += Double(size) - damping * zip(signs, factor.solve(signs)).reduce(0) { $0 + $1.0 * $1.1 }
    }
    return total / Double(probes)
  }
}
