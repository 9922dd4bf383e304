// Matrices in blocks of columns, and the inverse that is made of a sketch of one, against plain sums.

import Foundation
import PINNLinearAlgebra
import PINNTensor
import Testing

/// A [n, m] whose row p is some 2^(-p / 2) long, so that few directions matter.
private struct Decaying {
  let (n, m): (Int, Int)
  var a: [Double]

  init(_ n: Int, _ m: Int) {
    (self.n, self.m) = (n, m)
    var rng = RandomStream(seed: 12, for: "sketch")
    a = (0..<n * m).map { _ in rng.normal() }
    for p in 0..<n {
      let scale = exp2(-0.5 * Double(p))
      for i in 0..<m { a[p * m + i] *= scale }
    }
  }

  /// As three additions of columns, none of whole blocks.
  func blocked(_ precision: BlockedMatrix.Precision, threads: Int = 2) -> BlockedMatrix {
    let matrix = BlockedMatrix(rows: n, blocks: 1, precision: precision)
    let zeros = [Double](repeating: 0, count: m)
    for range in ranges {
      a.withUnsafeBufferPointer {
        _ = matrix.append(
          $0.baseAddress! + range.lowerBound, columns: range.count, stride: m, times: zeros, threads: threads)
      }
    }
    return matrix
  }

  var ranges: [Range<Int>] { [0..<m / 3, m / 3..<m / 2 + 1, m / 2 + 1..<m] }

  /// Where column i stands among the columns of `blocked`.
  var places: [Int] {
    var first = 0
    return ranges.flatMap { range in
      defer { first += (range.count + BlockedMatrix.width - 1) / BlockedMatrix.width * BlockedMatrix.width }
      return range.indices.map { first + $0 - range.lowerBound }
    }
  }

  func transposedProduct(_ x: [Double]) -> [Double] {
    (0..<m).map { i in (0..<n).reduce(0) { $0 + a[$1 * m + i] * x[$1] } }
  }

  func product(_ w: [Double]) -> [Double] { (0..<n).map { p in (0..<m).reduce(0) { $0 + a[p * m + $1] * w[$1] } } }

  /// tr(A A^T (A A^T + lambda I)^-1) = n - lambda sum_p e_p . (A A^T + lambda I)^-1 e_p.
  func effectiveDimension(_ damping: Double) throws -> Double {
    let gram = SymmetricMatrix(count: n)
    gram.addGram(a, columns: m, stride: m, threads: 1)
    let factor = try #require(gram.cholesky(shift: damping))
    return (0..<n).reduce(Double(n)) { sum, p in
      sum - damping * factor.solve((0..<n).map { $0 == p ? 1 : 0 })[p]
    }
  }
}

private func vector(_ count: Int, seed: UInt64) -> [Double] {
  var rng = RandomStream(seed: seed, for: "sketch")
  return (0..<count).map { _ in rng.normal() }
}

private func distance(_ a: [Double], _ b: [Double]) -> Double {
  zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
}

private func norm(_ a: [Double]) -> Double { distance(a, a.map { _ in 0 }) }

@Suite struct SketchTests {
  @Test(arguments: [(BlockedMatrix.Precision.double, 1e-13), (.single, 1e-6)])
  func productsAreThoseOfTheColumns(_ precision: BlockedMatrix.Precision, _ tolerance: Double) {
    let matrix = Decaying(37, 211)
    let blocked = matrix.blocked(precision)
    let (x, w) = (vector(37, seed: 1), vector(211, seed: 2))
    let transposed = blocked.transposedProduct(x, threads: 2)
    let expected = matrix.transposedProduct(x)
    #expect(distance(matrix.places.map { transposed[$0] }, expected) < tolerance * norm(expected))
    // Columns that fill up blocks are zeros.
    #expect(abs(norm(transposed) - norm(expected)) < tolerance * norm(expected))
    var inPlace = [Double](repeating: 1, count: transposed.count)
    for (i, place) in matrix.places.enumerated() { inPlace[place] = w[i] }
    #expect(distance(blocked.product(inPlace, threads: 2), matrix.product(w)) < tolerance * norm(matrix.product(w)))
    let gram = matrix.product(expected)
    #expect(distance(blocked.gramProduct(x, threads: 2), gram) < tolerance * norm(gram))
  }

