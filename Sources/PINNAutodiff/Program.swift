// Programs: expressions compiled once and run many times. (Skeleton: the interface only.)

import PINNTensor

/// A mistake found while compiling: an axis, datum or parameter that isn't there, or an expression that makes no sense.
public struct CompileError: Error, CustomStringConvertible, Equatable, Sendable {
  /// The sentence to show.
  public let description: String
}

/// Expressions compiled for `Float` or `Double`: values at points, sums over points, and the gradient of the sums.
public final class Program<Scalar: TensorScalar>: Sendable {
  /// Compiles scalar expressions. `values` are computed at each point; `sums` are summed over all points, and with `gradient`
  /// the gradient of sum_k weights[k] * sums[k] by all parameters of `layout` is there too.
  /// Points have the coordinates `axes`, once for each of `sides` places (columns [side 0 axes..., side 1 axes...]).
  public init(
    values: [Expression] = [], sums: [Expression] = [], gradient: Bool = false, axes: [Axis], sides: Int = 1,
    data: [String] = [], layout: ParameterLayout = ParameterLayout()
  ) throws(CompileError) { fatalError("skeleton") }

  /// Values [N, m] at points [N, axes.count * sides].
  public func values(
    at points: Tensor<Double>, data: [String: [Double]] = [:], parameters: [Double] = [], threads: Int = 1
  ) throws(CompileError) -> Tensor<Double> { fatalError("skeleton") }

  /// A program with its points: converted once, evaluated at every step.
  public final class Bound: Sendable {}

  /// Binds points [N, axes.count * sides] and data columns of length N.
  public func bind(_ points: Tensor<Double>, data: [String: [Double]] = [:]) throws(CompileError) -> Bound {
    fatalError("skeleton")
  }

  /// Runs several bound programs together on all threads. Returns sums[program][k]; with `gradient` (non-nil, of length
  /// layout.count) overwrites it by the gradient of sum over programs and k of weights[program][k] * sums[program][k].
  /// The results are the same bits for any number of threads.
  public static func evaluate(
    _ programs: [Bound], weights: [[Double]], parameters: [Double], gradient: inout [Double]?, threads: Int
  ) -> [[Double]] { fatalError("skeleton") }
}
