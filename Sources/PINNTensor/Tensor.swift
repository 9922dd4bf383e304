// Dense arrays: points [N, d], values [N, m], parameters. Storage and indexing only; the arithmetic of training happens
// in compiled programs (PINNAutodiff), not tensor by tensor.

/// A floating-point type that programs can be compiled for: `Float` or `Double`.
public protocol TensorScalar: BinaryFloatingPoint, BitwiseCopyable, Sendable where RawSignificand: FixedWidthInteger {
  // Conversions of whole arrays: one by one through the generic initialisers they would cost more than a training step.

  /// target[i] = source[i], rounded to nearest; equal counts.
  static func convert(_ source: UnsafeBufferPointer<Double>, to target: UnsafeMutableBufferPointer<Self>)
  /// target[i] = source[i]; equal counts.
  static func convert(_ source: UnsafeBufferPointer<Self>, to target: UnsafeMutableBufferPointer<Double>)
  /// target[first + stride * i] = source[i], rounded to nearest.
  static func convert(_ source: UnsafeBufferPointer<Double>, to target: inout [Self], from first: Int, stride: Int)
  /// target[i] += source[i]; equal counts.
  static func add(_ source: UnsafeBufferPointer<Self>, to target: UnsafeMutableBufferPointer<Double>)
}

extension Float: TensorScalar {
  /// Each number in this precision, to every `stride`-th place.
  public static func convert(
    _ source: UnsafeBufferPointer<Double>, to target: inout [Float], from first: Int, stride: Int
  ) { for i in 0..<source.count { target[first + stride * i] = Float(source[i]) } }
  /// Each number in the other precision.
  public static func convert(_ source: UnsafeBufferPointer<Double>, to target: UnsafeMutableBufferPointer<Float>) {
    for i in 0..<source.count { target[i] = Float(source[i]) }
  }
  /// Each number in the other precision.
  public static func convert(_ source: UnsafeBufferPointer<Float>, to target: UnsafeMutableBufferPointer<Double>) {
    for i in 0..<source.count { target[i] = Double(source[i]) }
  }
  /// Each number added in double precision.
  public static func add(_ source: UnsafeBufferPointer<Float>, to target: UnsafeMutableBufferPointer<Double>) {
    for i in 0..<source.count { target[i] += Double(source[i]) }
  }
}

extension Double: TensorScalar {
  /// Each number in this precision, to every `stride`-th place.
  public static func convert(
    _ source: UnsafeBufferPointer<Double>, to target: inout [Double], from first: Int, stride: Int
  ) { for i in 0..<source.count { target[first + stride * i] = source[i] } }
  /// Each number in the other precision.
  public static func convert(_ source: UnsafeBufferPointer<Double>, to target: UnsafeMutableBufferPointer<Double>) {
    _ = target.update(fromContentsOf: source)
  }
  /// Each number added in double precision.
  public static func add(_ source: UnsafeBufferPointer<Double>, to target: UnsafeMutableBufferPointer<Double>) {
    for i in 0..<source.count { target[i] += source[i] }
  }
}

extension TensorScalar {
  /// The numbers in this precision, rounded to nearest; the same array, not a copy, if it is in this precision already.
  public static func converted(_ source: [Double]) -> [Self] {
    if let same = source as? [Self] { return same }
    return [Self](unsafeUninitializedCapacity: source.count) { target, count in
      count = source.count
      source.withUnsafeBufferPointer { convert($0, to: UnsafeMutableBufferPointer(rebasing: target[..<source.count])) }
    }
  }
}

/// A dense array in row-major order: the last index varies fastest.
public struct Tensor<Scalar: TensorScalar>: Equatable, Sendable {
  /// The extent of each axis, slowest first.
  public let shape: [Int]
  /// The product of all extents but the first: the length of one row.
  public let rowLength: Int
  /// All elements, row-major; `elements.count` is the product of `shape`.
  public var elements: [Scalar]

  /// Wraps `elements`, whose count must be the product of `shape`.
  public init(shape: [Int], elements: [Scalar]) {
    precondition(
      shape.reduce(1, *) == elements.count,
      "a tensor of shape \(shape) holds \(shape.reduce(1, *)) elements, not \(elements.count)")
    self.shape = shape
    rowLength = shape.dropFirst().reduce(1, *)
    self.elements = elements
  }

  /// A tensor with every element equal to `value`.
  public init(shape: [Int], repeating value: Scalar = 0) {
    self.init(shape: shape, elements: Array(repeating: value, count: shape.reduce(1, *)))
  }

  /// A matrix [rows.count, columns] from its rows, which must have equal lengths.
  public init(rows: [[Scalar]]) {
    let columns = rows.first?.count ?? 0
    precondition(rows.allSatisfy { $0.count == columns }, "the rows of a matrix must have equal lengths")
    var elements: [Scalar] = []
    elements.reserveCapacity(rows.count * columns)
    for row in rows { elements += row }
    self.init(shape: [rows.count, columns], elements: elements)
  }

  /// The number of axes.
  public var rank: Int { shape.count }
  /// The number of rows: the extent of the first axis.
  public var count: Int { shape.first ?? 1 }

  /// The element of a matrix in row `i`, column `j`.
  public subscript(i: Int, j: Int) -> Scalar {
    get { elements[i * rowLength + j] }
    set { elements[i * rowLength + j] = newValue }
  }

  /// The elements of row `i` (index of the first axis).
  public func row(_ i: Int) -> ArraySlice<Scalar> { elements[i * rowLength..<(i + 1) * rowLength] }

  /// Column `j` of a matrix.
  public func column(_ j: Int) -> [Scalar] { (0..<count).map { self[$0, j] } }

  /// The same elements under another shape with the same product.
  public func reshaped(_ shape: [Int]) -> Tensor { Tensor(shape: shape, elements: elements) }
}
