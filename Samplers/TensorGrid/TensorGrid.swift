// Regular grids of the unit cube: products of nodes along each axis, with the weights of their quadrature.

import Foundation
import PINNCore

/// The product grid of one rule of nodes along each axis, the same for every seed and step; the first axis varies slowest.
///
/// N points over d axes lie in n slices across the first axis, n being the d-th root of N to the nearest whole number: each slice is
/// a grid of N/n points over the other axes. Where that isn't whole, some slices have a point more than others, and the weight
/// of slice i with N_i points is its node's times N / (n N_i). So every number of points is a quadrature, as exact as the rule in
/// its smallest slice; a d-th power is the product of equal nodes along all axes.
public struct TensorGrid: Sampler {
  /// The nodes along each axis.
  public let rule: NodeRule

  /// The grid of `rule`.
  public init(_ rule: NodeRule = .equidistant) { self.rule = rule }

  /// `count` points of (0,1)^dimension: [count, dimension].
  public func unitPoints(_ count: Int, dimension: Int, using rng: inout RandomStream) -> Tensor<Double> {
    Tensor(shape: [count, dimension], elements: grid(count, dimension).flatMap(\.point))
  }

  /// The products of the nodes' weights, [count], of mean 1.
  public func weights(of points: Tensor<Double>) -> [Double]? { grid(points.count, points.rowLength).map(\.weight) }

  private func grid(_ count: Int, _ dimension: Int) -> [(point: [Double], weight: Double)] {
    var rules: [Int: (nodes: [Double], weights: [Double])] = [:]
    func slices(_ count: Int, _ dimension: Int) -> [(point: [Double], weight: Double)] {
      guard dimension > 0 else { return Array(repeating: ([], 1), count: count) }
      let n = Int(pow(Double(count), 1 / Double(dimension)).rounded())
      let (nodes, weights) = rules[n] ?? rule.nodes(n)
      rules[n] = (nodes, weights)
      return (0..<n).flatMap { i in
        let share = count * (i + 1) / n - count * i / n
        let scale = weights[i] * Double(count) / Double(n * share)
        return slices(share, dimension - 1).map { (point: [nodes[i]] + $0.point, weight: scale * $0.weight) }
      }
    }
    return slices(count, dimension)
  }
}
