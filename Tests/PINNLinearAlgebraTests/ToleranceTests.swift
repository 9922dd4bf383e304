// Gram matrices and Cholesky factors up to a tolerance against those of doubles. Where the processor has no matrix tiles both are
// the same.

import PINNLinearAlgebra
import PINNTensor
import Testing

@Suite struct ToleranceTests {
  /// Rows of very different lengths, as a Jacobian's are, with a few entries that stand out; what lies between rows isn't a number.
  private func rows(_ n: Int, _ m: Int, stride: Int) -> [Double] {
    var rng = RandomStream(seed: 8, for: "test")
    var a = [Double](repeating: .nan, count: n * stride)
    for i in 0..<n {
      let scale = Double(sign: .plus, exponent: Int.random(in: -9..<3, using: &rng), significand: 1)
      for k in 0..<m {
        a[i * stride + k] = scale * rng.normal() * (Int.random(in: 0..<50, using: &rng) == 0 ? 20 : 1)
      }
    }
    return a
  }

  private func gram(_ a: [Double], _ n: Int, _ m: Int, stride: Int, tolerance: Double = 0) -> SymmetricMatrix {
    let matrix = SymmetricMatrix(count: n)
    matrix.addGram(a, columns: m, stride: stride, threads: 2, tolerance: tolerance)
    return matrix
  }

  /// |A - B|_2 by power iteration.
  private func distance(_ a: SymmetricMatrix, _ b: SymmetricMatrix) -> Double {
    var v = (0..<a.count).map { $0.isMultiple(of: 3) ? -1.0 : 1 }
    var norm = 0.0
    for _ in 0..<60 {
      v = zip(a.product(v), b.product(v)).map { $0 - $1 }
      norm = v.reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard norm > 0 else { return 0 }
      v = v.map { $0 / norm }
    }
    return norm
  }

  @Test(arguments: [(128, 64), (200, 1_500), (333, 1_025), (700, 2_100)]) func errorsStayBelowTheTolerance(
    _ n: Int, _ m: Int
  ) {
    let stride = m + 3
    let a = rows(n, m, stride: stride)
    let exact = gram(a, n, m, stride: stride)
    let scale = exact.largestDiagonal
    for relative in [1e-4, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-15] {
      let error = distance(gram(a, n, m, stride: stride, tolerance: relative * scale), exact)
      #expect(error < relative * scale + 1e-14 * scale, "\(relative)")
    }
  }

  @Test(arguments: [300, 1_100]) func factorsSolveToTheTolerance(_ n: Int) throws {
    let m = n + 100
    let a = rows(n, m, stride: m)
    let exact = gram(a, n, m, stride: m)
    let damping = 1e-9 * exact.largestDiagonal
    let factor = CholeskyFactor(count: n)
    #expect(factor.factorise(exact, shift: damping, tolerance: 0.1 * damping, threads: 2))
    // |(A + lambda) x - b| <= tolerance |x|
    let x = factor.solve((0..<n).map { Double($0 % 5) - 2 })
    let residual = zip(exact.product(x), x.indices).map { $0 + damping * x[$1] - (Double($1 % 5) - 2) }
    let norms = [residual, x].map { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    #expect(norms[0] < 0.1 * damping * norms[1])
  }

  @Test func threadsDontChangeABit() {
    let (n, m) = (691, 1_250)
    let a = rows(n, m, stride: m)
    let results = [1, 2, 4].map { threads in
      let matrix = SymmetricMatrix(count: n)
      for _ in 0..<2 { matrix.addGram(a, columns: m, stride: m, threads: threads, tolerance: 1e-6) }
      let factor = CholeskyFactor(count: n)
      #expect(factor.factorise(matrix, shift: 1e-3, tolerance: 1e-4, threads: threads))
      return (0..<n).flatMap { i in (0...i).map { matrix[i, $0] } } + factor.solve(Array(a[..<n]))
    }
    #expect(results[0] == results[1] && results[0] == results[2])
  }

  @Test(arguments: [0, 0x1p-1060, 0x1p-600, .infinity, .nan]) func numbersOfAnySizeAreCut(_ entry: Double) {
    let (n, m) = (130, 100)
    var a = [Double](repeating: 0.5, count: n * m)
    for k in 0..<m { a[k] = entry }
    let matrix = gram(a, n, m, stride: m, tolerance: 1e-3)
    #expect(!entry.isFinite || abs(matrix[129, 128] - 25) < 1e-3)
    #expect(!entry.isFinite || abs(matrix[1, 0]) < 1e-3)
  }
}