  /// What comes with an addition is exact to rounding, whatever is stored.
  @Test(arguments: [BlockedMatrix.Precision.double, .single])
  func additionsReturnProductsAndSquares(_ precision: BlockedMatrix.Precision) {
    let (matrix, w) = (Decaying(21, 75), vector(75, seed: 3))
    let blocked = BlockedMatrix(rows: 21, blocks: 3, precision: precision)
    let (product, squares) = blocked.append(matrix.a, columns: 75, stride: 75, times: w, threads: 2)
    let expected = matrix.product(w)
    #expect(distance(product, expected) < 1e-13 * norm(expected))
    let rows = (0..<21).map { p in (0..<75).reduce(0) { $0 + matrix.a[p * 75 + $1] * matrix.a[p * 75 + $1] } }
    #expect(distance(squares, rows) < 1e-13 * norm(rows))
  }

  @Test func bitsDontDependOnThreads() {
    let matrix = Decaying(40, 900)
    let (x, w) = (vector(40, seed: 4), vector(960, seed: 5))
    let results = [1, 2, 3].map { threads in
      let blocked = matrix.blocked(.single, threads: threads)
      let inverse = SketchedInverse(rows: 40, size: 96)
      inverse.sketch(blocked, tolerance: 0, threads: threads)
      #expect(inverse.factorise(damping: 1e-2, tolerance: 0, threads: threads))
      return blocked.gramProduct(x, threads: threads) + blocked.transposedProduct(x, threads: threads)
        + blocked.product(Array(w.prefix(blocked.blockCount * BlockedMatrix.width)), threads: threads)
        + inverse.apply(x, threads: threads)
    }
    #expect(results[0] == results[1] && results[0] == results[2])
  }

  /// With a bucket for each column the sketch is the matrix itself, but for signs.
  @Test func aSketchOfFullSizeIsTheInverse() throws {
    let matrix = Decaying(30, 100)
    let blocked = matrix.blocked(.double)
    let inverse = SketchedInverse(rows: 30, size: blocked.blockCount * BlockedMatrix.width)
    inverse.sketch(blocked, tolerance: 0, threads: 2)
    #expect(inverse.factorise(damping: 1e-3, tolerance: 0, threads: 2))
    let x = vector(30, seed: 6)
    let image = zip(blocked.gramProduct(x, threads: 2), x).map { $0 + 1e-3 * $1 }
    #expect(distance(inverse.apply(image, threads: 2), x) < 1e-9 * norm(x))
  }

  /// A third of the columns, but four times the effective dimension: M^-1 (A A^T + lambda I) has its eigenvalues near 1. The largest
  /// is found by power iteration, the smallest as the largest of 4 I - M^-1 (A A^T + lambda I).
  @Test func aSketchIsTheInverseUpToAFactor() throws {
    let (matrix, damping) = (Decaying(60, 1_500), 1e-2)
    let blocked = matrix.blocked(.double)
    let dimension = try matrix.effectiveDimension(damping)
    let inverse = SketchedInverse(rows: 60, size: Int(4 * dimension))
    #expect(inverse.size < 500)
    inverse.sketch(blocked, tolerance: 0.1 * damping, threads: 2)
    #expect(inverse.factorise(damping: damping, tolerance: 0.1 * damping, threads: 2))
    func largest(_ map: ([Double]) -> [Double]) -> Double {
      var (x, size) = (vector(60, seed: 7), 0.0)
      for _ in 0..<200 {
        x = map(x)
        size = norm(x)
        x = x.map { $0 / size }
      }
      return size
    }
    func image(_ x: [Double]) -> [Double] {
      inverse.apply(zip(blocked.gramProduct(x, threads: 1), x).map { $0 + damping * $1 }, threads: 1)
    }
    // (1 + sqrt(1/4))^2 and (1 - sqrt(1/4))^2 for a random matrix, and some more.
    #expect(largest(image) < 5)
    #expect(6 - largest { x in zip(x, image(x)).map { 6 * $0 - $1 } } > 0.3)
  }

  /// Some standard deviations of the estimate, sqrt(d / 2).
  @Test(arguments: [1, 1e-3, 1e-6]) func effectiveDimensionsAreEstimated(_ damping: Double) throws {
    let matrix = Decaying(60, 1_500)
    let inverse = SketchedInverse(rows: 60, size: 480)
    inverse.sketch(matrix.blocked(.double), tolerance: 0, threads: 2)
    #expect(inverse.factorise(damping: damping, tolerance: 0, threads: 2))
    let exact = try matrix.effectiveDimension(damping)
    #expect(abs(inverse.effectiveDimension() - exact) < 1 + 3 * (exact / 2).squareRoot())
  }
}
