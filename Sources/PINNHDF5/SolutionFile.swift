// A solution again from the HDF5 file of a run.

import Foundation
import PINNTraining

extension Solution {
  /// The solution in the HDF5 file that a run has written: values, derivatives, errors and report, as after training.
  ///
  ///     let solution = try Solution(contentsOf: "run.h5", of: problem, network: MLP(width: 20, depth: 2))
  ///     print(try solution.report(against: exact))
  ///
  /// - Parameters:
  ///   - problem: the problem that was solved.
  ///   - network: the network that was trained.
  /// - Throws: `HDF5Error` for a file that can't be read; `ProblemError`, with all that differs, for one of another problem or
  ///   another network.
  public init(
    contentsOf path: String, of problem: Problem<E>, network: some Network,
    threads: Int = ProcessInfo.processInfo.activeProcessorCount
  ) throws {
    try self.init(
      HDF5Reader(path: path).snapshot(), of: problem, network: network, called: "'\(path)'", threads: threads)
  }
}
