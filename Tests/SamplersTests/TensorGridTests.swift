// Tensor grids: nodes and weights against NumPy and by exactness on polynomials, and numbers of points that make no grid.

import Foundation
import PINNCore
import PINNGeometry
import TensorGridSampling
import Testing

@Suite struct TensorGridTests {
  func draw(_ grid: TensorGrid, _ count: Int, _ dimension: Int) -> Tensor<Double> {
    var rng = RandomStream(seed: 1, for: "test")
    return grid.unitPoints(count, dimension: dimension, using: &rng)
  }

  @Test func nodesAndWeightsAreNumPys() {
    for (rule, references) in [(NodeRule.gaussLegendre, Reference.values.gauss), (.chebyshev, Reference.values.fejer)] {
      for reference in references {
        let (nodes, weights) = rule.nodes(reference.n)
        for (node, want) in zip(nodes, reference.nodes) { #expect(abs(node - want) < 1e-14) }
        for (weight, want) in zip(weights, reference.weights) { #expect(abs(weight / want - 1) < 1e-10) }
        #expect(nodes.count == reference.n && weights.count == reference.n)
      }
    }
  }

  /// The mean of x^k over [0, 1] is 1 / (k + 1), exact up to the rule's degree and not beyond.
  @Test(arguments: [(NodeRule.gaussLegendre, 13), (.chebyshev, 7), (.equidistant, 1)])
  func exactOnPolynomials(_ rule: NodeRule, _ degree: Int) {
    let (nodes, weights) = rule.nodes(7)
    func error(_ k: Int) -> Double {
      zip(nodes, weights).reduce(0) { $0 + $1.1 * pow($1.0, Double(k)) } / 7 - 1 / Double(k + 1)
    }
    for k in 0...degree { #expect(abs(error(k)) < 1e-15, "x^\(k)") }
    #expect(abs(error(degree + 1)) > 1e-12)
    #expect(zip(nodes, nodes.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func manyNodesStayAccurate() {
    let (nodes, weights) = NodeRule.gaussLegendre.nodes(1000)
    #expect(abs(zip(nodes, weights).reduce(0) { $0 + $1.1 * exp($1.0) } / 1000 - (M_E - 1)) < 1e-13)
    #expect(nodes.allSatisfy { $0 > 0 && $0 < 1 } && weights.allSatisfy { $0 > 0 })
  }

  /// The mean of the product of x_j^3, for powers and for numbers of points that are none.
  @Test(arguments: [(36, 2), (997, 2), (7, 1), (64, 3), (61, 3), (300, 4)])
  func everyNumberOfPointsIntegratesProducts(_ count: Int, _ dimension: Int) throws {
    let grid = TensorGrid(.gaussLegendre)
    let points = draw(grid, count, dimension)
    let weights = try #require(grid.weights(of: points))
    let sum = (0..<count).reduce(0) { sum, i in sum + points.row(i).reduce(weights[i]) { $0 * $1 * $1 * $1 } }
    #expect(abs(sum / Double(count) - pow(0.25, Double(dimension))) < 1e-14)
    #expect(Set((0..<count).map { Array(points.row($0)) }).count == count && weights.allSatisfy { $0 > 0 })
  }

  @Test func aPowerIsAProduct() throws {
    let points = draw(TensorGrid(), 9, 2)
    let nodes: [Double] = [1 / 6, 1 / 2, 5 / 6]
    for i in 0..<9 {
      #expect(abs(points[i, 0] - nodes[i / 3]) < 1e-15 && abs(points[i, 1] - nodes[i % 3]) < 1e-15)
    }
    #expect(TensorGrid().weights(of: points)!.allSatisfy { abs($0 - 1) < 1e-15 })
    for (count, dimension) in [(1024, 2), (1000, 3), (1, 3), (17, 1)] {
      let points = draw(TensorGrid(.chebyshev), count, dimension)
      let root = Int(pow(Double(count), 1 / Double(dimension)).rounded())
      for j in 0..<dimension { #expect(Set(points.column(j)).count == root) }
    }
    #expect(draw(TensorGrid(), 5, 0).shape == [5, 0])
  }

  /// 7 points over two axes: three slices of 2, 2 and 3.
  @Test func otherNumbersMakeUnequalSlices() throws {
    let points = draw(TensorGrid(), 7, 2)
    let firsts = points.column(0).map { Int($0 * 3) }
    #expect(firsts == [0, 0, 1, 1, 2, 2, 2])
    let weights = try #require(TensorGrid().weights(of: points))
    let expected: [Double] = Array(repeating: 7 / 6, count: 4) + Array(repeating: 7 / 9, count: 3)
    for (weight, want) in zip(weights, expected) { #expect(abs(weight - want) < 1e-15) }
  }
}
