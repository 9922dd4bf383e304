// Regular grids of the unit cube: products of nodes along each axis, with the weights of their quadrature.

import PINNCore

/// The product grid of one rule of nodes along each axis; the first axis varies slowest. The same for every seed and step.
///
/// The number of points must be a product of alike numbers of nodes, such as a d-th power or 1000 = 40 * 25: the factors are as
/// equal as can be, the larger for the earlier axes. `counts` says instead how many there are along each axis.
public struct TensorGrid: Sampler {
  /// The nodes along each axis.
  public let rule: NodeRule
  /// The number of nodes along each axis; nil to split the number of points.
  public let counts: [Int]?

  /// The grid of `rule`, with given numbers of nodes or any that make up the number of points.
  public init(_ rule: NodeRule = .equidistant, counts: [Int]? = nil) {
    self.rule = rule
    self.counts = counts
  }

  /// `count` points of (0,1)^dimension: [count, dimension]. Throws `ProblemError` for a number of points that makes no grid.
  public func unitPoints(_ count: Int, dimension: Int, using rng: inout RandomStream) throws -> Tensor<Double> {
    let counts = try self.counts(of: count, dimension)
    let nodes = counts.map { rule.nodes($0).nodes }
    var points = Tensor<Double>(shape: [count, dimension])
    for i in 0..<count {
      for (j, k) in Self.indices(i, counts).enumerated() { points[i, j] = nodes[j][k] }
    }
    return points
  }

  /// The products of the axes' weights, [count], of mean 1; nil for equidistant nodes, which all count alike. Throws
  /// `ProblemError` for a number of points that makes no grid.
  public func weights(_ count: Int, dimension: Int) throws -> [Double]? {
    guard rule != .equidistant else { return nil }
    let counts = try self.counts(of: count, dimension)
    let weights = counts.map { rule.nodes($0).weights }
    return (0..<count).map { i in
      Self.indices(i, counts).enumerated().reduce(1) { $0 * weights[$1.offset][$1.element] }
    }
  }

  /// The numbers of nodes along each axis. Where there is no axis, all points are one.
  private func counts(of count: Int, _ dimension: Int) throws -> [Int] {
    guard dimension > 0 else { return [] }
    if let counts {
      guard counts.count == dimension, counts.allSatisfy({ $0 >= 1 }), counts.reduce(1, *) == count else {
        throw ProblemError(
          "a grid of \(counts.map(String.init).joined(separator: " x ")) nodes can't have \(count) points over "
            + "\(dimension) \(dimension == 1 ? "axis" : "axes")")
      }
      return counts
    }
    let counts = Self.factors(of: count, dimension)
    guard counts[0] <= 8 * counts[dimension - 1] else {
      let root = Self.root(of: count, dimension)
      throw ProblemError(
        "\(count) points make no grid with alike numbers of nodes along \(dimension) axes: take "
          + "\(Self.power(root, dimension)) = \(root)^\(dimension) or \(Self.power(root + 1, dimension)) = "
          + "\(root + 1)^\(dimension) points, or give the number of nodes along each axis")
    }
    return counts
  }

  /// `dimension` factors of `count`, descending, of which the largest is as small as can be.
  private static func factors(of count: Int, _ dimension: Int) -> [Int] {
    guard dimension > 1 else { return [count] }
    let smallest = root(of: count - 1, dimension) + 1
    for largest in smallest..<max(count, smallest + 1) where count % largest == 0 {
      let rest = factors(of: count / largest, dimension - 1)
      if rest[0] <= largest { return [largest] + rest }
    }
    return [count] + Array(repeating: 1, count: dimension - 1)
  }

  /// The largest whole number whose `dimension`-th power is at most `count`.
  private static func root(of count: Int, _ dimension: Int) -> Int {
    var root = 0
    while power(root + 1, dimension) <= count { root += 1 }
    return root
  }

  /// At most the largest Int.
  private static func power(_ base: Int, _ exponent: Int) -> Int {
    (0..<exponent).reduce(1) { power, _ in power > Int.max / base ? Int.max : power * base }
  }

  /// The place of point `i` along each axis.
  private static func indices(_ i: Int, _ counts: [Int]) -> [Int] {
    var rest = i
    var indices = counts
    for j in counts.indices.reversed() { (rest, indices[j]) = rest.quotientAndRemainder(dividingBy: counts[j]) }
    return indices
  }
}
