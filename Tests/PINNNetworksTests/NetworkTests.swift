// Perceptrons: parameter blocks, values against a forward pass written out by hand, activations, parametrisations, scaling,
// and refused sizes.

import Foundation
import PINNCore
import PINNNetworks
import Testing

@Suite struct NetworkTests {
  let point = [0.3, -0.8]

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

  static let functions: [String: @Sendable (Double) -> Double] = [
    "tanh": { Foundation.tanh($0) }, "sigmoid": { 1 / (1 + Foundation.exp(-$0)) }, "sin": { Foundation.sin($0) },
    "swish": { $0 / (1 + Foundation.exp(-$0)) }, "gelu": { 0.5 * $0 * Foundation.erfc(-$0 / 2.0.squareRoot()) },
    "softplus": { Foundation.log1p(Foundation.exp($0)) },
  ]

  @Test(arguments: functions.keys.sorted())
  func valuesMatchTheForwardPass(name: String) throws {
    let sample = try Sample(
      MLP(width: 7, depth: 3, activation: Activation(named: name)), at: point, outputs: 2)
    #expect(close(sample.values, sample.perceptron(point, depth: 3, Self.functions[name]!)))
  }

  @Test func anyFunctionIsAnActivation() throws {
    let snake = Activation("snake") { $0 + sin($0) * sin($0) }
    let sample = try Sample(MLP(width: 4, depth: 2, activation: snake), at: point, outputs: 1)
    #expect(close(sample.values, sample.perceptron(point, depth: 2) { $0 + Foundation.sin($0) * Foundation.sin($0) }))
  }

