// Nodes and weights of one axis, which tensor grids are products of.

import Foundation

/// Nodes on an axis of a tensor grid, and their weights as a quadrature.
public enum NodeRule: String, Sendable, CaseIterable {
  /// The middles of n equal cells, with equal weights: the midpoint rule.
  case equidistant
  /// The zeros of the Chebyshev polynomial T_n, denser towards the ends, with the weights of Fejer's first rule, exact for
  /// polynomials of degree n - 1: Waldvogel, "Fast construction of the Fejer and Clenshaw-Curtis quadrature rules", BIT 46
  /// (2006) 195-202, doi:10.1007/s10543-006-0045-4.
  case chebyshev
  /// The zeros of the Legendre polynomial P_n with the weights that make it exact for polynomials of degree 2 n - 1.
  case gaussLegendre

  /// `n` nodes in (0, 1), ascending, and weights of mean 1; n >= 1.
  public func nodes(_ n: Int) -> (nodes: [Double], weights: [Double]) {
    precondition(n >= 1, "a rule has at least 1 node, not \(n)")
    switch self {
    case .equidistant:
      return ((0..<n).map { (Double($0) + 0.5) / Double(n) }, Array(repeating: 1, count: n))
    case .chebyshev: return Self.chebyshev(n)
    case .gaussLegendre: return Self.gaussLegendre(n)
    }
  }

  /// With angles a_k = (k + 1/2) pi / n: nodes (1 - cos a_k) / 2 = sin^2(a_k / 2), weights
  /// 1 - 2 sum over even j <= n of cos(j a_k) / (j^2 - 1).
  private static func chebyshev(_ n: Int) -> (nodes: [Double], weights: [Double]) {
    let angles = (0..<n).map { (Double($0) + 0.5) * .pi / Double(n) }
    let nodes = angles.map { sin($0 / 2) * sin($0 / 2) }
    let weights = angles.map { angle in
      var weight = 1.0
      for j in stride(from: 2.0, through: Double(n), by: 2) { weight -= 2 * cos(j * angle) / (j * j - 1) }
      return weight
    }
    return (nodes, weights)
  }

  /// Newton's method on P_n from cos(pi (k + 3/4) / (n + 1/2)), with the weight 2 / ((1 - x^2) P_n'(x)^2) of [-1, 1].
  private static func gaussLegendre(_ n: Int) -> (nodes: [Double], weights: [Double]) {
    var nodes = [Double](repeating: 0.5, count: n)
    var weights = [Double](repeating: 1, count: n)
    for k in 0..<(n + 1) / 2 {
      var x = cos(.pi * (Double(k) + 0.75) / (Double(n) + 0.5))
      // Converges quadratically from an error of order n^-4: a few rounds are enough, one more costs nothing.
      for _ in 0..<6 {
        let (value, slope) = legendre(n, x)
        x -= value / slope
      }
      if 2 * k + 1 == n { x = 0 }
      let slope = legendre(n, x).slope
      (nodes[k], nodes[n - 1 - k]) = ((1 - x) / 2, (1 + x) / 2)
      weights[k] = Double(n) / ((1 - x * x) * slope * slope)
      weights[n - 1 - k] = weights[k]
    }
    return (nodes, weights)
  }

  /// P_n and its derivative at x, |x| < 1: j P_j = (2 j - 1) x P_(j-1) - (j - 1) P_(j-2).
  private static func legendre(_ n: Int, _ x: Double) -> (value: Double, slope: Double) {
    var (before, value) = (1.0, x)
    for j in stride(from: 2.0, through: Double(n), by: 1) {
      (before, value) = (value, ((2 * j - 1) * x * value - (j - 1) * before) / j)
    }
    return (value, Double(n) * (before - x * value) / (1 - x * x))
  }
}
