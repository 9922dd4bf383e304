// The sums of squares of all laws and their gradient, in one precision. The precision is chosen at run time, so the rest of the
// loss sees a protocol.

import PINNCore

/// Sums of squares of laws, whatever the precision.
protocol SquaredSums: AnyObject {
  /// The sums over the points of the squares of each residual of the chosen laws, and the gradient of their sum weighted by
  /// `weights`.
  func sums(
    of chosen: [Int], weights: [[Double]], parameters: [Double], gradient: inout [Double]?
  ) -> [[Double]]
  /// Gives the points of law `index` other quadrature weights.
  func setQuadrature(_ index: Int, to weights: [Double])
  /// Takes up the points that law `index` has moved to.
  func bind(_ index: Int) throws
}

/// Sums of squares in one scalar type.
final class CompiledSums<Scalar: TensorScalar>: SquaredSums {
  private let laws: [Law]
  private let threads: Int
  private let programs: [Program<Scalar>]
  private var bound: [Program<Scalar>.Bound]
  /// Runs all laws together; made again when one of them moves.
  private var executor: Executor<Scalar>?

  init(_ laws: [Law], threads: Int) throws {
    (self.laws, self.threads) = (laws, threads)
    programs = try laws.map { try $0.compile(.squares) }
    bound = try zip(laws, programs).map { try $0.bind($1) }
  }

  func sums(
    of chosen: [Int], weights: [[Double]], parameters: [Double], gradient: inout [Double]?
  ) -> [[Double]] {
    if chosen.count < bound.count {
      return Program<Scalar>.evaluate(
        chosen.map { bound[$0] }, weights: weights, parameters: parameters, gradient: &gradient, threads: threads)
    }
    let executor = executor ?? Executor(bound, threads: threads)
    self.executor = executor
    return executor.evaluate(weights: weights, parameters: parameters, gradient: &gradient)
  }

  func setQuadrature(_ index: Int, to weights: [Double]) {
    weights.withUnsafeBufferPointer { bound[index].set(.quadratureWeight, to: $0) }
  }

  func bind(_ index: Int) throws {
    bound[index] = try laws[index].bind(programs[index])
    executor = nil
  }
}
