// The seam between training and least-squares optimisers, which see the residuals one by one and not just their sum.

/// A sum of squares |r(x)|^2 to minimise over R^n.
public protocol LeastSquaresObjective {
  /// The number n of parameters.
  var count: Int { get }
  /// The number m of residuals.
  var residualCount: Int { get }
  /// Threads that linear algebra on the Jacobian may use.
  var threads: Int { get }
  /// The residuals r(x), [m].
  func residuals(at x: [Double]) -> [Double]
  /// Calls `body` with the residuals and the transposed Jacobian at `x`, in slabs of consecutive residuals from the first to
  /// the last, so that the whole Jacobian need not fit in memory.
  func forEachSlab(at x: [Double], _ body: (JacobianSlab) -> Void)
  /// J(x)^T w for w [m].
  func transposedProduct(_ w: [Double], at x: [Double]) -> [Double]
  /// The second derivative along v: d^2 r(x + s v) / ds^2 at s = 0, [m].
  func curvature(at x: [Double], along v: [Double]) -> [Double]
}

/// Consecutive residuals and their rows of the Jacobian, stored transposed. Valid during the call that it is handed to.
public struct JacobianSlab {
  /// Which residuals.
  public let range: Range<Int>
  /// r_i for i in range.
  public let residuals: UnsafePointer<Double>
  /// Entry [p * stride + i - range.lowerBound] is dr_i/dx_p.
  public let transposed: UnsafePointer<Double>
  /// At least range.count.
  public let stride: Int

  /// A slab of the given parts.
  public init(
    range: Range<Int>, residuals: UnsafePointer<Double>, transposed: UnsafePointer<Double>, stride: Int
  ) {
    self.range = range
    self.residuals = residuals
    self.transposed = transposed
    self.stride = stride
  }
}
