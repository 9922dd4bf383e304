// What looks wrong with a solution, seen at points that were never trained on: when it is trained, and while it is.

import Foundation
import PINNCore

/// Something about a solution that a person should know.
public enum Finding: Sendable, Equatable, CustomStringConvertible {
  /// A condition beside the equation is nearly all of the loss: its share.
  case dominates(term: String, share: Double)
  /// A few points in one place have half of a residual's mean square: their share of all points, and the box that they lie in.
  case concentrated(residual: String, share: Double, axes: [Axis], box: [ClosedRange<Double>])
  /// A change of a coefficient by its own size changes the residuals by less than what is left of them.
  case undetermined(coefficient: String)

  /// A sentence that says what to try.
  public var description: String {
    switch self {
    case .dominates(let term, let share):
      "'\(term)' is \(percent(share)) of the loss: the other conditions are met far better than this one; give them less weight, "
        + "or this one more points"
    case .concentrated(let residual, let share, let axes, let box):
      "half of the mean square of '\(residual)' is at \(percent(share)) of the points, within "
        + zip(axes, box).map { String(format: "\($0) = %.3g ... %.3g", $1.lowerBound, $1.upperBound) }
        .joined(separator: ", ") + ": the network could be larger, if points are drawn by residuals already"
    case .undetermined(let coefficient):
      "'\(coefficient)' can't be told from this problem: a change by its own size changes the residuals, with the fields "
        + "as they are and the other coefficients adjusted, by less than what is left of them"
    }
  }

  private func percent(_ share: Double) -> String { String(format: share < 0.1 ? "%.1f %%" : "%.0f %%", 100 * share) }
}

extension Training {
  /// What looks wrong with a solution of this training: a condition that dominates (more than 95 % of the loss, which the equation
  /// itself may well be), a residual that concentrates (half of its mean square at 2 % of the points or fewer, within 10 % of their
  /// domain; of several the one that adds most to the loss), trainable coefficients that the residuals don't determine.
  /// An empty answer doesn't prove that all is well.
  public func findings(on solution: Solution<E>) throws -> [Finding] {
    let tables = try heldOut.residuals(at: solution.parameters)
    return heldOut.findings(tables) + (try undetermined(solution.parameters, tables))
  }
}

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
    let equations = tables[0].values.rowLength
    return zip(terms, squares).dropFirst(equations).first { $1 > 0.95 * sum }.map { ($0.name, $1 / sum) }
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

extension Training {
  /// Each coefficient's column of the Jacobian, times its size and without its part along the others' columns, against the
  /// residuals.
  private func undetermined(_ parameters: [Double], _ tables: [HeldOut.Residuals]) throws -> [Finding] {
    guard !trainable.isEmpty else { return [] }
    func weighted(_ tables: [HeldOut.Residuals]) -> [Double] {
      tables.flatMap { table in
        let scale = (table.weight / Double(table.values.count)).squareRoot()
        return table.values.elements.map { scale * $0 }
      }
    }
    let columns = try trainable.map { _, _, index in
      let size = max(abs(parameters[index]), abs(initialParameters[index]))
      let ends = try [-1e-3, 1e-3].map { step in
        var moved = parameters
        moved[index] += step * size
        return try weighted(heldOut.residuals(at: moved))
      }
      return zip(ends[0], ends[1]).map { ($1 - $0) / 2e-3 }
    }
    let left = norm(weighted(tables))
    return trainable.indices.compactMap { k in
      var rest = columns[k]
      var basis: [[Double]] = []
      for other in columns.indices where other != k {
        let free = without(basis, columns[other])
        let length = norm(free)
        if length > 1e-9 * norm(columns[other]) { basis.append(free.map { $0 / length }) }
      }
      rest = without(basis, rest)
      return norm(rest) <= left ? .undetermined(coefficient: trainable[k].name) : nil
    }
  }

  /// A vector without its parts along orthonormal ones.
  private func without(_ basis: [[Double]], _ vector: [Double]) -> [Double] {
    basis.reduce(vector) { rest, unit in
      let part = zip(rest, unit).reduce(0) { $0 + $1.0 * $1.1 }
      return zip(rest, unit).map { $0 - part * $1 }
    }
  }

  private func norm(_ vector: [Double]) -> Double { vector.reduce(0) { $0 + $1 * $1 }.squareRoot() }
}
