// A wide matrix that is kept as a whole, for iterative methods: products with it wait for memory, so its numbers lie in the order
// in which they are read, and may be floats.

import CBlockProducts
import PINNTensor

/// A matrix A [rows, columns] in blocks of columns, each stored row after row. Sums go over blocks in groups that depend on sizes
/// alone: the same bits with any number of threads.
public final class BlockedMatrix: @unchecked Sendable {
  /// Columns of a block. Columns that were added together begin a new one, whose last columns may be zeros.
  public static let width = Int(BLOCK_COLUMNS)

  /// How the numbers are stored; vectors and sums are doubles.
  public enum Precision: Sendable {
    /// In 32 bits.
    case single
    /// In 64 bits.
    case double
  }

  /// The number of rows.
  public let rows: Int
  /// How the numbers are stored.
  public let precision: Precision
  /// The number of blocks that are filled.
  public private(set) var blockCount = 0
  private(set) var capacity: Int
  private var memory: UnsafeMutableRawPointer

  /// Sums over blocks are made in so many parts.
  private static let groups = 8

  /// No columns, and room for `blocks` blocks; more is taken when it is needed.
  public init(rows: Int, blocks: Int, precision: Precision) {
    (self.rows, self.precision, capacity) = (rows, precision, blocks)
    memory = Self.allocate(Self.bytes(rows: rows, blocks: blocks, precision))
  }

  deinit { memory.deallocate() }

  private static func allocate(_ bytes: Int) -> UnsafeMutableRawPointer {
    .allocate(byteCount: max(64, bytes), alignment: 64)
  }

  /// The memory that blocks take, in bytes.
  public static func bytes(rows: Int, blocks: Int, _ precision: Precision) -> Int {
    rows * blocks * width * (precision == .single ? 4 : 8)
  }

  /// Whether this is stored so and has room for so many blocks, not much more.
  public func fits(rows: Int, blocks: Int, _ precision: Precision) -> Bool {
    rows == self.rows && precision == self.precision && blocks <= capacity && capacity <= 2 * blocks + 64
  }

  /// Forgets all columns.
  public func clear() { blockCount = 0 }

  private func makeRoom(blocks: Int) {
    guard blocks > capacity else { return }
    let larger = Self.allocate(Self.bytes(rows: rows, blocks: blocks, precision))
    larger.copyMemory(from: memory, byteCount: Self.bytes(rows: rows, blocks: blockCount, precision))
    memory.deallocate()
    (memory, capacity) = (larger, blocks)
  }

  /// Adds the columns of A [rows, columns], row-major with `stride` numbers from row to row, as new blocks. Returns A x for x
  /// [columns] and the sums of squares of A's rows, both [rows], before numbers are rounded.
  public func append(
    _ a: UnsafePointer<Double>, columns: Int, stride: Int, times x: UnsafePointer<Double>, threads: Int
  ) -> (product: [Double], squares: [Double]) {
    let (first, width) = (blockCount, Self.width)
    let count = (columns + width - 1) / width
    makeRoom(blocks: first + count)
    blockCount += count
    nonisolated(unsafe) let (a, x) = (a, x)
    let both = sum(over: count, length: 2 * rows, threads: threads) { i, sums in
      let (from, columns) = (a + i * width, min(width, columns - i * width))
      let (products, squares) = (sums, sums + self.rows)
      switch self.precision {
      case .single:
        block_fill_float(from, stride, self.rows, columns, x + i * width, self.floats(first + i), products, squares)
      case .double:
        block_fill_double(from, stride, self.rows, columns, x + i * width, self.doubles(first + i), products, squares)
      }
    }
    return (Array(both.prefix(rows)), Array(both.suffix(rows)))
  }

  /// Has each block there is room for filled by `body`, which is handed its place [rows, width]. Of doubles only.
  func fill(threads: Int, _ body: @Sendable (_ block: Int, _ place: UnsafeMutablePointer<Double>) -> Void) {
    precondition(precision == .double, "only blocks of doubles can be filled from outside")
    blockCount = capacity
    parallelFor(blockCount, threads: threads) { _, block in body(block, self.doubles(block)) }
  }

