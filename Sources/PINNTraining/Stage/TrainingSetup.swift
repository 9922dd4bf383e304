// What a training has besides its problem, so that its loss can be made again.

import PINNLoss

/// Network, seed, precision, threads and samplers.
struct TrainingSetup: Sendable {
  var network: any Network
  /// The functions that `network` is corrected by, if it is.
  var corrections: RandomFunctions?
  var seed: UInt64
  var precision: Precision
  var threads: Int
  var sampling: Sampling

  /// The loss of a problem at its first points.
  func loss<E: Equation>(of problem: Problem<E>, _ ansatz: Ansatz<E.Unknown>) throws -> Loss {
    try Loss(problem, ansatz, seed: seed, precision: precision, threads: threads, sampling: sampling)
  }
}
