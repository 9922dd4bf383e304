// The ansatz: a network over scaled coordinates that stands for the unknowns, and the layout of everything to be trained.

import PINNCore

/// The unknowns as expressions: a network whose inputs are the region's coordinates, each scaled to [-1, 1] by its bounds.
struct Ansatz<Unknown: UnknownName>: Sendable {
  /// The unknowns at a point.
  let here: State<Unknown>
  /// The unknowns at the partner of a paired condition's point, with the same weights.
  let partner: State<Unknown>
  /// The network's blocks, below "network/", and one block for each trainable coefficient.
  let layout: ParameterLayout
  /// The unknowns at a point in the order of `Unknown.allCases`.
  let outputs: [Expr]

  init(network: some Network, equation: some Equation<Unknown>, region: any Region) throws {
    try network.validate()
    let unknowns = Array(Unknown.allCases)
    let scope = ParameterScope()
    func outputs(side: Int) throws -> [Expr] {
      let inputs = zip(region.axes, region.bounds).map { axis, range in
        let half = 0.5 * (range.upperBound - range.lowerBound)
        return Expr.coordinate(axis, side: side) * Expr(1 / half)
          - Expr((range.lowerBound + half) / half)
      }
      let outputs = network(inputs, outputs: unknowns.count, scope.scope("network"))
      guard outputs.count == unknowns.count, outputs.allSatisfy({ $0.width == 1 }) else {
        throw ProblemError(
          "\(network) was asked for \(unknowns.count) scalars and gave \(outputs.count) of widths \(outputs.map(\.width))"
        )
      }
      return outputs
    }
    let first = try outputs(side: 0)
    self.outputs = first
    here = State(Dictionary(uniqueKeysWithValues: zip(unknowns, first)))
    partner = State(Dictionary(uniqueKeysWithValues: zip(unknowns, try outputs(side: 1))), side: 1)
    for (_, coefficient) in equation.coefficients {
      guard let name = coefficient.trainableName else { continue }
      guard scope.layout.block(named: name) == nil else {
        throw ProblemError("two trainable parameters are called '\(name)'")
      }
      _ = scope.block(name, rows: 1, .constant(coefficient.value))
    }
    layout = scope.layout
  }
}
