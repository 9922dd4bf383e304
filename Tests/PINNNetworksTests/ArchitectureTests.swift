// Architectures: each against its formula in plain loops, its initial statistics as its paper says, and exact periodicity.

import Foundation
import PINNCore
import PINNNetworks
import Testing

@Suite struct ArchitectureTests {
  let point = [0.3, -0.8]
  let tanh: (Double) -> Double = { Foundation.tanh($0) }

  /// cos(2 pi B x), then sin(2 pi B x).
  func features(_ frequencies: Tensor<Double>, _ x: [Double]) -> [Double] {
    let angles = (0..<frequencies.count).map { i in
      2 * Double.pi * x.indices.reduce(0) { $0 + frequencies[i, $1] * x[$1] }
    }
    return angles.map { Foundation.cos($0) } + angles.map { Foundation.sin($0) }
  }

  @Test func siren() throws {
    let sample = try Sample(SIREN(width: 5, depth: 2, frequency: 7), at: point, outputs: 2)
    #expect(close(sample.values, sample.perceptron(point, depth: 2) { Foundation.sin(7 * $0) }))
  }

  /// arXiv:2006.09661, theorem 1.8: arguments of the sines are normal with variance 1, values have variance 1/2, in every layer.
  @Test func sirenStartsWithEvenVariances() throws {
    let scope = ParameterScope()
    _ = SIREN(width: 256, depth: 4, frequency: 30)([.coordinate(.x), .coordinate(.t)], outputs: 1, scope)
    let theta = scope.layout.initialValues(seed: 1)
    for block in scope.layout.blocks {
      let inputs = block.name.hasPrefix("layer 1/") ? 2.0 : 256.0
      let bound =
        block.name.hasSuffix("bias")
        ? 1 / inputs.squareRoot() : inputs == 2 ? 1 / inputs : (6 / inputs).squareRoot() / 30
      let entries = theta[block.range]
      #expect(entries.allSatisfy { abs($0) <= bound }, "\(block.name)")
      if block.count > 100 {
        let variance = entries.reduce(0) { $0 + $1 * $1 } / Double(block.count)
        #expect(abs(variance / (bound * bound / 3) - 1) < 5 * (0.8 / Double(block.count)).squareRoot())
      }
    }
    // Through the layers, without biases as in the theorem.
    var rng = RandomStream(seed: 2, for: "test")
    var z = (0..<2).map { _ in 2 * rng.uniform() - 1 }
    for k in 1...4 {
      let block = try #require(scope.layout.block(named: "layer \(k)/weights"))
      let weights = Array(theta[block.range])
      let arguments = (0..<256).map { i in z.indices.reduce(0) { $0 + 30 * weights[i * z.count + $1] * z[$1] } }
      if k > 1 {
        let variance = arguments.reduce(0) { $0 + $1 * $1 } / 256
        #expect(abs(variance - 1) < 0.45, "layer \(k)")
      }
      z = arguments.map { Foundation.sin($0) }
    }
  }