  @Test(arguments: Activation.Slopes.allCases) func slopesAreTrained(_ slopes: Activation.Slopes) throws {
    let network = MLP(width: 4, depth: 2, activation: .tanh.adaptive(slopes, scale: 5))
    let sample = try Sample(network, at: point, outputs: 2)
    var z = point
    for k in 1...2 {
      let own = sample.block(slopes == .network ? "slope" : "layer \(k)/slope")
      #expect(own.count == (slopes == .neuron ? 4 : 1))
      let slope = own.count == 4 ? own : Array(repeating: own[0], count: 4)
      z = times(sample.affine("layer \(k)", z), slope).map { Foundation.tanh(5 * $0) }
    }
    #expect(close(sample.values, sample.affine("output", z)))
    // At first it is the activation itself.
    let scope = ParameterScope()
    _ = network([.coordinate(.x)], outputs: 1, scope)
    let theta = scope.layout.initialValues(seed: 1)
    for block in scope.layout.blocks where block.name.hasSuffix("slope") {
      #expect(theta[block.range].allSatisfy { $0 == 0.2 })
    }
    #expect("\(network)" == "MLP 4 x 2, adaptive tanh")
    #expect(throws: CompileError.self) {
      try Sample(MLP(width: 4, depth: 1, activation: .tanh.adaptive(slopes, scale: 0)), at: point, outputs: 1)
    }
  }

  @Test func factorisedWeights() throws {
    let sample = try Sample(MLP(width: 5, depth: 2, dense: .factorized()), at: point, outputs: 2)
    func affine(_ name: String, _ x: [Double]) -> [Double] {
      let bias = sample.block("\(name)/bias")
      let sums = zip(sample.affine(name, x), bias).map { $0 - $1 }
      return zip(times(sums, sample.block("\(name)/exponents").map { Foundation.exp($0) }), bias).map { $0 + $1 }
    }
    let hidden = ["layer 1", "layer 2"].reduce(point) { z, name in affine(name, z).map { Foundation.tanh($0) } }
    #expect(close(sample.values, affine("output", hidden)))
  }

  @Test func factorisedWeightsStartAsPlainOnes() throws {
    let scope = ParameterScope()
    _ = MLP(width: 200, depth: 2, dense: .factorized(mean: 0.5, deviation: 0.1))([.coordinate(.x)], outputs: 1, scope)
    let theta = scope.layout.initialValues(seed: 4)
    let exponents = theta[try #require(scope.layout.block(named: "layer 2/exponents")).range]
    let mean = exponents.reduce(0, +) / 200
    let variance = exponents.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 200
    #expect(abs(mean - 0.5) < 5 * 0.1 / 200.0.squareRoot() && abs(variance / 0.01 - 1) < 0.5)
    // The product has Glorot's variance, row by row; V alone hasn't.
    let weights = theta[try #require(scope.layout.block(named: "layer 2/weights")).range]
    func meanSquare(_ scale: (Int) -> Double) -> Double {
      weights.enumerated().reduce(0) { $0 + pow($1.element * scale($1.offset / 200), 2) } / 40_000
    }
    let product = meanSquare { exp(exponents[exponents.startIndex + $0]) }
    #expect(abs(product * 200 - 1) < 0.04)
    #expect(meanSquare { _ in 1 } * 200 < 0.5)
    var rows = Set<Int>()
    for i in 0..<200 {
      let scale = exp(exponents[exponents.startIndex + i])
      let row = weights[(weights.startIndex + 200 * i)..<(weights.startIndex + 200 * (i + 1))]
      let square = row.reduce(0) { $0 + $1 * $1 * scale * scale }
      if abs(square - 1) < 5 * (2.0 / 200).squareRoot() { rows.insert(i) }
    }
    #expect(rows.count == 200)
  }

  @Test func inputsAreScaledToOne() throws {
    let network = NormalizedInputs(MLP(width: 6, depth: 2), ranges: [-3...1, 100...104])
    let sample = try Sample(network, at: [0.5, 101], outputs: 1)
    #expect(close(sample.values, sample.perceptron([0.75, -0.5], depth: 2)))
    #expect("\(network)" == "MLP 6 x 2, tanh on inputs scaled to [-1, 1]")
    #expect(throws: CompileError.self) {
      try Sample(NormalizedInputs(MLP(width: 6, depth: 2), ranges: [0...1]), at: point, outputs: 1)
    }
  }

  @Test func outputsAreScaled() throws {
    let each = try Sample(
      ScaledOutputs(MLP(width: 6, depth: 2), scales: [2, 3], shifts: [5, 7]), at: point, outputs: 2)
    let plain = each.perceptron(point, depth: 2)
    #expect(close(each.values, [5 + 2 * plain[0], 7 + 3 * plain[1]]))
    let all = try Sample(ScaledOutputs(MLP(width: 6, depth: 2), scales: [4]), at: point, outputs: 2)
    #expect(close(all.values, plain.map { 4 * $0 }))
    #expect(throws: CompileError.self) {
      try Sample(ScaledOutputs(MLP(width: 6, depth: 2), scales: [1, 2, 3]), at: point, outputs: 2)
    }
  }

  @Test func eachUnknownHasANetwork() throws {
    let copies = try Sample(SeparateNetworks(MLP(width: 4, depth: 1)), at: point, outputs: 3)
    #expect(
      close(copies.values, (1...3).flatMap { copies.perceptron(point, depth: 1, prefix: "unknown \($0)/") }))
    let two = SeparateNetworks(MLP(width: 4, depth: 1), MLP(width: 3, depth: 2, activation: .sin))
    let sample = try Sample(two, at: point, outputs: 2)
    let expected =
      sample.perceptron(point, depth: 1, prefix: "unknown 1/")
      + sample.perceptron(point, depth: 2, prefix: "unknown 2/") { Foundation.sin($0) }
    #expect(close(sample.values, expected))
    #expect(throws: CompileError.self) { try Sample(two, at: point, outputs: 3) }
    #expect("\(two)" == "MLP 4 x 1, tanh; MLP 3 x 2, sin")
  }

  @Test func impossibleSizesAreRefused() {
    let mlp = MLP(width: 1, depth: 1)
    let none = MLP(width: 0, depth: 1)
    #expect(complaint(MLP(width: 0, depth: 2))?.contains("not 0 and 2") == true)
    #expect(complaint(MLP(width: 8, depth: -1))?.contains("not 8 and -1") == true)
    #expect(complaint(mlp) == nil)
    #expect(complaint(NormalizedInputs(none, ranges: [0...1])) != nil)
    #expect(complaint(NormalizedInputs(mlp, ranges: [0...0]))?.contains("0.0...0.0") == true)
    #expect(complaint(NormalizedInputs(mlp, ranges: [0...2])) == nil)
    #expect(complaint(ScaledOutputs(mlp, scales: [0])) != nil && complaint(ScaledOutputs(none, scales: [1])) != nil)
    #expect(complaint(SeparateNetworks(mlp, none)) != nil && complaint(SeparateNetworks(mlp, mlp)) == nil)
    #expect(complaint(SIREN(width: 4, depth: 0)) != nil && complaint(SIREN(width: 4, depth: 1, frequency: 0)) != nil)
    #expect(complaint(FourierFeatures(count: 0, then: mlp)) != nil)
    #expect(complaint(FourierFeatures(count: 1, scales: [1, -1], then: mlp))?.contains("[1.0, -1.0]") == true)
    #expect(complaint(FourierFeatures(count: 1, then: none)) != nil)
    #expect(complaint(MultiscaleFourierMLP(count: 1, scales: [], then: mlp)) != nil)
    #expect(complaint(MultiscaleFourierMLP(count: 1, scales: [1], then: none)) != nil)
    #expect(complaint(PeriodicEmbedding(along: .x, period: 0, then: mlp))?.contains("along x") == true)
    #expect(complaint(PeriodicEmbedding(along: .x, period: 1, harmonics: 0, then: mlp)) != nil)
    #expect(complaint(PeriodicEmbedding(along: .x, period: 1, then: none)) != nil)
    #expect(complaint(ModifiedMLP(width: 0, depth: 1)) != nil && complaint(ResidualNetwork(width: 1, blocks: 0)) != nil)
    #expect(complaint(PirateNet(blocks: 0)) != nil && complaint(SeparableNetwork(rank: 0, of: mlp)) != nil)
    #expect(complaint(SeparableNetwork(rank: 1, of: none)) != nil)
  }

  @Test func activationsByName() throws {
    #expect("\(try Activation(named: "gelu"))" == "gelu")
    do {
      _ = try Activation(named: "relu")
      Issue.record("relu is not smooth enough to be an activation here")
    } catch { #expect("\(error)".contains("'relu'; choose one of tanh, sigmoid, sin")) }
    #expect("\(MLP(width: 20, depth: 4, activation: .sin))" == "MLP 20 x 4, sin")
    #expect("\(MLP(width: 2, depth: 4, dense: .factorized()))" == "MLP 2 x 4, tanh, factorised weights")
  }
}
