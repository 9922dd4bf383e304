// Scaling of inputs: activations work best on inputs of size 1, whatever the units of the problem.

import PINNCore

/// Maps each input linearly from its range to [-1, 1] before the inner network. Derivatives stay those by the unscaled
/// coordinates, since the map is part of the formula.
public struct NormalizedInputs<Inner: Network>: Network {
  /// The network behind the map.
  public var inner: Inner
  /// The range of each input, in order: usually the bounds of the region.
  public var ranges: [ClosedRange<Double>]

  /// `inner` behind the map of `ranges` to [-1, 1]; `validate` refuses a range without a finite length above 0.
  public init(_ inner: Inner, ranges: [ClosedRange<Double>]) {
    self.inner = inner
    self.ranges = ranges
  }

  /// inner(2 (input - middle) / length, ...), one input for each range. Another number of inputs gives outputs that are refused
  /// when they are compiled.
  public func callAsFunction(
    _ inputs: [Expr], outputs: Int, _ parameters: ParameterScope
  ) -> [Expr] {
    guard inputs.count == ranges.count else {
      return refused("\(ranges.count) ranges can't scale \(inputs.count) inputs: give one for each", outputs: outputs)
    }
    let scaled = zip(inputs, ranges).map { input, range in
      let middle = range.lowerBound + (range.upperBound - range.lowerBound) / 2
      return Expr(2 / (range.upperBound - range.lowerBound)) * (input - Expr(middle))
    }
    return inner(scaled, outputs: outputs, parameters)
  }

  /// Whether the inner network's do.
  public var scalesOutputs: Bool { inner.scalesOutputs }

  /// Throws `ProblemError` for a range without a finite length above 0, and what `inner` throws.
  public func validate() throws {
    for range in ranges {
      let length = range.upperBound - range.lowerBound
      guard length > 0, length.isFinite else {
        throw ProblemError("an input can be scaled only from a range of finite length above 0, not from \(range)")
      }
    }
    try inner.validate()
  }

  /// "MLP 20 x 4, tanh on inputs scaled to [-1, 1]"
  public var description: String { "\(inner) on inputs scaled to [-1, 1]" }
}
