// What stopped being a finite number: the part of which law, at which point.

import Foundation
import PINNCore

/// A term of the loss that isn't a finite number, and the first part of its law that isn't.
public struct NotFinite: Sendable, Equatable, CustomStringConvertible {
  /// A part of a law with its value at a point.
  public struct Part: Sendable, Equatable {
    /// The part as laws print it, such as "log(u - 2)" or "u_xx".
    public let formula: String
    /// Infinite or NaN.
    public let value: Double
    /// The axes of `place`.
    public let axes: [Axis]
    /// The coordinates of the point.
    public let place: [Double]
  }

  /// The term's name.
  public let term: String
  /// The innermost part that isn't finite; nil if all parts are and the term's gradient, or its value in single precision, isn't.
  public let part: Part?

  /// "'start' is not a finite number: log(x - 2) is nan at x = 0.5, t = 0".
  public var description: String {
    guard let part else {
      return "'\(term)' or its gradient is not a finite number, though all parts of its law are: "
        + "the derivative of a root, a power or a quotient, or too large a number for the precision"
    }
    let place = zip(part.axes, part.place).map { "\($0) = " + String(format: "%.6g", $1) }.joined(separator: ", ")
    return
      "'\(term)' is not a finite number: \(part.formula) is \(part.value.isNaN ? "nan" : "\(part.value)") at \(place)"
  }
}

/// Finds the part of a condition's law that isn't finite.
struct PartTracer: Sendable {
  /// The parts of the law, each before what is made of it: as people read them, and with the network put in.
  private let parts: [(formula: Expr, value: Expr)]
  private let axes: [Axis]
  private let layout: ParameterLayout

  /// Nil for a law at pairs of points, whose unknowns have one name at both.
  init?<Unknown: UnknownName>(
    _ condition: Condition<Unknown>, _ points: CollocationPoints, _ ansatz: Ansatz<Unknown>, axes: [Axis]
  ) {
    guard points.sides == 1 else { return nil }
    self.axes = axes
    layout = ansatz.layout
    let law = condition.law(
      .init(here: .symbolic, partner: .symbolic, normalAxes: points.normalAxes(among: axes)))
    let unknowns = Dictionary(uniqueKeysWithValues: Unknown.allCases.map { ($0.rawValue, ansatz.here[$0]) })
    parts = law.flatMap(\.residual.subexpressions).filter { $0.width == 1 }.map { part in
      (
        part,
        part.rewritten { original, rebuilt in
          guard case .symbol(let name) = original.node.kind, let unknown = unknowns[name] else { return rebuilt }
          return unknown
        }
      )
    }
  }

  /// The innermost part that isn't finite at some point; nil if all are.
  func find(_ points: CollocationPoints, parameters: [Double]) throws -> NotFinite.Part? {
    let data = parts.reduce(into: Set<Column>()) { $0.formUnion($1.value.dependencies.data) }.sorted()
    let program = try Program<Double>(values: parts.map(\.value), axes: axes, data: data, layout: layout)
    let values = try program.values(
      at: points.table, data: points.data.filter { data.contains($0.key) }, parameters: parameters, threads: 1)
    for (column, part) in parts.enumerated() {
      guard let row = (0..<values.count).first(where: { !values[$0, column].isFinite }) else { continue }
      return NotFinite.Part(
        formula: "\(part.formula)", value: values[row, column], axes: axes, place: Array(points.table.row(row)))
    }
    return nil
  }
}
