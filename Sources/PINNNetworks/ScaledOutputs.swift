// Scaling of outputs: a network's outputs have size 1 at first, whatever the units of the problem.

import PINNCore

/// Output k is shift_k + scale_k inner_k(inputs): unknowns of typical value `shift` that vary by `scale`. In the order of the
/// equation's unknowns; a single number serves all of them.
public struct ScaledOutputs<Inner: Network>: Network {
  /// The network before the map.
  public var inner: Inner
  /// The factor of each output, other than 0.
  public var scales: [Double]
  /// What is added to each output.
  public var shifts: [Double]

  /// `inner` with its outputs multiplied by `scales`, and `shifts` added.
  public init(_ inner: Inner, scales: [Double], shifts: [Double] = [0]) {
    self.inner = inner
    self.scales = scales
    self.shifts = shifts
  }

  /// True: the outputs are as large as `scales` says.
  public var scalesOutputs: Bool { true }

  /// The forward formula. A number of scales or shifts that isn't that of the outputs gives outputs that are refused when they
  /// are compiled.
  public func callAsFunction(
    _ inputs: [Expr], outputs: Int, _ parameters: ParameterScope
  ) -> [Expr] {
    guard [1, outputs].contains(scales.count), [1, outputs].contains(shifts.count) else {
      let reason =
        "\(scales.count) scales and \(shifts.count) shifts are given for \(outputs) unknowns: give one for each, or one for all"
      return refused(reason, outputs: outputs)
    }
    return inner(inputs, outputs: outputs, parameters).enumerated().map { k, output in
      shifts[shifts.count == 1 ? 0 : k] + scales[scales.count == 1 ? 0 : k] * output
    }
  }

  /// Throws `ProblemError` for scales that are 0 or not finite, shifts that are not finite, and what `inner` throws.
  public func validate() throws {
    guard scales.allSatisfy({ $0 != 0 && $0.isFinite }), shifts.allSatisfy(\.isFinite) else {
      throw ProblemError("outputs can be scaled only by finite numbers other than 0, not by \(scales) and \(shifts)")
    }
    try inner.validate()
  }

  /// "MLP 20 x 4, tanh with scaled outputs"
  public var description: String { "\(inner) with scaled outputs" }
}
