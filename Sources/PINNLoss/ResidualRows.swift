// The order of a loss's residuals, one by one: condition by condition; in a condition all points of its first residual, then all
// of its second, and so on. Whatever numbers residuals, from the rows of the Jacobian to standard errors, asks here.

/// The numbers of one condition's residuals among all.
package struct ResidualRows: Equatable {
  private let first: Int
  /// The number of points.
  package let points: Int
  /// The number of residuals at a point.
  package let width: Int

  /// The numbers of all conditions with these points and so many residuals at a point.
  package static func numbered(points: [Int], widths: [Int]) -> [ResidualRows] {
    var next = 0
    return zip(points, widths).map { points, width in
      defer { next += points * width }
      return ResidualRows(first: next, points: points, width: width)
    }
  }

  /// All of them.
  package var range: Range<Int> { first..<first + points * width }

  /// Those of each residual at the given points.
  package func ofResiduals(at points: Range<Int>) -> [Range<Int>] {
    (0..<width).map { k in
      let start = first + k * self.points
      return start + points.lowerBound..<start + points.upperBound
    }
  }

  /// Those of each residual.
  package var ofResiduals: [Range<Int>] { ofResiduals(at: 0..<points) }

  /// A table [points, width] in the order of these rows.
  package func ordered(_ table: [Double]) -> [Double] {
    (0..<width).flatMap { k in stride(from: k, to: table.count, by: width).map { table[$0] } }
  }
}
