// Every route against PyTorch, for the same weights and points: reference/torch_values.py makes the numbers.

import DerivativeStudy
import Foundation
import PINNAutodiff
import PINNTensor
import Testing

/// Values by question and name, as PyTorch computes them in double precision.
private func torch(_ question: String) throws -> [String: [Double]] {
  let url = try #require(Bundle.module.url(forResource: "torch_values", withExtension: "json"))
  let all = try JSONDecoder().decode([String: [String: [Double]]].self, from: Data(contentsOf: url))
  return try #require(all[question])
}

/// Compares to 1e-12 of the largest expected value.
private func expectEqual(_ values: [Double], _ expected: [Double]?, _ what: String) throws {
  let expected = try #require(expected)
  try #require(values.count == expected.count)
  let scale = expected.reduce(0) { max($0, abs($1)) }
  let difference = zip(values, expected).reduce(0) { max($0, abs($1.0 - $1.1)) }
  #expect(scale > 0 && difference <= 1e-12 * scale, "\(what): \(difference) of \(scale)")
}

private func evaluated(
  _ name: String, _ values: [Expr], of network: StudyNetwork, at points: Tensor<Double>
) throws -> Tensor<Double> {
  let candidate = try Candidate(name, values: values, of: network, at: points)
  candidate.run()
  return Tensor(shape: [points.count, values.count], elements: candidate.values)
}

@Suite struct TorchTests {
  @Test(arguments: Route.all) func firstSecondAndMixedDerivatives(_ route: Route) throws {
    let expected = try torch("first")
    let network = StudyNetwork.small
    let table = try evaluated(
      route.name, firstDerivatives(of: network.output, by: route), of: network, at: StudyPoints.grid)
    for (column, name) in ["u", "u_x", "u_t", "u_xx", "u_xt", "u_xxt"].enumerated() {
      try expectEqual(table.column(column), expected[name], "\(name), \(route.name)")
    }
  }

  @Test(arguments: Route.all) func jacobianOfABatch(_ route: Route) throws {
    let expected = try torch("second")
    let network = StudyNetwork.twoOutputs
    let y = network.output
    let table = try evaluated(
      route.name, y.components + route.derivative(of: y, .x).components, of: network, at: StudyPoints.line(9))
    for (column, name) in ["y0", "y1", "y0_x", "y1_x"].enumerated() {
      try expectEqual(table.column(column), expected[name], "\(name), \(route.name)")
    }
  }

  @Test(arguments: Route.all) func heatResidualAndItsGradient(_ route: Route) throws {
    let expected = try torch("third")
    let network = StudyNetwork.deep
    let residual = heatResidual(network.output, by: route)
    let values = try evaluated(route.name, [residual], of: network, at: StudyPoints.grid)
    try expectEqual(values.elements, expected["residual"], "residual, \(route.name)")
    let step = try Candidate(route.name, trainingStep: residual, of: network, at: StudyPoints.grid)
    step.run()
    try expectEqual(Array(step.values.prefix(1)), expected["loss"], "loss, \(route.name)")
    try expectEqual(Array(step.values.dropFirst()), expected["gradient"], "gradient, \(route.name)")
  }
}
