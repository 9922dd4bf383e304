// Collocation points: the points of one condition, with what is given with them.

import PINNCore

/// The points of one condition.
package struct CollocationPoints: Sendable {
  /// [N, sides d]: the coordinates at the point, then those at its partner, or at all nodes of a quadrature.
  package let table: Tensor<Double>
  /// 2 for pairs, the number of nodes for quadratures.
  package let sides: Int
  /// What is given with each point.
  package let data: [Column: [Double]]

  package init(table: Tensor<Double>, sides: Int, data: [Column: [Double]]) {
    (self.table, self.sides, self.data) = (table, sides, data)
  }

  /// The weights of the points in their mean square, [N].
  package var quadratureWeights: [Double] { data[.quadratureWeight] ?? Array(repeating: 1, count: table.count) }

  /// The axes along which the normal isn't always 0.
  package func normalAxes(among axes: [Axis]) -> [Axis] {
    axes.filter { data[.normal($0)]?.contains { $0 != 0 } ?? false }
  }
}

extension CollocationPoints {
  /// The first `width` coordinates, [N, width]: of several places the first.
  package func first(_ width: Int) -> Tensor<Double> {
    guard table.rowLength > width else { return table }
    return Tensor(shape: [table.count, width], elements: (0..<table.count).flatMap { table.row($0).prefix(width) })
  }

  /// The points with the given indices, and their data.
  package func chosen(_ indices: [Int]) -> CollocationPoints {
    let width = table.rowLength
    let elements = indices.flatMap { table.elements[$0 * width..<($0 + 1) * width] }
    return CollocationPoints(
      table: Tensor(shape: [indices.count, width], elements: elements), sides: sides,
      data: data.mapValues { column in indices.map { column[$0] } })
  }

  /// These points, then others of the same condition.
  package func appending(_ other: CollocationPoints) -> CollocationPoints {
    CollocationPoints(
      table: Tensor(
        shape: [table.count + other.table.count, table.rowLength], elements: table.elements + other.table.elements),
      sides: sides, data: data.merging(other.data) { $0 + $1 })
  }

  /// The same points with equal quadrature weights, unless their sampler gave them weights.
  package func weighted() -> CollocationPoints {
    data[.quadratureWeight] == nil ? weighted(Array(repeating: 1, count: table.count)) : self
  }

  /// The same points with quadrature weights.
  package func weighted(_ weights: [Double]) -> CollocationPoints {
    var data = data
    data[.quadratureWeight] = weights
    return CollocationPoints(table: table, sides: sides, data: data)
  }
}
