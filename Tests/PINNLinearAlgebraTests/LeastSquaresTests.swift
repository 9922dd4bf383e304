// Least squares by orthogonal transformations: against solutions that are known, and where normal equations lose half of the digits.

import Foundation
import PINNLinearAlgebra
import PINNTensor
import Testing

@Suite struct LeastSquaresTests {
  /// A in columns one after another, A x and more rows of b that no x reaches.
  private func problem(rows: Int, columns: Int) -> (a: [Double], x: [Double], b: [Double]) {
    var rng = RandomStream(seed: 1, for: StreamKey(.initialValues, of: "least squares"))
    let a = (0..<rows * columns).map { _ in rng.normal() }
    let x = (0..<columns).map { _ in rng.normal() }
    let b = (0..<rows).map { i in (0..<columns).reduce(0) { $0 + a[$1 * rows + i] * x[$1] } }
    return (a, x, b)
  }

  private func factorised(
    _ a: [Double], _ b: [Double], columns: Int, ridge: Double = 1e-15, parts: [Range<Int>]? = nil, threads: Int = 1
  ) throws -> (equations: LeastSquares, left: Double) {
    let equations = LeastSquares(columns: columns, rows: b.count)
    for part in parts ?? [0..<b.count] {
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          equations.add(
            rows: part.count, a.baseAddress! + part.lowerBound, stride: b.count, right: b.baseAddress! + part.lowerBound
          )
        }
      }
    }
    return (equations, try #require(equations.factorise(ridge: ridge, threads: threads)))
  }

  @Test(arguments: [1, 7, 48, 49, 150, 301]) func solvesWhatHasASolution(_ columns: Int) throws {
    let rows = 2 * columns + 5
    let (a, x, b) = problem(rows: rows, columns: columns)
    let (equations, left) = try factorised(a, b, columns: columns)
    #expect(zip(equations.solution, x).allSatisfy { abs($0 - $1) < 1e-11 } && left < 1e-11)
    // The same bits with any number of threads, and in whatever parts the rows came.
    let again = try factorised(a, b, columns: columns, parts: [0..<3, 3..<rows], threads: 3)
    #expect(again.equations.solution == equations.solution && again.left == left)
  }

  /// What is left is orthogonal to all columns.
  @Test func whatIsLeftIsOrthogonal() throws {
    let (rows, columns) = (230, 60)
    let (a, _, _) = problem(rows: rows, columns: columns)
    var rng = RandomStream(seed: 2, for: StreamKey(.initialValues, of: "right"))
    let b = (0..<rows).map { _ in rng.normal() }
    let (equations, left) = try factorised(a, b, columns: columns)
    let x = equations.solution
    let rest = (0..<rows).map { i in b[i] - (0..<columns).reduce(0) { $0 + a[$1 * rows + i] * x[$1] } }
    #expect(abs(left - rest.reduce(0) { $0 + $1 * $1 }.squareRoot()) < 1e-11)
    for p in 0..<columns { #expect(abs((0..<rows).reduce(0) { $0 + a[p * rows + $1] * rest[$1] }) < 1e-10) }
  }

  /// Powers of t on [0, 1] up to the 11th: condition number 1e8, whose square is beyond a Double.
  @Test func keepsAllDigits() throws {
    let (rows, columns) = (60, 12)
    let times = (0..<rows).map { Double($0) / Double(rows - 1) }
    let a = (0..<columns).flatMap { p in times.map { pow($0, Double(p)) } }
    let b = times.map { t in (0..<columns).reduce(0) { $0 + pow(t, Double($1)) } }
    let (equations, _) = try factorised(a, b, columns: columns)
    #expect(equations.solution.allSatisfy { abs($0 - 1) < 1e-6 }, "\(equations.solution)")
  }

  /// 1 / min |A x| over x with x_k = 1, for orthogonal columns: 1 / |column k|.
  @Test func sensitivitiesAreThoseOfTheColumns() throws {
    let a: [Double] = [3, 0, 0, 4, 0, 2, 0, 0]
    let (equations, _) = try factorised(a, [1, 1, 1, 1], columns: 2)
    #expect(abs(equations.sensitivity(of: 0) - 1 / 5) < 1e-14 && abs(equations.sensitivity(of: 1) - 1 / 2) < 1e-14)
  }

  /// Of two equal columns each gets half; a column of zeros gets nothing; numbers that aren't finite are refused.
  @Test func whatIsNotDetermined() throws {
    let (equations, _) = try factorised([1, 2, 1, 2, 0, 0], [2, 4], columns: 3, ridge: 1e-10)
    #expect(zip(equations.solution, [1, 1, 0]).allSatisfy { abs($0 - $1) < 1e-4 }, "\(equations.solution)")
    let broken = LeastSquares(columns: 1, rows: 1)
    broken.add(rows: 1, [.nan], stride: 1, right: [1])
    #expect(broken.factorise(ridge: 1e-13, threads: 1) == nil)
  }
}
