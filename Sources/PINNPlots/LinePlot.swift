// Curves: a field along one axis, at some values of another, over the known solution.

import Foundation
import PINNFields

/// A line through points, with its name in the legend.
public struct Curve: Sendable {
  /// The name in the legend; none if empty.
  public var name: String
  /// Where the points are along the horizontal axis.
  public var x: [Double]
  /// Their values; those that are no finite numbers are gaps.
  public var y: [Double]
  /// The colour.
  public var color: Color
  /// The width in points.
  public var width: Double
  /// Whether the line is dashed.
  public var isDashed: Bool

  /// A curve through points of equal counts.
  public init(
    _ name: String, x: [Double], y: [Double], color: Color = .black, width: Double = 1.2, isDashed: Bool = false
  ) {
    precondition(x.count == y.count, "a curve through \(x.count) places needs as many values, not \(y.count)")
    self.name = name
    self.x = x
    self.y = y
    self.color = color
    self.width = width
    self.isDashed = isDashed
  }

  var stroke: Stroke { Stroke(color: color, width: width, dashes: isDashed ? [3.5, 2.5] : []) }
}

/// Curves over one axis.
public struct LinePlot: Plot {
  /// The curves in their frame.
  public let picture: Picture

  /// Curves in a frame with its labels; the legend is to the right, unless no curve has a name.
  public init(
    _ curves: [Curve], xLabel: String, yLabel: String, isLogarithmic: Bool = false, title: String = ""
  ) {
    self.init(
      curves, Label(xLabel, size: Style.text, isFormula: true), Label(yLabel, size: Style.text, isFormula: true),
      isLogarithmic: isLogarithmic, title: title)
  }

  /// A field of a snapshot on a grid along `axis`, at the grid values nearest to `values` of the other axis. Where the
  /// snapshot has a field "reference_NAME" as well, it is drawn dashed over it.
  ///
  /// Throws `ProblemError` for a field that isn't there or isn't over these axes; other axes are cut with `slice(at:)`.
  public init(
    _ snapshot: FieldSnapshot, _ field: String, along axis: Axis, at other: Axis? = nil, _ values: [Double] = [],
    title: String = ""
  ) throws {
    try snapshot.validate()
    let wanted = [axis] + (other.map { [$0] } ?? [])
    guard snapshot.points == nil, snapshot.coordinates.map(\.axis).sorted() == wanted.sorted() else {
      let axes = snapshot.axes.map(\.name).joined(separator: ", ")
      throw ProblemError(
        "'\(field)' is over (\(axes)), so it has no curves over (\(wanted.map(\.name).joined(separator: ", "))) alone; "
          + "cut other axes with slice(at:)")
    }
    let slices =
      try other.map { other in
        try values.map { value in
          let (slice, taken) = try snapshot.slice(at: [other: value])
          return (name: other.text(taken[other] ?? value), slice: slice)
        }
      } ?? [(name: field, slice: snapshot)]
    let known = "reference_\(field)"
    let hasReference = snapshot.fields.contains { $0.name == known }
    var curves: [Curve] = []
    var references: [Curve] = []
    for (i, (name, slice)) in slices.enumerated() {
      let x = slice.coordinates[0].values
      let share = slices.count > 1 ? 0.25 + 0.7 * Double(i) / Double(slices.count - 1) : 0.25
      curves.append(
        Curve(name, x: x, y: try slice.field(field).elements, color: ColorMap.viridis.color(at: share), width: 2))
      guard hasReference else { continue }
      let words = snapshot.quantity(known).longName
      let name =
        words.hasPrefix("\(field), ") ? String(words.dropFirst(field.count + 2)) : words.isEmpty ? known : words
      references.append(Curve(i == 0 ? name : "", x: x, y: try slice.field(known).elements, width: 0.9, isDashed: true))
    }
    self.init(
      curves + references, snapshot.label(of: axis.name), snapshot.label(of: field), isLogarithmic: false,
      title: title)
  }

  init(_ curves: [Curve], _ xLabel: Label, _ yLabel: Label, isLogarithmic: Bool, title: String, notes: [String] = []) {
    let entries = curves.filter { !$0.name.isEmpty }.map {
      LegendEntry(label: Label($0.name, size: Style.tickText), stroke: $0.stroke)
    }
    let frame = Frame(
      size: Style.plot,
      horizontal: FrameAxis(scale: Scale(of: curves.lazy.flatMap(\.x)), label: xLabel),
      vertical: FrameAxis(
        scale: Scale(of: curves.lazy.flatMap(\.y), isLogarithmic: isLogarithmic, padding: 0.04), label: yLabel),
      title: Label(title, size: Style.text))
    let isAlone = curves.count == 1
    picture = Picture(
      Picture.Panel(frame: frame, side: entries.isEmpty || isAlone ? nil : .legend(entries), notes: notes) {
        canvas, frame, plot in
        for curve in curves { canvas.stroke(curve.lines(in: frame, plot), curve.stroke) }
      })
  }
}

extension Curve {
  /// The curve as lines in a plot, broken where there is no value. Of more than four points in a column of pixels the
  /// first, the least, the largest and the last are enough.
  func lines(in frame: Frame, _ plot: Rect) -> [[Point]] {
    var lines: [[Point]] = [[]]
    for (x, y) in zip(x, y) {
      guard x.isFinite, y.isFinite, y > 0 || !frame.vertical.scale.isLogarithmic else {
        lines.append([])
        continue
      }
      lines[lines.count - 1].append(frame.point(x, y, in: plot))
    }
    return lines.filter { !$0.isEmpty }.map { line in
      guard Double(line.count) > 4 * Picture.pixelsPerPoint * plot.width else { return line }
      var thinned: [Point] = []
      var start = 0
      while start < line.count {
        let column = (line[start].x * Picture.pixelsPerPoint).rounded()
        var end = start
        while end < line.count, (line[end].x * Picture.pixelsPerPoint).rounded() == column { end += 1 }
        let low = (start..<end).min { line[$0].y < line[$1].y }!
        let high = (start..<end).max { line[$0].y < line[$1].y }!
        thinned += Set([start, low, high, end - 1]).sorted().map { line[$0] }
        start = end
      }
      return thinned
    }
  }
}
