// The ansatz: a network over scaled coordinates, with what holds by construction, that stands for the unknowns, and the
// layout of everything to be trained.

import Foundation
import PINNCore

/// A window of time with what stands for the unknowns in it.
package struct AnsatzWindow<E: Equation>: Sendable {
  /// Where it ends.
  let end: Double
  let problem: Problem<E>
  let network: any Network
  let scales: Scales

  package init(end: Double, problem: Problem<E>, network: any Network, scales: Scales) {
    (self.end, self.problem, self.network, self.scales) = (end, problem, network, scales)
  }
}

/// The unknowns as expressions: a network whose inputs are the region's coordinates, each scaled to [-1, 1] by its
/// bounds, and whose outputs are scaled to the unknowns' sizes, behind the problem's enforced conditions and transform.
package struct Ansatz<Unknown: UnknownName>: Sendable {
  /// The unknowns at a point.
  package let here: State<Unknown>
  /// The network's blocks, below "network/", and one block for each trainable coefficient.
  package let layout: ParameterLayout
  /// The sizes of unknowns and residuals.
  package let scales: Scales
  /// The unknowns at a point in the order of `Unknown.allCases`.
  package let outputs: [Expr]

  private let makeState: @Sendable (_ side: Int, _ scope: ParameterScope) throws -> State<Unknown>

  /// A network as the unknowns of a problem; with other `scales` than those found from the problem, if they are given.
  package init<E: Equation>(network: some Network, problem: Problem<E>, scales given: Scales? = nil) throws
  where E.Unknown == Unknown {
    let scales = given ?? Self.scales(network, problem)
    try self.init(problem, scales) { side, scope in
      try Self.state(network, problem, scales, side, scope)
    }
  }

  /// The unknowns in windows of time, each from a network of its own: at a time where two windows meet, the earlier.
  package init<E: Equation>(windows: [AnsatzWindow<E>], problem: Problem<E>) throws where E.Unknown == Unknown {
    guard let last = windows.last else { throw ProblemError("there are no windows of time") }
    try self.init(problem, Self.scales(last.network, problem)) { side, scope in
      let states = try windows.enumerated().map { k, window in
        try Self.state(
          window.network, window.problem, window.scales, side,
          scope.scope("window \(k + 1)"))
      }
      let time = Expr.coordinate(.t, side: side)
      let values = Unknown.allCases.map { unknown in
        zip(windows, states).dropLast().reversed().reduce(states[states.count - 1][unknown]) { later, part in
          select(Expr(part.0.end) - time, part.1[unknown], later)
        }
      }
      return State(Dictionary(uniqueKeysWithValues: zip(Unknown.allCases, values)), side: side)
    }
  }

  private init<E: Equation>(
    _ problem: Problem<E>, _ scales: Scales,
    _ makeState: @escaping @Sendable (_ side: Int, _ scope: ParameterScope) throws -> State<Unknown>
  ) throws where E.Unknown == Unknown {
    (self.scales, self.makeState) = (scales, makeState)
    let scope = ParameterScope()
    let here = try makeState(0, scope)
    self.here = here
    outputs = Unknown.allCases.map { here[$0] }
    for trainable in problem.trainables {
      guard scope.layout.block(named: trainable.name) == nil else {
        throw ProblemError(
          "the network has a block called '\(trainable.name)', like a coefficient to be found; give that another name")
      }
      _ = scope.block(trainable.name, rows: 1, .constant(trainable.initialParameter))
    }
    layout = scope.layout
    guard layout.count <= Self.largestCount else {
      throw ProblemError(
        "the network has \(layout.count) parameters, more than the \(Self.largestCount) that can be trained")
    }
  }

  /// A problem's scales, for networks that leave them to others.
  private static func scales<E: Equation>(_ network: some Network, _ problem: Problem<E>) -> Scales
  where E.Unknown == Unknown { network.scalesOutputs ? .none(unknowns: Unknown.allCases.count) : .of(problem) }

  /// What a network's outputs stand for.
  private static func state<E: Equation>(
    _ network: some Network, _ problem: Problem<E>, _ scales: Scales, _ side: Int, _ scope: ParameterScope
  ) throws -> State<Unknown> where E.Unknown == Unknown {
    try network.validate()
    let unknowns = Array(Unknown.allCases)
    let inputs = zip(problem.region.axes, problem.region.bounds).map { axis, range in
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
    let sized = outputs.enumerated().map { scales.unknown($0, from: $1) }
    return try problem.state(Dictionary(uniqueKeysWithValues: zip(unknowns, sized)), side: side)
  }

  /// The sizes of the unknowns in words, such as "u 256, p 0.5 around 100.25"; nil if all are 1.
  package var sizes: String? {
    guard scales.unknowns.contains(where: { $0 != 1 }) || scales.shifts.contains(where: { $0 != 0 }) else { return nil }
    let parts = Unknown.allCases.enumerated().map { j, unknown in
      "\(unknown.rawValue) \(short(scales.unknowns[j]))"
        + (scales.shifts[j] == 0 ? "" : " around \(short(scales.shifts[j]))")
    }
    return parts.joined(separator: ", ")
  }

  /// The scales and shifts of the network's outputs as JSON, exactly, such as "[[256,1],[0,0]]"; nil if they change nothing.
  package var outputMap: String? {
    guard sizes != nil, let json = try? JSONEncoder().encode([scales.unknowns, scales.shifts]) else { return nil }
    return String(decoding: json, as: UTF8.self)
  }

  private func short(_ value: Double) -> String { String(format: "%.6g", value) }

  /// Optimisers keep several vectors of this length: more would use up a machine's memory, which no program survives.
  private static var largestCount: Int { 100_000_000 }

  /// The unknowns at the place `side` of a point of several places, with the same weights.
  package func state(side: Int) throws -> State<Unknown> { side == 0 ? here : try makeState(side, ParameterScope()) }
}
