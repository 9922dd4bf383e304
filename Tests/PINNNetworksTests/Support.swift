// What the network tests share: a network at a point with random parameters, and dense layers in plain loops.

import Foundation
import PINNCore
import PINNNetworks

/// The outputs of a network at a point, and its parameters by name to evaluate the formula a second time.
struct Sample {
  let values: [Double]
  let layout: ParameterLayout
  let theta: [Double]

  /// `network` at `point` with random parameters: biases and gates that start at 0 count too.
  init(
    _ network: some Network, at point: [Double], outputs: Int, axes: [Axis] = [.x, .t],
    derivatives: [[Axis]] = [[]]
  ) throws {
    let scope = ParameterScope()
    let fields = network(axes.map { .coordinate($0) }, outputs: outputs, scope)
    var rng = RandomStream(seed: 2, for: "test")
    layout = scope.layout
    theta = layout.initialValues(seed: 1).map { $0 + 0.3 * rng.normal() }
    let wanted = fields.flatMap { field in derivatives.map { diff(field, $0) } }
    let program = try Program<Double>(values: wanted, axes: axes, layout: layout)
    values = try program.values(at: Tensor(rows: [point]), parameters: theta).elements
  }

  /// The entries of the block called `name`, row by row.
  func block(_ name: String) -> [Double] { layout.block(named: name).map { Array(theta[$0.range]) } ?? [] }

  /// W x + b with the blocks "`name`/weights" and "`name`/bias".
  func affine(_ name: String, _ x: [Double]) -> [Double] {
    let weights = block("\(name)/weights")
    let bias = block("\(name)/bias")
    let rows = weights.count / x.count
    return (0..<rows).map { i in
      x.indices.reduce(bias.isEmpty ? 0 : bias[i]) { $0 + weights[i * x.count + $1] * x[$1] }
    }
  }

  /// The forward pass of a perceptron with layers below `prefix`.
  func perceptron(
    _ x: [Double], depth: Int, prefix: String = "", _ phi: (Double) -> Double = Foundation.tanh
  ) -> [Double] {
    affine("\(prefix)output", (1...depth).reduce(x) { z, k in affine("\(prefix)layer \(k)", z).map(phi) })
  }
}

/// Whether two vectors are equal up to rounding.
func close(_ a: [Double], _ b: [Double], _ tolerance: Double = 1e-12) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < tolerance * max(1, abs($1)) }
}

/// a_i b_i.
func times(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 * $1 } }

/// f_i u_i + (1 - f_i) v_i.
func mix(_ f: [Double], _ u: [Double], _ v: [Double]) -> [Double] {
  f.indices.map { f[$0] * u[$0] + (1 - f[$0]) * v[$0] }
}

/// The sentence of the error that `validate` throws, or nil.
func complaint(_ network: some Network) -> String? {
  do {
    try network.validate()
    return nil
  } catch { return "\(error)" }
}
