// Networks: parameter blocks, values against a forward pass written out by hand, scaling, and refused sizes.

import Foundation
import PINNCore
import PINNNetworks
import Testing

@Suite struct NetworkTests {
  /// The sentence of the error that `validate` throws, or nil.
  func complaint(_ network: some Network) -> String? {
    do {
      try network.validate()
      return nil
    } catch { return "\(error)" }
  }

  /// `network` of x and t, compiled and evaluated at one point with random parameters.
  func evaluate(
    _ network: some Network, at point: [Double], outputs: Int
  ) throws -> (values: [Double], theta: [Double]) {
    let scope = ParameterScope()
    let expressions = network([.coordinate(.x), .coordinate(.t)], outputs: outputs, scope)
    // Biases start at zero; random ones show that they are added.
    var rng = RandomStream(seed: 2)
    let theta = scope.layout.initialValues(seed: 1).map { $0 + 0.3 * rng.normal() }
    let program = try Program<Double>(values: expressions, axes: [.x, .t], layout: scope.layout)
    return (try program.values(at: Tensor(rows: [point]), parameters: theta).elements, theta)
  }

  /// The forward pass of a perceptron in plain loops.
  func forward(_ input: [Double], widths: [Int], theta: [Double], _ phi: (Double) -> Double) -> [Double] {
    var rest = theta[...]
    var z = input
    for (k, width) in widths.enumerated() {
      let weights = Array(rest.prefix(width * z.count))
      rest = rest.dropFirst(weights.count)
      let sums = rest.prefix(width).enumerated().map { i, bias in
        z.indices.reduce(bias) { $0 + weights[i * z.count + $1] * z[$1] }
      }
      rest = rest.dropFirst(width)
      z = k == widths.count - 1 ? sums : sums.map(phi)
    }
    return z
  }

  @Test func blocksAreNamedByLayer() {
    let scope = ParameterScope()
    let outputs = MLP(width: 20, depth: 2)([.coordinate(.x), .coordinate(.t)], outputs: 3, scope)
    #expect(outputs.count == 3 && outputs.allSatisfy { $0.width == 1 })
    let blocks = scope.layout.blocks
    #expect(
      blocks.map(\.name) == [
        "layer 1/weights", "layer 1/bias", "layer 2/weights", "layer 2/bias", "output/weights", "output/bias",
      ])
    #expect(blocks.map { [$0.rows, $0.columns] } == [[20, 2], [20, 1], [20, 20], [20, 1], [3, 20], [3, 1]])
    let theta = scope.layout.initialValues(seed: 5)
    for block in blocks {
      let entries = theta[block.range]
      let meanSquare = entries.reduce(0) { $0 + $1 * $1 } / Double(block.count)
      if block.name.hasSuffix("bias") {
        #expect(meanSquare == 0)
      } else {
        let variance = 2 / Double(block.rows + block.columns)
        #expect(abs(meanSquare / variance - 1) < 5 * (2 / Double(block.count)).squareRoot())
      }
    }
  }

  @Test func aSecondCallSharesTheWeights() {
    let scope = ParameterScope()
    let network = MLP(width: 5, depth: 1)
    _ = network([.coordinate(.x)], outputs: 1, scope)
    let count = scope.layout.count
    _ = network([.coordinate(.x, side: 1)], outputs: 1, scope)
    #expect(scope.layout.count == count && count == 5 + 5 + 5 + 1)
  }

  @Test(arguments: Activation.allCases)
  func valuesMatchTheForwardPass(activation: Activation) throws {
    let phi: (Double) -> Double = { z in
      switch activation {
      case .tanh: Foundation.tanh(z)
      case .sigmoid: 1 / (1 + Foundation.exp(-z))
      case .sin: Foundation.sin(z)
      case .swish: z / (1 + Foundation.exp(-z))
      case .gelu: 0.5 * z * Foundation.erfc(-z / 2.0.squareRoot())
      case .softplus: Foundation.log1p(Foundation.exp(z))
      }
    }
    let (values, theta) = try evaluate(MLP(width: 7, depth: 3, activation: activation), at: [0.3, -0.8], outputs: 2)
    let expected = forward([0.3, -0.8], widths: [7, 7, 7, 2], theta: theta, phi)
    for (value, want) in zip(values, expected) { #expect(abs(value - want) < 1e-12) }
  }

  @Test func inputsAreScaledToOne() throws {
    let network = NormalizedInputs(MLP(width: 6, depth: 2), ranges: [-3...1, 100...104])
    let (values, theta) = try evaluate(network, at: [0.5, 101], outputs: 1)
    let expected = forward([0.75, -0.5], widths: [6, 6, 1], theta: theta, Foundation.tanh)
    #expect(abs(values[0] - expected[0]) < 1e-12)
    #expect("\(network)" == "MLP 6 x 2, tanh on inputs scaled to [-1, 1]")
  }

  @Test func impossibleSizesAreRefused() {
    #expect(complaint(MLP(width: 0, depth: 2))?.contains("not 0 and 2") == true)
    #expect(complaint(MLP(width: 8, depth: -1))?.contains("not 8 and -1") == true)
    #expect(complaint(MLP(width: 1, depth: 1)) == nil)
    #expect(complaint(NormalizedInputs(MLP(width: 0, depth: 1), ranges: [0...1])) != nil)
    #expect(complaint(NormalizedInputs(MLP(width: 1, depth: 1), ranges: [0...0]))?.contains("0.0...0.0") == true)
    #expect(complaint(NormalizedInputs(MLP(width: 1, depth: 1), ranges: [0...2])) == nil)
  }

  @Test func activationsByName() throws {
    #expect(try Activation(named: "gelu") == .gelu)
    do {
      _ = try Activation(named: "relu")
      Issue.record("relu is not smooth enough to be an activation here")
    } catch { #expect("\(error)".contains("'relu'; choose one of tanh, sigmoid, sin")) }
    #expect("\(MLP(width: 20, depth: 4, activation: .sin))" == "MLP 20 x 4, sin")
  }
}
