// Rows to columns.

import PINNTensor

/// Writes A^T [columns, rows] to `target` for A [rows, columns], both row-major, with `stride` and `targetStride` entries from row to
/// row.
public func transpose(
  _ a: UnsafePointer<Double>, rows: Int, columns: Int, stride: Int, to target: UnsafeMutablePointer<Double>,
  targetStride: Int, threads: Int
) {
  // A cache line of each row of A at a time.
  let width = 8
  nonisolated(unsafe) let (a, target) = (a, target)
  parallelFor((columns + width - 1) / width, threads: threads) { _, item in
    let block = item * width..<min(columns, (item + 1) * width)
    for row in 0..<rows {
      for column in block { target[column * targetStride + row] = a[row * stride + column] }
    }
  }
}
