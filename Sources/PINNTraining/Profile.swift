// Where the time of a training's steps goes.

import PINNLoss
import PINNOptimizers

extension Training {
  /// Where the time of the default recipe's steps goes: `steps` of Levenberg-Marquardt from the initial parameters, with
  /// `rowsPerParameter` residuals a parameter. Points and parameters of later runs aren't touched.
  ///
  /// - Throws: `ProblemError` in single precision.
  public func profile(steps: Int = 10, rowsPerParameter: Double = 3) throws -> StepProfile {
    guard let squares = loss.leastSquares else {
      throw ProblemError("a profile of Levenberg-Marquardt needs the residuals one by one: train in double precision")
    }
    try loss.drawPoints(0, rowsPerParameter: rowsPerParameter, at: loss.initialParameters)
    let profile = StepProfile(squares)
    var optimizer = LevenbergMarquardt()
    optimizer.start(at: loss.initialParameters)
    // The first step also makes room for what the others use.
    guard optimizer.step(on: loss) == .advanced else { return profile }
    for _ in 0..<steps where profile.time({ optimizer.step(on: profile) }) != .advanced { break }
    return profile
  }
}
