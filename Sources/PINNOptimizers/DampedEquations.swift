// What Levenberg-Marquardt asks of the linear system of a step, however that is solved.

import PINNCore

/// The system (J^T J + lambda D) delta = -J^T w at a point.
protocol DampedEquations {
  /// What solves the system for one lambda.
  associatedtype Factor
  /// J^T r, [n].
  var gradient: [Double] { get }
  /// |r|^2.
  var value: Double { get }
  /// Whether residuals and Jacobian are.
  var isFinite: Bool { get }
  /// The largest diagonal entry of J^T J, or of J J^T, in units of the damping.
  var scale: Double { get }
  /// What solves the system for `damping`, which grows until there is that; nil if there is none for any finite damping.
  func factor(damping: inout Double) -> Factor?
  /// The Gauss-Newton step, for w = r; nil if it isn't finite.
  func step(_ factor: Factor) -> [Double]?
  /// The same for w [m]; `objective` and `x` are those of the system.
  func step(_ w: [Double], _ factor: Factor, _ objective: some LeastSquaresObjective, at x: [Double]) -> [Double]?
  /// delta . D delta
  func squaredNorm(_ delta: [Double]) -> Double
}
