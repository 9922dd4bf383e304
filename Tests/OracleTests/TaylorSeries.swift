// Arithmetic of truncated Taylor series in several variables, by the schoolbook: a series is the list of its coefficients, a
// product adds up all products of coefficients. It shares nothing with the compiler that it judges.

/// A number and its size: a bound, to first order, on the rounding errors that a computation like this one can leave in it, in
/// units of the precision's epsilon. An input has its own magnitude as its size, and every operation adds the magnitude of
/// its result to what it passes on from its operands; so where large numbers cancel, the size stays large.
struct Sized {
  var value: Double
  var size: Double

  init(_ value: Double, size: Double) { (self.value, self.size) = (value, size) }
  /// A number that may have been rounded once.
  init(_ value: Double) { self.init(value, size: abs(value)) }

  static func + (a: Sized, b: Sized) -> Sized {
    Sized(a.value + b.value, size: a.size + b.size + abs(a.value + b.value))
  }
  static func - (a: Sized, b: Sized) -> Sized { a + -1 * b }
  static func * (a: Sized, b: Sized) -> Sized {
    let value = a.value * b.value
    return Sized(value, size: abs(a.value) * b.size + a.size * abs(b.value) + abs(value))
  }
  /// The product with a number known exactly.
  static func * (a: Double, b: Sized) -> Sized { Sized(a * b.value, size: abs(a) * b.size) }
  static func / (a: Sized, b: Sized) -> Sized {
    let value = a.value / b.value
    return Sized(value, size: (a.size + abs(value) * b.size) / abs(b.value) + abs(value))
  }
}

/// The monomials of some variables up to a degree, by ascending degree, and how they multiply. Each comes twice, without and with a
/// factor e whose square is zero, which carries a derivative by parameters: monomial i is number 2 i, with the factor 2 i + 1.
final class Monomials: Sendable {
  /// How many series coefficients there are up to each degree.
  let counts: [Int]
  /// The degree of each number.
  let degrees: [Int]
  /// For each variable and number: that of the monomial times the variable, and the variable's exponent there.
  let raised: [[(number: Int, exponent: Double)]]
  /// At i * degrees.count + j, the number of the product of i and j.
  let products: [Int32]

  init(variables: Int, degree: Int) {
    var exponents: [[Int]] = []
    var counts: [Int] = []
    for d in 0...degree {
      exponents += Self.exponents(variables, d)
      counts.append(2 * exponents.count)
    }
    let numbers = Dictionary(uniqueKeysWithValues: exponents.enumerated().map { ($1, $0) })
    let total = 2 * exponents.count
    var products = [Int32](repeating: -1, count: total * total)
    for i in 0..<total {
      for j in 0..<total where i & j & 1 == 0 {
        let sum = zip(exponents[i / 2], exponents[j / 2]).map { $0 + $1 }
        if let k = numbers[sum] { products[i * total + j] = Int32(2 * k + (i | j) & 1) }
      }
    }
    raised = (0..<variables).map { variable in
      (0..<total).map { number in
        var up = exponents[number / 2]
        up[variable] += 1
        return (numbers[up].map { 2 * $0 + number & 1 } ?? -1, Double(up[variable]))
      }
    }
    self.counts = counts
    self.products = products
    degrees = (0..<total).map { exponents[$0 / 2].reduce(0, +) }
  }

  /// All exponents of that degree, the first variable's descending.
  private static func exponents(_ variables: Int, _ degree: Int) -> [[Int]] {
    guard variables > 0 else { return degree == 0 ? [[]] : [] }
    return (0...degree).reversed().flatMap { first in exponents(variables - 1, degree - first).map { [first] + $0 } }
  }
}

/// A truncated series: the coefficients of the monomials up to a degree, with their sizes.
struct Series {
  var values: [Double]
  var sizes: [Double]

  init(zeros count: Int) {
    values = Array(repeating: 0, count: count)
    sizes = values
  }
  /// What can't be compared, nor anything made of it.
  init(unknown count: Int) {
    values = Array(repeating: .nan, count: count)
    sizes = Array(repeating: .infinity, count: count)
  }
  init(constant: Sized, count: Int) {
    self.init(zeros: count)
    self[0] = constant
  }

  subscript(i: Int) -> Sized {
    get { Sized(values[i], size: sizes[i]) }
    set { (values[i], sizes[i]) = (newValue.value, newValue.size) }
  }

  static func + (a: Series, b: Series) -> Series {
    var sum = a
    for i in a.values.indices { sum[i] = a[i] + b[i] }
    return sum
  }
  static func - (a: Series, b: Series) -> Series {
    var difference = a
    for i in a.values.indices { difference[i] = a[i] - b[i] }
    return difference
  }
}

extension Monomials {
  func multiply(_ a: Series, _ b: Series) -> Series {
    let (count, total) = (a.values.count, degrees.count)
    let degree = degrees[count - 1]
    var result = Series(zeros: count)
    result.values.withUnsafeMutableBufferPointer { values in
      result.sizes.withUnsafeMutableBufferPointer { sizes in
        for i in 0..<count where a.values[i] != 0 || a.sizes[i] != 0 {
          let (value, size) = (a.values[i], a.sizes[i])
          for j in stride(from: 0, to: counts[degree - degrees[i]], by: 1 + i & 1) {
            let (k, product) = (Int(products[i * total + j]), value * b.values[j])
            values[k] += product
            sizes[k] += abs(value) * b.sizes[j] + size * abs(b.values[j]) + abs(product)
          }
        }
      }
    }
    return result
  }

  /// The derivative by a variable, of one degree less.
  func differentiate(_ a: Series, _ variable: Int) -> Series {
    var result = Series(zeros: counts[degrees[a.values.count - 1] - 1])
    for i in result.values.indices {
      let (number, exponent) = raised[variable][i]
      result[i] = exponent * a[number]
    }
    return result
  }

  /// sum_k coefficients[k] h^k, where h is z without its constant term.
  func compose(_ coefficients: [Sized], _ z: Series) -> Series {
    var h = z
    h[0] = Sized(0, size: 0)
    var result = Series(constant: coefficients.last!, count: z.values.count)
    for coefficient in coefficients.dropLast().reversed() {
      result = multiply(result, h)
      result[0] = coefficient
    }
    return result
  }
}
