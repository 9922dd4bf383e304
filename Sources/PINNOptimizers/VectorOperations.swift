// Sums over long vectors. The order of additions is fixed by the length alone, eight partial sums side by side, so that
// results are reproducible and the compiler may use vector instructions.

/// The scalar product of two vectors of length `count`.
@inline(__always)
func dot(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int) -> Double {
  var partial = SIMD8<Double>.zero
  var i = 0
  while i + 8 <= count {
    let u = UnsafeRawPointer(a + i).loadUnaligned(as: SIMD8<Double>.self)
    let v = UnsafeRawPointer(b + i).loadUnaligned(as: SIMD8<Double>.self)
    partial += u * v
    i += 8
  }
  var sum = partial.sum()
  while i < count {
    sum += a[i] * b[i]
    i += 1
  }
  return sum
}

/// The scalar product of two vectors of equal length.
func dot(_ a: [Double], _ b: [Double]) -> Double { dot(a, b, a.count) }

/// The square of the Euclidean norm.
func squared(_ a: [Double]) -> Double { dot(a, a) }

/// x + factor y for vectors of equal length.
func sum(_ x: [Double], _ factor: Double, _ y: [Double]) -> [Double] { zip(x, y).map { $0 + factor * $1 } }

/// y <- y + factor x for vectors of length `count`.
@inline(__always)
func add(_ factor: Double, _ x: UnsafePointer<Double>, to y: UnsafeMutablePointer<Double>, _ count: Int) {
  for i in 0..<count { y[i] += factor * x[i] }
}

/// The largest absolute entry, NaN if any entry is NaN.
func largestMagnitude(_ x: [Double]) -> Double {
  var largest = 0.0
  for entry in x where !(Swift.abs(entry) <= largest) {
    largest = Swift.abs(entry)
    if largest.isNaN { break }
  }
  return largest
}
