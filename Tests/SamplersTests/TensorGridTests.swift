// Tensor grids: nodes and weights against NumPy and by exactness on polynomials, and numbers of points that make no grid.

import Foundation
import PINNCore
import PINNGeometry
import TensorGridSampling
import Testing

@Suite struct TensorGridTests {
  func draw(_ grid: TensorGrid, _ count: Int, _ dimension: Int) throws -> Tensor<Double> {
    var rng = RandomStream(seed: 1)
    return try grid.unitPoints(count, dimension: dimension, using: &rng)
  }

  func complaint(_ grid: TensorGrid, _ count: Int, _ dimension: Int) -> String {
    do {
      _ = try draw(grid, count, dimension)
      return "nothing"
    } catch { return "\(error)" }
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

  @Test func aProductIntegratesProducts() throws {
    let grid = TensorGrid(.gaussLegendre)
    for (count, dimension) in [(36, 2), (60, 3)] {
      let points = try draw(grid, count, dimension)
      let weights = try #require(try grid.weights(count, dimension: dimension))
      let mean = (0..<count).reduce(0) { sum, i in sum + points.row(i).reduce(weights[i]) { $0 * $1 * $1 * $1 } }
      #expect(abs(mean / Double(count) - pow(0.25, Double(dimension))) < 1e-14)
    }
  }

  @Test func numbersOfPointsAreSplitEvenly() throws {
    func nodes(_ count: Int, _ dimension: Int) throws -> [Int] {
      let points = try draw(TensorGrid(), count, dimension)
      return (0..<dimension).map { Set(points.column($0)).count }
    }
    #expect(try nodes(1000, 2) == [40, 25] && nodes(1000, 3) == [10, 10, 10] && nodes(2000, 2) == [50, 40])
    #expect(try nodes(17, 1) == [17] && nodes(1, 3) == [1, 1, 1] && nodes(2, 2) == [2, 1] && nodes(7, 2) == [7, 1])
    #expect(try nodes(720, 3) == [10, 9, 8])
    #expect(complaint(TensorGrid(), 997, 2).contains("take 961 = 31^2 or 1024 = 32^2 points"))
    #expect(complaint(TensorGrid(), 11, 2).contains("take 9 = 3^2 or 16 = 4^2 points"))
    #expect(try draw(TensorGrid(), 5, 0).shape == [5, 0])
  }

  @Test func numbersOfNodesCanBeGiven() throws {
    let points = try draw(TensorGrid(counts: [2, 3]), 6, 2)
    let expected = [0.25, 0.75].flatMap { x in [1.0 / 6, 0.5, 5.0 / 6].map { [x, $0] } }
    #expect(zip(points.elements, expected.joined()).allSatisfy { abs($0 - $1) < 1e-15 })
    #expect(
      complaint(TensorGrid(counts: [2, 3]), 7, 2).contains("a grid of 2 x 3 nodes can't have 7 points over 2 axes"))
    #expect(complaint(TensorGrid(counts: [2, 3]), 6, 1).contains("over 1 axis"))
    #expect(complaint(TensorGrid(counts: [-2, -3]), 6, 2).contains("-2 x -3"))
    #expect(complaint(TensorGrid(), 5, 64) == "nothing")
  }
}
