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
  /// Calls `body` with the residuals and the transposed Jacobian at `x`, in slabs, so that the whole Jacobian need not fit in
  /// memory. Each residual is in one slab; a slab's `blocks` tell which.
  func forEachSlab(at x: [Double], _ body: (JacobianSlab) -> Void)
  /// J(x)^T w for w [m].
  func transposedProduct(_ w: [Double], at x: [Double]) -> [Double]
  /// The second derivative along v: d^2 r(x + s v) / ds^2 at s = 0, [m].
  func curvature(at x: [Double], along v: [Double]) -> [Double]
}

/// Residuals and their rows of the Jacobian, stored transposed: blocks of consecutive residuals, one after another. Valid during
/// the call that it is handed to.
///
/// Sums over rows, such as J^T J and J^T r, take a slab as a whole. A column has no number of its own among all residuals: what
/// depends on which residual it is goes through `blocks`.
public struct JacobianSlab {
  /// Consecutive residuals of a slab.
  public struct Block {
    /// Which residuals.
    public let range: Range<Int>
    /// r_i for i in range.
    public let residuals: UnsafePointer<Double>
    /// Entry [p * stride + i - range.lowerBound] is dr_i/dx_p, with the slab's stride.
    public let transposed: UnsafePointer<Double>
  }

  /// The number of residuals.
  public let count: Int
  /// All residuals of the slab, [count].
  public let residuals: UnsafePointer<Double>
  /// Their derivatives by x_p from entry p * stride on, [n, stride].
  public let transposed: UnsafePointer<Double>
  /// At least count.
  public let stride: Int
  private let ranges: [Range<Int>]

  /// A slab of the residuals in the given ranges, one range after another.
  public init(
    _ ranges: [Range<Int>], residuals: UnsafePointer<Double>, transposed: UnsafePointer<Double>, stride: Int
  ) {
    self.ranges = ranges
    count = ranges.reduce(0) { $0 + $1.count }
    self.residuals = residuals
    self.transposed = transposed
    self.stride = stride
    precondition(stride >= count, "rows of \(count) residuals need a stride of as many, not \(stride)")
  }

  /// The residuals by their numbers.
  public var blocks: [Block] {
    var first = 0
    return ranges.map { range in
      defer { first += range.count }
      return Block(range: range, residuals: residuals + first, transposed: transposed + first)
    }
  }

  /// The blocks of those residuals that are in `range`.
  public func blocks(in range: Range<Int>) -> [Block] {
    blocks.compactMap { block in
      let common = range.clamped(to: block.range)
      let offset = common.lowerBound - block.range.lowerBound
      return common.isEmpty
        ? nil : Block(range: common, residuals: block.residuals + offset, transposed: block.transposed + offset)
    }
  }
}