  private func floats(_ block: Int) -> UnsafeMutablePointer<Float> {
    memory.assumingMemoryBound(to: Float.self) + block * rows * Self.width
  }

  private func doubles(_ block: Int) -> UnsafeMutablePointer<Double> {
    memory.assumingMemoryBound(to: Double.self) + block * rows * Self.width
  }

  /// w [width] = block^T x.
  private func transposedProduct(_ block: Int, _ x: UnsafePointer<Double>, _ w: UnsafeMutablePointer<Double>) {
    switch precision {
    case .single: block_transposed_product_float(floats(block), rows, x, w)
    case .double: block_transposed_product_double(doubles(block), rows, x, w)
    }
  }

  /// y [rows] += block w.
  private func addProduct(_ block: Int, _ w: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>) {
    switch precision {
    case .single: block_add_product_float(floats(block), rows, w, y)
    case .double: block_add_product_double(doubles(block), rows, w, y)
    }
  }

  /// target [rows, width] += block diag(w).
  func addScaled(_ block: Int, _ w: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>) {
    switch precision {
    case .single: block_add_scaled_float(floats(block), rows, w, target)
    case .double: block_add_scaled_double(doubles(block), rows, w, target)
    }
  }

  /// The sum of what `add` adds to a vector of `length` entries for each of `count` blocks.
  private func sum(
    over count: Int, length: Int, threads: Int,
    _ add: @Sendable (_ block: Int, _ y: UnsafeMutablePointer<Double>) -> Void
  ) -> [Double] {
    let groups = max(1, min(Self.groups, count))
    var parts = [Double](repeating: 0, count: groups * length)
    parts.withUnsafeMutableBufferPointer { parts in
      guard let start = parts.baseAddress else { return }
      nonisolated(unsafe) let shared = start
      parallelFor(groups, threads: threads) { _, group in
        for block in group * count / groups..<(group + 1) * count / groups { add(block, shared + group * length) }
      }
      for group in 1..<max(1, groups) { for p in 0..<length { start[p] += start[group * length + p] } }
    }
    return Array(parts.prefix(length))
  }

  /// A A^T x [rows], reading A once.
  public func gramProduct(_ x: [Double], threads: Int) -> [Double] {
    precondition(x.count == rows, "a vector of \(rows) entries, not \(x.count)")
    return x.withUnsafeBufferPointer { x in
      guard let x = x.baseAddress else { return [] }
      nonisolated(unsafe) let shared = x
      return sum(over: blockCount, length: rows, threads: threads) { block, y in
        withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.width) { w in
          guard let w = w.baseAddress else { return }
          self.transposedProduct(block, shared, w)
          self.addProduct(block, w, y)
        }
      }
    }
  }

  /// A^T x, with zeros for the columns that fill up blocks: [blockCount * width].
  public func transposedProduct(_ x: [Double], threads: Int) -> [Double] {
    precondition(x.count == rows, "a vector of \(rows) entries, not \(x.count)")
    var w = [Double](repeating: 0, count: blockCount * Self.width)
    w.withUnsafeMutableBufferPointer { w in
      x.withUnsafeBufferPointer { x in
        guard let w = w.baseAddress, let x = x.baseAddress else { return }
        nonisolated(unsafe) let (shared, target) = (x, w)
        parallelFor(blockCount, threads: threads) { _, block in
          self.transposedProduct(block, shared, target + block * Self.width)
        }
      }
    }
    return w
  }

  /// A w [rows] for w [blockCount * width].
  public func product(_ w: [Double], threads: Int) -> [Double] {
    precondition(w.count == blockCount * Self.width, "a vector of \(blockCount * Self.width) entries, not \(w.count)")
    return w.withUnsafeBufferPointer { w in
      guard let w = w.baseAddress else { return [Double](repeating: 0, count: rows) }
      nonisolated(unsafe) let shared = w
      return sum(over: blockCount, length: rows, threads: threads) { block, y in
        self.addProduct(block, shared + block * Self.width, y)
      }
    }
  }
}
