// Symmetric updates that need no more accuracy than a tolerance, by exact products of 8-bit integers (CTileProducts). Where the
// processor has matrix tiles they take half the time of products of doubles.

import CTileProducts
import Foundation
import PINNTensor

/// How many times as fast as those of doubles on a processor without tiles Gram matrices and factors up to a tolerance are, beside
/// the speed of memory: on two cores of a Xeon with matrix tiles 508 ms became 211, and its doubles are 1.4 times as fast.
package let toleranceSpeedup = TileProducts.areUseful(.max, tolerance: 1) ? 3.4 : 1

/// Updates of one matrix after the other, with room for the digits of their factors.
final class TileProducts: @unchecked Sendable {
  private static let areAvailable = tile_products_available()

  private var room: UnsafeMutableRawPointer?
  private var capacity = 0

  private static let rows = Int(TILE_ROWS)
  /// Numbers of a row that are cut into digits at a time: whole tiles.
  private static let chunk = 1_024
  /// Bands whose products a thread computes at a time: the digits of two such groups fit into its cache.
  private static let group = 8
  /// For smaller factors cutting costs too much.
  private static let (leastRows, leastColumns) = (128, 64)

  deinit { room?.deallocate() }

  /// Whether updates of a matrix of `count` rows may be done by digits.
  static func areUseful(_ count: Int, tolerance: Double) -> Bool { areAvailable && tolerance > 0 && count >= leastRows }

  /// The lower triangle of target [count, count] += alpha times the products of the factor's rows, up to a matrix with a norm of
  /// about `tolerance`; false, and nothing is done, if that wants doubles.
  func add(
    _ factor: UpdateFactor, alpha: Double, to target: UnsafeMutablePointer<Double>, count: Int, stride: Int,
    tolerance: Double, threads: Int
  ) -> Bool {
    guard Self.areUseful(count, tolerance: tolerance), factor.inner >= Self.leastColumns else { return false }
    let bands = (count + Self.rows - 1) / Self.rows
    let scales = UnsafeMutablePointer<Double>.allocate(capacity: bands * Self.rows)
    defer { scales.deallocate() }
    scales.update(repeating: 1, count: bands * Self.rows)
    nonisolated(unsafe) let (target, shared) = (target, scales)
    parallelFor(bands, threads: threads) { _, band in
      for row in band * Self.rows..<min(count, (band + 1) * Self.rows) {
        shared[row] = tile_scale(factor.start + row * factor.stride, Int32(factor.inner))
      }
    }
    let allScales = UnsafeBufferPointer(start: scales, count: count)
    guard let digits = Self.digits(allScales, columns: factor.inner, tolerance: tolerance / abs(alpha)) else {
      return false
    }
    let groups = (bands + Self.group - 1) / Self.group
    let pairs = (0..<groups).flatMap { i in (0...i).map { (i, $0) } }
    for first in Swift.stride(from: 0, to: factor.inner, by: Self.chunk) {
      let part = cut(factor, first..<min(factor.inner, first + Self.chunk), count, shared, digits, threads)
      parallelFor(pairs.count, threads: threads) { _, item in
        tile_products_begin()
        defer { tile_products_end() }
        let (i, j) = pairs[item]
        for left in i * Self.group..<min(bands, (i + 1) * Self.group) {
          for right in j * Self.group..<min(left + 1, (j + 1) * Self.group) {
            let (row, column) = (left * Self.rows, right * Self.rows)
            tile_add_products(
              tile_band(tiles: part.left + left * part.bandBytes, scales: shared + row),
              tile_band(tiles: part.right + right * part.bandBytes, scales: shared + column), part.blocks,
              Int32(digits), alpha, target + row * stride + column, stride, Int32(min(Self.rows, count - row)),
              Int32(min(Self.rows, count - column)), row - column)
          }
        }
      }
    }
    return true
  }

  /// The digits of some columns, band after band.
  private struct Part: @unchecked Sendable {
    let left, right: UnsafeMutablePointer<Int8>
    let bandBytes: Int
    let blocks: Int32
  }

  private func cut(
    _ factor: UpdateFactor, _ columns: Range<Int>, _ count: Int, _ scales: UnsafePointer<Double>, _ digits: Int,
    _ threads: Int
  ) -> Part {
    let blocks = (columns.count + Int(TILE_COLUMNS) - 1) / Int(TILE_COLUMNS)
    let bands = (count + Self.rows - 1) / Self.rows
    let bandBytes = blocks * digits * Int(TILE_BYTES)
    // The next tiles are fetched before it is known whether there are any.
    let left = makeRoom(2 * bands * bandBytes + digits * Int(TILE_BYTES))
    let part = Part(left: left, right: left + bands * bandBytes, bandBytes: bandBytes, blocks: Int32(blocks))
    nonisolated(unsafe) let scales = scales
    parallelFor(bands, threads: threads) { _, band in
      let row = band * Self.rows
      tile_split(
        factor.start + row * factor.stride + columns.lowerBound, factor.stride, Int32(min(Self.rows, count - row)),
        Int32(columns.count), scales + row, Int32(digits), part.left + band * bandBytes, part.right + band * bandBytes)
    }
    return part
  }

  /// The fewest digits of rows with scales c that make an error of about `tolerance`; nil if there aren't enough.
  ///
  /// An entry's error is a sum of products of digits that are left out, and of remainders. Digits that are like random ones have
  /// the mean square 5.5e3, so its standard deviation is at most s_ij = 6e3 sqrt(digits columns) 256^-digits c_i c_j; on the diagonal a
  /// digit's product with itself may add 5.5e3 columns 256^-digits c_i^2. The norm of a symmetric matrix of independent entries is at
  /// most about 2 max_i sqrt(sum_j s_ij^2) (Bandeira & van Handel 2016, doi:10.1214/15-AOP1025).
  private static func digits(_ scales: UnsafeBufferPointer<Double>, columns: Int, tolerance: Double) -> Int? {
    let (largest, columns) = (scales.max() ?? 0, Double(columns))
    let length = scales.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return (Int(TILE_LEAST_DIGITS)...Int(TILE_MOST_DIGITS)).first { digits in
      let error = 1.2e4 * (Double(digits) * columns).squareRoot() * length + 5.5e3 * columns * largest
      return error * largest * pow(256, -Double(digits)) <= tolerance
    }
  }

  private func makeRoom(_ bytes: Int) -> UnsafeMutablePointer<Int8> {
    if let room, capacity >= bytes { return room.assumingMemoryBound(to: Int8.self) }
    room?.deallocate()
    let new = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 4_096)
    (room, capacity) = (new, bytes)
    return new.bindMemory(to: Int8.self, capacity: bytes)
  }
}
