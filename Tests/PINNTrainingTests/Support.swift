// Small problems for the tests.

import BurgersEquations
import Foundation
import HeatEquations
import PINN

/// The heat equation on [0, 1] x [0, 1] with u = sin(pi x) at the start and u = 0 at both ends.
func heatProblem(points: Int = 200, boundary: Int = 40) throws -> Problem<HeatEquation> {
  try Problem(
    HeatEquation(diffusivity: 0.1), on: Interval(0...1).over(time: 0...1), points: points,
    conditions: [
      .initial(.u, points: boundary) { s in sin(.pi * s[.x]) },
      .dirichlet(.u, on: "x=0", "x=1", points: boundary) { _ in 0 },
    ])
}

/// Laplace's equation u_xx + u_yy = 0 with a coefficient, a second unknown and traps to spring.
struct TestEquation: Equation {
  enum Unknown: String, UnknownName { case u, v }
  var factor: Coefficient = 1
  func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    ["laplace": factor * laplacian(s[.u], over: .x, .y), "second": s[.v][.x] - s[.u]]
  }
}

/// A closure as an observer.
struct Watcher: TrainingObserver {
  let body: (TrainingProgress) -> ObserverDecision
  mutating func didStep(_ progress: TrainingProgress) -> ObserverDecision { body(progress) }
}

/// Given factors, and a look at what a weighting is shown.
struct Spy: LossWeighting {
  var description: String { "spy" }
  var every = 1
  private(set) var weights: LossWeights
  let look: @Sendable (any LossParts) throws -> Void

  init(_ weights: LossWeights = LossWeights(), look: @escaping @Sendable (any LossParts) throws -> Void = { _ in }) {
    (self.weights, self.look) = (weights, look)
  }
  func validate(axes: [Axis]) {}
  func update(from loss: some LossParts) throws { try look(loss) }
  mutating func carryState(through archive: inout OptimizerArchive) throws { try weights.carry(through: &archive) }
}

/// Whatever a closure throws, as its sentence; "" if it throws nothing.
func sentence(_ body: () throws -> Void) -> String {
  do {
    try body()
    return ""
  } catch { return "\(error)" }
}
