// What looks wrong with residuals at points that were never trained on.

import PINNLoss

extension HeldOut {
  /// What looks wrong with residuals, but for coefficients, which take more than a look.
  func findings(_ tables: [Residuals]) -> [Finding] {
    [dominance(tables).map { .dominates(term: $0.term, share: $0.share) }, concentration(tables)].compactMap(\.self)
  }

  /// The condition beside the equation that is nearly all of the loss, if there is one, and its share.
  func dominance(_ tables: [Residuals]) -> (term: String, share: Double)? {
    let squares = meanSquares(of: tables)
    let sum = squares.reduce(0, +)
    guard squares.count > 1, sum > 0, sum.isFinite else { return nil }
    return zip(terms, squares).first { $0.source != .equation && $1 > 0.95 * sum }.map { ($0.name, $1 / sum) }
  }

  /// The residual with the largest part of the loss of those that concentrate: where one does, often all do.
  private func concentration(_ tables: [Residuals]) -> Finding? {
    var names = terms.map(\.name)[...]
    let found = tables.flatMap { table in
      (0..<table.values.rowLength).compactMap { k -> (finding: Finding, loss: Double)? in
        let (name, column) = (names.removeFirst(), table.values.column(k))
        let sum = column.reduce(0) { $0 + $1 * $1 }
        guard column.count >= 100, sum > 0, sum.isFinite else { return nil }
        var (covered, chosen) = (0.0, [Int]())
        for i in column.indices.sorted(by: { abs(column[$0]) > abs(column[$1]) }) where covered < 0.5 * sum {
          covered += column[i] * column[i]
          chosen.append(i)
        }
        guard Double(chosen.count) <= 0.02 * Double(column.count) else { return nil }
        let box = axes.indices.map { axis in
          let values = chosen.map { table.points[$0, axis] }
          return (values.min() ?? 0)...(values.max() ?? 0)
        }
        // Points all over the place are a few large values, as there always are, and no place.
        let part = axes.indices.reduce(1.0) { part, axis in
          let all = table.points.column(axis)
          let extent = (all.max() ?? 0) - (all.min() ?? 0)
          return extent > 0 ? part * (box[axis].upperBound - box[axis].lowerBound) / extent : part
        }
        guard part <= 0.1 else { return nil }
        let share = Double(chosen.count) / Double(column.count)
        return (
          .concentrated(residual: name, share: share, axes: axes, box: box),
          table.weight * sum / Double(column.count)
        )
      }
    }
    return found.max { $0.loss < $1.loss }?.finding
  }
}