  @Test func fourierFeatures() throws {
    let network = FourierFeatures(count: 3, scales: [0.5, 2], seed: 4, then: MLP(width: 5, depth: 2))
    let sample = try Sample(network, at: point, outputs: 2)
    let inputs = (0..<2).flatMap { features(network.frequencies(inputs: 2, scale: $0), point) }
    #expect(inputs.count == 12 && close(sample.values, sample.perceptron(inputs, depth: 2)))
    // Fixed by the seed, no parameters, and normal of the deviation asked for.
    #expect(sample.layout.blocks.allSatisfy { $0.name.hasPrefix("layer") || $0.name.hasPrefix("output") })
    let many = FourierFeatures(count: 2000, scales: [3, 3], then: MLP(width: 1, depth: 1))
    let entries = many.frequencies(inputs: 3, scale: 0).elements
    let variance = entries.reduce(0) { $0 + $1 * $1 } / Double(entries.count)
    #expect(abs(variance / 9 - 1) < 0.1 && many.frequencies(inputs: 3, scale: 0).elements == entries)
    #expect(many.frequencies(inputs: 3, scale: 1).elements != entries)
    #expect(
      FourierFeatures(count: 2000, scales: [3], seed: 1, then: MLP(width: 1, depth: 1))
        .frequencies(inputs: 3, scale: 0).elements != entries)
  }

  @Test func multiscaleFourierFeatures() throws {
    let network = MultiscaleFourierMLP(count: 3, scales: [0.5, 2], then: MLP(width: 5, depth: 2))
    let sample = try Sample(network, at: point, outputs: 2)
    let hidden = (0..<2).flatMap { scale in
      ["layer 1", "layer 2"].reduce(features(network.features.frequencies(inputs: 2, scale: scale), point)) { z, name in
        sample.affine(name, z).map(tanh)
      }
    }
    #expect(hidden.count == 10 && close(sample.values, sample.affine("output", hidden)))
  }

  @Test func modifiedMLP() throws {
    let sample = try Sample(ModifiedMLP(width: 5, depth: 3), at: point, outputs: 2)
    let (u, v) = (sample.affine("gate u", point).map(tanh), sample.affine("gate v", point).map(tanh))
    var h = sample.affine("layer 1", point).map(tanh)
    for k in 2...3 { h = mix(sample.affine("layer \(k)", h).map(tanh), v, u) }
    #expect(close(sample.values, sample.affine("output", h)))
  }

  @Test func residualNetwork() throws {
    let sample = try Sample(ResidualNetwork(width: 5, blocks: 2), at: point, outputs: 2)
    var z = sample.affine("input", point)
    for k in 1...2 {
      let first = sample.affine("block \(k)/first", z).map(tanh)
      z = zip(z, sample.affine("block \(k)/second", first).map(tanh)).map { $0 + $1 }
    }
    #expect(close(sample.values, sample.affine("output", z)))
  }

  @Test func pirateNet() throws {
    let network = FourierFeatures(count: 3, then: PirateNet(blocks: 2))
    let sample = try Sample(network, at: point, outputs: 2)
    var x = features(network.frequencies(inputs: 2, scale: 0), point)
    let (u, v) = (sample.affine("gate u", x).map(tanh), sample.affine("gate v", x).map(tanh))
    for k in 1...2 {
      let z = mix(sample.affine("block \(k)/first", x).map(tanh), u, v)
      let h = sample.affine("block \(k)/third", mix(sample.affine("block \(k)/second", z).map(tanh), u, v)).map(tanh)
      let depth = sample.block("block \(k)/depth")[0]
      x = zip(h, x).map { depth * $0 + (1 - depth) * $1 }
    }
    #expect(close(sample.values, sample.affine("output", x)))
    // At first it is linear in the features.
    let theta = sample.layout.initialValues(seed: 1)
    for k in 1...2 { #expect(theta[try #require(sample.layout.block(named: "block \(k)/depth")).range] == [0]) }
  }

  @Test func separableNetwork() throws {
    let sample = try Sample(SeparableNetwork(rank: 3, of: MLP(width: 4, depth: 1)), at: point, outputs: 2)
    let x = sample.perceptron([point[0]], depth: 1, prefix: "axis x/")
    let t = sample.perceptron([point[1]], depth: 1, prefix: "axis t/")
    #expect(x.count == 6)
    #expect(
      close(sample.values, (0..<2).map { m in times(x, t)[3 * m..<3 * m + 3].reduce(0, +) }))
    let mixed = try Sample(
      PeriodicEmbedding(along: .x, period: 2, then: SeparableNetwork(rank: 3, of: MLP(width: 4, depth: 1))), at: point,
      outputs: 1)
    #expect(mixed.layout.block(named: "input 3/output/bias")?.count == 3)
  }

  @Test func periodicEmbedding() throws {
    let network = PeriodicEmbedding(along: .x, period: 2.5, harmonics: 2, then: MLP(width: 5, depth: 2))
    let sample = try Sample(network, at: point, outputs: 2)
    let angle = 2 * Double.pi * 0.3 / 2.5
    let waves = [1.0, 2].flatMap { [Foundation.cos($0 * angle), Foundation.sin($0 * angle)] }
    #expect(close(sample.values, sample.perceptron(waves + [-0.8], depth: 2)))

    // The input may be scaled and stand anywhere; the period is that of the coordinate, and of all derivatives.
    let scaled = NormalizedInputs(network, ranges: [-7...9, 0...4])
    let derivatives: [[Axis]] = [[], [.x], [.x, .x], [.x, .t], [.x, .x, .x]]
    let here = try Sample(scaled, at: [0.4, 1], outputs: 2, derivatives: derivatives).values
    #expect(close(try Sample(scaled, at: [0.4 + 2.5, 1], outputs: 2, derivatives: derivatives).values, here))
    #expect(close(try Sample(scaled, at: [0.4 - 7.5, 1], outputs: 2, derivatives: derivatives).values, here))
    #expect(!close(try Sample(scaled, at: [0.4 + 1.25, 1], outputs: 2, derivatives: derivatives).values, here, 1e-3))

    // Two axes, in either order.
    for axes in [[Axis.x, .y, .t], [.t, .y, .x]] {
      let torus = PeriodicEmbedding(
        along: .x, period: 2, then: PeriodicEmbedding(along: .y, period: 3, then: MLP(width: 5, depth: 1)))
      let index = { (axis: Axis) in axes.firstIndex(of: axis)! }
      var place = [0.1, 0.2, 0.3]
      let here = try Sample(torus, at: place, outputs: 1, axes: axes, derivatives: [[], [.x], [.y]]).values
      place[index(.x)] += 2
      place[index(.y)] -= 3
      #expect(close(try Sample(torus, at: place, outputs: 1, axes: axes, derivatives: [[], [.x], [.y]]).values, here))
      place[index(.t)] += 1
      #expect(!close(try Sample(torus, at: place, outputs: 1, axes: axes, derivatives: [[], [.x], [.y]]).values, here))
    }
  }

  @Test func anAxisThatIsNotThereIsAnError() {
    let lost = PeriodicEmbedding(along: .y, period: 2, then: MLP(width: 5, depth: 1))
    let mixed = FourierFeatures(count: 2, then: PeriodicEmbedding(along: .x, period: 2, then: MLP(width: 5, depth: 1)))
    for network in [lost, mixed] as [any Network] {
      do {
        _ = try Sample(network, at: point, outputs: 1)
        Issue.record("\(network) has no input along its axis")
      } catch { #expect("\(error)".contains("needs an input along it")) }
    }
  }

  @Test func soleCoordinates() {
    let (x, t) = (Expr.coordinate(.x), Expr.coordinate(.t, side: 1))
    #expect((2 * x - 1).soleCoordinate?.axis == .x && sin(3 * t + 1).soleCoordinate?.axis == .t)
    #expect((x + t).soleCoordinate == nil && (x - Expr.coordinate(.x, side: 1)).soleCoordinate == nil)
    #expect(Expr(1).soleCoordinate == nil && (x * .datum("u")).soleCoordinate == nil)
    #expect("\(sin(t).soleCoordinate!.value)" == "\(t)")
  }
}
