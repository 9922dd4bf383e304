// Gram matrices and Cholesky factors against plain loops, with sizes on both sides of the block size.

import PINNLinearAlgebra
import PINNTensor
import Testing

private func random(_ count: Int, seed: UInt64) -> [Double] {
  var rng = RandomStream(seed: seed, for: "test")
  return (0..<count).map { _ in rng.normal() }
}

@Suite struct SymmetricMatrixTests {
  @Test(arguments: [(1, 3), (16, 1), (127, 40), (128, 5), (300, 77), (700, 129)]) func gramMatricesAreSumsOfProducts(
    _ n: Int, _ m: Int
  ) {
    let stride = m + 2
    let a = random(n * stride, seed: 1)
    let rows = SymmetricMatrix(count: n)
    rows.addGram(a, columns: m, stride: stride, threads: 2)
    rows.addGram(a, columns: m, stride: stride, threads: 1)
    var transposed = [Double](repeating: 0, count: m * n)
    transpose(a, rows: n, columns: m, stride: stride, to: &transposed, targetStride: n, threads: 2)
    for i in Swift.stride(from: 0, to: n, by: 11) {
      for j in Swift.stride(from: 0, through: i, by: 7) {
        let expected = 2 * (0..<m).reduce(0) { $0 + a[i * stride + $1] * a[j * stride + $1] }
        #expect(abs(rows[i, j] - expected) < 1e-11 && rows[i, j] == rows[j, i])
      }
    }
    #expect(transposed == (0..<m).flatMap { column in (0..<n).map { a[$0 * stride + column] } })
  }

  @Test func threadsDontChangeABit() {
    let (n, m) = (691, 250)
    let a = random(n * m, seed: 2)
    let b = random(n, seed: 5)
    let results = [1, 2, 4].map { threads in
      let matrix = SymmetricMatrix(count: n)
      matrix.addGram(a, columns: m, stride: m, threads: threads)
      let solution = matrix.cholesky(shift: 0.1, threads: threads)!.solve(b)
      return (0..<n).flatMap { i in (0...i).map { matrix[i, $0] } } + solution
    }
    #expect(results[0] == results[1] && results[0] == results[2])
  }

  @Test(arguments: [1, 95, 96, 150, 300])
  func choleskySolves(_ n: Int) throws {
    let m = n + 50
    let a = random(n * m, seed: 3)
    let matrix = SymmetricMatrix(count: n)
    matrix.addGram(a, columns: m, stride: m, threads: 1)
    let b = random(n, seed: 4)
    let weights = (0..<n).map { 0.5 + Double($0 % 3) }
    let x = try #require(matrix.cholesky(shift: 0.5, weights: weights, threads: 2)).solve(b)
    for i in 0..<n {
      let row = (0..<n).reduce(0.5 * weights[i] * x[i]) { $0 + matrix[i, $1] * x[$1] }
      #expect(abs(row - b[i]) < 1e-9)
    }
    #expect(multiply(a, rows: n, columns: m, stride: m, transposed: true, b).count == m)
  }

  /// In the first strip, in a later one, and numbers that aren't finite.
  @Test(arguments: [3, 250], [-1.0, .nan, .infinity])
  func choleskyRefusesWhatIsNotPositiveDefinite(_ row: Int, _ entry: Double) {
    let matrix = SymmetricMatrix(count: 300)
    for i in 0..<300 { matrix[i, i] = i == row ? entry : 1 }
    #expect(matrix.cholesky(shift: 0) == nil)
    #expect(entry.isNaN || entry > 1 || matrix.cholesky(shift: 2) != nil)
  }
}

@Suite struct SmallMatrixTests {
  @Test func eigenvectorsDiagonalise() throws {
    let n = 20
    let a = random(n * n, seed: 6)
    let gram = product(a, transposed: false, a, transposed: true, rows: n, columns: n, inner: n)
    let e = try #require(eigenvectors(ofSymmetric: gram, count: n))
    let rotated = product(
      product(e, transposed: false, gram, transposed: false, rows: n, columns: n, inner: n), transposed: false, e,
      transposed: true, rows: n, columns: n, inner: n)
    let orthogonal = product(e, transposed: false, e, transposed: true, rows: n, columns: n, inner: n)
    for i in 0..<n {
      for j in 0..<n {
        #expect(abs(orthogonal[i * n + j] - (i == j ? 1 : 0)) < 1e-13)
        #expect(i == j || abs(rotated[i * n + j]) < 1e-11)
      }
      #expect(i == 0 || rotated[i * n + i] > rotated[(i - 1) * n + i - 1])
    }
    #expect(eigenvectors(ofSymmetric: [.nan], count: 1) == nil)
  }

  @Test func productsTranspose() {
    // [1 2 3; 4 5 6] and its transpose, stored either way.
    let a: [Double] = [1, 2, 3, 4, 5, 6]
    let b: [Double] = [1, 4, 2, 5, 3, 6]
    let expected: [Double] = [14, 32, 32, 77]
    #expect(product(a, transposed: false, a, transposed: true, rows: 2, columns: 2, inner: 3) == expected)
    #expect(product(b, transposed: true, b, transposed: false, rows: 2, columns: 2, inner: 3) == expected)
    #expect(product(a, transposed: false, b, transposed: false, rows: 2, columns: 2, inner: 3) == expected)
  }
}
